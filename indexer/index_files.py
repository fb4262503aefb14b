"""The files beside SQLite: written so that a crash can't tear them, checked before they are trusted."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class IndexFile:
    """What SQLite knows of a file of an index: its name relative to the archive, and its content."""

    name: str
    size: int
    sha256: str


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(archive: Path, name: str, content: Callable[[Callable[[bytes], object]], None]) -> IndexFile:
    """Writes a file beside its place, syncs it and moves it there; `content` is given what to write with."""
    target = archive / name
    made = not target.parent.exists()
    target.parent.mkdir(exist_ok=True)
    if made:
        sync_folder(archive)
    beside = target.with_name(target.name + ".part")
    digest = hashlib.sha256()
    with beside.open("wb") as file:

        def put(piece: bytes) -> None:
            digest.update(piece)
            file.write(piece)

        content(put)
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    beside.rename(target)
    sync_folder(target.parent)
    return IndexFile(name, size, digest.hexdigest())


def seal_folder(archive: Path, name: str, known: Iterable[IndexFile]) -> tuple[IndexFile, ...]:
    """Syncs the files of a folder and says what they hold.

    `known` are files of an earlier folder: one of the same own name is the same file, hard-linked
    and synced already, unless its size differs.
    """
    folder = archive / name
    before = {Path(file.name).name: file for file in known}
    sealed = []
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".lock"):
            continue
        own = f"{name}/{path.name}"
        old = before.get(path.name)
        stat = path.stat()
        if old is not None and old.size == stat.st_size and stat.st_nlink > 1:
            sealed.append(IndexFile(own, old.size, old.sha256))
            continue
        with path.open("rb") as file:
            os.fsync(file.fileno())
            sealed.append(IndexFile(own, stat.st_size, hashlib.file_digest(file, "sha256").hexdigest()))
    sync_folder(folder)
    sync_folder(folder.parent)
    return tuple(sealed)


_REMEMBERED = 1_000
"""Files; a generation has a dozen."""


class Verifier:
    """Compares files with what was recorded of them; remembers those found right, by inode and time."""

    def __init__(self) -> None:
        self._right: set[tuple[int, int, int, int, str]] = set()

    def damage(self, archive: Path, file: IndexFile) -> str | None:
        """What is wrong with a file in one phrase, or None."""
        try:
            with (archive / file.name).open("rb") as handle:
                stat = os.fstat(handle.fileno())
                if stat.st_size != file.size:
                    return f"{file.name} has {stat.st_size} bytes instead of {file.size}"
                seen = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, file.sha256)
                if seen in self._right:
                    return None
                if hashlib.file_digest(handle, "sha256").hexdigest() != file.sha256:
                    return f"{file.name} holds other bytes than were written"
        except FileNotFoundError:
            return f"{file.name} is missing"
        except OSError as error:
            return f"{file.name} can't be read: {error.strerror}"
        if len(self._right) >= _REMEMBERED:
            self._right.clear()
        self._right.add(seen)
        return None


def sweep(archive: Path, kept: Iterable[str]) -> None:
    """Removes every file of an index that isn't among the names kept: old generations and orphans.

    Files are unlinked, never truncated, so that those who have one open or mapped keep it whole. What
    can't be removed now is left to the next sweep.
    """
    names = set(kept)
    names |= {name.rsplit("/", 1)[0] for name in names}
    for path in (*(archive / "vectors").glob("*"), *(archive / "terms").glob("*")):
        if path.relative_to(archive).as_posix() in names:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
