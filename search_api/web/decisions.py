"""What was decided, meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.document import SectionKind
from indexer.catalogue import Entry, Facets, Order
from indexer.passage import Passage
from indexer.snapshot import Snapshot
from search_api.web.page_state import PageState, Sort

PER_PAGE = 20
_KINDS = (SectionKind.DECISIONS,)


@dataclass(frozen=True, slots=True)
class Decided:
    """The sections in which one meeting's minutes tell decisions, each as its passages in order."""

    document: Entry
    sections: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of meetings with decisions, and facets of them all without the year's filter."""

    meetings: tuple[Decided, ...]
    total: int
    pages: int
    facets: Facets


def timeline(snapshot: Snapshot, state: PageState) -> Timeline:
    """Meetings with decisions through the state's filters, the newest first unless the oldest are wanted."""
    filters = replace(state.filters, kinds=_KINDS)
    order = Order.OLDEST if state.sort is Sort.OLDEST else Order.NEWEST
    total = snapshot.count(filters)
    pages = max(1, -(-total // PER_PAGE))
    offset = (min(state.page, pages) - 1) * PER_PAGE
    entries = snapshot.documents(filters, offset, PER_PAGE, order)
    meetings = [Decided(entry, tuple(_sections(snapshot, entry))) for entry in entries]
    facets = snapshot.facets(replace(filters, since=None, until=None))
    return Timeline(tuple(meetings), total, pages, facets)


def _sections(snapshot: Snapshot, entry: Entry) -> Iterator[tuple[Passage, ...]]:
    passages = snapshot.section_passages(entry.id, _KINDS)
    for _, group in groupby(passages, key=lambda each: each.heading_path):
        yield tuple(group)
