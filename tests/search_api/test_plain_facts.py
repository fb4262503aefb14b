"""Questions after nothing but a fact about a numbered meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search_api.plain_facts import asks_plainly, is_the_meeting
from search_api.query import Query
from search_api.startup import Service
from search_api.understanding import Understood, understand

BODIES = ("somtc", "somtc wg-tip", "it committee")


def understood(question: str) -> Understood:
    return understand(Query(question).normal_form, BODIES, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("question", "plainly"),
    [
        ("Where was the 23rd SOMTC held?", True),
        ("Where and when did SOMTC hold its 19th meeting?", True),
        ("How many delegates attended the 23rd SOMTC?", True),
        ("On what date was the 19th Senior Officials Meeting on Transnational Crime held?", True),
        ("Please tell me who chaired the 14th WG-TIP meeting.", True),
        ("តើកិច្ចប្រជុំ SOMTC លើកទី២៣ ធ្វើនៅទីណា?", True),
        ("កិច្ចប្រជុំ WG-TIP លើកទី១៣ ដឹកនាំដោយនរណា?", True),
        ("កិច្ចប្រជុំ WG-TIP លើកទី១៦ មានអ្នកចូលរួមប៉ុន្មានរូប?", True),
        ("When was the 23rd SOMTC?", True),
        ("What was the date of the 23rd SOMTC?", True),
        ("In what city was the 19th SOMTC?", True),
        ("Which country chaired the 23rd SOMTC?", True),
        ("What did the chair say at the 23rd SOMTC?", False),
        ("Who did the chair meet at the 23rd SOMTC?", False),
        ("How many participants were from the host country at the 23rd SOMTC?", False),
        ("Who headed the host country delegates at the 23rd SOMTC?", False),
        ("តើនរណាជាប្រធានប្រតិភូចូលរួមកិច្ចប្រជុំ SOMTC លើកទី២៣?", False),
        ("Where was the training agreed at the 23rd SOMTC to be held?", False),
        ("Who led the task force set up at the 23rd SOMTC?", False),
        ("Who led the Cambodian delegation to the 23rd SOMTC?", False),
        ("How many delegates of Thailand attended the 23rd SOMTC?", False),
        ("តើនរណាដឹកនាំគណៈប្រតិភូកម្ពុជាទៅកិច្ចប្រជុំ SOMTC លើកទី២៣?", False),
        ("Who will chair the 24th SOMTC?", False),
        ("Who chaired the SOMTC?", False),
        ("Who chaired the 23rd SOMTC in 2023?", False),
        ("Who chaired the 22nd and 23rd SOMTC?", False),
        ("What did the 23rd SOMTC decide?", False),
    ],
)
def test_a_question_is_plain_where_it_says_nothing_but_the_fact_and_the_meeting(
    question: str, plainly: bool
) -> None:
    assert asks_plainly(Query(question).normal_form, understood(question)) is plainly


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Twenty-Third SOMTC: Minutes", "SOMTC", True),
        ("Twenty-Fourth SOMTC: Minutes", "SOMTC", False),
        ("23rd Meeting of the Working Group", "SOMTC WG-TIP", False),
        ("23rd meeting", "IT Committee", False),
        ("23rd meeting", None, False),
        ("Minutes", "SOMTC", False),
    ],
)
def test_minutes_are_of_the_meeting_by_number_and_body(
    service: Service, title: str, body: str | None, expected: bool
) -> None:
    (found, *_) = service.search(Query("library Saturdays")).hits
    hit = replace(found, document=replace(found.document, title=title, body=body, path="a.txt"))
    assert is_the_meeting(hit, understood("Where was the 23rd SOMTC held?")) is expected
