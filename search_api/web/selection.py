"""What a reader has picked out."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.catalogue import Entry
from indexer.passage import Passage


@dataclass(frozen=True, slots=True)
class Selected:
    """A passage with its document and the address of its page."""

    passage: Passage
    document: Entry
    url: str
