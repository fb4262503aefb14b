"""The days that a written date stands for, given the match of its form."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from corpus import lunar
from corpus.date_words import (
    ANIMALS,
    ENGLISH_MONTHS,
    KHMER_MONTHS,
    LUNAR_MONTHS,
    NUMBER_WORDS,
    SAKS,
    WEEKDAYS,
    pattern,
)

_GREGORIAN_YEARS = range(1800, 2200)
_BUDDHIST_YEARS = range(2400, 2700)
"""A year this late is a Buddhist one, marked or not: no minutes are from 2400 AD, nor from 1857."""


_NUMBER_WORD = re.compile("|".join(sorted(NUMBER_WORDS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed interval of days: a day, a month, a year or a run of them."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def _day(year: int, month: int, day: int, era: str | None, weekday: str | None = None) -> date | None:
    """A day of a Gregorian or Buddhist year; the weekday decides nothing but may refuse a Buddhist one."""
    buddhist = bool(era) or year in _BUDDHIST_YEARS
    if not buddhist:
        return _gregorian(year, month, day)
    bounds = lunar.buddhist_year(year)
    if bounds is None:
        return None
    candidates = (
        _gregorian(year - shift, month, day) for shift in (lunar.BUDDHIST_ERA + 1, lunar.BUDDHIST_ERA)
    )
    found = [on for on in candidates if on is not None and bounds[0] <= on <= bounds[1]]
    if len(found) != 1 or (weekday and found[0].weekday() != WEEKDAYS[weekday]):
        return None
    return found[0]


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _GREGORIAN_YEARS else None
    except ValueError:
        return None


def _month_number(name: str) -> int:
    if name.isdigit():
        return int(name)
    return KHMER_MONTHS.get(name) or ENGLISH_MONTHS[name.lower()]


def days(match: re.Match[str]) -> Period | None:
    """A day, or the run from one day to another of the same or a later month."""
    groups = match.groupdict()
    month, last_month = groups.get("m"), groups.get("m2")
    year, last_year = groups.get("y"), groups.get("y2")
    month, year = month or last_month, year or last_year
    if month is None or year is None:
        return None
    number, era = _month_number(month), groups.get("be")
    first = _day(int(year), number, int(groups["d"]), era, groups.get("w"))
    last = first
    if groups.get("d2"):
        last_number = _month_number(last_month) if last_month else number
        last = _day(int(last_year or year), last_number, int(groups["d2"]), era)
    return Period(first, last) if first and last and first <= last else None


def spelled_day(match: re.Match[str]) -> Period | None:
    """A day whose number and year are written in words."""
    year, day = (sum(NUMBER_WORDS[word] for word in _NUMBER_WORD.findall(match[name])) for name in ("y", "d"))
    found = _gregorian(year, _month_number(match["m"]), day)
    return Period(found, found) if found else None


def _whole_month(year: int, month: int, era: str | None) -> Period | None:
    if not 1 <= month <= 12:
        return None
    first = _day(year, month, 1, era)
    if first is None:
        return None
    last_day = monthrange(first.year, month)[1]
    # In the month of Visakh Bochea two Buddhist years meet: then the year doesn't name a month.
    if _day(year, month, last_day, era) != first.replace(day=last_day):
        return None
    return Period(first, first.replace(day=last_day))


def months(match: re.Match[str]) -> Period | None:
    """A month, or the run from one to another of the same year."""
    groups = match.groupdict()
    first = _whole_month(int(groups["y"]), _month_number(groups["m"]), groups.get("be"))
    last = _whole_month(int(groups["y"]), _month_number(groups["m2"] or groups["m"]), groups.get("be"))
    return Period(first.first, last.last) if first and last and first.first <= last.first else None


def _year(number: int, era: str | None) -> Period | None:
    if era or number in _BUDDHIST_YEARS:
        bounds = lunar.buddhist_year(number)
        return Period(*bounds) if bounds else None
    return Period(date(number, 1, 1), date(number, 12, 31)) if number in _GREGORIAN_YEARS else None


def years(match: re.Match[str]) -> Period | None:
    """A year, or the run from one to another, all Gregorian or all Buddhist."""
    groups = match.groupdict()
    first = _year(int(groups["y"]), groups.get("be"))
    last = _year(int(groups.get("y2") or groups["y"]), groups.get("be"))
    return Period(first.first, last.last) if first and last and first.first <= last.first else None


_BEFORE_A_NUMBER = pattern(
    "(?:លេខ|ចំនួន|ប្រមាណ|ទំព័រ|បន្ទប់|n[o°º]\\.?|№|#|\\$|€|£|usd|eur|khr|number|page|room|about|around|nearly"
    "|over|approximately|more than|less than|total of|total|code|article) :? $"
)
_AFTER_A_NUMBER = pattern(
    " (?:\\$|€|%|៛|(?:usd|dollars?|euros?|riels?|baht|khr|people|persons?|participants?|attendees|members"
    "|delegates|victims|cases|families|households|students|pupils|children|women|men|girls|boys|workers|migrants|officers"
    "|staff|copies|pages|houses|trees|schools|villages|communes|kilomet\\w*|km|kg|ha|hectares?|met(?:er|re)s?"
    "|tonn?e?s|units|sets|items|times|hours|hrs|days|million|billion|thousand)(?![a-z])"
    "|រូប|នាក់|ដុល្លា|រៀល|គ្រួសារ|ករណី|ខ្នង|កន្លែង|ក្បាល|គីឡូ|ហិកតា|តោន|ម៉ែត្រ|លាន|ពាន់|សន្លឹក|ច្បាប់|គ្រឿង|ដង|ភាគរយ)"
)
_DIGIT_GROUP_BEFORE, _DIGIT_GROUP_AFTER = re.compile("[0-9] $"), re.compile(" [0-9]")
_YEAR_BEFORE = re.compile("(?<![0-9])(?:19|20)[0-9]{2} $")
_YEAR_AFTER = re.compile(" (?:19|20)[0-9]{2}(?![0-9])")
"""Digits on both sides are a telephone number's, but for years in a list of them."""


def bare_years(match: re.Match[str]) -> Period | None:
    """Years with nothing to mark them, unless the words around say that they count something else."""
    before, after = match.string[max(0, match.start() - 24) : match.start()], match.string[match.end() :][:24]
    if (
        _BEFORE_A_NUMBER.search(before)
        or _AFTER_A_NUMBER.match(after)
        or (
            _DIGIT_GROUP_BEFORE.search(before)
            and _DIGIT_GROUP_AFTER.match(after)
            and not (_YEAR_BEFORE.search(before) and _YEAR_AFTER.match(after))
        )
    ):
        return None
    return years(match)


def lunar_day(match: re.Match[str]) -> Period | None:
    """A lunar day whose Buddhist year is stated and whose other parts, where stated, all agree."""
    groups = match.groupdict()
    bounds = lunar.buddhist_year(int(groups["y"])) if groups["y"] else None
    if bounds is None:
        return None
    month, waxing = LUNAR_MONTHS[groups["m"]], groups["half"] == "កើត"
    found = [
        on
        for year in range(bounds[0].year - 1, bounds[1].year + 1)
        if (on := lunar.day(int(groups["d"]), waxing, month, year)) and bounds[0] <= on <= bounds[1]
    ]
    if len(found) != 1:
        return None
    on = found[0]
    agreeing = (
        (not groups["w"] or WEEKDAYS[groups["w"]] == on.weekday())
        and (not groups["animal"] or ANIMALS[groups["animal"]] in lunar.animals(on))
        and (not groups["sak"] or SAKS[groups["sak"]] in lunar.saks(on))
    )
    return Period(on, on) if agreeing else None
