"""A checked question."""

import pytest

from corpus.document import Language
from search_api.errors import InvalidQuery
from search_api.query import MAXIMUM_CHARACTERS, Query


def test_the_normal_form_of_a_question_has_single_spaces_and_canonical_order() -> None:
    assert Query("  តើស្រ្តី\n\tឆ្នាំ២០២០ ").normal_form == "តើស្ត្រី ឆ្នាំ2020"


@pytest.mark.parametrize("text", ["", " ", "?!", "។", "\u200b", "\ud800", "…" * 10])
def test_a_question_needs_letters_or_digits(text: str) -> None:
    with pytest.raises(InvalidQuery, match="no letters or digits"):
        Query(text)


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (101, 0), (-1, 0), (10, -1), (10, 1001)])
def test_bounds_are_kept(limit: int, offset: int) -> None:
    with pytest.raises(InvalidQuery):
        Query("budget", limit=limit, offset=offset)


def test_a_question_has_a_greatest_length() -> None:
    assert Query("a" * MAXIMUM_CHARACTERS).text
    with pytest.raises(InvalidQuery, match="2,001 characters"):
        Query("a" * (MAXIMUM_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who chairs next?", Language.ENGLISH),
        ("តើអ្នកណាជាប្រធាន?", Language.KHMER),
        ("តើ ASEAN-ACT មានថវិកាប៉ុន្មាន?", Language.KHMER),
        ("What does ថវិកា mean here?", Language.ENGLISH),
        ("2020", Language.ENGLISH),
    ],
)
def test_a_question_is_of_the_language_of_most_of_its_letters(text: str, language: Language) -> None:
    assert Query(text).language is language
