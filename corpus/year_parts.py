"""Which part of a year something is of: "the third quarter", "Q3", "second half of 2024", ត្រីមាសទី៣, ឆមាសទី២."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.date_words import NUMBER_WORDS

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_KHMER = {word: number for word, number in NUMBER_WORDS.items() if number in _ROMAN.values()}
_NUMBERS = {**_ORDINALS, **_ROMAN, **_KHMER, **{str(number): number for number in _ROMAN.values()}}
_BEFORE = "|".join(_ORDINALS)
_AFTER = f"(?:(?:[1-4]|iv|i{{1,3}})(?![0-9a-z]|[.,][0-9])|{'|'.join(_KHMER)})"
_ALONE = "(?<![0-9a-z])"
"""Khmer may stand on either side without a space."""
_PART = re.compile(
    f"{_ALONE}(?P<before>(?:(?:{_BEFORE})(?:, |,? (?:and|or|to) (?:the )?)){{0,3}}(?:{_BEFORE}))[ -]"
    "(?:(?P<quarter>quarters?)|semesters?|half-?years?|half (?:of )?(?:the )?(?:year|\\d{4}))(?![a-z0-9])"
    f"|(?:{_ALONE}(?P<quarter_after>quarters? ?|q)|{_ALONE}semesters? |{_ALONE}h(?=[12](?![0-9a-z]))"
    f"|(?P<quarter_khmer>ត្រីមាស)|ឆមាស) ?(?:ទី)? ?(?P<after>{_AFTER}"
    f"(?: ?(?:(?:and|to|&|-|និង|ដល់) ?(?:q|ទី)?|, ?(?:q|ទី)|ទី) ?{_AFTER}){{0,3}})",
    re.IGNORECASE,
)
_SAID = re.compile(f"{_AFTER}|{_BEFORE}", re.IGNORECASE)
_RANGE = re.compile("(?<![a-z])to(?![a-z])|-|ដល់", re.IGNORECASE)


class YearPart(NamedTuple):
    """A quarter of a year (`of` = 4) or a half (`of` = 2), counted from 1."""

    of: int
    number: int


def year_parts(text: str) -> frozenset[YearPart]:
    """The parts of a year that a text in normal form names; "Q1 to Q3" names three."""
    found = set()
    for match in _PART.finditer(text):
        of = 4 if match["quarter"] or match["quarter_after"] or match["quarter_khmer"] else 2
        said = match["before"] or match["after"]
        numbers = {_NUMBERS[word.casefold()] for word in _SAID.findall(said)}
        if _RANGE.search(said):
            numbers = set(range(min(numbers), max(numbers) + 1))
        found |= {YearPart(of, number) for number in numbers if number <= of}
    return frozenset(found)
