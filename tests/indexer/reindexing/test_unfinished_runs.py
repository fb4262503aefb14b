"""Runs that were interrupted, what they left, and a disk without room for them."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from indexer import next_vectors, writer
from indexer.archive import recorded_manifest
from indexer.checking import check
from indexer.errors import ArchiveFull
from indexer.next_vectors import NextVectors, coming_encoder
from indexer.reindexing import reindex
from tests.fakes import FakeEncoder, TurnedEncoder
from tests.indexer.reindexing.runs import (
    OLD,
    Interrupted,
    Interrupting,
    changed,
    held_by,
    interrupt_at_the_end,
    rows,
    upload,
)


def test_an_interrupted_run_changes_nothing_and_is_continued(archive: Path) -> None:
    before = rows(archive)
    with pytest.raises(Interrupted):
        changed(archive, Interrupting(10), batch_passages=4)
    assert (rows(archive), recorded_manifest(archive).encoder) == (before, "fake")  # type: ignore[union-attr]
    new = TurnedEncoder()
    report = changed(archive, new, batch_passages=4)
    assert (report.embedded, len(new.embedded)) == (report.passages - 8, report.passages - 8)
    held_by(archive, new)


def test_what_an_interrupted_run_left_is_not_mixed_with_another_encoder_s(archive: Path) -> None:
    with pytest.raises(Interrupted):
        changed(archive, Interrupting(10), batch_passages=4)
    new, remarks = FakeEncoder(name="third"), list[str]()
    report = reindex(archive, new, remark=remarks.append)
    assert report.embedded == report.passages
    assert remarks == ["dropped what an unfinished run with turned had left"]
    held_by(archive, new)


def test_naming_the_archive_s_own_encoder_gives_an_unfinished_run_up(archive: Path) -> None:
    with pytest.raises(Interrupted):
        changed(archive, Interrupting(10), batch_passages=4)
    changed(archive, OLD)
    held_by(archive, OLD)


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 4096])
def test_work_in_progress_that_is_damaged_is_begun_anew(archive: Path, content: bytes) -> None:
    (archive / "reindex.sqlite").write_bytes(content)
    new = TurnedEncoder()
    changed(archive, new)
    held_by(archive, new)


def test_work_in_progress_that_is_damaged_inside_is_begun_anew(archive: Path) -> None:
    with pytest.raises(Interrupted):
        changed(archive, Interrupting(1000), wait=0.0, progress=interrupt_at_the_end)
    left = archive / "reindex.sqlite"
    content = bytearray(left.read_bytes())
    for page in range(4096 * 4, len(content) - 4096, 4096):
        content[page : page + 200] = b"\xff" * 200
    left.write_bytes(content)
    new = TurnedEncoder()
    report = changed(archive, new)
    assert report.embedded == report.passages
    held_by(archive, new)


def test_vectors_left_for_an_archive_that_was_put_back_go_to_their_own_texts_only(
    archive: Path, minutes: Path
) -> None:
    """After a restored copy, the same row numbers are other passages."""
    copy = archive.parent / "copy"
    shutil.copytree(archive, copy)
    upload(archive, "later.txt", "Minutes\n\nWords of the first life.\n")
    with pytest.raises(Interrupted):
        changed(archive, Interrupting(1000), wait=0.0, progress=interrupt_at_the_end)
    left = (archive / "reindex.sqlite").read_bytes()
    shutil.rmtree(archive)
    shutil.copytree(copy, archive)
    (archive / "reindex.sqlite").write_bytes(left)
    upload(archive, "later.txt", "Minutes\n\nQuite other ones of the second life.\n")
    new = TurnedEncoder()
    assert 0 < changed(archive, new).embedded < 5
    held_by(archive, new)


def test_a_run_that_was_killed_announces_nothing(archive: Path) -> None:
    vectors = NextVectors(archive, "turned", 64)
    assert coming_encoder(archive) is None
    vectors.announce()
    assert coming_encoder(archive) == "turned"
    vectors.close()
    assert coming_encoder(archive) is None


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_no_room_is_said_before_anything_is_embedded(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = TurnedEncoder()
    with monkeypatch.context() as patched:
        patched.setattr(writer, "free_bytes", lambda folder: 2 << 20)
        with pytest.raises(ArchiveFull, match="no room on the disk"):
            changed(archive, new)
    assert new.embedded == []
    changed(archive, new)
    held_by(archive, new)


def test_no_room_at_the_switch_leaves_the_archive_as_it_was(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("indexer.index_files.os.fsync", full)
        with pytest.raises(ArchiveFull):
            changed(archive, TurnedEncoder())
    assert recorded_manifest(archive).encoder == "fake"  # type: ignore[union-attr]
    assert check(archive) == []
    new = TurnedEncoder()
    assert changed(archive, new).embedded == 0
    held_by(archive, new)


def test_no_room_for_work_in_progress_leaves_the_archive_as_it_was(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cramped(path: Path) -> Any:
        connection = next_vectors.apsw.Connection(str(path))
        connection.pragma("max_page_count", 4)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(next_vectors, "open_beside", cramped)
        with pytest.raises(ArchiveFull):
            changed(archive, TurnedEncoder(), batch_passages=4)
    assert check(archive) == []
    new = TurnedEncoder()
    changed(archive, new)
    held_by(archive, new)
