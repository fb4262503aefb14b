"""The question as the reader is asked it: with days and years for what only the archive or today tells.

The reader sees the date of a passage's meeting, but can't know which meeting was the 16th or the latest one,
nor when last year was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus import khmer
from corpus.date_writing import written, written_time
from corpus.document import Language, SectionKind, Span
from corpus.ordinals import Meetings, meetings
from indexer.filters import body_key
from search_api.asked_meeting import numbers_of
from search_api.cues import LATEST_MEETING
from search_api.hit import Hit
from search_api.understanding import Understood, outermost

_LATEST = re.compile(
    "\\b(?:latest|newest|most recent|last)\\b|(?:លើក)?(?:ចុងក្រោយ|ក្រោយបង្អស់|ថ្មី(?:ៗ)?បំផុត|ថ្មីជាងគេ)", re.IGNORECASE
)
_BARE = re.compile(
    "\\b(?:in|of|for|over|since|from|until|before|after|during|by|than|and|with|the)\\s*$", re.IGNORECASE
)
"""What a year can follow as it is; elsewhere English needs "in" before it."""


def dated(question: str, hits: Sequence[Hit], understood: Understood, language: Language) -> str:
    """A question in normal form, with days and years in place of words that only the archive or today tell.

    "How many came to the 16th WG-TIP meeting?" becomes "… the 21 August 2024 WG-TIP meeting?", and "the last
    SOMTC meeting" and "last year" likewise. The hits tell the day of a meeting where all minutes among them
    that have its number, and are of a body that the question names, are of one day. A next meeting is told
    by minutes of another day, and keeps its number.
    """
    found = [*_relative(question, understood, language), *_latest(question, understood, language)]
    if SectionKind.NEXT_MEETING not in understood.kinds:
        found += _numbered(question, hits, understood, language)
    for span, words in sorted(found, reverse=True):
        question = question[: span.start] + khmer.normal_form(words) + question[span.end :]
    return question


def _numbered(
    question: str, hits: Sequence[Hit], understood: Understood, language: Language
) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for each in meetings(question):
        day = _day(each, hits, understood)
        if day is not None:
            called = _called(each.span.of(question), written(day, language), language)
            found.append((each.span, called))
    return found


def _day(asked: Meetings, hits: Sequence[Hit], understood: Understood) -> date | None:
    bodies = outermost(understood.bodies)
    days = {
        hit.document.date
        for hit in hits
        if (not bodies or body_key(hit.document.body or "") in bodies)
        and not numbers_of(hit.document).isdisjoint(asked.numbers)
    }
    return days.pop() if len(asked.numbers) == 1 and len(days) == 1 else None


def _called(number: str, day: str, language: Language) -> str:
    """A day in place of "16th", លើកទី១៦ or of the number in "SOMTC-23"."""
    body = number.rstrip("0123456789")
    if not (body[:1].isupper() and body != number):
        return day
    return f"{body.rstrip(' -')} {'of ' if language is Language.ENGLISH else ''}{day}"


def _latest(question: str, understood: Understood, language: Language) -> list[tuple[Span, str]]:
    """The day of the latest meeting, where it is one and no other time is named."""
    if not understood.latest_meeting or understood.times or len(understood.periods) != 1:
        return []
    (period,) = understood.periods
    meeting = LATEST_MEETING.search(question.casefold())
    words = _LATEST.search(question, *meeting.span()) if meeting else None
    return [(Span(*words.span()), written(period.first, language))] if words else []


def _relative(question: str, understood: Understood, language: Language) -> list[tuple[Span, str]]:
    """The years or the month of times counted from today."""
    if len(question.casefold()) != len(question):
        return []
    found: list[tuple[Span, str]] = []
    for each in understood.times:
        if each.is_relative:
            words = written_time(each.period.first, each.period.last, language)
            bare = _BARE.search(question[: each.span.start]) or question.startswith("'s", each.span.end)
            found.append((each.span, words if bare or language is Language.KHMER else f"in {words}"))
    return found
