"""Which part of a year something is of: "the third quarter", "Q3", "second half of 2024", ត្រីមាសទី៣, ឆមាសទី២."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.date_words import NUMBER_WORDS
from corpus.document import Span

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_FIGURES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_FIGURES |= {str(number): number for number in range(1, 5)}
_KHMER = {word: number for word, number in NUMBER_WORDS.items() if number in range(1, 5)}
_KHMER |= {"ដើមឆ្នាំ": 1, "ដំបូង": 1}
_LAST_ENGLISH, _LAST_KHMER = ("last", "final"), ("ចុងក្រោយ", "ចុងឆ្នាំ")
"""The fourth quarter, or the second half."""
_NUMBERS = {**_ORDINALS, **_FIGURES, **_KHMER, "ដើម": 1}
_BEFORE = "|".join(_ORDINALS)
_ENDS = "(?:(?![0-9a-z]|[.,][0-9])|(?=fy ?[0-9]))"
_AFTER = f"(?:(?:{'|'.join(_FIGURES)}){_ENDS}|{'|'.join((*_KHMER, *_LAST_KHMER))})"
_ALONE = "(?<![0-9a-z])"
"""Khmer may stand on either side without a space."""
_YEAR = "(?:the (?:same |previous )?year|\\d{4}|fy ?\\d)"
_PART = re.compile(
    f"{_ALONE}(?P<before>(?:(?:{_BEFORE})(?:, |,? (?:and|or|to) (?:the )?)){{0,3}}(?:{_BEFORE}))[ -]"
    f"(?:(?:(?P<quarter>quarters?)|semesters?|half-?years?)(?![a-z0-9])|half (?:of )?{_YEAR})"
    f"|{_ALONE}(?P<bound>first|{'|'.join(_LAST_ENGLISH)})[ -]"
    f"(?:(?P<bound_quarter>quarter)|half|(?:six|6) months) (?:of )?{_YEAR}"
    "|(?<![0-9])6 ?ខែ(?P<months>ដើម|ចុង)(?=ឆ្នាំ)"
    f"|(?:{_ALONE}(?P<quarter_after>quarters? ?|q)|{_ALONE}semesters? |{_ALONE}h(?=[12]{_ENDS})"
    f"|(?P<quarter_khmer>ត្រីមាស)|ឆមាស) ?(?:ទី)? ?(?P<after>{_AFTER}"
    f"(?: ?(?:(?:and|to|&|-|និង|ដល់) ?(?:q|ទី)?|, ?(?:q|ទី)|ទី) ?{_AFTER}){{0,3}})",
    re.IGNORECASE,
)
_SAID = re.compile(f"{_AFTER}|{'|'.join((*_ORDINALS, *_LAST_ENGLISH))}|ដើម|ចុង", re.IGNORECASE)
_YEAR_BEHIND = re.compile(f" (?:of )?{_YEAR}$", re.IGNORECASE)
_RANGE = re.compile("(?<![a-z])to(?![a-z])|-|ដល់", re.IGNORECASE)


class YearPart(NamedTuple):
    """A quarter of a year (`of` = 4) or a half (`of` = 2), counted from 1."""

    of: int
    number: int


def year_part_spans(text: str) -> list[Span]:
    """Where a text in normal form names them, less a year that stands behind."""
    found = []
    for match in _PART.finditer(text):
        year = _YEAR_BEHIND.search(match[0])
        found.append(Span(match.start(), match.start() + year.start() if year else match.end()))
    return found


def year_parts(text: str) -> frozenset[YearPart]:
    """The parts of a year that a text in normal form names; "Q1 to Q3" names three."""
    found = set()
    for match in _PART.finditer(text):
        quarters = ("quarter", "bound_quarter", "quarter_after", "quarter_khmer")
        of = 4 if any(match[each] for each in quarters) else 2
        said = match["before"] or match["bound"] or match["months"] or match["after"]
        numbers = {_NUMBERS.get(word.casefold(), of) for word in _SAID.findall(said)}
        if _RANGE.search(said):
            numbers = set(range(min(numbers), max(numbers) + 1))
        found |= {YearPart(of, number) for number in numbers if number <= of}
    return frozenset(found)
