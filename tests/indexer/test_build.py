"""From a folder to an archive: only what changed costs anything, and nothing is silently lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document, Rejected
from corpus.errors import FolderMissing, ReadingInterrupted
from indexer import build
from indexer.archive import Archive
from indexer.build import Progress, index
from indexer.checking import check
from indexer.errors import FolderEmpty, FolderForeign, ModelMismatch
from indexer.store import open_for_writing
from tests.fakes import FakeEncoder, read_plainly
from tests.indexer.desk import OLD, Desk, outcome


def test_a_folder_becomes_an_archive(desk: Desk) -> None:
    report = desk.index()
    assert outcome(report) == (("ថវិកា", "budget"), (), (), (), 0)
    assert desk.held() == {"budget": "budget.txt", "ថវិកា": "2021/ថវិកា.txt"}
    assert report.passages == len(desk.encoder.embedded) > 0
    assert desk.progress[-1].files == desk.progress[-1].total == 2
    assert desk.progress[-1].passages == report.passages


def test_unchanged_files_are_neither_read_nor_embedded(desk: Desk) -> None:
    first = desk.index()
    report = desk.index()
    assert outcome(report) == ((), (), (), (), 2)
    assert (desk.read, desk.encoder.embedded, report.generation) == ([], [], first.generation)


def test_an_unchanged_file_is_not_even_opened(desk: Desk) -> None:
    desk.index()
    file = desk.folder / "budget.txt"
    stat = file.stat()
    file.write_bytes(b"?" * stat.st_size)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert outcome(desk.index()) == ((), (), (), (), 2)


def test_a_file_changed_within_the_clock_s_tick_is_looked_into(desk: Desk) -> None:
    desk.write("fresh.txt", "Minutes one\n\nWords.\n", fresh=True)
    desk.index()
    stat = (desk.folder / "fresh.txt").stat()
    desk.write("fresh.txt", "Minutes two\n\nWords.\n", fresh=True)
    os.utime(desk.folder / "fresh.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert desk.index().changed == ("fresh",)


def test_a_file_that_was_only_touched_is_not_read(desk: Desk) -> None:
    first = desk.index()
    os.utime(desk.folder / "budget.txt", (OLD, OLD))
    report = desk.index()
    assert outcome(report) == ((), (), (), (), 2)
    assert (desk.read, report.generation) == ([], first.generation)


def test_a_changed_file_replaces_its_document_and_keeps_what_it_can(desk: Desk) -> None:
    desk.index()
    desk.write("budget.txt", "Minutes on the budget\n\nThe budget is 90 million dollars.\n")
    assert outcome(desk.index()) == ((), ("budget",), (), (), 1)
    assert desk.read == ["budget.txt"]
    with Archive.open(desk.archive) as archive, archive.snapshot() as snapshot:
        assert "90 million" in snapshot.document("budget").document.body


def test_unchanged_passages_of_a_changed_file_are_not_embedded_again(desk: Desk) -> None:
    parts = [f"{part}. Part {part}\n\n" + f"Words of part {part}. " * 60 + "\n\n" for part in range(1, 6)]
    desk.write("long.txt", "Minutes\n\n" + "".join(parts))
    desk.index()
    desk.write("long.txt", "Minutes\n\n" + "".join([*parts, "6. Part 6\n\nNew words.\n"]))
    report = desk.index()
    assert report.changed == ("long",)
    assert 0 < len(desk.encoder.embedded) <= 2
    with Archive.open(desk.archive) as archive, archive.snapshot() as snapshot:
        passages = snapshot.section_passages("long")
        rows = snapshot.vectors([snapshot.row(passage.id) for passage in passages])
        assert len(passages) > 5
        assert len({row.tobytes() for row in rows}) > 5


def test_a_deleted_file_takes_its_document_with_it(desk: Desk) -> None:
    desk.index()
    (desk.folder / "budget.txt").unlink()
    assert outcome(desk.index()) == ((), (), (), ("budget",), 1)
    assert desk.held() == {"ថវិកា": "2021/ថវិកា.txt"}


def test_the_same_words_in_two_files_are_two_documents(desk: Desk) -> None:
    desk.write("copy/budget.txt", "Minutes on the budget\n\nThe budget is 80 million dollars.\n")
    desk.index()
    assert desk.held() == {
        "budget": "budget.txt",
        "budget-2": "copy/budget.txt",
        "ថវិកា": "2021/ថវិកា.txt",
    }


def test_what_cannot_be_read_is_kept_as_a_rejection_until_it_changes(desk: Desk) -> None:
    desk.write("empty.txt", "")
    desk.write("scan.bin", "x")
    first = desk.index()
    assert {each.path for each in first.rejected} == {"empty.txt", "scan.bin"}
    assert all(reason and "\n" not in reason for reason in desk.rejections().values())
    second = desk.index()
    assert (second.rejected, second.generation, desk.read) == (first.rejected, first.generation, [])
    desk.write("empty.txt", "Minutes\n\nNow with words.\n")
    (desk.folder / "scan.bin").unlink()
    assert desk.index().added == ("empty",)
    assert desk.rejections() == {}


def test_what_a_busy_machine_kept_from_being_read_is_read_by_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(content: bytes, path: str) -> Document:
        raise ReadingInterrupted("took more than 60 s to read")

    with monkeypatch.context() as busy:
        busy.setattr("tests.indexer.desk.read_plainly", late)
        assert [each.reason for each in desk.index().rejected] == ["took more than 60 s to read"] * 2
    report = desk.index()
    assert (report.added, report.rejected, desk.rejections()) == (("ថវិកា", "budget"), (), {})


def test_a_document_whose_file_became_unreadable_becomes_a_rejection(desk: Desk) -> None:
    desk.index()
    desk.write("budget.txt", "")
    report = desk.index()
    assert report.removed == ("budget",)
    assert [each.path for each in report.rejected] == ["budget.txt"]
    assert desk.held() == {"ថវិកា": "2021/ថវិកា.txt"}


def test_a_document_under_a_link_in_place_of_its_folder_stays(desk: Desk) -> None:
    desk.index()
    (desk.folder / "2021").rename(desk.folder.parent / "elsewhere")
    (desk.folder / "2021").symlink_to(desk.folder.parent / "elsewhere")
    assert desk.index().removed == ()
    assert "ថវិកា" in desk.held()
    assert "2021" in desk.rejections()


def test_an_empty_folder_does_not_empty_the_archive_unasked(desk: Desk) -> None:
    desk.index()
    for file in list(desk.folder.rglob("*.txt")):
        file.unlink()
    with pytest.raises(FolderEmpty, match="holds 2 documents"):
        desk.index()
    assert len(desk.held()) == 2
    assert set(desk.index(allow_empty=True).removed) == {"budget", "ថវិកា"}
    assert desk.held() == {}


def test_another_folder_does_not_replace_the_archive_unasked(desk: Desk, tmp_path: Path) -> None:
    desk.index()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("Other minutes\n\nWords.\n")
    with pytest.raises(FolderForeign, match="holds none of its 2 documents"):
        desk.index(folder=tmp_path / "other")
    assert desk.index(folder=tmp_path / "other", allow_empty=True).added == ("notes",)


def test_a_folder_that_was_moved_is_known_by_its_files(desk: Desk) -> None:
    desk.index()
    desk.folder = desk.folder.rename(desk.folder.with_name("moved"))
    assert outcome(desk.index()) == ((), (), (), (), 2)


def test_a_missing_folder_makes_no_archive(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        index(tmp_path / "nowhere", tmp_path / "archive", FakeEncoder(), remark=print)
    assert not (tmp_path / "archive").exists()


def test_an_empty_folder_makes_an_empty_archive(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert outcome(desk.index()) == ((), (), (), (), 0)
    remarks: list[str] = []
    with Archive.open(desk.archive, remark=remarks.append) as archive, archive.snapshot() as snapshot:
        assert (snapshot.documents(), snapshot.count(), remarks) == ([], 0, [])
        assert snapshot.nearest(desk.encoder.questions(["budget"])[0], 5) == []
        assert snapshot.matching({"budget": 1.0}, {}, 5) == []


def test_an_archive_inside_its_folder_is_not_indexed(desk: Desk) -> None:
    desk.archive = desk.folder / "archive"
    desk.index()
    assert outcome(desk.index()) == ((), (), (), (), 2)
    assert desk.rejections() == {}


def test_another_model_is_refused_before_anything_is_read(desk: Desk) -> None:
    desk.index()
    desk.encoder = FakeEncoder(name="other")
    with pytest.raises(ModelMismatch):
        desk.index()
    assert desk.read == []


def test_new_rules_of_splitting_read_everything_anew(desk: Desk) -> None:
    desk.index()
    desk.put("upload.txt", "Minutes sent in\n\nWords.\n")
    connection = open_for_writing(desk.archive)
    connection.execute("update manifest set splitting = 'older'")
    connection.close()
    assert set(desk.index().changed) == {"budget", "ថវិកា", "upload"}
    assert ["anew" in each for each in desk.remarks] == [True]
    assert outcome(desk.index()) == ((), (), (), (), 2)


class Interrupted(Exception):
    """Stands for a user's Ctrl-C."""


def interrupting(after: int) -> Callable[[Progress], None]:
    def progress(now: Progress) -> None:
        if now.files >= after:
            raise Interrupted

    return progress


def test_an_interrupted_run_is_continued_by_the_next(desk: Desk) -> None:
    for number in range(20):
        desk.write(f"m{number:02}.txt", f"Minutes {number}\n\nWords {number}.\n")
    with pytest.raises(Interrupted):
        index(
            desk.folder,
            desk.archive,
            desk.encoder,
            progress=interrupting(12),
            remark=print,
            read=read_plainly,
            batch_passages=5,
        )
    assert check(desk.archive) == []
    before = len(desk.held())
    assert 0 < before < 22
    report = desk.index()
    assert (len(report.added), report.unchanged) == (22 - before, before)


def test_large_files_are_committed_before_they_fill_the_memory(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "BATCH_BYTES", 60)
    for number in range(6):
        desk.write(f"m{number}.txt", f"Minutes {number}\n\nThirty bytes.\n")  # 25 bytes: three a batch
    (desk.folder / "budget.txt").unlink()
    (desk.folder / "2021" / "ថវិកា.txt").unlink()
    report = desk.index()
    assert (len(report.added), report.generation) == (6, 2)


def test_an_error_of_the_reader_is_not_swallowed(desk: Desk) -> None:
    def broken(content: bytes, path: str) -> Document:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index(desk.folder, desk.archive, desk.encoder, remark=print, read=broken)


def test_the_sandboxed_readers_are_the_default(desk: Desk) -> None:
    (desk.folder / "torn.docx").write_bytes(b"PK\x03\x04 torn")
    report = index(desk.folder, desk.archive, desk.encoder, remark=print)
    assert (report.added, [each.path for each in report.rejected]) == (("ថវិកា", "budget"), ["torn.docx"])
    assert isinstance(report.rejected[0], Rejected)
