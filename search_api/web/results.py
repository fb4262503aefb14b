"""What the page of results shows: the answer with its surroundings, hits, facets and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from corpus.document import Span
from indexer.catalogue import Entry
from indexer.errors import UnknownDocument
from indexer.filters import Filters, body_key
from indexer.snapshot import Snapshot
from search_api.answer import Answer, Citation, NoAnswer
from search_api.hit import Hit
from search_api.startup import Service
from search_api.understanding import Understood
from search_api.web.marking import Piece, around, pieces
from search_api.web.page_state import PER_PAGE, PageState, Sort

_SURROUNDINGS = 220
"""Code points of the minutes shown before and after a quote."""
_UNSURE = 0.5
"""A confidence below which the reader is asked to check."""

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What one document answers: its words in their surroundings, the answer marked, and its first place."""

    document: Entry
    page: int | None
    span: Span
    pieces: tuple[Piece, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that results can be narrowed to: how many have it, whether it is chosen, where it leads."""

    value: object
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `quoted` is empty for a refusal; `pages` counts pages of hits, at least 1.

    `years` are counts, without the filter of years; bodies, languages and kinds likewise.
    """

    understood: Understood
    quoted: tuple[Quoted, ...]
    refusal: str | None
    unsure: bool
    hits: tuple[Hit, ...]
    total: int
    pages: int
    years: tuple[tuple[int, int], ...]
    bodies: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


def find(service: Service, state: PageState) -> Found:
    """The page that a state asks for. Raises InvalidQuery, and as `Service.answer`."""
    answer = service.answer(state.to_query())
    hits = _sorted(answer.results.hits, state.sort)
    pages = max(1, -(-len(hits) // PER_PAGE))
    start = (min(state.page, pages) - 1) * PER_PAGE
    with service.archive.snapshot() as snapshot:
        quoted = _quoted(snapshot, answer.citations) if isinstance(answer, Answer) else ()
    counts = _Counts(service, state, answer.results.hits)
    return Found(
        understood=answer.results.understood,
        quoted=quoted,
        refusal=answer.refusal.value if isinstance(answer, NoAnswer) else None,
        unsure=answer.confidence < _UNSURE,
        hits=tuple(hits[start : start + PER_PAGE]),
        total=len(hits),
        pages=pages,
        years=counts.years(),
        bodies=counts.bodies(),
        languages=counts.languages(),
        kinds=counts.kinds(),
    )


def _sorted(hits: Sequence[Hit], sort: Sort) -> list[Hit]:
    """In the order asked for; the undated last, those of one day as they were."""
    if sort is Sort.RELEVANCE:
        return list(hits)
    sign = -1 if sort is Sort.NEWEST else 1

    def place(hit: Hit) -> tuple[bool, int]:
        day = hit.document.date
        return day is None, sign * day.toordinal() if day else 0

    return sorted(hits, key=place)


def _quoted(snapshot: Snapshot, citations: Sequence[Citation]) -> tuple[Quoted, ...]:
    found = []
    for document_id, group in groupby(citations, key=lambda each: each.document.id):
        cited = list(group)
        spans = [each.span for each in cited]
        try:
            body = snapshot.document(document_id).document.body
        except UnknownDocument:  # taken out between the answer and now
            body = ""
        whole = Span(spans[0].start, spans[-1].end)
        if all(each.span.of(body) == each.quote for each in cited):
            shown = pieces(body, spans, around(body, whole, _SURROUNDINGS))
        else:
            shown = [Piece(each.quote, True) for each in cited]
        quote = "\n".join(each.quote for each in cited)
        found.append(Quoted(cited[0].document, cited[0].page, whole, tuple(shown), quote))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Counts:
    """Counts of each value among the nearest passages that pass the filters, its own kind of filter aside."""

    service: Service
    state: PageState
    hits: Sequence[Hit]

    def years(self) -> tuple[tuple[int, int], ...]:
        hits = self._beside(bool(self.state.since or self.state.until), since=None, until=None)
        counts = Counter(hit.document.date.year for hit in hits if hit.document.date)
        return tuple(sorted(counts.items()))

    def bodies(self) -> tuple[Choice, ...]:
        hits = self._beside(bool(self.state.bodies), bodies=())
        names: dict[str, str] = {}
        for hit in hits:
            if hit.document.body:
                names.setdefault(body_key(hit.document.body), hit.document.body)
        counts = Counter(body_key(hit.document.body) for hit in hits if hit.document.body)
        return tuple(
            Choice(
                names[key],
                count,
                self.state.has_body(names[key]),
                self.state.with_body(names[key]).address,
            )
            for key, count in counts.most_common()
        )

    def languages(self) -> tuple[Choice, ...]:
        hits = self._beside(bool(self.state.languages), languages=())
        counts = Counter(each for hit in hits for each in hit.passage.languages)
        return self._choices(counts, self.state.languages, lambda each: self.state.with_language(each))

    def kinds(self) -> tuple[Choice, ...]:
        hits = self._beside(bool(self.state.kinds), kinds=())
        counts = Counter(hit.passage.kind for hit in hits)
        return self._choices(counts, self.state.kinds, lambda each: self.state.with_kind(each))

    def _beside(self, chosen: bool, **cleared: object) -> Sequence[Hit]:
        """The hits that were found, or those of the same search without a filter that is set."""
        if not chosen:
            return self.hits
        filters: Filters = replace(self.state.filters, **cleared)  # type: ignore[arg-type]
        return self.service.search(self.state.to_query(filters)).hits

    def _choices(
        self, counts: Counter[V], chosen: Sequence[V], toggled: Callable[[V], PageState]
    ) -> tuple[Choice, ...]:
        return tuple(
            Choice(value, count, value in chosen, toggled(value).address)
            for value, count in counts.most_common()
        )
