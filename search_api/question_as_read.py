"""The question as the reader is asked it: with days and years for what only the archive or today tells.

The reader sees the date of a passage's meeting, but can't know which meeting was the 16th or the latest one,
nor when last year was; and it makes little of quarters, and of names that minutes don't call their body by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus import khmer
from corpus.date_writing import written, written_time
from corpus.document import Language, SectionKind, Span
from corpus.ordinals import meetings
from corpus.year_parts import YearPart, year_part_spans, year_parts
from indexer.catalogue import Entry
from indexer.filters import body_key
from search_api.asked_meeting import numbers_of
from search_api.called_bodies import called_body
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
_THE = re.compile("\\bthe $", re.IGNORECASE)
_OF_YEAR = re.compile("\\s*(?:of |នៃ)?(?=(?:the year |ឆ្នាំ ?|fy ?)?\\d{4})", re.IGNORECASE)
_SORT_OF_BODY = re.compile(
    "(?:sub-?)?committee|working group|task force|board|council|commission|command|group"
    "|(?:អនុ)?(?:គណៈកម្មាធិការ|គណៈកម្មការ|គណៈបញ្ជាការ)|ក្រុមការងារ|ក្រុមប្រឹក្សា",
    re.IGNORECASE,
)


def as_read(question: str, hits: Sequence[Hit], understood: Understood, language: Language) -> dict[str, str]:
    """A question in normal form as the reader is asked it of the minutes of each hit, by their id.

    Days and years stand in place of words that only the archive or today tell: "What did the 16th WG-TIP
    meeting say?" becomes "What did the 21 August 2024 WG-TIP meeting say?", "the last SOMTC meeting" and
    "last year" likewise; "Who spoke at the Siem Reap meeting?" has its day at the end. The hits tell the day
    of a meeting where all minutes among them that have its number, or else were held in that place or are of
    that part of a year, and are of a body that the question names, are of one day; where they are of several,
    those of the number are asked with their own. A meeting keeps its number where nothing is asked for but
    what its minutes state beside the number, and so does a next one, which minutes of another day tell of.

    What minutes surely are is not asked of them: a quarter or half of a year of those of that part, nor the
    name that the question has for their body, of which "committee" or the like is left.
    """
    everywhere = [*_relative(question, understood, language), *_latest(question, understood, language)]
    by_number = _asks_by_number(question, understood)
    of_meeting = [] if by_number else _of_meeting(hits, understood)
    days = {each.date for each in of_meeting}
    day = days.pop() if len(days) == 1 else None
    own_days = {each.id: each.date for each in of_meeting} if understood.numbers else {}
    numbered = [each.span for each in meetings(question)]
    parts = _parts_beside_years(question) if understood.year_parts and understood.periods else []
    body = _named_body(question) if understood.meant else None
    found: dict[str, str] = {}
    for document in {hit.document.id: hit.document for hit in hits}.values():
        edits = [*everywhere, *_of_day(question, numbered, day or own_days.get(document.id), language)]
        if parts and _is_of_part(document, understood):
            edits += [(span, "") for span in parts]
        if body and document.id in understood.meant:
            edits.append(body)
        found[document.id] = _edited(question, edits)
    return found


def _edited(question: str, edits: Sequence[tuple[Span, str]]) -> str:
    """A text with words in place of others; of two that overlap, the one that was first in the list."""
    kept: list[tuple[Span, str]] = []
    for span, words in edits:
        if not any(span.overlaps(other) for other, _ in kept):
            kept.append((span, words))
    for span, words in sorted(kept, reverse=True):
        question = question[: span.start] + khmer.normal_form(words) + question[span.end :]
    return question


def _of_day(
    question: str, numbered: Sequence[Span], day: date | None, language: Language
) -> list[tuple[Span, str]]:
    """A day in place of the number of the one meeting that is numbered, or at the end where none is."""
    if day is None or len(numbered) > 1:
        return []
    if numbered:
        return [(numbered[0], _called(numbered[0].of(question), written(day, language), language))]
    end = len(question.rstrip(" ?។៕"))
    return [(Span(end, end), f" ({written(day, language)})")]


def _parts_beside_years(question: str) -> list[Span]:
    """Where parts of a year stand before their year, with "the" and "of"."""
    found = []
    for span in year_part_spans(question):
        before, after = _THE.search(question[: span.start]), _OF_YEAR.match(question, span.end)
        if after:
            found.append(Span(before.start() if before else span.start, after.end()))
    return found


def _named_body(question: str) -> tuple[Span, str] | None:
    """What a question calls a body, and what sort of body that is."""
    called = called_body(question)
    sort = _SORT_OF_BODY.search(called.name) if called else None
    if called is None or sort is None:
        return None
    at = question.find(called.name)
    return Span(at, at + (len(called.name) if khmer.has_khmer(sort[0]) else sort.end())), sort[0]


def _asks_by_number(question: str, understood: Understood) -> bool:
    if SectionKind.NEXT_MEETING in understood.kinds or not understood.numbers:
        return SectionKind.NEXT_MEETING in understood.kinds
    return bool(understood.facts and understood.times) or asks_plainly(question, understood)


def _of_meeting(hits: Sequence[Hit], understood: Understood) -> list[Entry]:
    """The minutes among hits of the meeting that a question names by its number, place or part of a year.

    Those of several of that number where they can't be told apart.
    """
    listed = {hit.document.id: hit.document for hit in hits}.values()
    if understood.numbers:
        found = [each for each in listed if not understood.numbers.isdisjoint(numbers_of(each))]
    elif understood.met_in and not understood.periods:
        found = [each for each in listed if each.place in understood.met_in]
    elif understood.year_parts and understood.periods:
        found = [each for each in listed if _is_named_of_part(each, understood)]
    else:
        return []
    bodies = outermost(understood.bodies)
    if understood.meant:
        found = [each for each in found if each.id in understood.meant]
    else:
        found = [each for each in found if each.id not in understood.beside]
        found = [each for each in found if not bodies or body_key(each.body or "") in bodies]
    if len({each.date for each in found}) > 1:  # of several bodies, or of one that began to count anew
        covered = [each for each in found if each.date is not None and understood.covers(each.date)]
        found = covered or (found if understood.numbers else [])
    return found if len(understood.numbers) < 2 else []


def _parts_in_names(document: Entry) -> frozenset[YearPart]:
    return year_parts(khmer.normal_form("\n".join(document.names)))


def _is_named_of_part(document: Entry, understood: Understood) -> bool:
    of_year = document.date is not None and understood.covers(document.date)
    return of_year and not _parts_in_names(document).isdisjoint(understood.year_parts)


def _is_of_part(document: Entry, understood: Understood) -> bool:
    """Whether minutes are called those of the part of a year that is asked about, or are dated then."""
    day = document.date
    if day is None or not understood.covers(day):
        return False
    dated_in = {
        YearPart(of, (day.month - 1) * of // 12 + 1) for of in {each.of for each in understood.year_parts}
    }
    return not (_parts_in_names(document) or dated_in).isdisjoint(understood.year_parts)


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
