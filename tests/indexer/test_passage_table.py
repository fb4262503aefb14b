"""What filters and rankings ask of passages, without reading them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus.document import Language, SectionKind
from indexer.archive import Archive
from indexer.build import index
from indexer.filters import UNDATED, day_number, day_of
from indexer.passage_table import Place
from tests.fakes import FakeEncoder

DATED = "Minutes of the SOMTC\n\nDate: 12 March 2020\n\nChallenges\n- Little money.\n- Two teachers left.\n"
UNDATED_KHMER = "អត្ថបទខ្លីមួយអំពីសាលារៀន និងសិស្សានុសិស្ស។\n"


def test_a_day_number_leads_back_to_its_day() -> None:
    assert day_of(day_number(date(2021, 4, 20))) == date(2021, 4, 20)
    assert day_of(UNDATED) is None


def test_the_place_of_a_passage_is_that_of_the_passage_read(tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "a.txt").write_text(DATED, encoding="utf-8")
    (folder / "b.txt").write_text(UNDATED_KHMER, encoding="utf-8")
    index(folder, tmp_path / "archive", FakeEncoder(), remark=print)
    with Archive.open(tmp_path / "archive", remark=print) as archive, archive.snapshot() as snapshot:
        passages = [*snapshot.section_passages("a"), *snapshot.section_passages("b")]
        rows = [snapshot.row(passage.id) for passage in passages]
        places = snapshot.places(rows)
        assert [(place.document_id, place.kind) for place in places] == [
            (passage.document_id, passage.kind) for passage in passages
        ]
        assert places[-1] == Place("b", None, "", SectionKind.OTHER, frozenset({Language.KHMER}))
        assert {place.date for place in places[:-1]} == {date(2020, 3, 12)}
        assert {place.body for place in places[:-1]} == {"somtc"}
        assert snapshot.places(rows[::-1]) == places[::-1]
        assert snapshot.places([]) == []
