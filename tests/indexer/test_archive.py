"""An archive on disk: written, read back, searched, counted, by several at once."""

from __future__ import annotations

import os
import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.document import (
    SectionKind,
)
from indexer.archive import Archive
from indexer.catalogue import Entry, Facets, Order
from indexer.changes import Changes, Rejection, Renamed, Seen
from indexer.checking import check
from indexer.errors import (
    ArchiveBusy,
    ArchiveMissing,
    UnknownDocument,
    UnknownPassage,
)
from indexer.filters import Filters
from indexer.writer import Writer
from tests.indexer.archives import (
    ENCODER,
    ENGLISH,
    FIRST,
    KHMER,
    MOMENT,
    SECOND,
    THIRD,
    commit,
    ids,
    incoming,
    matching,
    near,
    opened,
)


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
    entry = Entry(
        "second", "second.txt", "ថវិកា ២០២១", date(2021, 4, 20), "WG-TIP", (KHMER, ENGLISH), 3, 2, "ភ្នំពេញ"
    )
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
