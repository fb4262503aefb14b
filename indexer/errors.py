"""What can go wrong between documents and an archive on disk."""

from __future__ import annotations

import shlex
from pathlib import Path

from corpus.errors import KamnotError


class ArchiveError(KamnotError):
    """An archive could not be opened, read or changed; its text says what to do.

    ArchiveError
    ├── ArchiveMissing            no archive in that folder
    ├── ArchiveBusy               another process is writing
    ├── ArchiveReadOnly           its folder may not be written
    ├── ArchiveFull               the disk has no room for the change; nothing was changed
    ├── ArchiveDamaged            SQLite's file itself is broken
    ├── FormatTooNew              made by a newer kamnot
    ├── ModelMismatch             its vectors come from another encoder
    ├── ModelUnavailable          an encoder's model is not to be had
    ├── UnknownDocument           no document of that id
    ├── UnknownPassage            no passage of that id
    ├── FolderEmpty               the indexed folder lost all its files
    └── FolderForeign             the archive belongs to another folder
    """


class ArchiveMissing(ArchiveError):
    """There is no archive in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"there is no archive in {folder}; make one with: kamnot index FOLDER --archive {folder}"
        )
        self.folder = folder


class ArchiveBusy(ArchiveError):
    """Another process is changing the archive; `pid` is its number, or None where it can't be told."""

    def __init__(self, folder: Path, pid: int | None) -> None:
        who = f"process {pid}" if pid is not None else "another process"
        super().__init__(f"{who} is writing to the archive {folder}; wait until it has ended and try again")
        self.folder = folder
        self.pid = pid


class ArchiveReadOnly(ArchiveError):
    """The archive's folder can't be written by this process."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"the archive {folder} can't be changed from here ({why}); searching it is possible,"
            " writing needs another user or another place"
        )
        self.folder = folder


class ArchiveFull(ArchiveError):
    """The disk has no room for the change; the archive stays at its last committed generation."""

    def __init__(self, folder: Path, free: int) -> None:
        super().__init__(
            f"no room on the disk of {folder} ({free // 1024} KiB free): the change was not made, what was"
            " committed before stays searchable; make room and run the same command again"
        )
        self.folder = folder
        self.free = free


class ArchiveDamaged(ArchiveError):
    """SQLite's file is broken or is no archive of kamnot."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path} can't be read as an archive ({found}); restore a copy, or index the folder anew"
        )
        self.path = path
        self.found = found


class FormatTooNew(ArchiveError):
    """The archive was made by a newer kamnot; `found` and `known` are numbers of the format."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} has format {found}, this kamnot knows up to {known}; install a newer kamnot,"
            " or index the folder into a new archive"
        )
        self.path = path
        self.found = found
        self.known = known


class ModelMismatch(ArchiveError):
    """The archive's vectors come from another encoder than the one given, which `model` names."""

    def __init__(self, found: str, expected: str, model: str) -> None:
        super().__init__(
            f"the archive was made with the encoder {found}, but {expected} is configured; without --encoder"
            f" and KAMNOT_ENCODER the archive's own is taken, and another is put in its place by:"
            f" kamnot reindex --encoder {shlex.quote(model)}"
        )
        self.found = found
        self.expected = expected
        self.model = model


class UnknownDocument(ArchiveError):
    """The archive holds no document of that id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"the archive holds no document {document_id!r}; it may have been removed: search again"
        )
        self.document_id = document_id


class UnknownPassage(ArchiveError):
    """The archive holds no passage of that id."""

    def __init__(self, passage_id: str) -> None:
        super().__init__(
            f"the archive holds no passage {passage_id!r}; its document may have changed: search again"
        )
        self.passage_id = passage_id


class FolderEmpty(ArchiveError):
    """The folder holds no file at all any more, but the archive holds documents from it."""

    def __init__(self, folder: Path, documents: int) -> None:
        super().__init__(
            f"{folder} is empty, but the archive holds {documents} documents from it; is it mounted?"
            " If they are really gone, say so with --allow-empty"
        )
        self.folder = folder
        self.documents = documents


class FolderForeign(ArchiveError):
    """The archive was made from another folder, and this one holds none of its files."""

    def __init__(self, folder: Path, known: Path, documents: int) -> None:
        super().__init__(
            f"the archive was made from {known}, and {folder} holds none of its {documents} documents;"
            " index it into an archive of its own, or replace what is there with --allow-empty"
        )
        self.folder = folder
        self.known = known
        self.documents = documents


class ModelUnavailable(ArchiveError):
    """An encoder's model can't be loaded; the text says why and what would do."""
