"""The one analysis of text into words and cluster pairs."""

import pytest

from corpus.document import Span
from indexer.terms import Analysis, Term, analyse, analyse_question, is_stopword, term_texts


def words(analysis: Analysis) -> list[str]:
    return [term.text for term in analysis.words]


def clusters(analysis: Analysis) -> list[str]:
    return [term.text for term in analysis.clusters]


def test_a_term_says_where_it_stands() -> None:
    assert analyse("Funds ថ្មី") == Analysis(
        words=(Term("fund", Span(0, 5)), Term("ថ្មី", Span(6, 10))), clusters=(Term("ថ្មី", Span(6, 10)),)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Challenges, challenging, CHALLENGE", ["challeng", "challeng", "challeng"]),
        ("USD 80,000,000 and 2.5%", ["usd", "80000000", "and", "2.5"]),
        ("ការអនុវត្តACTIP", ["ការអនុវត្ត", "actip"]),
        ("", []),
    ],
)
def test_words_are_stemmed_and_grouped_numbers_are_joined(text: str, expected: list[str]) -> None:
    assert words(analyse(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ប្រធាន", ["ប្រធា", "ធាន"]), ("ក ខគ", ["ក", "ខគ"]), ("chair", []), ("", [])],
)
def test_cluster_pairs_do_not_reach_over_spaces(text: str, expected: list[str]) -> None:
    assert clusters(analyse(text)) == expected


def test_a_question_loses_the_words_that_only_ask() -> None:
    assert words(analyse_question("Which country is the next chair?")) == ["countri", "next", "chair"]
    asked = analyse_question("តើប្រទេសណានឹងធ្វើជាប្រធាន?")
    assert words(asked) == ["ប្រទេស", "ធ្វើជា", "ប្រធាន"]
    assert "តើប្រ" not in clusters(asked)


def test_a_question_of_nothing_but_such_words_keeps_them() -> None:
    assert words(analyse_question("who is it")) == ["who", "is", "it"]
    assert words(analyse_question("")) == []


def test_stopwords_are_known_in_the_form_that_analysis_gives() -> None:
    assert is_stopword("the")
    assert is_stopword("តើ")
    assert is_stopword(words(analyse("having"))[0])
    assert not is_stopword("chair")


@pytest.mark.parametrize("text", ["ការអនុវត្តACTIP នៅឆ្នាំ2021", "Challenges of 80,000,000 dollars", "ក ខគ", ""])
def test_terms_without_places_are_the_terms_with_theirs(text: str) -> None:
    analysis = analyse(text)
    indexed, pairs = term_texts(text)
    assert [word for word in indexed if word[0] not in "~#"] == words(analysis)
    assert pairs == clusters(analysis)
    assert all(term.span.of(text) == term.text for term in analysis.clusters)
