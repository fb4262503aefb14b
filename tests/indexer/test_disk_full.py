"""A full disk is a clear error, and what was committed before stays whole and searchable."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer import index_files, term_index, writer, writer_lock
from indexer.archive import Archive
from indexer.build import index
from indexer.checking import check
from indexer.errors import ArchiveFull
from indexer.store import open_for_writing, room_needed
from indexer.writer import Writer
from tests.fakes import FakeEncoder, read_plainly

ENCODER = FakeEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "minutes"
    place.mkdir()
    (place / "first.txt").write_text("Minutes on the budget\n\nBudget of 80 million.\n")
    return place


def run(folder: Path, archive: Path, *, batch: int = 512) -> None:
    index(folder, archive, ENCODER, remark=print, read=read_plainly, batch_passages=batch)


def held(archive_folder: Path) -> set[str]:
    """What an archive holds, after a search in each arm; nothing may have to be mended."""
    remarks: list[str] = []
    with Archive.open(archive_folder, remark=remarks.append) as archive, archive.snapshot() as snapshot:
        assert snapshot.nearest(ENCODER.questions(["budget"])[0], 1)
        assert snapshot.matching({"budget": 1.0}, {}, 1)
        assert remarks == []
        return {entry.id for entry in snapshot.documents()}


def large(folder: Path, number: int, size: int) -> None:
    words = " ".join(f"word{number}{place}" for place in range(size // 10))
    (folder / f"large-{number}.txt").write_text(f"Large minutes {number}\n\n{words}\n")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a small file system takes root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("reserve", [writer._RESERVE_BYTES, -(1 << 40)], ids=["kept", "none"])
def test_a_small_disk_fills_up_and_keeps_what_it_has(
    folder: Path, small_disk: Path, reserve: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the reserve the libraries themselves run into the wall, wherever they are."""
    monkeypatch.setattr(writer, "_RESERVE_BYTES", reserve)
    archive = small_disk / "archive"
    run(folder, archive)
    before: list[set[str]] = []

    def fill() -> None:
        for number in range(60):
            before.append(held(archive))
            large(folder, number, 90_000)
            run(folder, archive)

    with pytest.raises(ArchiveFull, match="no room on the disk"):
        fill()
    assert held(archive) == before[-1]
    assert check(archive) == []
    (small_disk / "archive" / "more").mkdir()  # the folder itself is still in order
    for file in folder.glob("large-*.txt"):
        file.unlink()
    if reserve > 0:
        run(folder, archive)
        assert held(archive) == {"first"}
    assert check(archive) == []


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_in_words(*_: object, **__: object) -> None:
    raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")


@pytest.mark.parametrize(
    ("module", "name", "failure"),
    [
        (index_files.os, "fsync", full),
        (term_index, "_apply", full_in_words),
        (term_index.shutil, "copyfile", full),
    ],
)
def test_no_room_for_an_index_undoes_the_commit(
    folder: Path,
    tmp_path: Path,
    module: object,
    name: str,
    failure: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive = tmp_path / "archive"
    run(folder, archive)
    large(folder, 1, 20_000)
    with monkeypatch.context() as patched:
        patched.setattr(module, name, failure)
        with pytest.raises(ArchiveFull):
            run(folder, archive)
    assert held(archive) == {"first"}
    assert check(archive) == []
    run(folder, archive)
    assert held(archive) == {"first", "large-1"}
    assert check(archive) == []


def test_no_room_for_sqlite_undoes_the_commit(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive"
    run(folder, archive)

    def cramped(place: Path) -> object:
        connection = open_for_writing(place)
        connection.pragma("max_page_count", connection.pragma("page_count") + 2)
        return connection

    large(folder, 1, 50_000)
    with monkeypatch.context() as patched:
        patched.setattr(writer, "open_for_writing", cramped)
        with pytest.raises(ArchiveFull):
            run(folder, archive)
    assert held(archive) == {"first"}
    assert check(archive) == []
    run(folder, archive)
    assert held(archive) == {"first", "large-1"}


@pytest.mark.parametrize(("owner", "name"), [(Path, "mkdir"), (writer_lock.os, "open")])
def test_no_room_to_begin_an_archive_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    monkeypatch.setattr(owner, name, full)
    with pytest.raises(ArchiveFull):
        Writer(tmp_path / "new" / "archive", ENCODER.name, ENCODER.dimensions, remark=print)


def test_another_error_is_not_called_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), room_needed(tmp_path):
        raise PermissionError(errno.EACCES, "no")
    with pytest.raises(ValueError, match="something else"), room_needed(tmp_path):
        raise ValueError("something else")
