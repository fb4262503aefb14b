"""What in a question is looked for by its sound."""

from __future__ import annotations

import pytest

from corpus import sounds
from corpus.document import Span
from corpus.khmer import normal_form
from search_api.glossary import Glossary
from search_api.name_sounds import sounding_names
from search_api.question_terms import QuestionTerms, Sort


def keys(question: str, rendered: tuple[Span, ...] = ()) -> set[str]:
    return {key for _, key in sounding_names(normal_form(question), rendered)}


def test_words_with_a_capital_are_looked_for_and_question_words_are_not() -> None:
    found = sounding_names("Who is Phnom Slachey?", ())
    assert {key for _, key in found} == {sounds.key(name) for name in ("Phnom", "Slachey", "Phnom Slachey")}


def test_a_name_typed_small_is_looked_for_and_a_small_question_is_not() -> None:
    assert sounds.key("veal snor") in keys("veal snor")
    assert keys("what was decided about shelters for men in the north") == set()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("កិច្ចប្រជុំនៅម៉ាន់ដាឡេមានអ្នកចូលរួមប៉ុន្មាន?", "Mandalay"),
        ("អ្នកណាដឹកនាំកិច្ចប្រជុំនៅបន្ទារសេរីបេហ្គាវ៉ាន់?", "Bandar Seri Begawan"),
        ("លោក វាល ស្នោ ជានរណា?", "Veal Snor"),
    ],
)
def test_a_khmer_name_is_found_within_the_unspaced_question(question: str, name: str) -> None:
    assert sounds.key(name) in keys(question)


def test_what_the_glossary_renders_is_not_looked_for_within_a_run() -> None:
    question = normal_form("នៅម៉ាន់ដាឡេមាន")
    assert sounds.key("Mandalay") in keys(question)
    words = ("ការងារទូទៅ", "ក្រសួងមហាផ្ទៃ")
    assert keys("".join(words), (Span(0, len("".join(words))),)) <= {sounds.key("".join(words))}


def test_a_passage_in_the_other_script_holds_the_name() -> None:
    terms = QuestionTerms.of("Why did Kravanh Bokor give up his post?", Glossary({}, {}))
    khmer = normal_form("ជំនួសលោក ក្រវាញ បូកគោ ដែលចូលនិវត្តន៍")
    other = normal_form("ជំនួសលោក ព្រៃ ផ្ការំចេក ដែលចូលនិវត្តន៍")
    assert terms.missing(Sort.NAME, khmer) == 0
    assert terms.missing(Sort.NAME, other) == 1


def test_an_ordinal_is_a_term_of_the_question_in_either_language() -> None:
    for question in ("the 23rd SOMTC", "SOMTC លើកទី២៣"):
        assert "#23" in QuestionTerms.of(normal_form(question), Glossary({}, {})).words


@pytest.mark.parametrize(
    "question", ["", "?", "A", "អ", "\ufffd", "១២៣", " ".join(["Abc"] * 500), "កា" * 2000]
)
def test_any_question_is_gone_through(question: str) -> None:
    assert len(sounding_names(normal_form(question), ())) < 25_000
