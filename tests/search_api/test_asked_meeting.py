"""Whether minutes are of the meeting that a question is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.khmer import normal_form
from search_api.asked_meeting import is_of_another, numbered_otherwise
from search_api.hit import Hit
from search_api.query import Query
from search_api.startup import Service
from search_api.understanding import understand

BODIES = ("SOMTC", "SOMTC WG-TIP")


def hit(service: Service, title: str, text: str = "It was held in Hue.", path: str = "minutes.txt") -> Hit:
    """A hit in minutes of the SOMTC of 12 March 2020."""
    (found, *_) = service.search(Query("library Saturdays")).hits
    entry = replace(found.document, title=title, path=path, body="SOMTC", date=date(2020, 3, 12))
    return replace(found, document=entry, passage=replace(found.passage, text=text))


@pytest.mark.parametrize(
    ("question", "title", "text", "another"),
    [
        ("Where was the 23rd SOMTC held?", "Minutes of the 24th SOMTC", "It was held in Hue.", True),
        ("Where was the 23rd SOMTC held?", "Twenty-Third SOMTC: Minutes", "It was held in Hue.", False),
        ("Where was the 23rd SOMTC held?", "Minutes", "It was held in Hue.", False),
        ("Where was the 23rd SOMTC held?", "The 24th SOMTC", "The 23rd SOMTC was held in Hue.", False),
        ("Where was the SOMTC held?", "Minutes of the 24th SOMTC", "It was held in Hue.", False),
        ("កិច្ចប្រជុំលើកទី២៣ ធ្វើនៅឯណា?", "កំណត់ហេតុកិច្ចប្រជុំលើកទី២៤", "It was held in Hue.", True),
    ],
)
def test_a_meeting_is_told_by_its_number(
    service: Service, question: str, title: str, text: str, another: bool
) -> None:
    understood = understand(normal_form(question), (), date(2026, 1, 1))
    assert numbered_otherwise(hit(service, title, text), understood) is another
    assert is_of_another(hit(service, title, text), understood) is another


def test_the_files_name_may_have_the_number(service: Service) -> None:
    understood = understand("What did the 6th PSC meeting decide?", (), date(2026, 1, 1))
    assert numbered_otherwise(hit(service, "Minutes", path="2021/PSC3 Zoom.docx"), understood)
    assert not numbered_otherwise(hit(service, "Minutes", path="2021/PSC6 Zoom.docx"), understood)


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("What did the SOMTC decide in March 2020?", False),
        ("What did the SOMTC decide in December 2020?", True),
        ("What did the SOMTC WG-TIP decide in March 2020?", False),  # it names both
        ("How many victims were found in December 2020?", False),  # minutes tell of other times
        ("Who chaired the meeting in 2019?", True),
        ("What did the SOMTC decide?", False),
    ],
)
def test_facts_and_sections_of_minutes_are_of_their_own_day(
    service: Service, question: str, another: bool
) -> None:
    understood = understand(question, BODIES, date(2026, 1, 1))
    assert is_of_another(hit(service, "Minutes"), understood) is another


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("What did the NCCT decide?", True),
        ("What did the SOMTC decide?", False),
        ("What did the steering committee decide?", False),  # which minutes may call in other ways
    ],
)
def test_minutes_of_another_body_are_of_another_meeting(
    service: Service, question: str, another: bool
) -> None:
    understood = understand(question, ("SOMTC", "NCCT", "Steering Committee"), date(2026, 1, 1))
    assert is_of_another(hit(service, "Minutes"), understood) is another
