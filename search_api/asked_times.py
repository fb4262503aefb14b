"""The times that a question names, and the words that name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus import dates
from corpus.dates import Period
from corpus.document import Span

_END, _START = "(?:the )?(?:end|close) of|late", "(?:the )?(?:start|beginning) of|early"
_MIDDLE = "(?:the )?middle of"
_KHMER_PART = "ដើម|ចុង|ពាក់កណ្តាល|ដំណាច់"
"""What is said before a year of which a part is meant; mostly the whole year is taken."""
_UNIT = "\\s*(?:the years?|ឆ្នាំ|ខែ|ថ្ងៃទី)?\\s*"
_PART_OR_UNIT = f"\\s*(?:(?:{_END}|{_START}|{_MIDDLE}) |mid[- ]|{_KHMER_PART})?{_UNIT}"
_FROM = "(?<!អំ)(?<!ស្តី)(?<!កាល)ពី"
_ON_FROM = "(?:ចាប់(?:តាំង|ផ្តើម)?|តាំង(?:តែ)?)"
_SINCE = re.compile(
    f"(?:\\bsince|\\bfrom|\\bstarting(?: in| from)?|{_ON_FROM}ពី){_PART_OR_UNIT}$"
    f"|\\bafter (?:(?:{_START}|{_MIDDLE}) |mid[- ]){_UNIT}$"
)
_AFTER = re.compile(
    f"(?:\\bafter|\\blater than|(?<!លើក)(?<!ចុង)ក្រោយ|(?:បន្ទាប់|ក្រោយ)ពី)(?:\\s*(?:ចុង|ដំណាច់)| (?:{_END}))?{_UNIT}$"
)
_BEFORE = re.compile(
    f"(?:\\bbefore|\\bprior to|\\bearlier than|(?<!លើក)មុន(?:ដើម)?)(?: (?:{_START}))?{_UNIT}$"
)
_UNTIL = re.compile(
    "(?:\\buntil|\\btill|\\bup to|\\bby|(?:(?:រហូត(?:មក|ទៅ)?|មក)ដល់|ត្រឹម|ទល់នឹង|យ៉ាងយូរ(?:បំផុត)?)"
    f"|(?<!លើក)មុន\\s*(?:ចុង|ដំណាច់|ដាច់)){_PART_OR_UNIT}$"
    f"|\\bbefore (?:(?:{_END}|{_MIDDLE}) |mid[- ]){_UNIT}$"
)
_BETWEEN = re.compile(f"(?:\\bbetween|\\bfrom|ចន្លោះ|រវាង|អំឡុង|{_ON_FROM}?{_FROM}){_PART_OR_UNIT}$")
_AND = re.compile(
    "\\s*(?:and|to|until|till|through|-|–|—|និង|(?:រហូត|រហូតមក|រហូតទៅ|មក|ទៅ)?ដល់|ទៅ|ទល់នឹង)" + _PART_OR_UNIT
)
_THROUGH = re.compile("\\s*(?:until|till|through)" + _PART_OR_UNIT)
"""What joins the ends of a run after "since", or of one that nothing begins."""
_FROM_ON = re.compile(f"{_FROM}(?:\\s*ដើម)?{_UNIT}$")
_NOW = "(?:បច្ចុប្បន្ន|ឥឡូវ|សព្វថ្ងៃ|ពេលនេះ)"
_ON = re.compile(
    f"\\s*(?:(?:(?:រហូត)?មក|រហូត|ទល់)?(?:ដល់|នឹង)?{_NOW}|(?:រហូត)?មក(?!ពី))"
    "|,? (?:onwards?\\b|(?:till|until|up to|to|through) (?:now|date|today|the present)\\b)"
)
"""What goes with "from" or ពី, before a date, and stands after it: `ពីឆ្នាំ២០១៩មក`."""
_RUN = re.compile("\\b(?:to|until|till|through|and)\\b|[-–—]|ដល់|និង")
"""What joins the ends of a run of dates that is written as one."""
_REACH = 40
"""How far before a date its preposition may stand, in code points."""

_UNCOUNTED = "(?:(?<![0-9])|(?<=(?:ទី|ខែ)[0-9])|(?<=(?:ទី|ខែ)[0-9]{2}))(?<!ប៉ុន្មាន)(?<!ច្រើន)"
"""Not after a number, as in `៥ឆ្នាំមុន`, unless that is a date's or an ordinal."""
_PAST = "(?:មុន(?!ៗ)|ទៅ(?!មួយ|ដល់|ឆ្នាំ|ខែ)|កន្លង(?:ទៅ|មក))"
_RELATIVE_YEAR = re.compile(
    "\\b(?P<last>last|previous|past) year\\b(?! of)|\\b(?P<this>this|current) year\\b"
    f"|{_UNCOUNTED}ឆ្នាំ(?:{_PAST}|នេះ)"
)
_RELATIVE_MONTH = re.compile(
    f"\\b(?:last|previous|past) month\\b|\\bthis month\\b|{_UNCOUNTED}ខែ(?:{_PAST}|នេះ)"
)
_FEW = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
_RECENT_YEARS = re.compile(
    f"\\b(?:last|past) (?P<en>\\d{{1,2}}|{'|'.join(_FEW)}) years\\b"
    "|(?P<km>\\d{1,2}) ?ឆ្នាំ(?:ចុងក្រោយ|កន្លង(?:មក|ទៅ)|មក(?=នេះ))(?:នេះ)?"
)
_OVER_THE_YEARS = re.compile(
    "\\b(?:(?:over|across|through(?:out)?|down) the years"
    "|(?:from )?(?:one )?year to (?:year|another|the next)|year (?:by|after|on) year|in each year)\\b"
    "|(?:ពី|រវាង)(?:មួយឆ្នាំទៅមួយឆ្នាំ|ឆ្នាំមួយទៅឆ្នាំមួយ)|(?:នៅ)?(?:ក្នុង|តាម)?ឆ្នាំនីមួយៗ"
    "|(?:ក្នុង)?(?:រយៈពេល)?ប៉ុន្មានឆ្នាំ(?:ចុងក្រោយ|(?:កន្លង)?មក)(?:នេះ)?"
)

_LONG = timedelta(days=400)
EVER = Period(date.min, date.max)
"""The time of "over the years": any, and each year by itself."""


@dataclass(frozen=True, slots=True)
class AskedTime:
    """A time that a question names.

    period: closed, with date.min or date.max for an open end, or EVER. span: of the words that name it, with
    "since", "between" and the like, but not "in".
    """

    period: Period
    span: Span
    is_relative: bool = False
    """Whether it is counted from today, as "last year" is."""

    @property
    def is_open(self) -> bool:
        """Whether it goes on, as "since 2019" does."""
        return self.period.last == date.max and self.period != EVER

    @property
    def is_long(self) -> bool:
        """Whether it has several years that can be asked about; "until 2020" has no first one."""
        begins = self.period.first > date.min
        return self.period == EVER or (begins and self.period.last - self.period.first > _LONG)


def asked_times(text: str, today: date, next_meeting: bool) -> tuple[list[AskedTime], str]:
    """The times of a question in folded normal form, and the question less their words.

    Those counted from today come first, then the stated ones, or else EVER: "in each year from 2018 to 2020"
    is but these years. next_meeting: whether it is after a next meeting, which the minutes of the day before
    it tell of.
    """
    recent = _relative(text, today)
    found = recent + _stated(_without(text, recent), next_meeting)
    ever = [AskedTime(EVER, Span(*match.span())) for match in _OVER_THE_YEARS.finditer(text)]
    rest = _without(text, found + ever)
    if found:
        return [_with(each, ever, text) for each in found], rest
    return ever, rest


def _without(text: str, times: Sequence[AskedTime]) -> str:
    for each in times:
        text = text[: each.span.start] + " " * len(each.span) + text[each.span.end :]
    return text


def _with(time: AskedTime, ever: Sequence[AskedTime], text: str) -> AskedTime:
    """A time with the words of EVER that stand beside it."""
    for each in ever:
        first, last = sorted((each.span, time.span))
        if not text[first.end : last.start].strip(" ,"):
            time = replace(time, span=Span(first.start, max(first.end, last.end)))
    return time


def _relative(text: str, today: date) -> list[AskedTime]:
    found: list[AskedTime] = []
    for match in _RECENT_YEARS.finditer(text):
        said = match["en"] or match["km"]
        years = _FEW.get(said) or int(said)
        period = Period(date(max(1, today.year - years), 1, 1), today)
        found.append(AskedTime(period, Span(*match.span()), is_relative=True))
    for match in _RELATIVE_YEAR.finditer(text):
        this = match["this"] or match[0] == "ឆ្នាំនេះ"
        year = today.year if this else today.year - 1
        period = Period(date(year, 1, 1), date(year, 12, 31))
        found.append(AskedTime(period, Span(*match.span()), is_relative=True))
    for match in _RELATIVE_MONTH.finditer(text):
        first = today.replace(day=1)
        if "this" in match[0] or match[0] == "ខែនេះ":
            period = Period(first, today)
        else:
            last = first - timedelta(days=1)
            period = Period(last.replace(day=1), last)
        found.append(AskedTime(period, Span(*match.span()), is_relative=True))
    return found


def _stated(text: str, next_meeting: bool) -> list[AskedTime]:
    found: list[AskedTime] = []
    mentions = dates.mentions(text)
    index = 0
    while index < len(mentions):
        mention = mentions[index]
        at = max(0, mention.span.start - _REACH)
        before = text[at : mention.span.start]
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        between = _BETWEEN.search(before)
        begins = between or _SINCE.search(before)
        joint = text[mention.span.end : following.span.start] if following else ""
        joined = _AND.fullmatch(joint) if between else _THROUGH.fullmatch(joint)
        if following and joined and mention.period.first <= following.period.last:
            period = Period(mention.period.first, following.period.last)
            start = at + begins.start() if begins else mention.span.start
            found.append(AskedTime(period, Span(start, following.span.end)))
            index += 2
            continue
        if between and _is_run(mention, text):
            found.append(AskedTime(mention.period, Span(at + between.start(), mention.span.end)))
        else:
            found.append(_bounded(mention, before, text[mention.span.end :], next_meeting))
        index += 1
    return found


def _is_run(mention: dates.DateMention, text: str) -> bool:
    """Whether a date names its first and its last day, month or year, as in "2018 to 2022"."""
    period = mention.period
    one_day, one_year = period.first == period.last, period.first.year == period.last.year
    one_month = one_year and period.first.month == period.last.month and period.first.day == 1
    whole = one_day or (one_month and (period.last + timedelta(days=1)).day == 1)
    return not whole and _RUN.search(mention.span.of(text)) is not None


def _bounded(mention: dates.DateMention, before: str, after: str, next_meeting: bool) -> AskedTime:
    """A date as its preposition bounds it."""
    period, span = mention.period, mention.span

    def bounded(first: date, last: date, preposition: re.Match[str], on: re.Match[str] | None) -> AskedTime:
        end = span.end + (on.end() if on else 0)
        return AskedTime(Period(first, last), Span(span.start - len(before) + preposition.start(), end))

    on = _ON.match(after)
    if since := _SINCE.search(before) or (on and _FROM_ON.search(before)):
        return bounded(period.first, date.max, since, on)
    if (behind := _AFTER.search(before)) and period.last < date.max:
        first = period.first if next_meeting else period.last + timedelta(days=1)
        return bounded(first, date.max, behind, None)
    if until := _UNTIL.search(before):
        return bounded(date.min, period.last, until, None)
    if (ahead := _BEFORE.search(before)) and period.first > date.min:
        return bounded(date.min, period.first - timedelta(days=1), ahead, None)
    return AskedTime(period, span)
