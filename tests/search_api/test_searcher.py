"""From a question to its hits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.document import SectionKind
from indexer.build import index
from indexer.filters import Filters
from search_api.asked_meeting import is_of_another
from search_api.fusion import dense_only
from search_api.query import Cue, Query
from search_api.startup import Service
from tests.fakes import FakeEncoder


def ids(service: Service, question: str, **bounds: int) -> list[str]:
    return [hit.passage.id for hit in service.searcher.search(Query(question, **bounds)).hits]  # type: ignore[arg-type]


def add_meetings(service: Service, folder: Path, *meetings: tuple[str, date]) -> None:
    """Indexes minutes of bodies' meetings beside those that are there."""
    for body, day in meetings:
        text = f"Minutes of the Meeting of the {body}\n{day:%d %B %Y}\n\nDecisions\n- The list is kept.\n"
        (folder / "minutes" / f"{body} {day}.txt").write_text(text, encoding="utf-8")
    index(folder / "minutes", service.archive.folder, FakeEncoder(), remark=print)


def test_the_same_question_gives_the_same_hits(service: Service) -> None:
    assert ids(service, "budget ថវិកា") == ids(service, "budget ថវិកា")


def test_pages_follow_on_each_other(service: Service) -> None:
    everything = ids(service, "budget meeting teachers", limit=50)
    assert len(everything) > 3
    assert ids(service, "budget meeting teachers", limit=2, offset=1) == everything[1:3]
    assert ids(service, "budget meeting teachers", limit=2, offset=len(everything)) == []


def test_each_arm_says_its_rank(service: Service) -> None:
    hits = service.searcher.search(Query("library opens on Saturdays", limit=50)).hits
    for arm in ("dense", "lexical"):
        ranks = sorted(rank for hit in hits if (rank := getattr(hit.ranks, arm)) is not None)
        assert ranks == list(range(1, len(ranks) + 1))


def test_every_hit_has_its_own_cosine(service: Service) -> None:
    query = Query("library opens on Saturdays", limit=50)
    vector = service.searcher.question_vector(query)
    with service.archive.snapshot() as snapshot:
        for hit in service.searcher.search_in(snapshot, query, vector).hits:
            (row,) = snapshot.vectors([snapshot.row(hit.passage.id)])
            assert abs(float(row @ vector) - hit.cosine) < 1e-5


def test_the_latest_prefers_the_newer_of_two_that_answer(service: Service) -> None:
    searcher = replace(service.searcher, fusion=dense_only)
    plain = searcher.search(Query("budget ថវិកា", interpret=False)).hits
    latest = searcher.search(Query("latest budget ថវិកា")).hits
    assert latest[0].document.id == "ថវិកា-2021"
    assert {hit.document.id for hit in plain} == {"budget-2020", "ថវិកា-2021"}


@pytest.mark.parametrize(
    "question",
    [
        "What did the Working Group on Trafficking in Persons decide?",
        "latest WG-TIP meeting",
        "ក្រុមការងារ SOMTC ប្រឆាំងអំពើជួញដូរមនុស្ស បានសម្រេចអ្វី?",
    ],
)
def test_minutes_are_of_the_body_by_whichever_of_its_names(
    service: Service, tmp_path: Path, question: str
) -> None:
    for body in ("SOMTC WG-TIP", "SOMTC"):
        text = f"Minutes of the 9th Meeting of the {body}\n12 March 2020\n\nDecisions\n- The list is kept.\n"
        (tmp_path / "minutes" / f"{body}.txt").write_text(text, encoding="utf-8")
    index(tmp_path / "minutes", service.archive.folder, FakeEncoder(), remark=print)
    found = service.searcher.search(Query(question, limit=50))
    assert found.understood.bodies == ("somtc wg-tip",)
    assert found.understood.body_names == ("SOMTC WG-TIP",)
    of_another = {
        hit.document.body for hit in found.hits if is_of_another(hit, found.understood, hit.passage.text)
    }
    assert of_another == {"SOMTC"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("Who chaired the latest SOMTC meeting?"), [date(2023, 10, 5)]),
        (Query("កិច្ចប្រជុំ SOMTC លើកចុងក្រោយបានសម្រេចអ្វីខ្លះ?"), [date(2023, 10, 5)]),
        (Query("What was decided at the last meeting?", Filters(bodies=("SOMTC",))), [date(2023, 10, 5)]),
        (Query("the last SOMTC meeting", Filters(until=date(2022, 1, 1))), [date(2021, 9, 8)]),
        (Query("the last SOMTC meeting", Filters(until=date(1999, 1, 1))), []),
        (Query("the last SOMTC meeting", ignored=frozenset({Cue.LATEST})), []),
        (Query("the last SOMTC meeting", ignored=frozenset({Cue.DATES})), []),
        (Query("the last SOMTC meeting", ignored=frozenset({Cue.BODIES})), []),
        (Query("the last SOMTC meeting", Filters(bodies=("NCCT",))), []),
        (Query("last SOMTC meeting", Filters(kinds=(SectionKind.DECISIONS,))), [date(2023, 10, 5)]),
        (Query("the last SOMTC meeting and the last NCCT meeting"), [date(2022, 2, 1), date(2023, 10, 5)]),
        (Query("the last session of the 17th SOMTC meeting"), []),
        (Query("the last SOMTC meeting in Siem Reap"), []),
        (Query("When was wildlife last discussed at a SOMTC meeting?"), []),
        (Query("When was the last extraordinary SOMTC meeting?"), []),
        (Query("តើកិច្ចប្រជុំវិសាមញ្ញចុងក្រោយរបស់ SOMTC ធ្វើនៅពេលណា?"), []),
        (Query("កិច្ចប្រជុំ SOMTC ប៉ុន្មានឆ្នាំចុងក្រោយនេះ"), []),
        (Query("កិច្ចប្រជុំ SOMTC លើកមុនចុងក្រោយ"), []),
        (Query("the last SOMTC meeting", interpret=False), []),
        (Query("the last two meetings of SOMTC"), []),
        (Query("the last meeting"), []),
    ],
)
def test_a_bodys_latest_meeting_is_that_of_its_newest_minutes(
    service: Service, tmp_path: Path, query: Query, expected: list[date]
) -> None:
    add_meetings(
        service,
        tmp_path,
        ("SOMTC", date(2021, 9, 8)),
        ("SOMTC", date(2023, 10, 5)),
        ("NCCT", date(2022, 2, 1)),
    )
    found = service.searcher.search(query)
    assert [period.first for period in found.understood.periods] == expected
    assert not expected or found.hits[0].document.date in expected


def test_the_latest_meeting_is_found_whatever_sections_are_asked_for(
    service: Service, tmp_path: Path
) -> None:
    add_meetings(service, tmp_path, ("SOMTC", date(2023, 10, 5)))
    found = service.searcher.search(Query("last SOMTC meeting", Filters(kinds=(SectionKind.AGENDA,))))
    assert [period.first for period in found.understood.periods] == [date(2023, 10, 5)]


def test_what_mentions_a_date_comes_first_though_its_minutes_are_of_another(service: Service) -> None:
    first, *rest = service.searcher.search(Query("meeting in May 2020")).hits
    assert (first.passage.kind, first.timely) == (SectionKind.NEXT_MEETING, True)
    assert rest
    assert not any(hit.timely for hit in rest)


def test_filters_hold_beside_the_dates_of_the_words(service: Service) -> None:
    hits = service.searcher.search(Query("budget in 2021", Filters(documents=("budget-2020",)))).hits
    assert {(hit.document.id, hit.timely) for hit in hits} == {("budget-2020", False)}


def test_minutes_of_a_meeting_at_the_place_of_the_question_come_first(service: Service) -> None:
    asked = {"the Siem Reap meeting": "budget-2020", "កិច្ចប្រជុំនៅកំពត": "ថវិកា-2021"}
    for question, expected in asked.items():
        results = service.searcher.search(Query(question))
        assert results.hits[0].document.id == expected
        assert results.understood.places == (results.hits[0].document.place,)


def test_a_place_is_no_cue_where_words_are_to_be_words(service: Service) -> None:
    for query in (
        Query("the Siem Reap meeting", interpret=False),
        Query("the Siem Reap meeting", ignored=frozenset({Cue.PLACES})),
    ):
        assert service.searcher.search(query).understood.places == ()


def test_filters_hold_beside_the_place_of_the_words(service: Service) -> None:
    query = Query("the Siem Reap meeting", Filters(documents=("ថវិកា-2021",)))
    assert {hit.document.id for hit in service.searcher.search(query).hits} == {"ថវិកា-2021"}


def test_a_question_that_names_no_time_has_timely_hits_only(service: Service) -> None:
    assert all(hit.timely for hit in service.searcher.search(Query("budget")).hits)


def test_total_counts_what_the_arms_brought(service: Service) -> None:
    results = service.searcher.search(Query("budget", limit=1))
    assert len(results.hits) == 1
    assert results.total == len(service.searcher.search(Query("budget", limit=100)).hits)
