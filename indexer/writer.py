"""The one that changes an archive: each commit whole or not at all, whatever happens in between."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import apsw

from indexer.changes import Changes, Rejection
from indexer.document_rows import read_original
from indexer.encoder import Rows
from indexer.errors import ArchiveFull, ArchiveReadOnly, UnknownDocument
from indexer.index_files import sweep, sync_folder
from indexer.index_records import Arm, recorded_names, write_records
from indexer.indexing import Indexing
from indexer.known_files import KnownFiles, read_known_files, read_rejections
from indexer.manifest import (
    Manifest,
    generation,
    new_manifest,
    note_analysis,
    read_manifest,
    write_manifest,
)
from indexer.passage_rows import VECTOR_BYTES, read_embedded, write_vectors
from indexer.row_changes import apply_changes
from indexer.splitting import SPLITTING_VERSION
from indexer.store import (
    Readers,
    damage_named,
    database,
    free_bytes,
    open_for_writing,
    room_needed,
    value,
)
from indexer.term_index import TermEntry
from indexer.writer_lock import WriterLock

_RESERVE_BYTES = 2 << 20
"""Left free by every commit, so that SQLite can still delete and shorten its log."""
_VECTOR_COPIES = 3
"""Of new vectors: in the log, in the database beside the old ones' free pages, and in the index."""


def utc_now() -> datetime:
    """The moment, for what is kept."""
    return datetime.now(UTC)


class Writer:
    """Changes one archive, holding its lock from the start to `close`.

    A commit is one transaction of SQLite, which also names the index files of the new generation;
    they are written and synced before it. So a kill or a full disk leaves either the old generation
    or the new one, and at most files that the next writer removes.
    """

    def __init__(
        self,
        folder: Path,
        encoder_name: str | None,
        dimensions: int | None,
        source: str = "",
        *,
        remark: Callable[[str], None],
        now: Callable[[], datetime] = utc_now,
        wait: float = 0.0,
    ) -> None:
        """Opens the archive in `folder`, or begins one; `source` is the folder that it is made from.

        An encoder of None is not compared, and begins no archive: for changes that bring no vectors.
        Raises ArchiveBusy when another writer stays for `wait` seconds, ArchiveMissing, ModelMismatch,
        FormatTooNew, ArchiveDamaged, ArchiveReadOnly, ArchiveFull.
        """
        self._folder = folder
        self._remark = remark
        self._now = now
        self._beside = Readers(folder)
        with room_needed(folder):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    raise
                raise ArchiveReadOnly(folder, os.strerror(error.errno or 0)) from error
            self._lock = WriterLock(folder, wait)
        try:
            with room_needed(folder), damage_named(database(folder)):
                self._connection = open_for_writing(folder)
                self.manifest = self._manifest(encoder_name, dimensions, source)
                self._indexing = Indexing(folder, self.manifest.dimensions, remark)
                sweep(folder, recorded_names(self._connection))
        except BaseException:
            self.close()
            raise

    def _manifest(self, encoder_name: str | None, dimensions: int | None, source: str) -> Manifest:
        if encoder_name is None or dimensions is None:
            return read_manifest(self._connection, self._folder)
        if self._connection.execute("select 1 from manifest").fetchone() is None:
            moment = self._now().isoformat(timespec="seconds")
            write_manifest(self._connection, new_manifest(encoder_name, dimensions, source, moment))
            sync_folder(self._folder)
        manifest = read_manifest(self._connection, self._folder)
        manifest.require_encoder(encoder_name, dimensions)
        return manifest

    @property
    def generation(self) -> int:
        """The number of the last commit."""
        return generation(self._connection)

    def known_files(self) -> KnownFiles:
        """What the archive holds, by file."""
        return read_known_files(self._connection)

    def rejections(self) -> list[Rejection]:
        """The files that were refused, by path."""
        return read_rejections(self._connection)

    def original(self, document_id: str) -> bytes:
        """The bytes of the file behind a document; raises UnknownDocument."""
        found = read_original(self._connection, document_id)
        if found is None:
            raise UnknownDocument(document_id)
        return found

    def embedded(self, document_id: str) -> dict[str, Rows]:
        """The texts that a document was embedded from, each with its vector; may be asked beside a commit."""
        connection = self._beside.lend()
        try:
            return read_embedded(connection, document_id)
        finally:
            self._beside.give_back(connection)

    @property
    def splits_otherwise(self) -> bool:
        """Whether some passages may have been cut by other rules than today's."""
        return self.manifest.splitting != SPLITTING_VERSION

    def note_splitting(self) -> None:
        """Records that every passage is cut by today's rules."""
        with room_needed(self._folder):
            self._connection.execute("update manifest set splitting = ?", (SPLITTING_VERSION,))

    def commit(self, changes: Changes, *, rebuild: bool = False, source: str | None = None) -> int:
        """Makes the changes in one step and returns the generation that shows them.

        `rebuild` writes both indexes anew from SQLite, as happens to the terms of another analysis; `source`
        says that the archive is made from another folder from now on. Raises ArchiveFull when the disk can't
        hold the change, which is then not made.
        """
        with self._one_step(_room_for(changes)) as connection:
            entries = apply_changes(connection, changes, self._now().isoformat(timespec="seconds"))
            if source is not None:
                connection.execute("update manifest set folder = ?", (source,))
            if changes.shows or rebuild or self.manifest.analyses_otherwise:
                self._turn_generation(changes, entries, anew=tuple(Arm) if rebuild else ())
        self.manifest = read_manifest(self._connection, self._folder)
        return self.generation

    def replace_vectors(
        self, encoder_name: str, dimensions: int, vectors: Callable[[], Iterable[tuple[int, bytes]]]
    ) -> int:
        """Puts another encoder's vectors in place of all, in one step, and returns the generation of it.

        `vectors` gives every passage's row number and its vector as `passage_rows.stored` makes it. Nothing
        else changes. Raises ArchiveFull when the disk can't hold both for a moment; nothing is then changed.
        """
        count = int(value(self._connection, "select count(*) from passages"))
        with self._one_step(_VECTOR_COPIES * count * dimensions * VECTOR_BYTES) as connection:
            write_vectors(connection, vectors())
            if count != int(value(connection, "select count(*) from vectors")):
                raise AssertionError("every passage has its vector")
            connection.execute("update manifest set encoder = ?, dimensions = ?", (encoder_name, dimensions))
            self._indexing = Indexing(self._folder, dimensions, self._remark)
            self._turn_generation(Changes(), [], anew=(Arm.VECTORS,))
        self.manifest = read_manifest(self._connection, self._folder)
        return self.generation

    @contextmanager
    def _one_step(self, room: int) -> Iterator[apsw.Connection]:
        """A transaction that needs so many bytes, committed whole or undone with the files it made."""
        connection = self._connection
        with room_needed(self._folder), damage_named(database(self._folder)):
            require_room(self._folder, room)
            before = self.generation
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                self._undo()
                raise
            if self.generation != before:
                sweep(self._folder, recorded_names(connection))
            self._shorten_log()

    def _turn_generation(self, changes: Changes, entries: list[TermEntry], anew: Collection[Arm]) -> None:
        number = self.generation + 1
        if self.manifest.analyses_otherwise:
            anew = {*anew, Arm.TERMS}
            note_analysis(self._connection)
        records = self._indexing.next_records(self._connection, number, changes, entries, anew)
        write_records(self._connection, number, records)
        self._connection.execute("update manifest set generation = ?", (number,))

    def _undo(self) -> None:
        self._indexing.forget()
        if self._connection.in_transaction:
            self._connection.execute("rollback")
        sweep(self._folder, recorded_names(self._connection))

    def _shorten_log(self) -> None:
        """Moves the log into the database; readers that stand in its way are not waited for."""
        self._connection.set_busy_timeout(0)
        try:
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except (apsw.BusyError, apsw.LockedError, apsw.FullError, apsw.IOError):
            pass  # the change is committed; the next one tries again
        finally:
            self._connection.set_busy_timeout(10_000)

    def close(self) -> None:
        """Ends the writing; what wasn't committed is gone."""
        self._beside.close()
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()
        self._lock.release()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _room_for(changes: Changes) -> int:
    """The bytes that a change takes at most: texts twice, vectors twice, and the log beside the file."""
    return sum(
        2 * (len(each.original) + 4 * len(each.document.body) + 2 * each.vectors.nbytes)
        for each in changes.incoming
    )


def require_room(folder: Path, needed: int) -> None:
    """Refuses at once what can't fit. Raises ArchiveFull."""
    free = free_bytes(folder)
    if free < needed + _RESERVE_BYTES:
        raise ArchiveFull(folder, free)


def rebuild_indexes(folder: Path, remark: Callable[[str], None]) -> None:
    """Writes both indexes anew from SQLite as a new generation; raises as Writer does."""
    with Writer(folder, None, None, remark=remark) as writer:
        writer.commit(Changes(), rebuild=True)
