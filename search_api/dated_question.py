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
from corpus.ordinals import meetings
from corpus.year_parts import year_parts
from indexer.filters import body_key
from search_api.asked_meeting import numbers_of
from search_api.cues import LATEST_MEETING, Wanted
from search_api.hit import Hit
from search_api.plain_facts import asks_plainly
from search_api.understanding import Understood, outermost

_LATEST = re.compile(
    "\\b(?:latest|newest|most recent|last)\\b|(?:លើក)?(?:ចុងក្រោយ|ក្រោយបង្អស់|ថ្មី(?:ៗ)?បំផុត|ថ្មីជាងគេ)", re.IGNORECASE
)
_BARE = re.compile(
    "\\b(?:in|of|for|over|since|from|until|before|after|during|by|than|and|or|with|the|to|between|as|is|was|were|at|on)\\s*$",
    re.IGNORECASE,
)
"""What a year can follow as it is; elsewhere English needs "in" before it."""


def dated(question: str, hits: Sequence[Hit], understood: Understood, language: Language) -> str:
    """A question in normal form, with days and years in place of words that only the archive or today tell.

    "What did the 16th WG-TIP meeting say?" becomes "What did the 21 August 2024 WG-TIP meeting say?", "the
    last SOMTC meeting" and "last year" likewise; "Who spoke at the Siem Reap meeting?" has its day at the
    end. The hits tell the day of a meeting where all minutes among them that have its number, or else were
    held in that place or are of that part of a year, and are of a body that the question names, are of one
    day. A meeting keeps its number where nothing is asked for but what its minutes state beside the number,
    and so does a next one, which minutes of another day tell of.
    """
    found = [*_relative(question, understood, language), *_latest(question, understood, language)]
    day = None if _asks_by_number(question, understood) else _day(hits, understood)
    numbered = [each.span for each in meetings(question)]
    if day is not None and len(numbered) == 1:
        found.append((numbered[0], _called(numbered[0].of(question), written(day, language), language)))
    elif day is not None and not numbered:
        end = len(question.rstrip(" ?។៕"))
        found.append((Span(end, end), f" ({written(day, language)})"))
    for span, words in sorted(found, reverse=True):
        question = question[: span.start] + khmer.normal_form(words) + question[span.end :]
    return question


def _asks_by_number(question: str, understood: Understood) -> bool:
    if SectionKind.NEXT_MEETING in understood.kinds or not understood.numbers:
        return SectionKind.NEXT_MEETING in understood.kinds
    return bool(understood.facts and understood.times) or asks_plainly(question, understood)


def _day(hits: Sequence[Hit], understood: Understood) -> date | None:
    """The day of the meeting that a question names by its number, else by its place or its part of a year."""
    if understood.numbers:
        found = [hit for hit in hits if not understood.numbers.isdisjoint(numbers_of(hit.document))]
    elif understood.met_in and not understood.periods:
        found = [hit for hit in hits if hit.document.place in understood.met_in]
    elif understood.year_parts and understood.periods:
        found = [hit for hit in hits if _is_of_part(hit, understood)]
    else:
        return None
    if understood.meant:
        found, bodies = [hit for hit in found if hit.document.id in understood.meant], set()
    else:
        found = [hit for hit in found if hit.document.id not in understood.beside]
        bodies = outermost(understood.bodies)
    days = {hit.document.date for hit in found if not bodies or body_key(hit.document.body or "") in bodies}
    if len(days) > 1:  # of several bodies, or of one that began to count anew
        days = {day for day in days if day is not None and understood.covers(day)}
    return days.pop() if len(days) == 1 and len(understood.numbers) < 2 else None


def _is_of_part(hit: Hit, understood: Understood) -> bool:
    day = hit.document.date
    parts = year_parts(khmer.normal_form("\n".join(hit.document.names)))
    return day is not None and understood.covers(day) and not parts.isdisjoint(understood.year_parts)


def _called(number: str, day: str, language: Language) -> str:
    """A day in place of "16th", លើកទី១៦ or of the number in "SOMTC-23"."""
    body = number.rstrip("0123456789")
    if not (body[:1].isupper() and body != number):
        return day
    return f"{body.rstrip(' -')} {'of ' if language is Language.ENGLISH else ''}{day}"


def _latest(question: str, understood: Understood, language: Language) -> list[tuple[Span, str]]:
    """The day of the latest meeting, where it is one and no other time is named."""
    told_apart = understood.times or len(understood.periods) != 1
    if not understood.latest_meeting or told_apart or Wanted.DATE in understood.wanted:
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
