"""Archives that were torn, changed behind their back, or left by a killed writer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.changes import Changes
from indexer.checking import check
from indexer.errors import (
    ArchiveDamaged,
)
from indexer.store import open_for_writing
from indexer.writer import Writer
from tests.indexer.archives import (
    ENCODER,
    commit,
    matching,
    near,
    opened,
)


@pytest.mark.parametrize("harm", ["missing", "torn", "changed"])
@pytest.mark.parametrize("arm", ["vectors", "terms"])
def test_a_damaged_index_is_rebuilt_with_a_remark(folder: Path, arm: str, harm: str) -> None:
    victim = sorted(folder.glob("vectors/1.faiss" if arm == "vectors" else "terms/2/*.term"))[0]
    content = victim.read_bytes()
    victim.unlink()
    if harm == "torn":
        victim.write_bytes(content[: len(content) // 2])
    if harm == "changed":
        victim.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert len(check(folder)) == 1
    remarks: list[str] = []
    with opened(folder, remarks) as archive:
        assert [("rebuilt" in each, arm in each) for each in remarks] == [(True, True)]
        assert near(archive, "chair is Brunei", 1) == ["first#15-31"]
        assert matching(archive, "chair") == ["first#15-31"]
    assert check(folder) == []


def test_a_reader_beside_a_writer_builds_in_memory_what_is_damaged(folder: Path) -> None:
    shutil.rmtree(folder / "vectors")
    remarks: list[str] = []
    with (
        Writer(folder, ENCODER.name, ENCODER.dimensions, remark=remarks.append),
        opened(folder, remarks) as archive,
    ):
        assert remarks == ["vectors/1.faiss is missing: searching an index built in memory"]
        assert near(archive, "chair is Brunei", 1) == ["first#15-31"]
        assert matching(archive, "chair") == ["first#15-31"]


def test_a_writer_rebuilds_what_it_finds_damaged(folder: Path) -> None:
    shutil.rmtree(folder / "terms")
    remarks: list[str] = []
    with Writer(folder, ENCODER.name, ENCODER.dimensions, remark=remarks.append) as writer:
        writer.commit(Changes(removed=("second",)))
    assert len(remarks) == 1
    assert check(folder) == []


def test_orphans_of_a_killed_writer_are_swept(folder: Path) -> None:
    (folder / "terms" / "3").mkdir()
    (folder / "terms" / "3" / "meta.json").write_text("{}")
    (folder / "terms" / "stray").write_bytes(b"x")
    (folder / "vectors" / "3.faiss.part").write_bytes(b"x")
    (folder / "vectors" / "stray").mkdir()
    commit(folder, Changes(removed=("second",)))
    assert sorted(path.name for path in (folder / "terms").iterdir()) == ["2", "3"]
    assert [path.name for path in (folder / "vectors").iterdir()] == ["1.faiss"]
    assert check(folder) == []


def test_another_file_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").write_bytes(b"no database at all, but long enough to be looked into " * 40)
    with pytest.raises(ArchiveDamaged, match="restore a copy"):
        Archive.open(tmp_path)
    assert len(check(tmp_path)) == 1


def test_check_names_what_was_changed_behind_its_back(folder: Path) -> None:
    connection = open_for_writing(folder)
    connection.execute("update passages set text = 'forged' where row = 1")
    connection.execute("update vectors set vector = zeroblob(256) where row = 2")
    connection.execute("delete from passages where row = 3")
    connection.close()
    assert check(folder) == [
        "the vector of row 2 is not of length 1",
        "vectors/1.faiss holds other vectors than the archive",
        "terms/2 doesn't hold exactly the passages of the archive",
        "first#0-15: its text isn't what stands at its place",
        "second: its passages don't partition its body",
        "second: its row doesn't describe its passages",
    ]
