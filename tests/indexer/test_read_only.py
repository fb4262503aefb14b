"""An archive on a medium that can't be written is searched all the same."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.build import index
from indexer.checking import check
from indexer.errors import ArchiveReadOnly
from tests.fakes import FakeEncoder, read_plainly

ENCODER = FakeEncoder()


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """An archive of one document on a file system mounted for reading only."""
    folder, archive = tmp_path / "minutes", tmp_path / "archive"
    folder.mkdir()
    (folder / "first.txt").write_text("Minutes on the budget\n\nBudget of 80 million.\n")
    index(folder, archive, ENCODER, remark=print, read=read_plainly)
    steps = (["mount", "--bind"], ["mount", "-o", "remount,ro,bind"])
    if os.geteuid() != 0 or any(
        subprocess.run([*step, str(archive), str(archive)], capture_output=True).returncode for step in steps
    ):
        subprocess.run(["umount", str(archive)], capture_output=True)
        pytest.skip("mounting takes root")
    yield archive
    subprocess.run(["umount", str(archive)], check=True)


def test_an_archive_mounted_for_reading_is_searched_without_a_remark(mounted: Path) -> None:
    with pytest.raises(OSError, match="Read-only"):
        (mounted / "x").write_bytes(b"")
    remarks: list[str] = []
    with Archive.open(mounted, remark=remarks.append) as archive, archive.snapshot() as snapshot:
        rows = [row for row, _ in snapshot.nearest(ENCODER.questions(["budget"])[0], 1)]
        assert [passage.document_id for passage in snapshot.passages(rows)] == ["first"]
        assert len(snapshot.matching({"budget": 1.0}, {}, 5)) == 1
    assert remarks == []
    assert check(mounted) == []


def test_a_write_to_it_is_a_known_error(mounted: Path) -> None:
    with pytest.raises(ArchiveReadOnly, match="Read-only file system"):
        index(mounted.parent / "minutes", mounted, ENCODER, remark=print, read=read_plainly)
