"""Dates as minutes write them, in Khmer and English: which they are, and which is the meeting's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corpus.date_cues import standing
from corpus.date_forms import FORMS, LUNAR
from corpus.date_readings import Period
from corpus.document import Span, Stated
from corpus.khmer import Normalised, normalise

__all__ = ["DateMention", "Period", "meeting_date", "mentions", "normal_mentions", "opening_date"]

_LUNAR_REACH = 160
"""How far from a lunar line, in code points, its Gregorian date may stand; the official form has 12–90."""
_OPENING = 3000
"""Code points in which minutes state their own date: a letterhead, a title and the first paragraphs."""
_BEGINNINGS = {form.begins for form in FORMS}
_LONGEST_MEETING = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DateMention:
    """The words that name a day, month, year or run of them."""

    span: Span
    period: Period


def mentions(text: str) -> list[DateMention]:
    """Every date in a text, in order, without overlaps; spans are of `text` as given.

    Dates that can't be (31 February), that could be read two ways with only the American one possible
    (04/20/2021), or that lack a year are left out. A lunar line beside a Gregorian date is left out
    too, and never overrides it; one that stands alone counts where its Buddhist year is stated and
    its weekday, animal and sak agree. Buddhist years turn on the day after Visakh Bochea.
    """
    traced = normalise(text)
    return [DateMention(traced.original(found.span), found.period) for found in normal_mentions(traced.text)]


def meeting_date(text: str) -> Stated[date] | None:
    """The day on which the meeting began, as the opening of its minutes states it; or None.

    Not the date of an earlier or a next meeting, of a letter or a decree, nor a deadline.
    """
    return opening_date(normalise(text[:_OPENING]))


def opening_date(traced: Normalised) -> Stated[date] | None:
    """The same for a text that was normalised already; only its first part counts."""
    traced = traced.of_first(_OPENING)
    best: tuple[int, Span, date] | None = None
    for mention in normal_mentions(traced.text):
        if mention.period.last - mention.period.first > _LONGEST_MEETING:
            continue
        score = standing(traced.text, mention.span)
        if score > 0 and (best is None or score > best[0]):
            best = score, mention.span, mention.period.first
    return Stated(best[2], traced.original(best[1])) if best else None


def normal_mentions(text: str) -> list[DateMention]:
    """The same as `mentions`, for a text in normal form."""
    taken = bytearray(len(text))
    found: list[DateMention] = []
    moons: list[DateMention] = []
    begins = {each: [match.start() for match in each.finditer(text)] for each in _BEGINNINGS}
    for form in FORMS:
        for match in form.matches(text, begins[form.begins]):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            period = form.period(match)
            if period is not None:
                (moons if form is LUNAR else found).append(DateMention(Span(start, end), period))
    days = [mention.span for mention in found if mention.period.first == mention.period.last]
    found += [moon for moon in moons if not any(_near(moon.span, day) for day in days)]
    return sorted(found, key=lambda mention: mention.span)


def _near(lunar: Span, day: Span) -> bool:
    return -_LUNAR_REACH < day.start - lunar.end < _LUNAR_REACH
