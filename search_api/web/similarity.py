"""Passages that say the like of a passage."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.catalogue import Entry
from indexer.passage import Passage
from indexer.snapshot import Snapshot

MOST = 20


@dataclass(frozen=True, slots=True)
class Similar:
    """A passage, its document, and its cosine with the one that was given."""

    passage: Passage
    document: Entry
    cosine: float


def similar_passages(snapshot: Snapshot, passage_id: str, most: int = MOST) -> list[Similar]:
    """The passages nearest to one by their vectors, itself left out. Raises UnknownPassage."""
    row = snapshot.row(passage_id)
    nearest = [
        (key, cosine) for key, cosine in snapshot.nearest(snapshot.vectors([row])[0], most + 1) if key != row
    ][:most]
    passages = snapshot.passages([key for key, _ in nearest])
    entries = snapshot.entries({each.document_id for each in passages})
    return [
        Similar(passage, entries[passage.document_id], cosine)
        for passage, (_, cosine) in zip(passages, nearest, strict=True)
    ]
