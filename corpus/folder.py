"""Walks a folder of minutes: every entry comes out as a file to read or as a rejection with its reason."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document, Rejected, Source
from corpus.errors import FolderMissing, UnreadableDocument
from corpus.minutes import describe
from corpus.readers.reading import MEDIA_TYPES, check_size, suffix_of
from corpus.readers.sandbox import Sandbox

_NO_DOCUMENTS = {
    ".DS_Store": "macOS's settings of a folder",
    "Thumbs.db": "Windows's thumbnails of a folder",
    "desktop.ini": "Windows's settings of a folder",
    "SOURCES.md": "a note on where the folder's files come from",
}
_GROWTH = 2**20
"""Bytes that a file may grow by between being measured and being read."""


@dataclass(frozen=True, slots=True)
class File:
    """A regular file that may be minutes; `path` is relative to the folder, with `/`, exactly as named."""

    path: str
    location: Path
    size: int
    """Bytes."""
    modified_ns: int

    def content(self) -> bytes:
        """The file's bytes. Raises UnreadableDocument where it is gone, forbidden, or no longer a file."""
        try:
            # Without O_NONBLOCK, opening what has meanwhile become a FIFO would wait for ever.
            descriptor = os.open(self.location, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                facts = os.fstat(descriptor)
                if not stat.S_ISREG(facts.st_mode):
                    raise UnreadableDocument(f"is {_kind(facts.st_mode)}, not a file")
                check_size(facts.st_size)
                with os.fdopen(descriptor, "rb", closefd=False) as stream:
                    content = stream.read(facts.st_size + _GROWTH)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise UnreadableDocument(_why(error)) from None
        check_size(len(content))
        return content

    def digest(self) -> str:
        """The SHA-256 of the file's bytes, in hex. Raises UnreadableDocument as `content` does."""
        return hashlib.sha256(self.content()).hexdigest()


def files(folder: Path) -> Iterator[File | Rejected]:
    """Everything in a folder and its subfolders, in the code point order of the paths.

    A subfolder that can't be entered, or is hidden, is one rejection. Links are never followed: one to
    a place within the folder is rejected because what it leads to is read there.
    Raises FolderMissing if there is no such folder.
    """
    try:
        root = folder.resolve(strict=True)
        entries = _entries(root)
    except OSError as error:
        raise FolderMissing(f"{folder} can't be read as a folder: it {_why(error)}") from None
    ahead = [iter(entries)]
    while ahead:
        entry = next(ahead[-1], None)
        if entry is None:
            ahead.pop()
            continue
        found = _judge(entry, root)
        if isinstance(found, Path):
            try:
                ahead.append(iter(_entries(found)))
            except OSError as error:
                yield Rejected(_shown(entry, root), f"the folder {_why(error)}")
        else:
            yield found


def document(file: File, sandbox: Sandbox) -> Document:
    """The minutes in a file of the folder. Raises UnreadableDocument, with the reason, if there are none."""
    return document_from(file.content(), file.path, sandbox)


def document_from(content: bytes, path: str, sandbox: Sandbox) -> Document:
    """The minutes in a file's bytes; `path` is its name, or its path in the folder, kept exactly.

    Raises UnreadableDocument, with the reason, if there are none.
    """
    source = Source(path, hashlib.sha256(content).hexdigest(), len(content), MEDIA_TYPES[suffix_of(path)])
    return describe(sandbox.read(content, path), source)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """A folder's entries such that walking them one after another meets paths in code point order."""
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name + "/" * entry.is_dir(follow_symlinks=False))


def _judge(entry: os.DirEntry[str], root: Path) -> File | Rejected | Path:
    """What an entry is: a file to read, a rejection, or a folder to enter."""
    path = _shown(entry, root)
    try:
        facts = entry.stat(follow_symlinks=False)
        if reason := _name_reason(entry.name, stat.S_ISDIR(facts.st_mode)):
            return Rejected(path, reason)
        if stat.S_ISDIR(facts.st_mode):
            return Path(entry.path)
        if stat.S_ISLNK(facts.st_mode):
            return Rejected(path, _link_reason(Path(entry.path), root))
        if not stat.S_ISREG(facts.st_mode):
            return Rejected(path, f"is {_kind(facts.st_mode)}, not a file")
        suffix_of(entry.name)
        check_size(facts.st_size)
    except OSError as error:
        return Rejected(path, _why(error))
    except UnreadableDocument as error:
        return Rejected(path, error.reason)
    return File(path, Path(entry.path), facts.st_size, facts.st_mtime_ns)


def _name_reason(name: str, is_folder: bool) -> str | None:
    """Why an entry is refused by its name alone, or None."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return "its name isn't valid UTF-8: rename it"
    if name.startswith("~$"):
        return "is a lock file of Office, there while a document is open"
    if name.startswith(".~lock."):
        return "is a lock file of LibreOffice, there while a document is open"
    if name in _NO_DOCUMENTS:
        return f"is {_NO_DOCUMENTS[name]}, not a document"
    if name.startswith("."):
        return "is a hidden folder, left out as a whole" if is_folder else "is a hidden file"
    return None


def _link_reason(link: Path, root: Path) -> str:
    """Why a symbolic link isn't read."""
    try:
        target = link.resolve(strict=True)
    except FileNotFoundError:
        return "is a link to something that isn't there"
    except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 raise RuntimeError for a ring of links
        return f"is a link that can't be followed ({error.__class__.__name__})"
    if not target.is_relative_to(root):
        return "is a link that leads out of the folder"
    return f"is a link within the folder, to {_shown(target, root)}: what it leads to counts there"


def _shown(entry: os.PathLike[str], root: Path) -> str:
    """A path below the root; bytes that aren't UTF-8 come as backslash escapes."""
    return os.fsencode(os.path.relpath(entry, root)).decode("utf-8", "backslashreplace")


def _why(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT:
            return "isn't there, or is gone since the folder was listed"
        case errno.EACCES | errno.EPERM:
            return "may not be read: permission denied"
        case errno.ELOOP:
            return "has become a link since the folder was listed"
        case _:
            return f"can't be read: {error.strerror}"


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"
