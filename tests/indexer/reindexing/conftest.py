"""An archive with vectors of the old encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import index
from tests.fakes import read_plainly
from tests.indexer.reindexing.runs import (
    OLD,
    WORDS,
    upload,
)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    (folder / "2021").mkdir(parents=True)
    for number in range(12):
        text = "\n\n".join(
            f"{WORDS[(number + part) % 8]} {number} {part}. " * 30 for part in range(number % 4 + 1)
        )
        (folder / "2021" / f"meeting-{number}.txt").write_text(
            f"Minutes {number}\n\n{text}\n", encoding="utf-8"
        )
    (folder / "scan.txt").write_bytes(b"")
    return folder


@pytest.fixture
def archive(tmp_path: Path, minutes: Path) -> Path:
    """Twelve documents, an upload and a rejection, with vectors of OLD."""
    place = tmp_path / "archive"
    index(minutes, place, OLD, remark=print, read=read_plainly)
    upload(place, "sent.txt", "Minutes sent in\n\nThe venue is Vientiane.\n")
    return place
