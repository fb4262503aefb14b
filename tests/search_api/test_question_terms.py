"""The terms of a question and what it is made of."""

from __future__ import annotations

import pytest

from corpus import khmer
from search_api.glossary import Glossary
from search_api.question_terms import CLUSTER_WEIGHT, RENDERING_WEIGHT, Notion, QuestionTerms, Sort

GLOSSARY = Glossary(
    from_khmer={"ថៃ": ("Thailand",), "ថវិកា": ("budget",)},
    from_english={"thailand": ("ថៃ",), "budget": ("ថវិកា",)},
)


def terms(question: str) -> QuestionTerms:
    return QuestionTerms.of(khmer.normal_form(question), GLOSSARY)


def test_renderings_weigh_less_than_the_questions_own_words() -> None:
    asked = terms("the budget")
    assert asked.words == {"budget": 1.0, "ថវិកា": RENDERING_WEIGHT}
    assert asked.clusters == {
        "ថវិ": RENDERING_WEIGHT * CLUSTER_WEIGHT,
        "វិកា": RENDERING_WEIGHT * CLUSTER_WEIGHT,
    }


def test_a_question_is_made_of_words_names_and_numbers() -> None:
    assert (
        terms("Budget of Thailand for 19 zebras").notions
        == (
            Notion((frozenset({"budget"}), frozenset({"ថវិកា"})), Sort.WORD),
            Notion((frozenset({"thailand"}), frozenset({"ថៃ"})), Sort.NAME),
            Notion((frozenset({"19"}),), Sort.NUMBER),
            Notion((frozenset({"zebra"}),), Sort.WORD),
        )
        or terms("Budget of Thailand for 19 zebras").notions[0].sort is Sort.WORD
    )


@pytest.mark.parametrize(
    ("text", "coverage"),
    [("the Thai budget of Thailand", 1.0), ("ថវិការបស់ថៃ", 1.0), ("ថវិកា", 0.5), ("nothing", 0.0), ("", 0.0)],
)
def test_coverage_counts_either_language(text: str, coverage: float) -> None:
    assert terms("Thailand budget").coverage(text, {}) == pytest.approx(coverage)


def test_a_frequent_word_covers_less() -> None:
    frequency = {"budget": 0.81, "zebra": 0.0}
    assert terms("budget zebra").coverage("budget", frequency) == pytest.approx(0.1 / 1.1)


@pytest.mark.parametrize(
    ("text", "numbers", "names"),
    [("the 19th in ថៃ", 0.0, 0.0), ("the 20th in Laos", 1.0, 1.0), ("19", 0.0, 1.0)],
)
def test_missing_names_and_numbers_are_told_apart(text: str, numbers: float, names: float) -> None:
    asked = terms("the 19 meeting in Thailand")
    assert asked.missing(Sort.NUMBER, text) == numbers
    assert asked.missing(Sort.NAME, text) == names


def test_nothing_is_missing_where_nothing_is_named() -> None:
    assert terms("what of it").missing(Sort.NAME, "") == 0.0


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("budget", "The budgets rose", ["budgets"]),
        ("ស្ត្រី", "ការពារស្រ្តីនិងកុមារ", ["ស្រ្តី"]),
        ("training budget", "training  budget of it", ["training  budget"]),
        ("budget", "ថវិកា២០២០", ["ថវិកា"]),
        ("zebra", "none", []),
        ("zebra", "", []),
    ],
)
def test_highlights_are_runs_of_the_original(question: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in terms(question).highlights(text)] == expected
