"""One writer at a time: a file lock that the kernel lets go of when its holder dies."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from indexer.errors import ArchiveBusy, ArchiveReadOnly

_POLL_SECONDS = 0.05


class WriterLock:
    """The right to change the archive in a folder, held until `release` or the process's end.

    Waits up to `wait` seconds for another holder, then raises ArchiveBusy with its process number.
    Raises ArchiveReadOnly where the folder can't be written. `name` is the file of another right.
    """

    def __init__(self, folder: Path, wait: float = 0.0, name: str = "writer.lock") -> None:
        try:
            self._file = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
                raise
            raise ArchiveReadOnly(folder, os.strerror(error.errno)) from error
        deadline = time.monotonic() + wait
        while not self._taken():
            if time.monotonic() >= deadline:
                holder = os.pread(self._file, 32, 0).decode("ascii", "replace").strip()
                os.close(self._file)
                raise ArchiveBusy(folder, int(holder) if holder.isdigit() else None)
            time.sleep(_POLL_SECONDS)
        with suppress(OSError):  # a full disk: then the next writer isn't told who is writing
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, f"{os.getpid()}\n".encode("ascii"), 0)

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Lets the next writer in; the file stays, since removing it would let two in."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def is_held(folder: Path, name: str) -> bool:
    """Whether some process holds a lock at this moment; one who asks for it right then has to wait."""
    return _stands_against(folder, name, fcntl.LOCK_SH)


@contextmanager
def presence(folder: Path, name: str) -> Iterator[None]:
    """Shows meanwhile that somebody is there; not from where the folder can't be written."""
    try:
        file = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        yield
        return
    try:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield
    finally:
        os.close(file)


def is_anyone_present(folder: Path, name: str) -> bool:
    """Whether some process shows its presence at this moment."""
    return _stands_against(folder, name, fcntl.LOCK_EX)


def _stands_against(folder: Path, name: str, kind: int) -> bool:
    """Whether a lock of a kind would not be given now."""
    try:
        file = os.open(folder / name, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False
