"""An archive opened for reading: whole generations of it, one after another, to any number of threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import apsw

from indexer.errors import ArchiveBusy, ArchiveFull, ArchiveMissing, ArchiveReadOnly
from indexer.index_files import Verifier
from indexer.manifest import Manifest, generation, read_manifest
from indexer.snapshot import Snapshot
from indexer.store import Readers, damage_named, database
from indexer.view import IndexDamage, View, load_view, view_in_memory
from indexer.writer import rebuild_indexes

_ATTEMPTS = 5
"""How often a writer may replace the files of a generation while it is being opened."""


def _silent(text: str) -> None:
    """Takes a remark and drops it."""


class Archive:
    """The read side of an archive; many processes may open the same one, beside one writer."""

    def __init__(self, folder: Path, readers: Readers, remark: Callable[[str], None]) -> None:
        self.folder = folder
        self._readers = readers
        self._remark = remark
        self._verifier = Verifier()
        self._view: View | None = None
        self._loading = threading.Lock()

    @classmethod
    def open(
        cls,
        folder: Path,
        encoder_name: str | None = None,
        dimensions: int | None = None,
        remark: Callable[[str], None] = _silent,
    ) -> Archive:
        """The archive in a folder, its newest generation ready to search.

        A missing, torn or outdated index, or one of another analysis of text, is rebuilt from SQLite and
        remarked on: for good where this process may write, in memory where it may not. An encoder of None is
        not compared; it may be replaced while the archive is open, and each snapshot says which one it asks
        for.
        Raises ArchiveMissing, ModelMismatch, FormatTooNew, ArchiveDamaged.
        """
        readers = Readers(folder)
        try:
            manifest = _recorded(readers, folder)
            if encoder_name is not None and dimensions is not None:
                manifest.require_encoder(encoder_name, dimensions)
            archive = cls(folder, readers, remark)
            archive.snapshot().close()
        except BaseException:
            readers.close()
            raise
        return archive

    def recorded(self) -> Manifest:
        """What the newest committed generation was made with; loads nothing of it."""
        return _recorded(self._readers, self.folder)

    def snapshot(self) -> Snapshot:
        """The newest committed generation; costs microseconds while nothing was committed."""
        for attempt in range(_ATTEMPTS):
            connection = self._readers.lend()
            try:
                with damage_named(database(self.folder)):
                    view = self._view_of(connection, last_attempt=attempt == _ATTEMPTS - 1)
            except BaseException:
                self._readers.give_back(connection)
                raise
            if view is not None:
                return Snapshot(self.folder, self._readers, connection, view)
            self._readers.give_back(connection)
        raise AssertionError("the last attempt gives a view")

    def _view_of(self, connection: apsw.Connection, last_attempt: bool) -> View | None:
        """The view of the generation that a connection sees, or None to look again."""
        number = generation(connection)
        view = self._view
        if view is not None and view.generation == number:
            return view
        with self._loading:
            view = self._view
            if view is not None and view.generation == number:
                return view
            manifest = read_manifest(connection, self.folder)
            try:
                if number == 0:  # begun, and nothing committed yet
                    return view_in_memory(connection, manifest)
                if manifest.analyses_otherwise:
                    raise IndexDamage(f"the terms were made by text analysis {manifest.analysis}")
                loaded = load_view(connection, self.folder, manifest, self._verifier, view)
            except IndexDamage as damage:
                if not last_attempt and (self._newer_than(number) or self._mended(str(damage))):
                    return None
                self._remark(f"{damage}: searching an index built in memory")
                loaded = view_in_memory(connection, manifest)
            if view is None or loaded.generation > view.generation:
                self._view = loaded
            return loaded

    def _newer_than(self, number: int) -> bool:
        """Whether a writer has moved on, and taken the files of generation `number` away."""
        connection = self._readers.lend()
        try:
            return generation(connection) > number
        finally:
            self._readers.give_back(connection)

    def _mended(self, damage: str) -> bool:
        """Whether the indexes could be written anew from SQLite."""
        try:
            rebuild_indexes(self.folder, self._remark)
        except (ArchiveBusy, ArchiveFull, ArchiveReadOnly, OSError, apsw.ReadOnlyError, apsw.BusyError):
            return False
        self._remark(f"{damage}: both indexes were rebuilt from the archive")
        return True

    def close(self) -> None:
        """Closes what no snapshot holds; snapshots still held stay whole until they end."""
        self._readers.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def recorded_manifest(folder: Path) -> Manifest | None:
    """What the archive in a folder was made with, or None where there is none."""
    readers = Readers(folder)
    try:
        return _recorded(readers, folder)
    except ArchiveMissing:
        return None
    finally:
        readers.close()


def _recorded(readers: Readers, folder: Path) -> Manifest:
    with damage_named(database(folder)):
        connection = readers.lend()
        try:
            return read_manifest(connection, folder)
        finally:
            readers.give_back(connection)
