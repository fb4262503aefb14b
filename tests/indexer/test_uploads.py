"""Files sent in, and documents taken out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.errors import UnreadableDocument
from indexer.archive import Archive
from indexer.checking import check
from indexer.errors import UnknownDocument
from indexer.uploads import remove
from tests.indexer.desk import Desk, outcome


@pytest.fixture
def served(desk: Desk) -> Iterator[tuple[Desk, Archive]]:
    desk.index()
    with Archive.open(desk.archive) as archive:
        yield desk, archive


def test_an_upload_is_searchable_at_once_and_survives_indexing(served: tuple[Desk, Archive]) -> None:
    desk, archive = served
    assert desk.put("notes.txt", "Minutes sent in\n\nThe venue is Vientiane.\n") == "notes"
    with archive.snapshot() as snapshot:
        found = [row for row, _ in snapshot.matching({"vientian": 1.0}, {}, 5)]
        assert [passage.document_id for passage in snapshot.passages(found)] == ["notes"]
        assert snapshot.document("notes").uploaded
    assert outcome(desk.index()) == ((), (), (), (), 2)
    assert "notes" in desk.held()


def test_an_upload_of_the_same_path_replaces(served: tuple[Desk, Archive]) -> None:
    desk, archive = served
    desk.put("notes.txt", "Minutes sent in\n\nOne.\n")
    assert desk.put("notes.txt", "Minutes sent in\n\nTwo.\n") == "notes"
    with archive.snapshot() as snapshot:
        assert "Two." in snapshot.document("notes").document.body
        assert snapshot.count() == 3
    assert check(desk.archive) == []


def test_an_unreadable_upload_changes_nothing(served: tuple[Desk, Archive]) -> None:
    desk, archive = served
    with pytest.raises(UnreadableDocument):
        desk.put("empty.txt", "")
    with archive.snapshot() as snapshot:
        assert (snapshot.generation, snapshot.rejections()) == (1, [])


def test_a_removed_document_is_gone(served: tuple[Desk, Archive]) -> None:
    desk, archive = served
    remove(desk.archive, "budget", remark=print)
    with archive.snapshot() as snapshot:
        assert [entry.id for entry in snapshot.documents()] == ["ថវិកា"]
    with pytest.raises(UnknownDocument):
        remove(desk.archive, "budget", remark=print)
