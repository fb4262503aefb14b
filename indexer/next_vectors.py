"""Another encoder's vectors, kept beside an archive while they are being made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import apsw

from indexer.splitting import SPLITTING_VERSION
from indexer.store import open_beside, room_needed, value
from indexer.writer_lock import WriterLock, is_held

LOCK = "reindex.lock"
SERVING = "serving.lock"
"""Where whoever serves an archive shows its presence, and then listens for `coming_encoder`."""
_FILE = "reindex.sqlite"
_WAIT_SECONDS = 1.0
"""For those who only look whether the lock is held."""
_TABLES = """
    create table maker (encoder text not null, dimensions integer not null, splitting text not null,
        near integer not null) strict;
    create table vectors (digest blob primary key, vector blob not null) strict, without rowid;
"""


class NextVectors:
    """The vectors made so far, by the digest of what each was made from; held by one process at a time.

    A digest stands for a text and not for a row, so whatever happens to the archive meanwhile, a
    vector can't come to a passage that it wasn't made from. What another encoder left is dropped.
    Raises ArchiveBusy, ArchiveReadOnly, ArchiveFull.
    """

    def __init__(self, folder: Path, encoder_name: str, dimensions: int) -> None:
        self._folder = folder
        self._lock = WriterLock(folder, _WAIT_SECONDS, LOCK)
        maker = (encoder_name, dimensions, SPLITTING_VERSION)
        try:
            with room_needed(folder):
                self._connection, self.dropped = _opened(folder, maker)
                self._connection.execute("update maker set near = 0")
        except BaseException:
            self._lock.release()
            raise

    def __len__(self) -> int:
        return int(value(self._connection, "select count(*) from vectors"))

    def held(self) -> set[bytes]:
        """The digests of all that has its vector."""
        return {digest for (digest,) in self._connection.execute("select digest from vectors")}

    def add(self, vectors: Mapping[bytes, bytes]) -> None:
        """Keeps vectors for good, all or none of them."""
        with room_needed(self._folder), _all_or_nothing(self._connection):
            self._connection.executemany("insert or replace into vectors values (?, ?)", vectors.items())

    def by_row(self, digests: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
        """Row numbers with their vectors, of row numbers with their digests."""
        query = "select vector from vectors where digest = ?"
        for row, digest in digests:
            yield row, value(self._connection, query, (digest,))

    def announce(self) -> None:
        """Says to whoever serves the archive that the vectors are soon complete."""
        with room_needed(self._folder):
            self._connection.execute("update maker set near = 1")

    def drop(self) -> None:
        """Takes all of it away."""
        self._connection.close()
        _remove(self._folder)

    def close(self) -> None:
        """Ends the work; what was added stays for the next time."""
        self._connection.close()
        self._lock.release()

    def __enter__(self) -> NextVectors:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _opened(folder: Path, maker: tuple[str, int, str]) -> tuple[apsw.Connection, str | None]:
    """What this maker left, or a new file; and the encoder of another maker, whose file is dropped for it."""
    dropped = None
    if (folder / _FILE).exists():
        try:
            connection = open_beside(folder / _FILE)
            found = connection.execute("select encoder, dimensions, splitting from maker").fetchone()
            if found == maker and connection.pragma("quick_check") == "ok":
                return connection, None
            connection.close()
            dropped = str(found[0]) if found else None
        except (apsw.NotADBError, apsw.CorruptError, apsw.SQLError):
            pass  # not of this kamnot, or damaged: it costs time only
        _remove(folder)
    connection = open_beside(folder / _FILE)
    with _all_or_nothing(connection):
        connection.execute(_TABLES)
        connection.execute("insert into maker values (?, ?, ?, 0)", maker)
    return connection, dropped


@contextmanager
def _all_or_nothing(connection: apsw.Connection) -> Iterator[None]:
    """A transaction; SQLite itself has undone it when the disk was full."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _remove(folder: Path) -> None:
    for name in (_FILE, f"{_FILE}-wal", f"{_FILE}-shm"):
        (folder / name).unlink(missing_ok=True)


def drop_leftovers(folder: Path) -> None:
    """Takes away what a finished or given up run left. Raises ArchiveBusy while one is under way."""
    if (folder / _FILE).exists():
        with WriterLock(folder, _WAIT_SECONDS, LOCK):
            _remove(folder)


def coming_encoder(folder: Path) -> str | None:
    """The encoder whose vectors a running process has nearly complete, or None."""
    if not (folder / _FILE).exists() or not is_held(folder, LOCK):
        return None
    try:
        connection = apsw.Connection(str(folder / _FILE), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            found = connection.execute("select encoder from maker where near").fetchone()
        finally:
            connection.close()
    except apsw.Error:  # just being made, or taken away
        return None
    return str(found[0]) if found else None
