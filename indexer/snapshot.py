"""One generation of an archive, whole and unchanging for as long as it is held."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

import apsw
import numpy as np

from corpus.document import Language, SectionKind
from indexer.catalogue import (
    Entry,
    Facets,
    Order,
    count_facets,
    find_entries,
    find_meeting_places,
    find_versions,
    list_documents,
)
from indexer.changes import Rejection
from indexer.document_rows import ArchivedDocument, read_document, read_original
from indexer.encoder import Rows
from indexer.errors import UnknownDocument, UnknownPassage
from indexer.filters import EVERYTHING, Filters
from indexer.known_files import read_rejections
from indexer.manifest import Manifest, read_manifest
from indexer.passage import Passage
from indexer.passage_rows import find_row, read_passages, read_passages_of
from indexer.passage_table import Place
from indexer.store import Readers
from indexer.term_index import Weights
from indexer.view import View


@dataclass(frozen=True, slots=True)
class Status:
    """An archive in figures; `first` and `last` are its documents' dates, None when none is dated."""

    generation: int
    documents: int
    passages: int
    rejected: int
    languages: tuple[tuple[Language, int], ...]
    first: date | None
    last: date | None
    bytes: int
    """On disk, both indexes included."""
    manifest: Manifest


class Snapshot:
    """What an archive held at one generation: lists, documents, passages, and both arms of a search.

    A context manager; without `with` it ends when it is let go of. Threads may share one. Holding
    one keeps SQLite's log from being shortened, so hold it for a request, not for a day.
    """

    def __init__(self, folder: Path, readers: Readers, connection: apsw.Connection, view: View) -> None:
        self._folder = folder
        self._connection = connection
        self._view = view
        self._turn = threading.Lock()
        self._end = weakref.finalize(self, readers.give_back, connection)

    @property
    def generation(self) -> int:
        """How many changes were committed before it."""
        return self._view.generation

    @property
    def manifest(self) -> Manifest:
        """What it was made with."""
        return self._view.manifest

    def nearest(self, vector: Rows, k: int, filters: Filters = EVERYTHING) -> list[tuple[int, float]]:
        """The k passages nearest to a unit vector (dim,): row numbers and cosines, best first."""
        return self._view.nearness.nearest(vector, k, self._view.chosen(filters))

    def matching(
        self,
        words: Mapping[str, float],
        clusters: Mapping[str, float],
        k: int,
        filters: Filters = EVERYTHING,
        weights: Weights = Weights(),  # noqa: B008 - frozen
    ) -> list[tuple[int, float]]:
        """The k passages that match most of the weighted terms: row numbers and BM25 scores, best first."""
        return self._view.terms.search(words, clusters, k, filters, weights)

    def frequencies(self, words: Iterable[str]) -> dict[str, float]:
        """The share of all passages that hold each word, 0 to 1."""
        return self._view.terms.frequencies(words)

    def vectors(self, rows: Sequence[int]) -> Rows:
        """The vectors (n, dim) of passages by row number, in order."""
        return self._view.nearness.vectors(np.array(rows, dtype=np.int64))

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of row numbers, in order; raises UnknownPassage."""
        with self._turn:
            return read_passages(self._connection, rows)

    def places(self, rows: Sequence[int]) -> list[Place]:
        """What a ranking needs to know of passages by row number, in order; costs no reading."""
        return self._view.table.places(rows)

    def passage(self, passage_id: str) -> Passage:
        """The passage of an id; raises UnknownPassage."""
        return self.passages([self.row(passage_id)])[0]

    def row(self, passage_id: str) -> int:
        """The row number of a passage id; raises UnknownPassage."""
        with self._turn:
            row = find_row(self._connection, passage_id)
        if row is None:
            raise UnknownPassage(passage_id)
        return row

    def section_passages(self, document_id: str, kinds: Sequence[SectionKind] = ()) -> list[Passage]:
        """A document's passages in order, of these kinds or of any; raises UnknownDocument."""
        with self._turn:
            passages = read_passages_of(self._connection, document_id, kinds)
        if not passages and document_id not in self._view.table:
            raise UnknownDocument(document_id)
        return passages

    def document(self, document_id: str) -> ArchivedDocument:
        """The document of an id; raises UnknownDocument."""
        with self._turn:
            found = read_document(self._connection, document_id)
        if found is None:
            raise UnknownDocument(document_id)
        return found

    def versions(self, document_id: str) -> list[Entry]:
        """The minutes of the same meeting in other languages, by id; none for an unknown document."""
        with self._turn:
            return find_versions(self._connection, document_id)

    def original(self, document_id: str) -> bytes:
        """The bytes of the file behind a document; raises UnknownDocument."""
        with self._turn:
            found = read_original(self._connection, document_id)
        if found is None:
            raise UnknownDocument(document_id)
        return found

    def documents(
        self,
        filters: Filters = EVERYTHING,
        offset: int = 0,
        limit: int | None = None,
        order: Order = Order.NEWEST,
    ) -> list[Entry]:
        """Documents with a passage through the filters, a page at a time; a limit of None means all."""
        with self._turn:
            entries = list_documents(self._connection, self._view.table, filters, order)
        return entries[offset : None if limit is None else offset + limit]

    def entries(self, document_ids: Iterable[str]) -> dict[str, Entry]:
        """The list entries of some documents, by id; unknown ids are left out."""
        with self._turn:
            return find_entries(self._connection, document_ids)

    def bodies(self) -> tuple[str, ...]:
        """Every organising body of the archive, by `body_key`."""
        return self._view.table.bodies()

    def newest(self, filters: Filters = EVERYTHING) -> date | None:
        """The date of the newest document that `documents` lists; None where none has a date."""
        return self._view.table.newest(filters)

    def meeting_places(self) -> dict[str, tuple[str, ...]]:
        """Every place that minutes state for their meeting, with the ids of those that do."""
        with self._turn:
            return find_meeting_places(self._connection)

    def count(self, filters: Filters = EVERYTHING) -> int:
        """How many documents `documents` lists."""
        return self._view.table.count(filters)

    def facets(self, filters: Filters = EVERYTHING) -> Facets:
        """How many documents there are of each year, body, language and kind of section."""
        with self._turn:
            return count_facets(self._connection, self._view.table, filters)

    def rejections(self) -> list[Rejection]:
        """The files that did not become documents, by path."""
        with self._turn:
            return read_rejections(self._connection)

    def status(self) -> Status:
        """The archive in figures."""
        entries = self.documents()
        languages, _ = self._view.table.count_documents(EVERYTHING)
        days = [entry.date for entry in entries if entry.date]
        with self._turn:
            manifest = read_manifest(self._connection, self._folder)
        return Status(
            generation=self.generation,
            documents=len(entries),
            passages=len(self._view.table.rows),
            rejected=len(self.rejections()),
            languages=languages,
            first=min(days, default=None),
            last=max(days, default=None),
            bytes=_bytes_on_disk(self._folder),
            manifest=manifest,
        )

    def close(self) -> None:
        """Lets go of the generation; nothing may be asked of it any more."""
        with self._turn:
            self._end()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _bytes_on_disk(folder: Path) -> int:
    """The size of an archive's files, each once though it has many names."""
    sizes: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        if path.is_file():
            sizes[stat.st_dev, stat.st_ino] = stat.st_size
    return sum(sizes.values())
