"""A folder of minutes and its archive, with what was read and remarked."""

from __future__ import annotations

import os
import time
from pathlib import Path

from corpus.document import Document
from indexer.archive import Archive
from indexer.build import Progress, Report, index
from indexer.checking import check
from indexer.uploads import put
from tests.fakes import FakeEncoder, read_plainly

OLD = time.time() - 1000


class Desk:
    """A folder, an archive and an encoder, with what was read and remarked."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "minutes"
        self.archive = place / "archive"
        self.folder.mkdir()
        self.encoder = FakeEncoder()
        self._clock = OLD
        self.read: list[str] = []
        self.remarks: list[str] = []
        self.progress: list[Progress] = []

    def write(self, path: str, text: str, *, fresh: bool = False) -> None:
        """A file that was last changed long ago, but after those before it, unless it is fresh."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if not fresh:
            self._clock += 10
            os.utime(file, (self._clock, self._clock))

    def _read(self, content: bytes, path: str) -> Document:
        self.read.append(path)
        return read_plainly(content, path)

    def index(self, *, allow_empty: bool = False, folder: Path | None = None) -> Report:
        self.read, self.encoder.embedded = [], []
        report = index(
            folder or self.folder,
            self.archive,
            self.encoder,
            progress=self.progress.append,
            remark=self.remarks.append,
            allow_empty=allow_empty,
            read=self._read,
        )
        assert check(self.archive) == []
        return report

    def put(self, path: str, text: str) -> str:
        return put(
            self.archive, self.encoder, text.encode(), path, read=self._read, remark=self.remarks.append
        )

    def held(self) -> dict[str, str]:
        """Paths by document id."""
        with Archive.open(self.archive) as archive, archive.snapshot() as snapshot:
            return {entry.id: entry.path for entry in snapshot.documents()}

    def rejections(self) -> dict[str, str]:
        with Archive.open(self.archive) as archive, archive.snapshot() as snapshot:
            return {each.path: each.reason for each in snapshot.rejections()}


def outcome(report: Report) -> tuple[object, ...]:
    return report.added, report.changed, report.renamed, report.removed, report.unchanged
