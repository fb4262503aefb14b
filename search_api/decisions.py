"""What was decided, meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.document import SectionKind
from indexer.catalogue import Entry, Facets, Order
from indexer.filters import Filters
from indexer.passage import Passage
from indexer.snapshot import Snapshot

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


def timeline(snapshot: Snapshot, filters: Filters, order: Order, page: int) -> Timeline:
    """The meetings with decisions that pass filters, a page of PER_PAGE; the last one for one beyond it."""
    filters = replace(filters, kinds=_KINDS)
    total = snapshot.count(filters)
    pages = max(1, -(-total // PER_PAGE))
    offset = (min(page, pages) - 1) * PER_PAGE
    entries = snapshot.documents(filters, offset, PER_PAGE, order)
    meetings = [Decided(entry, tuple(_sections(snapshot, entry))) for entry in entries]
    facets = snapshot.facets(replace(filters, since=None, until=None))
    return Timeline(tuple(meetings), total, pages, facets)


def _sections(snapshot: Snapshot, entry: Entry) -> Iterator[tuple[Passage, ...]]:
    passages = snapshot.section_passages(entry.id, _KINDS)
    for _, group in groupby(passages, key=lambda each: each.heading_path):
        yield tuple(group)
