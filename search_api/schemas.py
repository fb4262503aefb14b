"""The one shape of JSON, on the command line and over HTTP."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from corpus.dates import Period
from corpus.document import Language, SectionKind, Span
from indexer.catalogue import Entry
from indexer.filters import Filters
from indexer.passage import Passage
from search_api.cues import Wanted
from search_api.hit import Hit, Results
from search_api.query import MAXIMUM_CHARACTERS, MAXIMUM_LIMIT, Query
from search_api.understanding import Understood

_MOST_CHOICES = 50
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAXIMUM_CHARACTERS,
        description="A question or words to look for, in Khmer or English.",
        examples=["What were the challenges in the COVID years?", "តើប្រទេសណានឹងធ្វើជាប្រធានបន្ទាប់?"],
    ),
]
Limit = Annotated[int, Field(ge=1, le=MAXIMUM_LIMIT, description="How many hits are wanted.")]
Offset = Annotated[int, Field(ge=0, le=MAXIMUM_LIMIT * 10, description="How many hits to skip.")]
Choice = Annotated[str, Field(min_length=1, max_length=300)]


def _in_full(value: object) -> object:
    """Refuses what pydantic would read as seconds since 1970."""
    if not isinstance(value, date) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("a date is written YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_in_full, json_schema_input_type=date)]


class FiltersIn(BaseModel):
    """Where to look. Dates close the interval that the minutes' date lies in; lists name alternatives."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = None
    until: Day | None = None
    bodies: Annotated[list[Choice], Field(max_length=_MOST_CHOICES)] = []
    languages: Annotated[list[Language], Field(max_length=2)] = []
    kinds: Annotated[list[SectionKind], Field(max_length=len(SectionKind))] = []
    documents: Annotated[list[Choice], Field(max_length=_MOST_CHOICES)] = []

    def to_filters(self) -> Filters:
        """The same as the indexer's noun."""
        return Filters(
            since=self.since,
            until=self.until,
            bodies=tuple(self.bodies),
            languages=tuple(self.languages),
            kinds=tuple(self.kinds),
            documents=tuple(self.documents),
        )


class SearchIn(BaseModel):
    """A search."""

    model_config = ConfigDict(extra="forbid")

    query: Question
    limit: Limit = 10
    offset: Offset = 0
    filters: FiltersIn = FiltersIn()
    interpret: Annotated[
        bool, Field(description="Whether dates, bodies, places and “latest” in the words may act.")
    ] = True

    def to_query(self) -> Query:
        """The same, checked. Raises InvalidQuery."""
        return Query(self.query, self.filters.to_filters(), self.limit, self.offset, self.interpret)


class PeriodOut(BaseModel):
    """A closed run of days; an open end is null."""

    since: date | None
    until: date | None

    @classmethod
    def from_period(cls, period: Period) -> PeriodOut:
        """With the open ends that Period writes as the first and last of all days."""
        return cls(
            since=None if period.first == date.min else period.first,
            until=None if period.last == date.max else period.last,
        )


class UnderstoodOut(BaseModel):
    """What the question's own words were taken to say; `interpret: false` switches it off."""

    periods: list[PeriodOut]
    bodies: list[str]
    places: list[str]
    latest: bool
    kinds: list[SectionKind]
    wanted: list[Wanted]

    @classmethod
    def from_understood(cls, understood: Understood) -> UnderstoodOut:
        """The same over HTTP."""
        return cls(
            periods=[PeriodOut.from_period(period) for period in understood.periods],
            bodies=list(understood.bodies),
            places=list(understood.places),
            latest=understood.latest,
            kinds=list(understood.kinds),
            wanted=list(understood.wanted),
        )


class RanksOut(BaseModel):
    """The 1-based rank in each arm, null where that arm did not find the passage."""

    dense: int | None
    lexical: int | None


class PassageOut(BaseModel):
    """A passage and where it stands; `text` equals the document's body from `start` to `end`."""

    passage_id: str
    document_id: str
    title: str
    date: date | None
    languages: list[Language]
    section: list[str]
    kind: SectionKind
    page: int | None
    start: int
    end: int
    text: str
    url: str

    @classmethod
    def from_passage(cls, passage: Passage, document: Entry, base: str) -> PassageOut:
        """`base` is what links begin with."""
        return cls(**_passage_fields(passage, document, base))


class HitOut(PassageOut):
    """A passage that was found. `highlights` are [start, end) offsets in `text`."""

    highlights: list[tuple[int, int]]
    score: float
    ranks: RanksOut

    @classmethod
    def from_hit(cls, hit: Hit, base: str) -> HitOut:
        """`base` is what links begin with."""
        return cls(
            **_passage_fields(hit.passage, hit.document, base),
            highlights=[(span.start, span.end) for span in hit.highlights],
            score=round(hit.score, 6),
            ranks=RanksOut(dense=hit.ranks.dense, lexical=hit.ranks.lexical),
        )


class SearchOut(BaseModel):
    """The hits of a search, best first. `total` counts what both arms brought, 200 at most."""

    query: str
    understood: UnderstoodOut
    hits: list[HitOut]
    total: int

    @classmethod
    def from_results(cls, query: Query, results: Results, base: str) -> SearchOut:
        """`base` is what links begin with."""
        return cls(
            query=query.text,
            understood=UnderstoodOut.from_understood(results.understood),
            hits=[HitOut.from_hit(hit, base) for hit in results.hits],
            total=results.total,
        )


def document_url(document_id: str, base: str, span: Span | None = None) -> str:
    """The page of a document, opened at a span of its body, which is marked there."""
    place = f"?start={span.start}&end={span.end}#here" if span else ""
    return f"{base}/documents/{quote(document_id, safe='')}{place}"


def _passage_fields(passage: Passage, document: Entry, base: str) -> dict[str, Any]:
    return {
        "passage_id": passage.id,
        "document_id": document.id,
        "title": document.title,
        "date": document.date,
        "languages": list(passage.languages),
        "section": list(passage.heading_path),
        "kind": passage.kind,
        "page": passage.page,
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
        "url": document_url(document.id, base, passage.span),
    }
