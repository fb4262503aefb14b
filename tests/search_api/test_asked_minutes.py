"""Which minutes a question means that calls a body by a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from indexer.bilingual import BilingualEncoder
from indexer.build import index
from indexer.filters import Filters
from search_api import asked_minutes
from search_api.answer import Answer
from search_api.query import Cue, Query
from search_api.startup import Service
from search_api.understanding import Understood
from tests.search_api.conftest import opened

MEETINGS = {
    "road-3": (
        "Minutes of the 3rd Meeting of the Road Safety Committee",
        "Hue",
        "12 March 2021",
        "Signs are kept.",
    ),
    "road-4": (
        "Minutes of the 4th Meeting of the Road Safety Committee",
        "Dili",
        "9 May 2022",
        "Signs are sold.",
    ),
    "flood-3": (
        "Minutes of the 3rd Meeting of the Flood Relief Board",
        "Hue",
        "1 April 2021",
        "Signs are made.",
    ),
    "flood-5": (
        "Minutes of the 5th Meeting of the Flood Relief Board",
        "Pakse",
        "7 July 2023",
        "Boats are sold.",
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The archive of these meetings and two of a budget committee, with the shipped encoder."""
    folder, encoder = tmp_path_factory.mktemp("meetings"), BilingualEncoder(threads=1)
    with opened(folder, encoder=encoder) as service:
        for name, (title, place, day, decision) in MEETINGS.items():
            text = f"{title}\nDate: {day}\nPlace: {place}\n\nDecisions\n- {decision}\n- The list is kept.\n"
            (folder / "minutes" / f"{name}.txt").write_text(text, encoding="utf-8")
        index(folder / "minutes", service.archive.folder, encoder, remark=print)
        yield service


def understood(archive: Service, question: str, *ignored: Cue, documents: tuple[str, ...] = ()) -> Understood:
    query = Query(question, Filters(documents=documents), ignored=frozenset(ignored))
    return archive.searcher.search(query).understood


@pytest.mark.parametrize(
    ("question", "meant", "beside"),
    [
        ("What did the 3rd meeting of the road safety committee decide?", {"road-3"}, {"flood-3"}),
        ("What did the third Flood Relief board decide?", {"flood-3"}, {"road-3"}),
        ("What did the flood relief board decide in March and April 2021?", {"flood-3"}, {"ថវិកា-2021"}),
        ("What did the road safety committee decide in 2021?", {"road-3"}, {"ថវិកា-2021"}),
        ("What did the fifth meeting of the audit committee decide?", set(), {"flood-5"}),
        ("Who came to the Hue meeting of the flood relief board?", {"flood-3"}, set()),
        ("What did the road safety committee decide?", set(), set()),
        ("What did the tea committee decide in 2021?", set(), set()),
        ("What did the 3rd meeting decide?", set(), set()),
    ],
)
def test_minutes_of_the_body_meant_are_told_from_others_of_the_same_kind(
    archive: Service, question: str, meant: set[str], beside: set[str]
) -> None:
    found = understood(archive, question)
    assert (found.meant, found.beside) == (meant, beside)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What did the latest road safety committee meeting decide?", date(2022, 5, 9)),
        ("What did the last meeting of the flood relief board decide?", date(2023, 7, 7)),
    ],
)
def test_the_latest_meeting_of_a_body_called_so_has_a_day(archive: Service, question: str, day: date) -> None:
    assert [period.first for period in understood(archive, question).periods] == [day]
    assert understood(archive, question, Cue.LATEST).periods == ()


def test_what_is_put_aside_means_no_minutes(archive: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "What did the 3rd meeting of the road safety committee decide?"
    assert not understood(archive, question, Cue.BODIES).beside
    assert understood(archive, question, documents=("road-3",)).meant == {"road-3"}
    assert not understood(archive, question, documents=("flood-3",)).meant
    monkeypatch.setattr(asked_minutes, "MOST", 1)
    assert not understood(archive, question).meant


def test_the_body_meant_answers(archive: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.answering.THRESHOLDS", dict.fromkeys(("km", "en"), 0.0))
    for number, document in (("3rd", "flood-3"), ("5th", "flood-5")):
        answer = archive.answerer.answer(Query(f"What did the {number} flood relief board meeting decide?"))
        assert isinstance(answer, Answer)
        assert answer.citations[0].document.id == document
