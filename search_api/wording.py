"""What the pages say, in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from starlette.requests import Request

from corpus.date_writing import khmer_digits, written
from corpus.dates import Period
from corpus.document import Language

COOKIE = "kamnot_language"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words, dates and numbers in one language."""

    language: Language

    def text(self, key: str, **values: object) -> str:
        """The text under a key, with its gaps filled. Raises KeyError for a key that isn't there."""
        shown = {
            name: self.number(value) if isinstance(value, int) else value for name, value in values.items()
        }
        return _texts()[key][self.language.value].format_map(shown)

    def number(self, value: int) -> str:
        """A number in the language's digits, its thousands apart."""
        if self.language is Language.KHMER:
            return khmer_digits(f"{value:,}".replace(",", "."))
        return f"{value:,}"

    def year(self, year: int) -> str:
        """A year, whose thousands stay together."""
        return khmer_digits(year) if self.language is Language.KHMER else str(year)

    def day(self, day: date | None) -> str:
        """A date in words."""
        return written(day, self.language) if day else self.text("undated")

    def period(self, period: Period) -> str:
        """A run of days: a year or years by number where it is whole, otherwise by its days."""
        first, last = period.first, period.last
        whole = (first == date.min or (first.month, first.day) == (1, 1)) and (
            last == date.max or (last.month, last.day) == (12, 31)
        )
        ends = [self._year_word(end.year) if whole else self.day(end) for end in (first, last)]
        if first == date.min:
            return self.text("until", a=ends[1])
        if last == date.max:
            return self.text("since", a=ends[0])
        return ends[0] if ends[0] == ends[1] else self.text("between", a=ends[0], b=ends[1])

    def _year_word(self, year: int) -> str:
        return f"ឆ្នាំ{self.year(year)}" if self.language is Language.KHMER else self.year(year)


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))


def wording_for(request: Request) -> Wording:
    """In the language that was chosen here before, else the first of the browser's that there is."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen not in {each.value for each in Language}:
        chosen = _preferred(request.headers.get("accept-language", ""))
    return Wording(Language(chosen))


def _preferred(header: str) -> str:
    """km or en, whichever an Accept-Language header gives more weight; English where it names neither."""
    weights: dict[str, float] = {}
    for part in header.split(",")[:20]:
        tag, _, parameter = part.partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            weight = 0.0
        language = tag.strip().lower().split("-")[0]
        weights.setdefault(language, weight)
    known = [each.value for each in Language if weights.get(each.value, 0) > 0]
    return max(known, key=lambda each: weights[each], default=Language.ENGLISH.value)
