"""Which of its kind something is: "the 23rd SOMTC", "Twenty-Third", លើកទី២៣, "SOMTC-23"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

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
    f"(?P<numbered>\\d{{1,2}})(?!\\d|[.,/:]\\d|-\\d|{_OF_YEAR})",
    re.IGNORECASE,
)


_OF_MEETING = re.compile(
    "\\s+(?:[A-Z]{3,}|[A-Z]{2,}-[A-Z]{2,}"
    "|(?:(?!(?:and|or|of|in|at|by|for|the|an?)\\b)[\\w'’-]+\\s+){0,4}?"
    "(?i:meeting|session|sitting|committee|board|task force)s?\\b)"
)


_KHMER_AND = "(?:និង|ឬ|(?:រហូត)?ដល់|[-–—])"
_KHMER_MORE = re.compile(
    f"\\s*,?\\s*(?:{_KHMER_AND}?\\s*(?:កិច្ចប្រជុំ)?(?:លើក)?ទី|{_KHMER_AND}|(?=\\d{{1,2}}[\\s,]*(?:និង|ឬ)\\s*(?:លើក)?(?:ទី)?\\d))"
    "\\s?(?P<number>\\d{1,3})(?!\\d|\\s?(?:រូប|នាក់|ឆ្នាំ|ខែ|ថ្ងៃ|ប្រទេស|ករណី|ដង|លាន|ដុល្លារ|រៀល|%))"
)
"""One more meeting after លើកទី១: `ទី២ និងទី៣`, `២ និង៣`."""
_LATIN_MORE = re.compile(
    "(?:,|,? (?:and|or|to|through)|\\s*[–—&])\\s*(?P<number>\\d{1,2})"
    "(?![\\d%]|[.,/:]\\d|-\\d|(?:st|nd|rd|th)\\b)"
    f"(?!\\s+(?!(?:and|or|to|through)\\b)(?:[a-z]|(?i:{_any_of(ENGLISH_MONTHS)})))"
)
"""One more meeting after "SOMTC 20"; no number of something."""
_MORE = re.compile(
    "(?:\\s+(?P<body>[A-Z]{3,}|[A-Z]{2,}-[A-Z]{2,}))?"
    "\\s*,?\\s*(?:(?:and|or|to|through|until)\\s+|[-–—&]\\s*|(?<=,)\\s*)?(?:the\\s+)?"
)
"""What stands between two ordinals of meetings that are named together; a body's name, if it comes again."""
_THROUGH = re.compile("\\b(?:to|through|until)\\b|[-–—]|ដល់", re.IGNORECASE)
_MOST_THROUGH = 30
"""A run of meetings that would be longer is none."""


class Meetings(NamedTuple):
    """Meetings of one kind that a text names together, as "the 20th, 21st and 22nd SOMTC"."""

    span: Span
    numbers: tuple[int, ...]
    names: tuple[str, ...]
    """What each is called there."""


def of_meetings(text: str) -> frozenset[int]:
    """Which meetings of their kind a text in normal form names: "the 23rd SOMTC", "SOMTC-23", លើកទី២៣.

    Other ordinals are left out, as in "the third recommendation".
    """
    return frozenset(number for each in meetings(text) for number in each.numbers)


def meetings(text: str) -> list[Meetings]:
    """The meetings that a text in normal form names by number, those together that it names together."""
    found: list[Meetings] = []
    for listed in _listed(text):
        said = listed[-1][0].of(text)
        first = listed[0][0].of(text)
        if (
            "លើក" in first
            or _is_in_a_name(first)
            or _is_in_a_name(said)
            or _OF_MEETING.match(text, listed[-1][0].end)
        ):
            numbers = _numbers(text, listed)
            names = tuple(_named(number, first) for number in numbers)
            found.append(Meetings(Span(listed[0][0].start, listed[-1][0].end), numbers, names))
    return found


def _listed(text: str) -> list[list[tuple[Span, int]]]:
    """The ordinals of a text, those in one list that only "and" and the like part."""
    found: list[list[tuple[Span, int]]] = []
    for span, number in ordinals(text):
        if found and span.start < found[-1][-1][0].end:  # told already, as one more after លើកទី១
            continue
        more = _MORE.fullmatch(text, found[-1][-1][0].end, span.start) if found else None
        if more and more[0] and (not more["body"] or text.startswith(more["body"], span.end + 1)):
            found[-1].append((span, number))
        else:
            found.append([(span, number)])
        said = span.of(text)
        pattern = _KHMER_MORE if "លើក" in said else _LATIN_MORE if _is_in_a_name(said) else None
        while pattern and (another := pattern.match(text, found[-1][-1][0].end)):
            found[-1].append((Span(*another.span()), int(another["number"])))
    return found


def _is_in_a_name(said: str) -> bool:
    """Whether an ordinal is the number of a name, as in "SOMTC-23"."""
    return said[0].isupper() and said[-1].isdigit()


def _numbers(text: str, listed: Sequence[tuple[Span, int]]) -> tuple[int, ...]:
    """The numbers of a list, and those between where it says "to"."""
    found = [listed[0][1]]
    for (before, first), (span, last) in pairwise(listed):
        between = text[before.end : span.end]
        if _THROUGH.search(between) and first < last <= first + _MOST_THROUGH:
            found += range(first + 1, last)
        found.append(last)
    return tuple(dict.fromkeys(found))


def _named(number: int, like: str) -> str:
    if "លើក" in like:
        return f"លើកទី{number}"
    if _is_in_a_name(like):
        return like.rstrip("0123456789") + str(number)
    return _in_digits(number)


def _in_digits(number: int) -> str:
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def in_digits(text: str) -> str:
    """A text in normal form with English ordinals of two digits in digits: "Twenty-Third" becomes "23rd"."""

    def written(match: re.Match[str]) -> str:
        number = _WORDS.get((match["word"] or "").casefold(), 0)
        if number < _TWO_DIGITS:
            return match[0]
        return _in_digits(number)

    return _ORDINAL.sub(written, text)


def ordinals(text: str) -> Iterator[tuple[Span, int]]:
    """Where a text in normal form says which of its kind something is, and which; days of months left out."""
    for match in _ORDINAL.finditer(text):
        number = match[match.lastgroup or 0].casefold()
        in_khmer = sum(NUMBER_WORDS[word] for word in _NUMBER_WORD.findall(number))
        yield Span(*match.span()), in_khmer or _WORDS.get(number) or int(number)
