"""What a question's own words say about dates, bodies and recency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from corpus import dates, khmer
from corpus.dates import Period
from corpus.document import SectionKind
from corpus.ordinals import of_meetings
from corpus.organisers import KNOWN_BODIES, known_bodies
from corpus.year_parts import YearPart, year_parts
from indexer.filters import body_key
from search_api.cues import CHAIRING, LATEST, LATEST_MEETING, MEETING, SECTION_KINDS, WANTED, Wanted
from search_api.eras import era_periods

_UNIT = "\\s*(?:the years?|ឆ្នាំ|ខែ|ថ្ងៃទី)?\\s*"
_FROM = "(?<!អំ)(?<!ស្តី)(?<!កាល)ពី"
_SINCE = re.compile(
    f"(?:\\bsince|\\bfrom|\\bstarting(?: in| from)?|(?:ចាប់|តាំង|តាំងតែ|ចាប់ផ្តើម)ពី(?:\\s*ដើម)?){_UNIT}$"
)
_AFTER = re.compile(
    f"(?:\\bafter|\\blater than|(?<!លើក)(?<!ចុង)ក្រោយ|(?:បន្ទាប់|ក្រោយ)ពី)(?:\\s*(?:ចុង|ដំណាច់))?{_UNIT}$"
)
_BEFORE = re.compile(f"(?:\\bbefore|\\bprior to|\\bearlier than|(?<!លើក)មុន(?:ដើម)?){_UNIT}$")
_UNTIL = re.compile(
    "(?:\\buntil|\\btill|\\bup to|\\bby|(?:(?:រហូត(?:មក|ទៅ)?|មក)ដល់|ត្រឹម|ទល់នឹង|យ៉ាងយូរ(?:បំផុត)?)"
    f"(?:\\s*(?:ចុង|ដំណាច់))?|(?<!លើក)មុន\\s*(?:ចុង|ដំណាច់|ដាច់)){_UNIT}$"
)
_BETWEEN = re.compile(f"(?:\\bbetween|\\bfrom|ចន្លោះ|រវាង|អំឡុង|{_FROM}){_UNIT}$")
_AND = re.compile("\\s*(?:and|to|until|till|through|-|–|—|និង|(?:រហូត|រហូតមក|រហូតទៅ|មក|ទៅ)?ដល់|ទៅ|ទល់នឹង)" + _UNIT)
_FROM_ON = re.compile(f"{_FROM}(?:\\s*ដើម)?{_UNIT}$")
_ON = re.compile("\\s*(?:(?:រហូត)?មក(?!ពី)|(?:រហូត|ទល់)?(?:ដល់|នឹង)?(?:បច្ចុប្បន្ន|ឥឡូវ|សព្វថ្ងៃ|ពេលនេះ))")
"""What goes with ពី, before a date, and stands after it: `ពីឆ្នាំ២០១៩មក`."""
_REACH = 24
"""How far before a date its preposition may stand, in code points."""

KNOWN_KEYS = {body_key(body): body for body in KNOWN_BODIES}
"""What the archive calls those bodies, with their names."""
_UNCOUNTED = "(?:(?<![0-9])|(?<=(?:ទី|ខែ)[0-9])|(?<=(?:ទី|ខែ)[0-9]{2}))(?<!ប៉ុន្មាន)(?<!ច្រើន)"
"""Not after a number, as in `៥ឆ្នាំមុន`, unless that is a date's or an ordinal."""
_PAST = "(?:មុន(?!ៗ)|ទៅ(?!មួយ|ដល់|ឆ្នាំ|ខែ)|កន្លង(?:ទៅ|មក))"
_RELATIVE_YEAR = re.compile(
    "\\b(?P<last>last|previous|past) year\\b|\\b(?P<this>this|current) year\\b"
    f"|{_UNCOUNTED}ឆ្នាំ(?:{_PAST}|នេះ)"
)
_RELATIVE_MONTH = re.compile(
    f"\\b(?:last|previous|past) month\\b|\\bthis month\\b|{_UNCOUNTED}ខែ(?:{_PAST}|នេះ)"
)
_RECENT_YEARS = re.compile(
    "\\b(?:last|past) (?P<en>\\d{1,2}) years\\b|(?P<km>\\d{1,2}) ?ឆ្នាំ(?:ចុងក្រោយ|កន្លង(?:មក|ទៅ)|មកនេះ)"
)


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
    recent, rest = _relative_periods(text, today)
    wanted = tuple(each for each, cue in WANTED.items() if cue.search(text))
    kinds = tuple(kind for kind, cue in SECTION_KINDS.items() if cue.search(text))
    latest_meeting = LATEST_MEETING.search(rest) is not None
    stated = recent + _stated_periods(rest, SectionKind.NEXT_MEETING in kinds)
    era = [] if stated else era_periods(text)
    latest = LATEST.search(rest) is not None or (latest_meeting and not stated and not era)
    return Understood(
        periods=tuple(dict.fromkeys(stated or era)),
        bodies=_bodies(text, bodies),
        latest=latest,
        kinds=kinds,
        wanted=wanted,
        facts=_facts(text, wanted, kinds, latest and not latest_meeting),
        numbers=of_meetings(question),
        year_parts=year_parts(question),
        latest_meeting=latest_meeting,
        era=bool(era),
    )


def _facts(
    text: str, wanted: tuple[Wanted, ...], kinds: tuple[SectionKind, ...], in_office: bool
) -> tuple[Fact, ...]:
    if SectionKind.NEXT_MEETING in kinds:  # of a meeting to come, not of the one that the minutes are of
        return ()
    of_meeting = MEETING.search(text) is not None
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


def _relative_periods(text: str, today: date) -> tuple[list[Period], str]:
    """Periods counted from today, and the text with their words blanked out."""
    found: list[Period] = []
    for match in _RECENT_YEARS.finditer(text):
        years = int(match["en"] or match["km"])
        found.append(Period(date(max(1, today.year - years), 1, 1), today))
    for match in _RELATIVE_YEAR.finditer(text):
        this = match["this"] or match[0] == "ឆ្នាំនេះ"
        year = today.year if this else today.year - 1
        found.append(Period(date(year, 1, 1), date(year, 12, 31)))
    for match in _RELATIVE_MONTH.finditer(text):
        first = today.replace(day=1)
        if "this" in match[0] or match[0] == "ខែនេះ":
            found.append(Period(first, today))
        else:
            last = first - timedelta(days=1)
            found.append(Period(last.replace(day=1), last))
    for pattern in (_RECENT_YEARS, _RELATIVE_YEAR, _RELATIVE_MONTH):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return found, text


def _stated_periods(text: str, next_meeting: bool) -> list[Period]:
    """The periods of a text; the next meeting after a day is told by the minutes of that day."""
    found: list[Period] = []
    mentions = dates.mentions(text)
    index = 0
    while index < len(mentions):
        mention = mentions[index]
        before = text[max(0, mention.span.start - _REACH) : mention.span.start]
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if (
            following is not None
            and _AND.fullmatch(text[mention.span.end : following.span.start])
            and _BETWEEN.search(before)
            and mention.period.first <= following.period.last
        ):
            found.append(Period(mention.period.first, following.period.last))
            index += 2
            continue
        found.append(_bounded(mention.period, before, text[mention.span.end :], next_meeting))
        index += 1
    return found


def _bounded(period: Period, before: str, after: str, next_meeting: bool) -> Period:
    if _SINCE.search(before) or (_FROM_ON.search(before) and _ON.match(after)):
        return Period(period.first, date.max)
    if _AFTER.search(before) and period.last < date.max:
        return Period(period.first if next_meeting else period.last + timedelta(days=1), date.max)
    if _BEFORE.search(before) and period.first > date.min:
        return Period(date.min, period.first - timedelta(days=1))
    if _UNTIL.search(before):
        return Period(date.min, period.last)
    return period
