"""Another encoder for an archive: only its vectors change, all at once, and what came meanwhile is kept."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer import next_vectors, reindexing, writer
from indexer.archive import Archive, recorded_manifest
from indexer.build import index
from indexer.checking import check
from indexer.encoder import Encoder
from indexer.errors import ArchiveBusy, ArchiveFull, ArchiveMissing, ModelMismatch
from indexer.next_vectors import NextVectors, coming_encoder
from indexer.reindexing import Progress, Reindexed, reindex
from indexer.snapshot import Snapshot
from indexer.store import open_for_reading
from indexer.uploads import put, remove
from indexer.writer import Writer
from indexer.writer_lock import WriterLock
from tests.fakes import FakeEncoder, TurnedEncoder, read_plainly

OLD = FakeEncoder()
UNCHANGED = ("documents", "contents", "originals", "pages", "sections", "facts", "passages", "rejections")
WORDS = "budget members chair ថវិកា ប្រជុំ decided venue recommended".split()


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


def upload(archive: Path, path: str, text: str, encoder: Encoder = OLD) -> str:
    return put(archive, encoder, text.encode(), path, read=read_plainly, remark=print)


def changed(archive: Path, encoder: Encoder, **options: Any) -> Reindexed:
    return reindex(archive, encoder, remark=print, **options)


def rows(archive: Path) -> dict[str, list[Any]]:
    """Every row that a change of encoder may not touch."""
    connection = open_for_reading(archive)
    found = {table: list(connection.execute(f"select * from {table} order by 1, 2")) for table in UNCHANGED}
    connection.close()
    return found


def vectors(archive: Path) -> dict[str, list[float]]:
    """The vector of each passage, by its id, out of the index that is searched."""
    with Archive.open(archive) as opened, opened.snapshot() as snapshot:
        ids = [
            passage.id for entry in snapshot.documents() for passage in snapshot.section_passages(entry.id)
        ]
        found = snapshot.vectors([snapshot.row(each) for each in ids])
        return dict(zip(ids, found.tolist(), strict=True))


def held_by(archive: Path, encoder: Encoder) -> None:
    """Asserts that an archive is sound and searched with this encoder, whose vectors are all there is."""
    assert check(archive) == []
    connection = open_for_reading(archive)
    stored = dict(connection.execute("select row, vector from vectors"))
    texts = {row: text for row in stored for text in reindexing.read_texts(connection, [row]).values()}
    connection.close()
    for row, text in texts.items():
        assert np.frombuffer(stored[row], "<f4").tolist() == encoder.passages([text])[0].tolist()
    with Archive.open(archive, encoder.name, encoder.dimensions) as opened, opened.snapshot() as snapshot:
        assert snapshot.manifest.encoder == encoder.name
        assert len(snapshot.nearest(encoder.questions(["budget"])[0], 5)) == min(5, len(stored))
    assert sorted(path.name for path in archive.glob("reindex.*")) in ([], ["reindex.lock"])


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


class Interrupted(Exception):
    """Stands for a user's Ctrl-C."""


class Interrupting(TurnedEncoder):
    """Is interrupted after so many texts."""

    def __init__(self, texts: int) -> None:
        super().__init__()
        self.left = texts

    def passages(self, texts: Any) -> Any:
        if self.left < len(texts):
            raise Interrupted
        self.left -= len(texts)
        return super().passages(texts)


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


def interrupt_at_the_end(progress: Progress) -> None:
    if progress.done == progress.total:
        raise Interrupted


class Meddling(TurnedEncoder):
    """Lets something else happen to the archive after each of its first batches."""

    def __init__(self, *deeds: Callable[[], object]) -> None:
        super().__init__()
        self.deeds = list(deeds)

    def passages(self, texts: Any) -> Any:
        made = super().passages(texts)
        if self.deeds:
            self.deeds.pop(0)()
        return made


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
