"""Whether a passage mentions a date of a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus import dates
from corpus.dates import Period

_YEAR = re.compile("(?<![0-9])[0-9]{4}(?![0-9])")
_LATIN_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_BUDDHIST_FROM = 2400
_BUDDHIST_OFFSETS = (544, 542)
"""A Buddhist year overlaps two Gregorian ones, 543 and 544 years before it; one more for safety."""


def mentions_any(text: str, periods: Sequence[Period]) -> bool:
    """Whether any date in a text shares a day with one of the periods."""
    return any(_may_touch(text, period) for period in periods) and any(
        mentioned.first <= period.last and period.first <= mentioned.last
        for mentioned in _mentioned(text)
        for period in periods
    )


def _may_touch(text: str, period: Period) -> bool:
    """Whether the years in a text leave room for it: finding the dates takes a hundred times longer."""
    years: set[int] = set()
    for digits in _YEAR.findall(text.translate(_LATIN_DIGITS)):
        year = int(digits)
        years.update((year - offset for offset in _BUDDHIST_OFFSETS) if year >= _BUDDHIST_FROM else (year,))
    first, last = period.first.year, period.last.year
    within = any(first <= year <= last for year in years)
    around = any(year < first for year in years) and any(year > last for year in years)
    return within or around


@lru_cache(maxsize=16_384)
def _mentioned(text: str) -> tuple[Period, ...]:
    return tuple(mention.period for mention in dates.mentions(text))
