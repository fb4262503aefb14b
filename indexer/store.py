"""SQLite behind a door: opened safely, migrated, and read in whole generations."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from indexer.errors import ArchiveDamaged, ArchiveFull, ArchiveMissing, FormatTooNew
from indexer.schema import APPLICATION_ID, FORMAT, MIGRATIONS

_BUSY_MS = 10_000
_OUT_OF_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SQLITE_OUT_OF_ROOM = frozenset(
    {
        apsw.SQLITE_IOERR_WRITE,
        apsw.SQLITE_IOERR_FSYNC,
        apsw.SQLITE_IOERR_TRUNCATE,
        apsw.SQLITE_IOERR_SHMSIZE,
        apsw.SQLITE_IOERR_SHMMAP,
    }
)
_NO_ROOM_BYTES = 1 << 20
"""A library that hides its cause failed for want of room when less than this is free."""


def database(folder: Path) -> Path:
    """Where an archive's SQLite file stands."""
    return folder / "archive.sqlite"


def _connect(path: Path, flags: int, name: str | None = None) -> apsw.Connection:
    connection = apsw.Connection(name or str(path), flags=flags)
    connection.set_busy_timeout(_BUSY_MS)
    connection.pragma("foreign_keys", True)
    connection.pragma("temp_store", "memory")
    return connection


def open_for_writing(folder: Path) -> apsw.Connection:
    """A connection that may change the archive, made or migrated to this format where need be.

    The caller holds the WriterLock. Raises FormatTooNew, ArchiveDamaged.
    """
    path = database(folder)
    with damage_named(path):
        connection = _connect(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "full")
        found = _format(connection, path)
        if found < FORMAT:
            connection.execute("begin immediate")
            for migration in MIGRATIONS[found:]:
                connection.execute(migration)
            connection.pragma("application_id", APPLICATION_ID)
            connection.pragma("user_version", FORMAT)
            connection.execute("commit")
    return connection


def open_for_reading(folder: Path) -> apsw.Connection:
    """A connection that only reads; works beside a writer, and on a medium that can't be written.

    Raises ArchiveMissing, FormatTooNew, ArchiveDamaged.
    """
    path = database(folder)
    if not path.is_file():
        raise ArchiveMissing(folder)
    with damage_named(path):
        try:
            connection = _connect(path, apsw.SQLITE_OPEN_READONLY)
            found = _format(connection, path)
        except (apsw.CantOpenError, apsw.ReadOnlyError):
            # No folder to keep the shared memory of a write-ahead log in: then nobody writes either.
            name = f"{path.absolute().as_uri()}?immutable=1"
            connection = _connect(path, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI, name)
            found = _format(connection, path)
    if found == 0:
        raise ArchiveMissing(folder)
    return connection


def open_beside(path: Path) -> apsw.Connection:
    """A connection to a file of work in progress, which may be lost with the machine's power but not torn."""
    connection = _connect(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "normal")
    return connection


def _format(connection: apsw.Connection, path: Path) -> int:
    """The archive's format, 0 for a file that no commit has reached."""
    application, found = connection.pragma("application_id"), int(connection.pragma("user_version"))
    if application == 0 and found == 0 and not connection.execute("select 1 from sqlite_schema").fetchall():
        return 0
    if application != APPLICATION_ID:
        raise ArchiveDamaged(path, "another program's database")
    if found > FORMAT:
        raise FormatTooNew(path, found, FORMAT)
    return found


def sound(text: str) -> str:
    """A text that can be looked up: lone surrogates, which nothing stored has, become question marks."""
    return text.encode("utf-8", "replace").decode()


def value(
    connection: apsw.Connection, query: str, parameters: Sequence[int | str | bytes | None] = ()
) -> Any:
    """The one value of the one row that a query gives."""
    ((found,),) = connection.execute(query, parameters).fetchall()
    return found


@contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turns SQLite's complaints about its file into ArchiveDamaged."""
    try:
        yield
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise ArchiveDamaged(path, str(error)) from error


@contextmanager
def room_needed(folder: Path) -> Iterator[None]:
    """Turns every way in which a full disk shows into ArchiveFull."""
    try:
        yield
    except (apsw.FullError, apsw.IOError) as error:
        full = isinstance(error, apsw.FullError)
        if not full and getattr(error, "extendedresult", None) not in _SQLITE_OUT_OF_ROOM:
            raise
        raise ArchiveFull(folder, free_bytes(folder)) from error
    except OSError as error:
        if error.errno not in _OUT_OF_ROOM:
            raise
        raise ArchiveFull(folder, free_bytes(folder)) from error
    except (ValueError, RuntimeError) as error:
        # tantivy tells of it in words, or only that its thread has ended
        if "os error 28" not in str(error) and free_bytes(folder) >= _NO_ROOM_BYTES:
            raise
        raise ArchiveFull(folder, free_bytes(folder)) from error


def free_bytes(folder: Path) -> int:
    """What the disk has left on which a folder stands, or would stand."""
    place = folder.absolute()
    return shutil.disk_usage(next(each for each in (place, *place.parents) if each.exists())).free


class Readers:
    """Connections for reading, each lent to one holder at a time with a transaction open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._idle: list[apsw.Connection] = []
        self._lock = threading.RLock()  # the collector of garbage may give back what its thread lends
        self._closed = False

    def lend(self) -> apsw.Connection:
        """A connection that sees the newest committed generation until it is given back."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = open_for_reading(self._folder)
        connection.execute("begin")
        return connection

    def give_back(self, connection: apsw.Connection) -> None:
        """Ends the holder's transaction, so that the write-ahead log can be shortened again."""
        if connection.in_transaction:
            connection.execute("rollback")
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Closes what is idle now, and each other connection when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
