"""An archive on disk: what is written is read back, whole generations only, and damage is mended."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from corpus.document import (
    Document,
    Language,
    Meeting,
    Section,
    SectionKind,
    Source,
    Span,
    Stated,
)
from indexer.archive import Archive
from indexer.catalogue import Entry, Facets, Order
from indexer.changes import Changes, Incoming, Rejection, Renamed, Seen
from indexer.checking import check
from indexer.errors import (
    AnalysisMismatch,
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMissing,
    FormatTooNew,
    ModelMismatch,
    UnknownDocument,
    UnknownPassage,
)
from indexer.filters import Filters
from indexer.passage import Passage
from indexer.store import open_for_writing
from indexer.writer import Writer
from tests.fakes import FakeEncoder

KHMER, ENGLISH = Language.KHMER, Language.ENGLISH
ENCODER = FakeEncoder()
MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def document(
    name: str, lines: tuple[str, ...], day: date | None = None, body: str | None = None
) -> tuple[Document, bytes]:
    """Minutes whose lines are its sections, the second one decisions, and its first line the title."""
    text = "".join(f"{line}\n" for line in lines)
    ends = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    sections = tuple(
        Section(
            SectionKind.DECISIONS if number == 1 else SectionKind.OTHER,
            Span(start, end),
            Span(start, start) if number else None,
            ("ចំណងជើង", lines[0]) if number else (),
        )
        for number, (start, end) in enumerate(pairwise(ends))
    )
    meeting = Meeting(
        title=Stated(lines[0], Span(0, len(lines[0]))),
        date=Stated(day, None) if day else None,
        place=Stated("ភ្នំពេញ", Span(0, 0)),
        body=Stated(body, None) if body else None,
        chair=None,
        participants=(Stated("Brunei", None), Stated("កម្ពុជា", Span(0, 1))),
        participant_count=Stated(92, None),
    )
    original = text.encode()
    source = Source(name, hashlib.sha256(original).hexdigest(), len(original), "text/plain")
    pages = (Span(0, ends[1]), Span(ends[1], ends[-1]))
    return Document(source, text, pages, (KHMER, ENGLISH), meeting, sections), original


def incoming(
    document_id: str,
    *lines: str,
    day: date | None = None,
    body: str | None = None,
    path: str | None = None,
) -> Incoming:
    """A document of one passage a line, in Khmer where the line is."""
    made, original = document(path or f"{document_id}.txt", lines, day, body)
    passages = tuple(
        Passage(
            id=f"{document_id}#{section.span.start}-{section.span.end}",
            document_id=document_id,
            span=section.span,
            text=section.span.of(made.body),
            heading_path=section.heading_path,
            kind=section.kind,
            page=made.page_at(section.span.start),
            languages=(KHMER,) if "\u1780" <= section.span.of(made.body)[0] <= "\u17b3" else (ENGLISH,),
        )
        for section in made.sections
    )
    rows = ENCODER.passages([passage.text for passage in passages])
    return Incoming(document_id, made, original, passages, rows, Seen(len(original), 5, 10_000_000_000))


FIRST = incoming("first", "Budget of 2020", "chair is Brunei", day=date(2020, 5, 1), body="SOMTC")
SECOND = incoming("second", "ថវិកា ២០២១", "ប្រធាន គឺ ប្រ៊ុយណេ", "venue", day=date(2021, 4, 20), body="WG-TIP")
THIRD = incoming("third", "Notes", "budget")


def commit(folder: Path, changes: Changes, **options: bool) -> int:
    remarks: list[str] = []
    with Writer(
        folder, ENCODER.name, ENCODER.dimensions, "/minutes", remark=remarks.append, now=lambda: MOMENT
    ) as writer:
        generation = writer.commit(changes, **options)
    assert remarks == []
    return generation


def opened(folder: Path, remarks: list[str] | None = None) -> Archive:
    kept: list[str] = []
    remark = (kept if remarks is None else remarks).append
    archive = Archive.open(folder, ENCODER.name, ENCODER.dimensions, remark)
    assert kept == []
    return archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of three documents, committed in two generations."""
    place = tmp_path / "archive"
    assert commit(place, Changes(incoming=(FIRST, SECOND))) == 1
    rejected = Rejection("x.bin", "unknown", None, None)
    assert commit(place, Changes(incoming=(THIRD,), rejected=(rejected,))) == 2
    return place


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with opened(folder) as archive:
        yield archive


def ids(archive: Archive) -> list[str]:
    with archive.snapshot() as snapshot:
        return [entry.id for entry in snapshot.documents(order=Order.ID)]


def near(archive: Archive, text: str, k: int = 10, filters: Filters | None = None) -> list[str]:
    with archive.snapshot() as snapshot:
        rows = [row for row, _ in snapshot.nearest(ENCODER.questions([text])[0], k, filters or Filters())]
        return [passage.id for passage in snapshot.passages(rows)]


def matching(archive: Archive, *words: str, filters: Filters | None = None) -> list[str]:
    with archive.snapshot() as snapshot:
        rows = [row for row, _ in snapshot.matching(dict.fromkeys(words, 1.0), {}, 10, filters or Filters())]
        return [passage.id for passage in snapshot.passages(rows)]


def test_a_document_is_read_back_as_it_was_written(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        for written in (FIRST, SECOND, THIRD):
            found = snapshot.document(written.id)
            assert found.document == written.document
            assert (found.id, found.indexed_at) == (written.id, MOMENT)
            assert found.passage_count == len(written.passages)
            assert snapshot.original(written.id) == written.original
            assert tuple(snapshot.section_passages(written.id)) == written.passages


def test_both_arms_find_a_passage(archive: Archive) -> None:
    assert near(archive, "chair is Brunei", 1) == ["first#15-31"]
    assert matching(archive, "chair") == ["first#15-31"]
    assert near(archive, "ប្រធាន គឺ ប្រ៊ុយណេ", 1) == ["second#11-30"]


def test_passages_and_vectors_come_in_the_order_asked_for(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        rows = [snapshot.row("third#6-13"), snapshot.row("first#0-15")]
        assert snapshot.passages(rows) == [THIRD.passages[1], FIRST.passages[0]]
        assert np.array_equal(snapshot.vectors(rows), np.stack([THIRD.vectors[1], FIRST.vectors[0]]))
        assert snapshot.passages([]) == []
        assert snapshot.vectors([]).shape == (0, ENCODER.dimensions)
        assert snapshot.passage("second#0-11") == SECOND.passages[0]


@pytest.mark.parametrize(
    "unknown",
    ["", "first", "first#0-14", "first#00-15", "#0-15", "first#0-15-2", "first#a-b", "first#٠-15", "x#0-15"],
)
def test_an_unknown_passage_is_said_to_be_unknown(archive: Archive, unknown: str) -> None:
    with archive.snapshot() as snapshot, pytest.raises(UnknownPassage):
        snapshot.passage(unknown)


def test_an_unknown_document_is_said_to_be_unknown(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        for ask in (snapshot.document, snapshot.original, snapshot.section_passages):
            with pytest.raises(UnknownDocument, match="'nobody'"):
                ask("nobody")


def test_lone_surrogates_find_nothing(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        with pytest.raises(UnknownDocument):
            snapshot.document("\ud800")
        with pytest.raises(UnknownPassage):
            snapshot.passage("\ud800#0-1")
        assert snapshot.entries(["\ud800"]) == {}
        assert snapshot.matching({"\ud800": 1.0}, {"\udfff": 1.0}, 5) == []
        assert snapshot.frequencies(["\ud800"]) == {"\ud800": 0.0}
        hostile = Filters(documents=("\ud800",), bodies=("\ud800",))
        assert snapshot.matching({"chair": 1.0}, {}, 5, hostile) == []
        assert snapshot.nearest(FIRST.vectors[0], 5, hostile) == []
        assert snapshot.documents(hostile) == []


def test_documents_are_listed_sorted_and_by_page(archive: Archive) -> None:
    entry = Entry("second", "second.txt", "ថវិកា ២០២១", date(2021, 4, 20), "WG-TIP", (KHMER, ENGLISH), 3, 2)
    with archive.snapshot() as snapshot:
        assert snapshot.documents()[0] == entry
        assert [each.id for each in snapshot.documents()] == ["second", "first", "third"]
        assert [each.id for each in snapshot.documents(order=Order.OLDEST)] == ["first", "second", "third"]
        assert [each.id for each in snapshot.documents(order=Order.TITLE)] == ["first", "third", "second"]
        assert [each.id for each in snapshot.documents(offset=1, limit=1)] == ["first"]
        assert snapshot.documents(offset=3) == []
        assert snapshot.entries(["second", "nobody"]) == {"second": entry}
        assert snapshot.bodies() == ("somtc", "wg-tip")


@pytest.mark.parametrize(
    ("filters", "documents", "passages"),
    [
        (Filters(), ["first", "second", "third"], 7),
        (Filters(since=date(2020, 5, 2)), ["second"], 3),
        (Filters(until=date(2020, 5, 1)), ["first"], 2),
        (Filters(bodies=("Somtc",)), ["first"], 2),
        (Filters(languages=(KHMER,)), ["second"], 2),
        (Filters(languages=(ENGLISH,), documents=("second",)), ["second"], 1),
        (Filters(kinds=(SectionKind.DECISIONS,)), ["first", "second", "third"], 3),
        (Filters(documents=("third", "nobody")), ["third"], 2),
        (Filters(since=date(2030, 1, 1)), [], 0),
    ],
)
def test_filters_act_in_lists_counts_and_both_arms(
    archive: Archive, filters: Filters, documents: list[str], passages: int
) -> None:
    with archive.snapshot() as snapshot:
        assert [each.id for each in snapshot.documents(filters, order=Order.ID)] == documents
        assert snapshot.count(filters) == len(documents)
    found = near(archive, "budget", 10, filters)
    assert len(found) == passages
    assert {each.split("#")[0] for each in found} == set(documents)
    words = ("budget", "chair", "venu", "ថវិកា", "ប្រធាន", "note")
    assert set(matching(archive, *words, filters=filters)) <= set(found)


def test_facets_count_documents(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        assert snapshot.facets() == Facets(
            years=((2021, 1), (2020, 1)),
            bodies=(("SOMTC", 1), ("WG-TIP", 1)),
            languages=((KHMER, 1), (ENGLISH, 3)),
            kinds=((SectionKind.DECISIONS, 3), (SectionKind.OTHER, 3)),
        )
        assert snapshot.facets(Filters(since=date(2030, 1, 1))) == Facets((), (), (), ())


def test_the_status_adds_up(folder: Path, archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        status = snapshot.status()
    assert (status.generation, status.documents, status.passages, status.rejected) == (2, 3, 7, 1)
    assert (status.first, status.last) == (date(2020, 5, 1), date(2021, 4, 20))
    assert (status.manifest.encoder, status.manifest.dimensions) == ("fake", 64)
    assert status.manifest.folder == "/minutes"
    assert status.bytes >= (folder / "archive.sqlite").stat().st_size


def test_an_empty_archive_opens_and_finds_nothing(tmp_path: Path) -> None:
    commit(tmp_path, Changes(rejected=(Rejection("x.bin", "unknown", None, None),)))
    with opened(tmp_path) as archive:
        assert (ids(archive), near(archive, "budget"), matching(archive, "budget")) == ([], [], [])
        assert check(tmp_path) == []


def test_a_replaced_document_is_found_by_its_new_words_only(folder: Path, archive: Archive) -> None:
    commit(folder, Changes(incoming=(incoming("first", "Budget of 2020", "venue is Vientiane"),)))
    assert matching(archive, "chair") == []
    assert near(archive, "venue is Vientiane", 1) == ["first#15-34"]
    assert ids(archive) == ["first", "second", "third"]
    assert check(folder) == []


def test_a_removed_document_is_gone_from_everywhere(folder: Path, archive: Archive) -> None:
    commit(folder, Changes(removed=("first",)))
    assert ids(archive) == ["second", "third"]
    assert matching(archive, "chair") == []
    assert all(not each.startswith("first") for each in near(archive, "chair is Brunei"))
    assert check(folder) == []


def test_renamed_documents_may_swap_their_paths(folder: Path, archive: Archive) -> None:
    seen = Seen(1, 2, 3)
    swapped = (Renamed("first", "second.txt", seen), Renamed("second", "first.txt", seen))
    commit(folder, Changes(renamed=swapped))
    with archive.snapshot() as snapshot:
        assert snapshot.document("first").document.source.path == "second.txt"
        assert snapshot.document("second").document.source.path == "first.txt"


def test_the_same_words_in_two_documents_are_two_passages(folder: Path, archive: Archive) -> None:
    commit(folder, Changes(incoming=(incoming("fourth", "Notes", "budget"),)))
    assert near(archive, "budget", 2) == ["third#6-13", "fourth#6-13"]


def test_a_snapshot_stays_whole_while_a_writer_goes_on(folder: Path, archive: Archive) -> None:
    held = archive.snapshot()
    for number in range(4):
        commit(folder, Changes(removed=("first",)) if number == 0 else Changes(incoming=(THIRD,)))
    assert (held.generation, archive.snapshot().generation) == (2, 6)
    assert held.document("first").document == FIRST.document
    rows = [row for row, _ in held.nearest(ENCODER.questions(["chair is Brunei"])[0], 1)]
    assert held.passages(rows) == [FIRST.passages[1]]
    assert [held.passages([row])[0].id for row, _ in held.matching({"chair": 1.0}, {}, 5)] == ["first#15-31"]
    held.close()
    assert ids(archive) == ["second", "third"]


def test_two_archives_opened_at_once_see_the_same(folder: Path, archive: Archive) -> None:
    with opened(folder) as other:
        commit(folder, Changes(removed=("second",)))
        assert ids(other) == ids(archive) == ["first", "third"]


def test_a_snapshot_costs_microseconds_while_nothing_changes(archive: Archive) -> None:
    with archive.snapshot() as first, archive.snapshot() as second:
        assert first._view is second._view


def test_readers_see_whole_generations_while_a_writer_commits(folder: Path) -> None:
    """Each generation holds one document, in which a word and the vector say which generation it is."""
    wrong: list[str] = []
    stop = threading.Event()
    commit(folder, Changes(removed=("first", "second"), incoming=(incoming("third", "Notes", "number n0"),)))
    with opened(folder) as archive:

        def read() -> None:
            while not stop.is_set():
                with archive.snapshot() as snapshot:
                    number = snapshot.generation - 3
                    question = ENCODER.questions([f"number n{number}"])[0]
                    rows = [row for row, _ in snapshot.nearest(question, 1)]
                    texts = [passage.text for passage in snapshot.passages(rows)]
                    lexical = len(snapshot.matching({f"number{number}": 1.0, "number": 1.0}, {}, 5))
                    if texts != [f"number n{number}\n"] or lexical != 1 or snapshot.count() != 1:
                        wrong.append(f"{number}: {texts}, {lexical}")

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(1, 15):
            commit(folder, Changes(incoming=(incoming("third", "Notes", f"number n{number}"),)))
        stop.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert check(folder) == []


def test_only_two_generations_are_kept(folder: Path) -> None:
    for number in range(5):
        commit(folder, Changes(incoming=(incoming("third", "Notes", f"n{number}"),)))
    assert sorted(path.name for path in (folder / "terms").iterdir()) == ["6", "7"]
    assert [path.name for path in (folder / "vectors").iterdir()] == ["1.faiss"]


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


def test_a_second_writer_is_told_who_is_writing(folder: Path) -> None:
    with (
        Writer(folder, ENCODER.name, ENCODER.dimensions, remark=print),
        pytest.raises(ArchiveBusy, match=f"process {os.getpid()} ") as caught,
    ):
        Writer(folder, ENCODER.name, ENCODER.dimensions, remark=print)
    assert caught.value.pid == os.getpid()
    Writer(folder, ENCODER.name, ENCODER.dimensions, remark=print).close()


def test_a_folder_without_an_archive_is_missing(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ArchiveMissing, match="kamnot index"):
            Archive.open(place)
        with pytest.raises(ArchiveMissing):
            check(place)


def test_another_model_is_refused(folder: Path) -> None:
    with pytest.raises(
        ModelMismatch,
        match=r"fake \(64 wide\), but a/model@1a \(64 wide\) is configured.*kamnot reindex --encoder a/model",
    ):
        Archive.open(folder, "a/model@1a", 64)
    with pytest.raises(ModelMismatch):
        Writer(folder, "fake", 32, remark=print)
    Archive.open(folder).close()


def test_another_analysis_is_refused(folder: Path) -> None:
    connection = open_for_writing(folder)
    connection.execute("update manifest set analysis = '0'")
    connection.close()
    for open_it in (lambda: Archive.open(folder), lambda: Writer(folder, "fake", 64, remark=print)):
        with pytest.raises(AnalysisMismatch, match="text analysis 0"):
            open_it()


def test_a_newer_format_is_refused(folder: Path) -> None:
    connection = open_for_writing(folder)
    connection.pragma("user_version", 99)
    connection.close()
    for open_it in (lambda: Archive.open(folder), lambda: Writer(folder, "fake", 64, remark=print)):
        with pytest.raises(FormatTooNew, match="format 99"):
            open_it()


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
