"""Whether minutes are of the meeting that a question is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Span
from corpus.khmer import normal_form
from indexer.filters import body_key
from search_api.asked_meeting import extract_tells_of_another, is_of_another, tells_of_another
from search_api.extracts import Extract
from search_api.hit import Hit
from search_api.query import Query
from search_api.startup import Service
from search_api.understanding import understand

BODIES = ("somtc", "somtc wg-tip")
TEXT = "It was held in Hue."


def hit(service: Service, title: str, path: str = "minutes.txt") -> Hit:
    """A hit in minutes of the SOMTC of 12 March 2020."""
    (found, *_) = service.search(Query("library Saturdays")).hits
    entry = replace(found.document, title=title, path=path, body="SOMTC", date=date(2020, 3, 12))
    return replace(found, document=entry)


@pytest.mark.parametrize(
    ("question", "title", "text", "another"),
    [
        ("Where was the 23rd SOMTC held?", "Minutes of the 24th SOMTC", "It was held in Hue.", True),
        ("Where was the 23rd SOMTC held?", "Twenty-Third SOMTC: Minutes", "It was held in Hue.", False),
        ("Where was the 23rd SOMTC held?", "Minutes", "It was held in Hue.", False),
        ("Where was the 23rd SOMTC held?", "The 24th SOMTC", "The 23rd SOMTC was held in Hue.", False),
        ("Where was the SOMTC held?", "Minutes of the 24th SOMTC", "It was held in Hue.", False),
        ("កិច្ចប្រជុំលើកទី២៣ ធ្វើនៅឯណា?", "កំណត់ហេតុកិច្ចប្រជុំលើកទី២៤", "It was held in Hue.", True),
        ("How many in Q3 2020?", "កំណត់ហេតុកិច្ចប្រជុំត្រីមាសទី១ ឆ្នាំ២០២០", "Nine were found.", True),
        ("ត្រីមាសទី៣ មានប៉ុន្មាន?", "First quarter of 2020", "The third quarter had nine.", False),
        ("ត្រីមាសទី៣ មានប៉ុន្មាន?", "Minutes of the first half of 2020", "Nine were found.", False),
        ("ត្រីមាសទី៣ មានប៉ុន្មាន?", "Minutes", "Nine were found.", False),
    ],
)
def test_a_meeting_is_told_by_its_number_or_part_of_a_year(
    service: Service, question: str, title: str, text: str, another: bool
) -> None:
    understood = understand(normal_form(question), (), date(2026, 1, 1))
    assert tells_of_another(hit(service, title), understood, text) is another
    assert is_of_another(hit(service, title), understood, text) is another


def test_an_extract_is_told_with_its_passage_where_it_stands_there(service: Service) -> None:
    understood = understand("Where was the 23rd SOMTC held?", (), date(2026, 1, 1))
    (found, *_) = service.search(Query("library Saturdays")).hits
    with service.archive.snapshot() as snapshot:
        document = snapshot.document(found.document.id).document
    told = hit(service, "Minutes of the 24th SOMTC")
    told = replace(told, passage=replace(told.passage, text="The 23rd SOMTC asked for this:\n- Roads."))
    start = told.passage.span.start
    in_it = Extract(told, document, (Span(start, start + 5), Span(start + 6, start + 9)), "", is_list=True)
    elsewhere = replace(in_it, spans=(Span(0, 5),))
    assert not extract_tells_of_another(in_it, understood)
    assert extract_tells_of_another(elsewhere, understood)


@pytest.mark.parametrize(
    ("title", "path", "another"),
    [
        ("Minutes", "2021/PSC3 Zoom.docx", True),
        ("Minutes", "2021/PSC6 Zoom.docx", False),
        ("Minutes of the 6th meeting", "2021/PSC3 Zoom.docx", False),
        ("Minutes", "NCCT 12 March 2020.docx", False),
        ("Minutes", "SCAN 5.pdf", False),
        ("Minutes", "2nd version.docx", False),
    ],
)
def test_where_the_title_has_no_number_the_files_name_may(
    service: Service, title: str, path: str, another: bool
) -> None:
    understood = understand("What did the 6th PSC meeting decide?", (), date(2026, 1, 1))
    assert tells_of_another(hit(service, title, path=path), understood, TEXT) is another


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("What did the SOMTC decide in March 2020?", False),
        ("What did the SOMTC decide in December 2020?", True),
        ("What did the SOMTC WG-TIP decide in March 2020?", True),  # not of its working group
        ("How many victims were found in December 2020?", False),  # minutes tell of other times
        ("Who chaired the meeting in 2019?", True),
        ("What did the SOMTC decide?", False),
        ("When is the next meeting in 2021?", False),  # the minutes before it tell
        ("Which challenges were there during the pandemic?", False),
    ],
)
def test_facts_and_sections_of_minutes_are_of_their_own_day(
    service: Service, question: str, another: bool
) -> None:
    understood = understand(question, BODIES, date(2026, 1, 1))
    assert is_of_another(hit(service, "Minutes"), understood, TEXT) is another


@pytest.mark.parametrize(
    ("question", "body", "another"),
    [
        ("What did the NCCT decide?", "SOMTC", True),
        ("What did the SOMTC decide?", "SOMTC", False),
        ("What did the NCCT decide?", None, False),
        ("What did the NCCT decide?", "Steering Committee", False),  # it may be one of its units
        ("Who chaired the NCCT meeting?", "Steering Committee", True),  # its own chair is told there
        ("Who chaired the NCCT meeting?", None, False),
        ("Which country will chair the next SOMTC?", "Steering Committee", False),
        ("What did the steering committee decide on the SOMTC?", "Steering Committee", False),
    ],
)
def test_minutes_of_another_body_are_of_another_meeting(
    service: Service, question: str, body: str | None, another: bool
) -> None:
    bodies = tuple(map(body_key, ("SOMTC", "NCCT", "Steering Committee")))
    understood = understand(question, bodies, date(2026, 1, 1))
    found = hit(service, "Minutes")
    of_body = replace(found, document=replace(found.document, body=body))
    assert is_of_another(of_body, understood, TEXT) is another


def test_minutes_without_a_day_are_of_any_time(service: Service) -> None:
    understood = understand("What did the SOMTC decide in December 2020?", BODIES, date(2026, 1, 1))
    found = hit(service, "Minutes")
    assert not is_of_another(replace(found, document=replace(found.document, date=None)), understood, TEXT)
