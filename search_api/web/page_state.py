"""What a page of results shows, as its address tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from corpus.document import Language, SectionKind
from indexer.filters import Filters, body_key
from search_api.query import Cue, Query

PER_PAGE = 10
POOL = 100
"""So many nearest passages are counted, sorted and paged through."""
M = TypeVar("M", bound=StrEnum)

_LONGEST_CHOICE = 300
_MOST_CHOICES = 50


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class PageState:
    """A question with its filters, order and page. `since` and `until` are years, both included."""

    question: str = ""
    since: int | None = None
    until: int | None = None
    bodies: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    kinds: tuple[SectionKind, ...] = ()
    ignored: frozenset[Cue] = frozenset()
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    @property
    def filters(self) -> Filters:
        """The same as the indexer's noun."""
        return Filters(
            since=date(self.since, 1, 1) if self.since else None,
            until=date(self.until, 12, 31) if self.until else None,
            bodies=self.bodies,
            languages=self.languages,
            kinds=self.kinds,
        )

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return self.filters != Filters()

    @property
    def address(self) -> str:
        """The query string, beginning with `?`; what is as usual is left out."""
        pairs: list[tuple[str, str]] = [("q", self.question)] if self.question else []
        pairs += [(name, str(year)) for name, year in (("since", self.since), ("until", self.until)) if year]
        pairs += [("body", body) for body in self.bodies]
        pairs += [("language", str(each)) for each in self.languages]
        pairs += [("kind", str(each)) for each in self.kinds]
        pairs += [("ignore", each) for each in sorted(map(str, self.ignored))]
        pairs += [("sort", str(self.sort))] if self.sort != Sort.RELEVANCE else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return "?" + urlencode(pairs, errors="replace")

    def to_query(self, filters: Filters | None = None) -> Query:
        """The question, with other filters if given. Raises InvalidQuery."""
        chosen = self.filters if filters is None else filters
        return Query(self.question, chosen, limit=POOL, ignored=self.ignored)

    def at(self, page: int) -> PageState:
        """The same on another page."""
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> PageState:
        """The same in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def of_year(self, year: int) -> PageState:
        """Only this year, or every year where it was only this one."""
        alone = (self.since, self.until) == (year, year)
        return replace(self, since=None if alone else year, until=None if alone else year, page=1)

    def with_body(self, body: str) -> PageState:
        """With a body chosen, or no longer; its names may differ in case and spaces."""
        others = tuple(each for each in self.bodies if body_key(each) != body_key(body))
        return replace(self, bodies=others if others != self.bodies else (*self.bodies, body), page=1)

    def with_language(self, language: Language) -> PageState:
        """With a language chosen, or no longer."""
        return replace(self, languages=tuple(sorted({*self.languages} ^ {language})), page=1)

    def with_kind(self, kind: SectionKind) -> PageState:
        """With a kind of section chosen, or no longer."""
        return replace(self, kinds=tuple(sorted({*self.kinds} ^ {kind})), page=1)

    def ignoring(self, cue: Cue) -> PageState:
        """With one of the question's cues left out of account."""
        return replace(self, ignored=self.ignored | {cue}, page=1)

    def everywhere(self) -> PageState:
        """Without filters."""
        return PageState(self.question, ignored=self.ignored, sort=self.sort)

    def has_body(self, body: str) -> bool:
        """Whether a body is chosen."""
        return body_key(body) in map(body_key, self.bodies)


def read_state(params: QueryParams) -> PageState:
    """The state that an address tells; values that mean nothing are left out, for links get mangled."""
    return PageState(
        question=" ".join(params.get("q", "").split()),
        since=_year(params.get("since", "")),
        until=_year(params.get("until", "")),
        bodies=tuple(b for b in params.getlist("body")[:_MOST_CHOICES] if 0 < len(b) <= _LONGEST_CHOICE),
        languages=_members(Language, params.getlist("language")),
        kinds=_members(SectionKind, params.getlist("kind")),
        ignored=frozenset(_members(Cue, params.getlist("ignore"))),
        sort=next(iter(_members(Sort, params.getlist("sort"))), Sort.RELEVANCE),
        page=_page(params.get("page", "")),
    )


def _year(text: str) -> int | None:
    plain = "".join(str(int(digit)) for digit in text if digit.isdecimal())
    return int(plain) if len(plain) == 4 and plain != "0000" else None


def _page(text: str) -> int:
    return (
        min(int(text), POOL) if text.isascii() and text.isdecimal() and 0 < len(text) < 6 and int(text) else 1
    )


def _members(kind: type[M], values: Iterable[str]) -> tuple[M, ...]:
    known = {member.value: member for member in kind}
    return tuple(dict.fromkeys(known[value] for value in values if value in known))
