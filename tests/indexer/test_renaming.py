"""Files that go by another name or lie in another folder: the document stays, told by its new name."""

from __future__ import annotations

import pytest

from corpus.document import Document
from corpus.errors import ReadingInterrupted
from indexer.passage_rows import read_digests
from indexer.store import open_for_reading
from indexer.writer import Writer
from tests.indexer.desk import Desk, outcome


def test_a_file_in_another_folder_keeps_its_id_and_costs_no_embedding(desk: Desk) -> None:
    desk.index()
    (desk.folder / "budget.txt").rename(desk.folder / "2021" / "budget.txt")
    report = desk.index()
    assert outcome(report) == ((), (), ("budget",), (), 1)
    assert (desk.read, desk.encoder.embedded) == ([], [])
    assert desk.held()["budget"] == "2021/budget.txt"


def test_a_file_with_another_name_keeps_its_id_and_is_embedded_with_that_name(desk: Desk) -> None:
    desk.index()
    (desk.folder / "budget.txt").rename(desk.folder / "money.txt")
    report = desk.index()
    assert outcome(report) == ((), (), ("budget",), (), 1)
    assert [text.splitlines()[0] for text in desk.encoder.embedded] == ["money"]
    assert desk.held()["budget"] == "money.txt"


def test_a_renamed_file_that_could_not_be_read_just_then_keeps_its_document(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(content: bytes, path: str) -> Document:
        raise ReadingInterrupted("took more than 60 s to read")

    desk.index()
    (desk.folder / "budget.txt").rename(desk.folder / "money.txt")
    with monkeypatch.context() as busy:
        busy.setattr("tests.indexer.desk.read_plainly", late)
        report = desk.index()
    assert (report.removed, [each.path for each in report.rejected]) == ((), ["money.txt"])
    assert desk.held()["budget"] == "budget.txt"
    assert outcome(desk.index()) == ((), (), ("budget",), (), 1)
    assert (desk.held()["budget"], desk.rejections()) == ("money.txt", {})


def test_copies_that_swap_folders_are_told_by_their_names(desk: Desk) -> None:
    for path in ("a/minutes.txt", "b/report.txt"):
        desk.write(path, "Minutes on copies\nDate: 3 June 2020\n\nThe same.\n")
    desk.index()
    (desk.folder / "a" / "minutes.txt").rename(desk.folder / "minutes.txt")
    (desk.folder / "b" / "report.txt").rename(desk.folder / "report.txt")
    assert outcome(desk.index()) == ((), (), ("minutes", "report"), (), 2)
    assert (desk.read, desk.encoder.embedded) == ([], [])
    assert {key: path for key, path in desk.held().items() if "/" not in path and key != "budget"} == {
        "minutes": "minutes.txt",
        "report": "report.txt",
    }


def test_what_was_embedded_is_known_again_with_all_its_names(desk: Desk) -> None:
    desk.write("2023/IT_com  6.txt", "គណៈកម្មាធិការបច្ចេកវិទ្យា\nកំណត់ហេតុប្រជុំលើកទី៦\n\nអង្គប្រជុំបានសម្រេចបិទ។\n")
    desk.index()
    embedded = [text for text in desk.encoder.embedded if "IT com 6" in text]
    assert embedded
    with Writer(desk.archive, None, None, remark=print) as writer:
        known = writer.known_files().documents["2023/IT_com  6.txt"]
        assert set(writer.embedded(known.id)) == set(embedded)


def test_renamed_files_of_the_same_words_are_renamed_each(desk: Desk) -> None:
    for number in (1, 2):
        desk.write(f"copy{number}.txt", "Minutes on copies\nDate: 3 June 2020\n\nThe same.\n")
    desk.index()
    for number in (1, 2):
        (desk.folder / f"copy{number}.txt").rename(desk.folder / f"twin{number}.txt")
    assert outcome(desk.index()) == ((), (), ("copy1", "copy2"), (), 2)
    assert {key: path for key, path in desk.held().items() if "copy" in key} == {
        "copy1": "twin1.txt",
        "copy2": "twin2.txt",
    }


def test_a_passage_is_the_same_in_any_folder_but_not_under_another_name(desk: Desk) -> None:
    for path in ("a/minutes.txt", "b/minutes.txt", "c/report.txt"):
        desk.write(path, "Minutes on copies\nDate: 3 June 2020\n\nThe same.\n")
    desk.index()
    connection = open_for_reading(desk.archive)
    paths = dict(connection.execute("select row, path from passages join documents on key = document"))
    digests = {str(paths[row]): digest for row, digest in read_digests(connection)}
    connection.close()
    assert digests["a/minutes.txt"] == digests["b/minutes.txt"] != digests["c/report.txt"]
