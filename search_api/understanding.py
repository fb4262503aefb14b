"""What a question's own words say about dates, bodies and recency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from corpus import khmer
from corpus.dates import Period
from corpus.document import SectionKind
from corpus.ordinals import of_meetings
from corpus.organisers import KNOWN_BODIES, known_bodies
from corpus.year_parts import YearPart, year_parts
from indexer.filters import body_key
from search_api.asked_times import EVER, AskedTime, asked_times
from search_api.cues import CHAIRING, LATEST, LATEST_MEETING, MEETING, SECTION_KINDS, WANTED, Wanted
from search_api.eras import era_times

KNOWN_KEYS = {body_key(body): body for body in KNOWN_BODIES}
"""What the archive calls those bodies, with their names."""


class Fact(StrEnum):
    """What minutes state of the meeting itself."""

    DATE = "date"
    PLACE = "place"
    CHAIR = "chair"
    PARTICIPANT_COUNT = "participant_count"


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a question's words; empty where they say nothing.

    `periods` are the dates it names, closed, with date.min or date.max for an open end, or the days of
    latest meetings (which the searcher looks up). `bodies` are those of the archive that it names, by their
    `body_key`, and `places` those where its meetings were held (which `meeting_places` finds). `latest`:
    newer minutes are to be preferred. `kinds` and `wanted` are what it seems to be after; `facts` the facts
    about a meeting among that.
    """

    periods: tuple[Period, ...] = ()
    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    latest: bool = False
    kinds: tuple[SectionKind, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    facts: tuple[Fact, ...] = ()
    numbers: frozenset[int] = frozenset()
    """Of the meetings that it names by their number, such as "the 23rd SOMTC"."""
    year_parts: frozenset[YearPart] = frozenset()
    """The quarters and halves of a year that it names."""
    latest_meeting: bool = False
    """Whether it is about the newest meeting of a body, whose date the archive tells."""
    era: bool = False
    """Whether its period is called by what happened then, such as "the COVID years"."""
    met_in: tuple[str, ...] = ()
    """Those of the places that it says a meeting was in, as "the Siem Reap meeting" does."""
    times: tuple[AskedTime, ...] = ()
    """The times that it names, with their words' places in its normal form, case folded."""
    meant: frozenset[str] = frozenset()
    """The ids of the minutes of the number, time or place that it names, or of the latest, that are of a body
    which it calls by a name of its own (`called_bodies`),"""
    beside: frozenset[str] = frozenset()
    """and those of the others of that number, time or place, or of earlier meetings of that body."""

    @property
    def body_names(self) -> tuple[str, ...]:
        """The bodies as they are written where that is known, else by their keys."""
        return tuple(KNOWN_KEYS.get(body, body) for body in self.bodies)

    def covers(self, day: date) -> bool:
        """Whether a day lies in one of the periods."""
        return any(period.first <= day <= period.last for period in self.periods)

    def touches(self, period: Period) -> bool:
        """Whether a period shares a day with one of the question's."""
        return any(period.first <= own.last and own.first <= period.last for own in self.periods)


def understand(question: str, bodies: Sequence[str], today: date) -> Understood:
    """What the words of a question in normal form say; `bodies` are the archive's, by `body_key`."""
    text = question.casefold()
    numbers = of_meetings(question)
    wanted = tuple(each for each, cue in WANTED.items() if cue.search(text))
    kinds = tuple(kind for kind, cue in SECTION_KINDS.items() if cue.search(text))
    times, rest = asked_times(text, today, SectionKind.NEXT_MEETING in kinds)
    stated = tuple(dict.fromkeys(each.period for each in times if each.period != EVER))
    latest_meeting = LATEST_MEETING.search(rest) is not None
    era = [] if times else era_times(text)
    latest = LATEST.search(rest) is not None or (latest_meeting and not stated and not era)
    return Understood(
        periods=stated or tuple(each.period for each in era),
        times=tuple(times or era),
        bodies=_bodies(text, bodies),
        latest=latest,
        kinds=kinds,
        wanted=wanted,
        facts=_facts(text, wanted, kinds, bool(numbers), latest and not latest_meeting),
        numbers=numbers,
        year_parts=year_parts(question),
        latest_meeting=latest_meeting,
        era=bool(era),
    )


def _facts(
    text: str, wanted: tuple[Wanted, ...], kinds: tuple[SectionKind, ...], numbered: bool, in_office: bool
) -> tuple[Fact, ...]:
    if SectionKind.NEXT_MEETING in kinds:  # of a meeting to come, not of the one that the minutes are of
        return ()
    of_meeting = numbered or MEETING.search(text) is not None
    asked = {
        Fact.DATE: Wanted.DATE in wanted and of_meeting,
        Fact.PLACE: Wanted.PLACE in wanted and of_meeting,
        # Who chairs now or next is a decision, not the chair of the meeting.
        Fact.CHAIR: Wanted.WHO in wanted and CHAIRING.search(text) is not None and not in_office,
        Fact.PARTICIPANT_COUNT: Wanted.NUMBER in wanted and SectionKind.PARTICIPANTS in kinds,
    }
    return tuple(fact for fact, is_asked in asked.items() if is_asked)


def _bodies(text: str, bodies: Sequence[str]) -> tuple[str, ...]:
    known = known_bodies(text)
    return tuple(
        body for body in bodies if (KNOWN_KEYS[body] in known if body in KNOWN_KEYS else _names(text, body))
    )


def outermost(bodies: Sequence[str]) -> set[str]:
    """The bodies less those whose name is but part of another one's, such as "steering committee"."""
    return {
        body
        for body in bodies
        if body in KNOWN_KEYS or not any(body in other for other in bodies if other != body)
    }


def _names(text: str, body: str) -> bool:
    return body_pattern(body).search(text) is not None


@lru_cache(maxsize=4096)
def body_pattern(body: str) -> re.Pattern[str]:
    """Where a body's name stands in a text in normal form, its case folded."""
    words = re.escape(khmer.normal_form(body).casefold())
    return re.compile(words if khmer.has_khmer(body) else f"(?<![a-z0-9]){words}(?![a-z0-9])")
