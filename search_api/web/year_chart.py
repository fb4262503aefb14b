"""A bar chart of years, measured here so that a page needs neither script nor inline style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 72
BAR, GAP = 34, 8
_MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A year's bar in the chart's own units."""

    year: int
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right on a field of `width` by HEIGHT and room for the years below."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT
    bar: int = BAR


def bars(counts: Sequence[tuple[int, int]]) -> Chart | None:
    """A chart of (year, count) in any order, a bar for every year between them; None without any."""
    known = dict(counts)
    shown = range(min(known, default=0), max(known, default=-1) + 1)[-_MOST_YEARS:]
    most = max((known.get(year, 0) for year in shown), default=0)
    if not most:
        return None
    found = []
    for place, year in enumerate(shown):
        count = known.get(year, 0)
        height = round(count / most * (HEIGHT - 16), 1)
        found.append(Bar(year, count, place * (BAR + GAP), HEIGHT - height, height))
    return Chart(tuple(found), len(shown) * (BAR + GAP) - GAP)
