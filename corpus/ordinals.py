"""Which of its kind something is: "the 23rd SOMTC", "Twenty-Third", លើកទី២៣, "SOMTC-23"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.date_words import ENGLISH_MONTHS, KHMER_MONTHS, NUMBER_WORDS
from corpus.document import Span

_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    *(f"{stem}teenth" for stem in "thir four fif six seven eigh nine".split()),
]
_WORDS = {
    "inaugural": 1,
    **{word: at for at, word in enumerate([*_UNITS, *_TEENS], 1)},
    **{f"{stem}tieth": tens for stem, tens in (("twen", 20), ("thir", 30), ("for", 40), ("fif", 50))},
    **{
        f"{stem}ty{between}{unit}": tens + at
        for stem, tens in (("twen", 20), ("thir", 30), ("for", 40), ("fif", 50))
        for at, unit in enumerate(_UNITS, 1)
        for between in "- "
    },
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBER_WORD = re.compile(_any_of(NUMBER_WORDS))
_DATED = f"(?!\\s+(?:of\\s+)?(?:{_any_of(ENGLISH_MONTHS)})\\b)"
_OF_YEAR = f"\\s?(?:{_any_of([*ENGLISH_MONTHS, *KHMER_MONTHS])})[ ,-]*(?:ឆ្នាំ\\s?)?\\d"
"""After the day of a month, as in names of files: "NCCT 12 March 2020"."""
_TWO_DIGITS = 10
_ORDINAL = re.compile(
    f"\\b(?P<digits>\\d{{1,3}})(?:st|nd|rd|th)\\b{_DATED}"
    f"|\\b(?P<word>{_any_of(_WORDS)})\\b{_DATED}"
    f"|លើក(?:ទី)?\\s?(?:(?P<khmer>\\d{{1,3}})(?!\\d)|(?P<khmer_words>(?:{_any_of(NUMBER_WORDS)})+))"
    "|\\b(?!covid|usd|khr|scan|img|dsc|draft|final|rev|copy)(?:[a-z]+-)?(?-i:[A-Z]{2,}[a-z]*)[ -]?"
    f"(?P<numbered>\\d{{1,2}})(?![\\d.,/:]|-\\d|{_OF_YEAR})",
    re.IGNORECASE,
)


_OF_MEETING = re.compile(
    "\\s+(?:[A-Z]{3,}"
    "|(?:(?!(?:and|or|of|in|at|by|for|the|an?)\\b)[\\w-]+\\s+){0,4}?(?i:meeting|session|sitting)\\b)"
)


def of_meetings(text: str) -> frozenset[int]:
    """Which meetings of their kind a text in normal form names: "the 23rd SOMTC", "SOMTC-23", លើកទី២៣.

    Other ordinals are left out, as in "the third recommendation".
    """
    found = set()
    for span, number in ordinals(text):
        said = span.of(text)
        if "លើក" in said or (said[0].isupper() and said[-1].isdigit()) or _OF_MEETING.match(text, span.end):
            found.add(number)
    return frozenset(found)


def in_digits(text: str) -> str:
    """A text in normal form with English ordinals of two digits in digits: "Twenty-Third" becomes "23rd"."""

    def written(match: re.Match[str]) -> str:
        number = _WORDS.get((match["word"] or "").casefold(), 0)
        if number < _TWO_DIGITS:
            return match[0]
        ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"

    return _ORDINAL.sub(written, text)


def ordinals(text: str) -> Iterator[tuple[Span, int]]:
    """Where a text in normal form says which of its kind something is, and which; days of months left out."""
    for match in _ORDINAL.finditer(text):
        number = match[match.lastgroup or 0].casefold()
        in_khmer = sum(NUMBER_WORDS[word] for word in _NUMBER_WORD.findall(number))
        yield Span(*match.span()), in_khmer or _WORDS.get(number) or int(number)
