"""Compares a folder with an archive: what has to be read, and what only has to be noted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from corpus.document import Rejected
from corpus.errors import UnreadableDocument
from corpus.folder import File
from indexer.changes import Changes, Rejection, Renamed, Seen
from indexer.document_ids import document_id
from indexer.known_files import KnownFile, KnownFiles

_TICK_NS = 2_000_000_000
"""The coarsest clock of a common file system (FAT); git calls a file changed within it "racy"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file to read and embed; `known` is the document that it changes, None for a new one."""

    id: str
    path: str
    content: Callable[[], bytes]
    """Raises UnreadableDocument."""
    seen: Seen
    known: KnownFile | None
    uploaded: bool = False


@dataclass(slots=True)
class Plan:
    """What one run has to do; filled by `make_plan`."""

    removed: list[KnownFile] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    touched: list[tuple[str, Seen]] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    reading: list[Reading] = field(default_factory=list)
    unchanged: int = 0

    def at_once(self) -> Changes:
        """The part that needs no reading."""
        return Changes(
            removed=tuple(known.id for known in self.removed),
            renamed=tuple(self.renamed),
            touched=tuple(self.touched),
            rejected=tuple(self.rejected),
            accepted=tuple(self.accepted),
        )


def make_plan(entries: Iterable[File | Rejected], known: KnownFiles, reread: bool = False) -> Plan:
    """What has to be done for the archive to hold what the folder holds.

    A file whose size and time are as they were is not opened, one that holds the bytes it held is not
    read, and one that holds the bytes of a document whose file is gone is that document, renamed, and is read
    only where its name differs by more than its folder. A document whose file lies under a folder that can't
    be entered stays. `reread` takes nothing for unchanged.
    """
    return _Planner(list(entries), known, reread).plan


def reread_uploads(known: KnownFiles, original: Callable[[str], bytes]) -> Iterator[Reading]:
    """The documents that came by upload, to be read again from the bytes that the archive keeps."""
    for each in known.documents.values():
        if each.uploaded:
            yield Reading(each.id, each.path, partial(original, each.id), each.seen, each, uploaded=True)


class _Planner:
    def __init__(self, entries: list[File | Rejected], known: KnownFiles, reread: bool) -> None:
        self.plan = Plan()
        self._known = known
        self._reread = reread
        self._taken = known.ids()
        here = [entry for entry in entries if isinstance(entry, File)]
        refused = [entry for entry in entries if isinstance(entry, Rejected)]
        there = {file.path for file in here}
        closed = tuple(f"{entry.path}/" for entry in refused)
        gone = [
            each
            for path, each in sorted(known.documents.items())
            if path not in there and not each.uploaded and not path.startswith(closed)
        ]
        self._vanished: dict[str, list[KnownFile]] = {}
        for each in reversed(gone):
            self._vanished.setdefault(each.digest, []).append(each)
        for file in here:
            self._judge(file)
        for entry in refused:
            self._refuse(entry)
        moved = {each.id for each in self.plan.renamed} | {each.id for each in self.plan.reading}
        self.plan.removed.extend(each for each in gone if each.id not in moved)
        there.update(entry.path for entry in refused)
        there -= {each.path for each in self.plan.renamed}
        self.plan.accepted.extend(path for path in known.rejections if path not in there)

    def _judge(self, file: File) -> None:
        seen = Seen(file.size, file.modified_ns, time.time_ns())
        document = self._known.documents.get(file.path)
        rejection = self._known.rejections.get(file.path)
        before = document.seen if document else rejection.seen if rejection else None
        if before and not self._reread and _is_as_it_was(before, seen):
            self.plan.unchanged += document is not None
            return
        digest = None
        if before or self._vanished:
            try:
                digest = file.digest()
            except UnreadableDocument as error:
                self._refuse(Rejected(file.path, error.reason))
                if document:
                    self.plan.removed.append(document)
                return
        if document and digest == document.digest and not self._reread:
            self.plan.touched.append((document.id, seen))
            self.plan.unchanged += 1
        elif rejection and not document and digest and digest == rejection.digest and not self._reread:
            self.plan.rejected.append(Rejection(file.path, rejection.reason, digest, seen))
        elif document is None and digest and self._vanished.get(digest):
            self._rename(self._vanished_as(digest, file.path), file, seen)
        else:
            self._read(file, seen, document)

    def _vanished_as(self, digest: str, path: str) -> KnownFile:
        """Takes a document whose file is gone and held these bytes; of several one of the same name."""
        waiting = self._vanished[digest]
        alike = (each for each in reversed(waiting) if _name(each.path) == _name(path))
        chosen = next(alike, waiting[-1])
        waiting.remove(chosen)
        return chosen

    def _rename(self, known: KnownFile, file: File, seen: Seen) -> None:
        """A passage is embedded and found with the name of its file, though not with its folder's."""
        if _name(known.path) != _name(file.path) or self._reread:
            self.plan.reading.append(Reading(known.id, file.path, file.content, seen, known))
        else:
            self.plan.renamed.append(Renamed(known.id, file.path, seen))

    def _read(self, file: File, seen: Seen, document: KnownFile | None) -> None:
        name = document.id if document else document_id(file.path, self._taken)
        self._taken.add(name)
        self.plan.reading.append(Reading(name, file.path, file.content, seen, document))

    def _refuse(self, entry: Rejected) -> None:
        before = self._known.rejections.get(entry.path)
        if before is None or before.reason != entry.reason:
            self.plan.rejected.append(Rejection(entry.path, entry.reason, None, None))


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _is_as_it_was(before: Seen, now: Seen) -> bool:
    """Whether a file can be taken for unchanged unopened: same size, same time, and not touched just then."""
    same = (before.size, before.modified_ns) == (now.size, now.modified_ns)
    return same and before.modified_ns + _TICK_NS < before.seen_ns
