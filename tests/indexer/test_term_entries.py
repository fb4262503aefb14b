"""What passages are found by beside their own words."""

from __future__ import annotations

from pathlib import Path

from corpus import sounds
from corpus.khmer import normal_form
from indexer.changes import Changes
from indexer.row_changes import apply_changes
from indexer.store import open_for_writing
from indexer.term_entries import all_term_entries, labels
from indexer.terms import sound_term
from tests.indexer.archives import FIRST, SECOND, commit, incoming, matching, opened


def test_labels_are_what_the_minutes_state_and_the_files_name() -> None:
    stated = {"title": "Minutes", "place": "Kuala Lumpur", "date": "2018-05-16", "participant": "Brunei"}
    assert labels("2018/PSC-4 final.docx", stated) == ("Minutes", "Kuala Lumpur", "", "", "PSC-4 final")


def test_every_passage_is_found_by_its_meetings_place_body_number_and_file_name(tmp_path: Path) -> None:
    commit(tmp_path, Changes(incoming=(FIRST, incoming("other", "Notes", "budget", path="PSC-4 final.txt"))))
    with opened(tmp_path) as archive:
        place = sound_term(sounds.key(normal_form("ភ្នំពេញ")))
        assert len(matching(archive, place)) == 4
        assert len(matching(archive, "somtc")) == 2
        assert len(matching(archive, "#4")) == len(matching(archive, "psc")) == 2


def test_what_sqlite_holds_gives_the_same_entries_as_what_came_in(tmp_path: Path) -> None:
    commit(tmp_path, Changes(incoming=(FIRST,)))
    connection = open_for_writing(tmp_path)
    before = list(all_term_entries(connection))
    new = apply_changes(connection, Changes(incoming=(SECOND,)), "2026-11-27T00:00:00+00:00")
    assert list(all_term_entries(connection)) == [*before, *new]
    connection.close()
