"""The Khmer lunar calendar, as far as minutes need it: its days and Buddhist years in Gregorian dates.

Source: the reckoning that momentkh and khmer-calendar.tovnah.com publish (Phylypo Tum, after the
Soriyatra Lerng Sak). The Buddhist Era year begins on the day after Visakh Bochea (15 waxing of
Pisakh), as is Khmer custom; Thai years begin on 1 January.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

BUDDHIST_ERA = 543
"""Buddhist minus Gregorian year, from 1 January to Visakh Bochea; one more after it."""

_EPOCH = date(1900, 1, 1)
"""1 waxing of Bos."""
_LAST_YEAR = 2200
_MONTHS = (
    ("បុស្ស", 30),
    ("មាឃ", 29),
    ("ផល្គុន", 30),
    ("ចេត្រ", 29),
    ("ពិសាខ", 30),
    ("ជេស្ឋ", 29),
    ("អាសាឍ", 30),
    ("ស្រាពណ៍", 29),
    ("ភទ្របទ", 30),
    ("អស្សុជ", 29),
    ("កត្តិក", 30),
    ("មិគសិរ", 29),
)
"""The months that begin in one Gregorian year or its last days, with their days in a plain year."""
LEAP_MONTHS = ("បឋមាសាឍ", "ទុតិយាសាឍ")
"""What Asadh is called when a year has it twice."""
MONTHS = (*(name for name, _ in _MONTHS), *LEAP_MONTHS)
ANIMALS = ("ជូត", "ឆ្លូវ", "ខាល", "ថោះ", "រោង", "ម្សាញ់", "មមី", "មមែ", "វក", "រកា", "ច", "កុរ")
"""From the year of the rat, e.g. 2020."""


def day(number: int, waxing: bool, month: str, year: int) -> date | None:
    """The Gregorian date of a lunar day in the lunar year that begins around 1 January `year`.

    None where that month has no such day or that year no such month.
    """
    if not _EPOCH.year <= year <= _LAST_YEAR or not 1 <= number <= 15:
        return None
    start = _year_start(year)
    for name, days in _months(year):
        if name == month:
            offset = number - 1 if waxing else number + 14
            return start + timedelta(days=offset) if offset < days else None
        start += timedelta(days=days)
    return None


def visakh_bochea(year: int) -> date:
    """The last day of the Buddhist Era year that ends in a Gregorian year from 1900 to 2200."""
    found = day(15, True, "ពិសាខ", year)
    if found is None:
        raise ValueError(f"no lunar calendar for {year}: from {_EPOCH.year} to {_LAST_YEAR}")
    return found


def buddhist_year(number: int) -> tuple[date, date] | None:
    """The first and last day of a Buddhist Era year; None outside 1901–2200."""
    last = number - BUDDHIST_ERA
    if not _EPOCH.year < last <= _LAST_YEAR:
        return None
    return visakh_bochea(last - 1) + timedelta(days=1), visakh_bochea(last)


def animals(on: date) -> set[str]:
    """The animal of a day's year; two around the Khmer New Year, whose hour is not reckoned here."""
    return {ANIMALS[(year - 4) % 12] for year in _traditional_years(on)}


def saks(on: date) -> set[int]:
    """The last digit of a day's Chula Sakaraj year (1 for ឯកស័ក … 0 for សំរឹទ្ធិស័ក); two around New Year."""
    return {(year - 638) % 10 for year in _traditional_years(on)}


def _traditional_years(on: date) -> set[int]:
    # New Year falls on 13 or 14 April, Leung Sak up to three days later.
    if on < date(on.year, 4, 13):
        return {on.year - 1}
    return {on.year} if on > date(on.year, 4, 17) else {on.year - 1, on.year}


def _months(year: int) -> list[tuple[str, int]]:
    leap = _leap(year)
    found: list[tuple[str, int]] = []
    for name, days in _MONTHS:
        if name == "អាសាឍ" and leap == "month":
            found += [(name, days) for name in LEAP_MONTHS]
        else:
            found.append((name, days + (name == "ជេស្ឋ" and leap == "day")))
    return found


@cache
def _year_start(year: int) -> date:
    """1 waxing of Bos."""
    start = _EPOCH
    for earlier in range(_EPOCH.year, year):
        start += timedelta(days=sum(days for _, days in _months(earlier)))
    return start


def _leap(year: int) -> str | None:
    month, extra_day = _leap_signs(year)
    if month:
        return "month"
    # A month and a day never fall in one year: the day waits for the next.
    return "day" if extra_day or _leap_signs(year - 1) == (True, True) else None


def _leap_signs(year: int) -> tuple[bool, bool]:
    """Whether the reckoning calls for a leap month and for a leap day."""
    avoman, bodithey, solar_leap = _reckoning(year)
    next_avoman, next_bodithey, _ = _reckoning(year + 1)
    month = bodithey >= 25 or bodithey <= 5
    if (bodithey, next_bodithey) == (25, 5):
        month = False
    elif (bodithey, next_bodithey) == (24, 6):
        month = True
    extra_day = avoman <= 126 if solar_leap else avoman <= 137 and next_avoman != 0
    return month, extra_day


def _reckoning(year: int) -> tuple[int, int, bool]:
    """Avoman, bodithey and whether the solar year has 366 days, by the Soriyatra."""
    total = (year + BUDDHIST_ERA + 1) * 292207 + 499
    aharkun = total // 800 + 4
    avoman = (11 * aharkun + 25) % 692
    bodithey = ((11 * aharkun + 25) // 692 + aharkun + 29) % 30
    return avoman, bodithey, 800 - total % 800 <= 207
