"""The forms that minutes write dates in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.date_readings import Period, bare_years, days, lunar_day, months, spelled_day, years
from corpus.date_words import ENGLISH_MONTHS, KHMER_MONTHS, WEEKDAYS, beginning, pattern


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date; `period` gives None for one that can't be or isn't clear.

    `begins` finds every place where the pattern may match, and others.
    """

    begins: re.Pattern[str]
    pattern: re.Pattern[str]
    period: Callable[[re.Match[str]], Period | None]

    def matches(self, text: str, begins: Sequence[int]) -> Iterator[re.Match[str]]:
        """What `pattern.finditer` finds, given the places that `begins` finds."""
        end = 0
        for start in begins:
            if start >= end and (match := self.pattern.match(text, start)):
                yield match
                end = match.end()


_MARK = "(?:ថ្ងៃ )?(?:ទី )?"
_KHMER_DAY = (
    "(?<![0-9])(?<![0-9][.,:/])(?:ថ្ងៃ (?:(?P<w>«weekday») ,? )?)?(?:ថ្ងៃ )?(?:ទី )?"
    "(?<!លើកទី)(?<!លើកទី\\s)(?P<d>«day»)"
)
_KHMER_YEAR = ",? (?:ឆ្នាំ )?(?:(?P<be>«be»)|«ce»)? (?P<y>«year»)"
_DAY = "(?<![0-9])(?<![0-9][.,:/])(?P<d>«day»)«th»"
_MORE_DAYS = f"(?:(?:(?:,|«to») {_MARK}«day»«th» ){{0,6}},? «to» {_MARK}(?P<d2>«day»)«th» )?"
_BARE_YEAR = "(?<![0-9])(?<![0-9][.,:/_-])(?<![a-z][/_#])(?<!(?-i:[A-Z])-)(?P<y>(?:19|20)[0-9]{2})(?![0-9])"
_AFTER_YEAR = "(?![.,:/_-][0-9])(?![/_][a-z])(?!(?-i:-?[A-Z]))"

_NUMBER = beginning()
_KHMER_DATE = beginning(["ថ្ងៃ", "ទី"])
_ENGLISH_MONTH = beginning(ENGLISH_MONTHS)
_KHMER_YEAR_WORD = re.compile("[ឆគ]")
_ERA = re.compile("[ឆពB]")

LUNAR = Form(
    beginning(["ថ្ងៃ", "ទី", *WEEKDAYS]),
    pattern(
        "(?:ថ្ងៃ )?(?:(?P<w>«weekday») ,? )?(?:ថ្ងៃ )?(?:ទី )?(?<![0-9])(?P<d>[0-9]{1,2}) (?P<half>កើត|រោច) ,? "
        "(?:ខែ )?(?P<m>«lunar_month»)(?: ,? ឆ្នាំ (?P<animal>«animal»))?(?: ,? (?P<sak>«sak») ស័ក)?"
        "(?: ,? (?:«be») (?P<y>«year»))?"
    ),
    lunar_day,
)
FORMS: tuple[Form, ...] = (
    LUNAR,
    Form(
        _KHMER_DATE,
        pattern(
            f"{_KHMER_DAY} (?:ខែ )?(?P<m>«month») (?:ឆ្នាំ )?(?P<y>«year»)? «to» {_MARK}(?P<d2>«day») "
            "(?:ខែ )?(?P<m2>«month») ,? (?:ឆ្នាំ )?(?P<y2>«year»)"
        ),
        days,
    ),
    Form(
        _KHMER_DATE,
        pattern(
            f"{_KHMER_DAY} {_MORE_DAYS}"
            f"(?:ខែ (?P<m2>[01]?[0-9])(?![0-9])|(?:ខែ )?(?P<m>«month»)) {_KHMER_YEAR}"
        ),
        days,
    ),
    Form(
        _KHMER_YEAR_WORD,
        pattern(f"ឆ្នាំ (?:(?P<be>«be»)|«ce»)? (?P<y>«year») ,? ខែ (?P<m>«month») {_MARK}(?P<d>«day»)"),
        days,
    ),
    Form(
        _KHMER_YEAR_WORD,
        pattern("ឆ្នាំ (?P<y>«wyear») ,? ខែ (?P<m>«month») ,? ថ្ងៃ (?:ទី )?(?P<d>«wday»)"),
        spelled_day,
    ),
    Form(
        _KHMER_DATE,
        pattern("ថ្ងៃ (?:ទី )?(?P<d>«wday») ,? ខែ (?P<m>«month») ,? ឆ្នាំ (?P<y>«wyear»)"),
        spelled_day,
    ),
    Form(
        _NUMBER,
        pattern(
            f"{_DAY} (?:of )?(?P<m>«emonth»)\\.? ,? (?P<y>«year»)? «to» (?P<d2>«day»)«th» (?:of )?"
            "(?P<m2>«emonth»)\\.? ,? (?P<y2>«year»)"
        ),
        days,
    ),
    Form(
        _NUMBER,
        pattern(
            f"{_DAY} {_MORE_DAYS}(?:day )?"
            "(?:of )?[-/]? (?P<m>«emonth»)\\.? (?:[,/-]|of)? (?P<be>«be»)? (?P<y>«year»)"
        ),
        days,
    ),
    Form(
        _ENGLISH_MONTH,
        pattern(
            "(?P<m>«emonth»)\\.? (?P<d>«day»)«th» ,? (?P<y>«year»)? «to» (?P<m2>«emonth»)\\.? "
            "(?P<d2>«day»)«th» ,? (?P<y2>«year»)"
        ),
        days,
    ),
    Form(
        _ENGLISH_MONTH,
        pattern(f"(?P<m>«emonth»)\\.? (?P<d>«day»)«th» {_MORE_DAYS}(?:,|of)? (?P<y>«year»)"),
        days,
    ),
    Form(
        _NUMBER,
        pattern(
            "(?<![0-9])(?P<y>[12][0-9]{3})(?P<by>[-/.])(?P<m>[0-9]{1,2})(?P=by)(?P<d>[0-9]{1,2})(?![0-9])"
        ),
        days,
    ),
    Form(
        _NUMBER,
        pattern(
            "(?<![0-9])(?<![0-9][./])(?P<d>[0-9]{1,2})(?:[-–](?P<d2>[0-9]{1,2}))? (?P<by>[-/.]) "
            "(?P<m>[0-9]{1,2}) (?P=by) (?P<y>«year»)"
            "(?![./-][0-9])"
        ),
        days,
    ),
    Form(
        beginning(["ខែ", *KHMER_MONTHS]),
        pattern(f"(?:ខែ )?(?P<m>«month») (?:«to» (?:ខែ )?(?P<m2>«month») )?{_KHMER_YEAR}"),
        months,
    ),
    Form(
        _ENGLISH_MONTH,
        pattern("(?P<m>«emonth»)\\.? (?:«to» (?P<m2>«emonth»)\\.? )?(?:,|of)? (?P<y>«year»)"),
        months,
    ),
    Form(
        _ERA,
        pattern("(?:ឆ្នាំ )?(?P<be>«be») (?P<y>«year»)(?: (?:[-–—]|ដល់) (?:«be» )?(?P<y2>«year»))?"),
        years,
    ),
    Form(
        _KHMER_YEAR_WORD,
        pattern("ឆ្នាំ (?:«ce» )?(?P<y>«year») (?:[-–—]|ដល់) (?:ឆ្នាំ )?(?P<y2>«year»)"),
        years,
    ),
    Form(_KHMER_YEAR_WORD, pattern("(?:ឆ្នាំ (?:«ce» )?|«ce» )(?P<y>«year»)(?![.,/-][0-9])"), years),
    Form(
        _NUMBER,
        pattern(f"{_BARE_YEAR} (?:[-–—]|to) (?P<y2>(?:19|20)[0-9]{{2}})(?![0-9]){_AFTER_YEAR}"),
        bare_years,
    ),
    Form(_NUMBER, pattern(_BARE_YEAR + _AFTER_YEAR), bare_years),
)
"""Longer and surer forms first: what one has matched, none after it may read, whether a date or not."""
