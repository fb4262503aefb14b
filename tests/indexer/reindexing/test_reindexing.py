"""Another encoder for an archive: only its vectors change, all at once, and what came meanwhile is kept."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from indexer import next_vectors, reindexing
from indexer.archive import Archive
from indexer.build import index
from indexer.checking import check
from indexer.encoder import Encoder
from indexer.errors import ArchiveBusy, ArchiveMissing, ModelMismatch
from indexer.next_vectors import coming_encoder
from indexer.reindexing import Progress, reindex
from indexer.snapshot import Snapshot
from indexer.uploads import put, remove
from indexer.writer import Writer
from indexer.writer_lock import WriterLock
from tests.fakes import FakeEncoder, TurnedEncoder, read_plainly
from tests.indexer.reindexing.runs import (
    OLD,
    WORDS,
    Meddling,
    changed,
    held_by,
    rows,
    upload,
    vectors,
)


@pytest.mark.parametrize("new", [TurnedEncoder(), FakeEncoder(96, "wider"), FakeEncoder(16, "narrower")])
def test_only_the_vectors_change(archive: Path, new: FakeEncoder) -> None:
    before, generation = rows(archive), recorded_generation(archive)
    report = changed(archive, new)
    assert rows(archive) == before
    assert (report.former, report.encoder, report.generation) == ("fake", new.name, generation + 1)
    assert report.passages == report.embedded == len(before["passages"])
    held_by(archive, new)


def recorded_generation(archive: Path) -> int:
    with Archive.open(archive) as opened, opened.snapshot() as snapshot:
        return snapshot.generation


def test_it_equals_an_archive_that_the_new_encoder_has_indexed(archive: Path, minutes: Path) -> None:
    new = TurnedEncoder(48)
    fresh = archive.parent / "fresh"
    index(minutes, fresh, new, remark=print, read=read_plainly)
    upload(fresh, "sent.txt", "Minutes sent in\n\nThe venue is Vientiane.\n", new)
    changed(archive, new)
    assert vectors(archive) == vectors(fresh)
    with (
        Archive.open(archive) as one,
        one.snapshot() as ours,
        Archive.open(fresh) as other,
        other.snapshot() as theirs,
    ):
        for word in WORDS:
            found = [ranked(each, new, word) for each in (ours, theirs)]
            assert found[0] == found[1]
            assert len(ours.matching({word: 1.0}, {}, 10)) == len(theirs.matching({word: 1.0}, {}, 10))


def ranked(snapshot: Snapshot, encoder: Encoder, word: str) -> dict[str, float]:
    """The cosine of every passage with a word, by its id."""
    hits = snapshot.nearest(encoder.questions([word])[0], 1000)
    passages = snapshot.passages([row for row, _ in hits])
    return {passage.id: cosine for (_, cosine), passage in zip(hits, passages, strict=True)}


def test_the_index_of_terms_is_kept_as_it_is(archive: Path) -> None:
    newest = max(path.name for path in (archive / "terms").iterdir())
    changed(archive, TurnedEncoder())
    assert [path.name for path in (archive / "terms").iterdir()] == [newest]


def test_the_archive_goes_on_with_its_new_encoder(archive: Path, minutes: Path) -> None:
    new = TurnedEncoder()
    changed(archive, new)
    (minutes / "new.txt").write_text("Minutes anew\n\nMore budget.\n", encoding="utf-8")
    assert index(minutes, archive, new, remark=print, read=read_plainly).added == ("new",)
    assert upload(archive, "more.txt", "Minutes\n\nMore.\n", new) == "more"
    with pytest.raises(ModelMismatch, match="kamnot reindex --encoder"):
        index(minutes, archive, OLD, remark=print, read=read_plainly)
    held_by(archive, new)


def test_the_same_encoder_changes_nothing(archive: Path) -> None:
    before = recorded_generation(archive)
    report = changed(archive, FakeEncoder())
    assert (report.former, report.encoder, report.embedded, report.generation) == ("fake", "fake", 0, before)
    held_by(archive, OLD)


def test_a_way_there_and_back_ends_where_it_began(archive: Path) -> None:
    before = vectors(archive)
    changed(archive, TurnedEncoder(32))
    changed(archive, OLD)
    assert vectors(archive) == before
    held_by(archive, OLD)


def test_an_archive_without_passages_gets_another_encoder_too(tmp_path: Path) -> None:
    with Writer(tmp_path, OLD.name, OLD.dimensions, remark=print):
        pass
    new = TurnedEncoder(32)
    changed(tmp_path, new)
    held_by(tmp_path, new)
    assert upload(tmp_path, "first.txt", "Minutes\n\nFirst.\n", new) == "first"
    held_by(tmp_path, new)


def test_no_archive_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        changed(tmp_path / "none", TurnedEncoder())
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_with_all_of_it(archive: Path) -> None:
    seen: list[Progress] = []
    report = changed(archive, TurnedEncoder(), progress=seen.append, batch_passages=7)
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert seen[0].done == 0
    assert (seen[-1].done, seen[-1].total, seen[-1].embedded) == (report.passages,) * 3


def test_what_is_committed_meanwhile_is_not_lost(archive: Path, minutes: Path) -> None:
    def grow() -> None:
        (minutes / "2021" / "meeting-3.txt").write_text("Minutes 3\n\nAll other words.\n", encoding="utf-8")
        (minutes / "2021" / "meeting-4.txt").unlink()
        (minutes / "2021" / "meeting-5.txt").rename(minutes / "moved.txt")
        (minutes / "late.txt").write_text("Minutes that came late\n\nLate words.\n", encoding="utf-8")
        (minutes / "torn.txt").write_bytes(b"")
        index(minutes, archive, OLD, remark=print, read=read_plainly)

    new = Meddling(
        lambda: upload(archive, "in.txt", "Minutes that came in\n\nBudget.\n"),
        grow,
        lambda: remove(archive, "meeting-7", remark=print),
        lambda: upload(archive, "in.txt", "Minutes that came in again\n\nVenue.\n"),
    )
    expected = archive.parent / "expected"
    changed(archive, new, batch_passages=3)
    index(minutes, expected, new, remark=print, read=read_plainly)
    upload(expected, "sent.txt", "Minutes sent in\n\nThe venue is Vientiane.\n", new)
    upload(expected, "in.txt", "Minutes that came in again\n\nVenue.\n", new)
    remove(expected, "meeting-7", remark=print)
    ours, theirs = vectors(archive), vectors(expected)
    moved = {each.replace("moved#", "meeting-5#"): vector for each, vector in theirs.items()}
    assert ours == moved
    assert {path for path, *_ in rows(archive)["rejections"]} == {"scan.txt", "torn.txt"}
    held_by(archive, new)


def test_what_comes_between_the_last_look_and_the_lock_is_caught_up_with(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_the_last_moment(*arguments: Any, **options: Any) -> Writer:
        monkeypatch.undo()
        upload(archive, "last.txt", "Minutes of the last moment\n\nWords.\n")
        return Writer(*arguments, **options)

    monkeypatch.setattr(reindexing, "Writer", at_the_last_moment)
    new = TurnedEncoder()
    changed(archive, new)
    assert any(each.startswith("last#") for each in vectors(archive))
    held_by(archive, new)


def test_readers_keep_their_generation_and_others_see_the_new_one(archive: Path) -> None:
    new = TurnedEncoder(32)
    with Archive.open(archive) as opened, opened.snapshot() as before:
        first = before.nearest(OLD.questions(["venue"])[0], 5)
        changed(archive, new)
        assert before.nearest(OLD.questions(["venue"])[0], 5) == first
        assert (before.manifest.encoder, before.manifest.dimensions) == ("fake", 64)
        assert before.passages([row for row, _ in first])
        with opened.snapshot() as after:
            assert (after.manifest.encoder, after.manifest.dimensions) == ("turned", 32)
            assert after.nearest(new.questions(["venue"])[0], 5)[0][0] == first[0][0]


def test_searches_go_on_while_vectors_are_made(archive: Path) -> None:
    found: list[str] = []

    def search() -> None:
        with Archive.open(archive, OLD.name, OLD.dimensions) as opened, opened.snapshot() as snapshot:
            row = snapshot.nearest(OLD.questions(["Vientiane"])[0], 1)[0][0]
            found.extend(passage.document_id for passage in snapshot.passages([row]))

    changed(archive, Meddling(*[search] * 5), batch_passages=4)
    assert found == ["sent"] * 5


def test_it_waits_for_another_writer_and_then_takes_in_what_that_did(archive: Path) -> None:
    lock, remarks = WriterLock(archive), list[str]()
    timer = threading.Timer(1.5, lock.release)
    timer.start()
    new = TurnedEncoder()
    reindex(archive, new, remark=remarks.append)
    assert [each.startswith("all is ready, and waits for another writer: ") for each in remarks] == [True]
    held_by(archive, new)


def test_a_writer_that_stays_is_an_error_and_nothing_made_is_lost(archive: Path) -> None:
    with WriterLock(archive), pytest.raises(ArchiveBusy, match="wait until it has ended"):
        changed(archive, TurnedEncoder(), wait=0.0)
    new = TurnedEncoder()
    assert changed(archive, new).embedded == 0
    held_by(archive, new)


def test_a_second_run_at_the_same_time_is_refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_vectors, "_WAIT_SECONDS", 0.0)
    refused: list[str] = []

    def second() -> None:
        with pytest.raises(ArchiveBusy) as error:
            changed(archive, FakeEncoder(name="third"))
        refused.append(str(error.value))

    new = Meddling(second)
    changed(archive, new)
    assert [f"process {os.getpid()} is writing" in each for each in refused] == [True]
    held_by(archive, new)


def test_a_service_is_told_which_encoder_is_coming(archive: Path) -> None:
    told: list[str | None] = []
    changed(archive, Meddling(lambda: told.append(coming_encoder(archive))))
    assert (told, coming_encoder(archive)) == (["turned"], None)


def test_an_upload_embedded_before_the_switch_is_refused_after_it(archive: Path) -> None:
    def read(content: bytes, path: str) -> Any:
        changed(archive, TurnedEncoder())
        return read_plainly(content, path)

    with pytest.raises(ModelMismatch):
        put(archive, OLD, b"Minutes\n\nWords.\n", "a.txt", read=read, remark=print)
    held_by(archive, TurnedEncoder())


def test_a_copy_made_in_the_middle_is_a_whole_archive(archive: Path, tmp_path: Path) -> None:
    def back_up() -> None:
        with sqlite3.connect(archive / "archive.sqlite") as live:
            (tmp_path / "copy").mkdir()
            with sqlite3.connect(tmp_path / "copy" / "archive.sqlite") as copy:
                live.backup(copy)
            copy.close()
        live.close()

    changed(archive, Meddling(back_up), batch_passages=4)
    with Archive.open(tmp_path / "copy", OLD.name, OLD.dimensions, remark=print):
        assert check(tmp_path / "copy") == []
