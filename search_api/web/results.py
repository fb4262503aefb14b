"""What the page of results shows: the answer with its surroundings, hits, facets and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.document import Document, Language, SectionKind, Span
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
_UNSURE = 0.8
"""A confidence below which the reader is asked to check: of such answers little more than half are right."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What one document answers: its words in their surroundings, the answer marked, and its first place."""

    document: Entry
    page: int | None
    span: Span
    pieces: tuple[Piece, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `quoted` is empty for a refusal; `pages` counts pages of hits, at least 1.

    The last four count the nearest passages of each value, as they would be without a filter of its sort.
    """

    understood: Understood
    quoted: tuple[Quoted, ...]
    refusal: str | None
    unsure: bool
    hits: tuple[Hit, ...]
    total: int
    pages: int
    years: tuple[tuple[int, int], ...]
    bodies: tuple[tuple[str, int], ...]
    languages: tuple[tuple[Language, int], ...]
    kinds: tuple[tuple[SectionKind, int], ...]


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
        whole = Span(spans[0].start, spans[-1].end)
        try:
            document = snapshot.document(document_id).document
        except UnknownDocument:  # taken out between the answer and now
            document = None
        if document and all(each.span.of(document.body) == each.quote for each in cited):
            shown = pieces(document.body, spans, _surroundings(document, whole))
        else:
            shown = [Piece(each.quote, True) for each in cited]
        quote = "\n".join(each.quote for each in cited)
        found.append(Quoted(cited[0].document, cited[0].page, whole, tuple(shown), quote))
    return tuple(found)


def _surroundings(document: Document, span: Span) -> Span:
    """The span with some words before and after it, as far as its sections go."""
    sections = [each.span for each in document.sections if each.span.overlaps(span)]
    window = around(document.body, span, _SURROUNDINGS)
    start, end = max(window.start, sections[0].start), min(window.end, sections[-1].end)
    words = Span(start, end).of(document.body)
    return Span(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())))


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

    def bodies(self) -> tuple[tuple[str, int], ...]:
        hits = self._beside(bool(self.state.bodies), bodies=())
        named = [hit.document.body for hit in hits if hit.document.body]
        names = {body_key(body): body for body in reversed(named)}
        return tuple((names[key], count) for key, count in Counter(map(body_key, named)).most_common())

    def languages(self) -> tuple[tuple[Language, int], ...]:
        hits = self._beside(bool(self.state.languages), languages=())
        return tuple(Counter(each for hit in hits for each in hit.passage.languages).most_common())

    def kinds(self) -> tuple[tuple[SectionKind, int], ...]:
        hits = self._beside(bool(self.state.kinds), kinds=())
        return tuple(Counter(hit.passage.kind for hit in hits).most_common())

    def _beside(self, chosen: bool, **cleared: object) -> Sequence[Hit]:
        """The hits that were found, or those of the same search without a filter that is set."""
        if not chosen:
            return self.hits
        filters: Filters = replace(self.state.filters, **cleared)  # type: ignore[arg-type]
        return self.service.search(self.state.to_query(filters)).hits
