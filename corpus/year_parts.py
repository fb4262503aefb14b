"""Which part of a year something is of: "the third quarter", "Q3", "second half of 2024", ត្រីមាសទី៣, ឆមាសទី២."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.date_words import NUMBER_WORDS

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_KHMER = {word: number for word, number in NUMBER_WORDS.items() if number in _ROMAN.values()}
_BEFORE = "|".join(_ORDINALS)
_AFTER = f"(?:(?:[1-4]|iv|i{{1,3}})(?![0-9a-z])|{'|'.join(_KHMER)})"
_PART = re.compile(
    f"\\b(?:(?P<earlier>{_BEFORE}) (?:and|or|to) (?:the )?)?(?P<before>{_BEFORE})[ -]"
    "(?:(?P<quarter>quarters?)|semesters?|half-?years?|half of (?:the )?(?:year|\\d{4})|half \\d{4})\\b"
    "|(?:\\b(?P<quarter_after>quarters? ?|q)|\\bsemesters? |\\bh(?=[12]\\b)|(?P<quarter_khmer>ត្រីមាស)|ឆមាស)"
    f" ?(?:ទី)? ?(?P<after>{_AFTER})(?: ?(?:and|to|&|,|-|និង|ដល់) ?(?:ទី)? ?(?P<later>{_AFTER}))?",
    re.IGNORECASE,
)


class YearPart(NamedTuple):
    """A quarter of a year (`of` = 4) or a half (`of` = 2), counted from 1."""

    of: int
    number: int


def year_parts(text: str) -> frozenset[YearPart]:
    """The parts of a year that a text in normal form names."""
    found = set()
    for match in _PART.finditer(text):
        of = 4 if match["quarter"] or match["quarter_after"] or match["quarter_khmer"] else 2
        for group in ("earlier", "before", "after", "later"):
            said = (match[group] or "").casefold()
            if said:
                number = _ORDINALS.get(said) or _ROMAN.get(said) or _KHMER.get(said) or int(said)
                found.add(YearPart(of, number))
    return frozenset(part for part in found if part.number <= part.of)
