"""What one commit changes in an archive."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Document
from indexer.encoder import Rows
from indexer.passage import Passage


@dataclass(frozen=True, slots=True)
class Seen:
    """A file's size and time when it was looked at, by which the next run knows it unchanged."""

    size: int
    modified_ns: int
    seen_ns: int
    """The clock at that look: a file changed within the same tick looks unchanged and must be hashed."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document to add, or to put in place of the one that holds its id."""

    id: str
    document: Document
    original: bytes
    passages: tuple[Passage, ...]
    vectors: Rows
    """float32 (passages, dimensions), unit rows."""
    seen: Seen
    uploaded: bool = False


@dataclass(frozen=True, slots=True)
class Renamed:
    """A document whose file has another path now, and nothing else changed."""

    id: str
    path: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file that was refused; `digest` is None for one that couldn't be read at all."""

    path: str
    reason: str
    digest: str | None
    seen: Seen | None
    rejected_at: str = ""
    """ISO moment; set by the archive."""


@dataclass(frozen=True, slots=True)
class Changes:
    """One commit; removals come before renames, renames before additions."""

    removed: tuple[str, ...] = ()
    """Ids of documents."""
    renamed: tuple[Renamed, ...] = ()
    incoming: tuple[Incoming, ...] = ()
    touched: tuple[tuple[str, Seen], ...] = ()
    """Documents whose file was looked at again and holds the same bytes; not a change to readers."""
    rejected: tuple[Rejection, ...] = ()
    accepted: tuple[str, ...] = ()
    """Paths that are no longer rejected."""

    @property
    def moves_passages(self) -> bool:
        """Whether the indexes have to change."""
        return bool(self.removed or self.incoming)

    @property
    def shows(self) -> bool:
        """Whether a reader can see any of it."""
        return bool(self.moves_passages or self.renamed or self.rejected or self.accepted)
