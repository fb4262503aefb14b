"""Which part of an archive a question is put to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from corpus import khmer
from corpus.dates import Period
from corpus.document import Language, SectionKind


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be; `Filters()` lets everything through.

    `since` and `until` close the interval in which the document's date lies: a document without a
    date is in none. Each tuple names alternatives; empty means any. Bodies are compared by
    `body_key`, languages and kinds are the passage's own, documents are ids.
    """

    since: date | None = None
    until: date | None = None
    bodies: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    kinds: tuple[SectionKind, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def dates(self) -> tuple[int, int] | None:
        """The closed interval in `day_number`s, or None where no date is asked for."""
        if self.since is None and self.until is None:
            return None
        return day_number(self.since or date.min), day_number(self.until or date.max)

    def within(self, period: Period) -> Filters | None:
        """Filters that also hold a period; None when nothing can pass both."""
        since = max(self.since or date.min, period.first)
        until = min(self.until or date.max, period.last)
        return replace(self, since=since, until=until) if since <= until else None


EVERYTHING = Filters()
UNDATED = 0
"""Stands for no date among day numbers; it lies in no interval."""


def day_number(day: date) -> int:
    """A date as the number yyyymmdd, which sorts as dates do and is never UNDATED."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date | None:
    """The date of a day number; None for UNDATED."""
    return None if number == UNDATED else date(number // 10_000, number // 100 % 100, number % 100)


def body_key(body: str) -> str:
    """What the names of one organising body have in common: normal form, case and spaces folded."""
    return " ".join(khmer.normal_form(body).casefold().split())
