"""Questions as the reader is asked them of each of some minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from corpus.dates import Period
from search_api.hit import Hit
from search_api.query import Query
from search_api.question_as_read import as_read
from search_api.startup import Service
from search_api.understanding import Understood, understand

TODAY = date(2022, 6, 15)
BODIES = ("somtc", "somtc wg-tip")
FOURTEENTH = ("Report of the 14th Meeting", "SOMTC WG-TIP", date(2022, 8, 24), "Bandar Seri Begawan")
THIRTEENTH = ("Minutes of the 13th Meeting", "SOMTC WG-TIP", date(2021, 9, 22), "by video")
FOURTEENTH_SOMTC = ("Minutes of the 14th SOMTC", "SOMTC", date(2014, 6, 25), None)
QUARTER = ("Minutes of the first quarter", "Provincial Committee", date(2022, 3, 29), "Bavet")
NOTES = ("Notes", "Budget Committee", None, None)
Minutes = tuple[str, str, date | None, str | None]


def hits(service: Service, minutes: Sequence[Minutes]) -> list[Hit]:
    """A hit in each of some minutes: title, body, date and place."""
    (found, *_) = service.search(Query("library Saturdays")).hits
    return [
        replace(
            found,
            document=replace(
                found.document, id=title, title=title, body=body, date=day, place=place, path="a.txt"
            ),
        )
        for title, body, day, place in minutes
    ]


def asked(service: Service, question: str, *minutes: Minutes, understood: Understood | None = None) -> str:
    """What is asked of the first of some minutes, or of others where there are none."""
    query = Query(question)
    understood = understood or understand(query.normal_form, BODIES, TODAY)
    (first, *_) = minutes = minutes or (NOTES,)
    return as_read(query.normal_form, hits(service, minutes), understood, query.language)[first[0]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was said at the 14th WG-TIP meeting?", "What was said at the 24 August 2022 WG-TIP meeting?"),
        ("Who chaired the 14th WG-TIP meeting?", "Who chaired the 14th WG-TIP meeting?"),
        ("Who chaired the 14th SOMTC in 2014?", "Who chaired the 14th SOMTC in 2014?"),
        ("Who led the task force of the 14th SOMTC?", "Who led the task force of the 25 June 2014 SOMTC?"),
        ("When was the 14th SOMTC?", "When was the 14th SOMTC?"),
        ("What was the date of the 14th SOMTC?", "What was the date of the 14th SOMTC?"),
        ("What did WG-TIP 13 decide?", "What did WG-TIP of 22 September 2021 decide?"),
        ("What did the 14th SOMTC agree?", "What did the 25 June 2014 SOMTC agree?"),
        ("តើកិច្ចប្រជុំ WG-TIP លើកទី១៤ សម្រេចអ្វី?", "តើកិច្ចប្រជុំ WG-TIP ថ្ងៃទី24 ខែសីហា ឆ្នាំ2022 សម្រេចអ្វី?"),
        ("Who came to the 14th meeting in 2022?", "Who came to the 24 August 2022 meeting in 2022?"),
        ("Who came to the 14th meeting?", "Who came to the 24 August 2022 meeting?"),
        ("Who came to the 15th WG-TIP meeting?", "Who came to the 15th WG-TIP meeting?"),
        ("Who came to the 13th and 14th WG-TIP meetings?", "Who came to the 13th and 14th WG-TIP meetings?"),
        (
            "When is the next meeting after the 14th WG-TIP meeting?",
            "When is the next meeting after the 14th WG-TIP meeting?",
        ),
        ("Who led in the first quarter of 2022?", "Who led in the first quarter of 2022 (29 March 2022)?"),
        ("Who led in the first quarter of 2021?", "Who led in the first quarter of 2021?"),
        ("Who led in the second quarter of 2022?", "Who led in the second quarter of 2022?"),
    ],
)
def test_a_meeting_is_called_by_its_day_where_the_hits_tell_it(
    service: Service, question: str, expected: str
) -> None:
    minutes = (FOURTEENTH, THIRTEENTH, FOURTEENTH_SOMTC, QUARTER)
    assert asked(service, question, *minutes) == Query(expected).normal_form


def test_of_several_meetings_of_a_number_each_is_asked_with_its_own_day(service: Service) -> None:
    question = "Who came to the 14th meeting?"
    others = (FOURTEENTH, THIRTEENTH, NOTES)
    assert asked(service, question, FOURTEENTH_SOMTC, *others) == "Who came to the 25 June 2014 meeting?"
    assert asked(service, question, THIRTEENTH, FOURTEENTH, FOURTEENTH_SOMTC) == question
    meant = understand(question, BODIES, TODAY)
    meant = replace(meant, meant=frozenset({FOURTEENTH[0]}), beside=frozenset({FOURTEENTH_SOMTC[0]}))
    for minutes in (FOURTEENTH, NOTES):
        found = asked(service, question, minutes, FOURTEENTH, FOURTEENTH_SOMTC, understood=meant)
        assert found == "Who came to the 24 August 2022 meeting?"


@pytest.mark.parametrize(
    ("question", "minutes", "expected"),
    [
        ("Who led in the third quarter of 2022?", FOURTEENTH, "Who led in 2022?"),
        ("Who led in Q3 2022?", FOURTEENTH, "Who led in 2022?"),
        ("Who led in the second half of the year 2022?", FOURTEENTH, "Who led in the year 2022?"),
        ("អ្នកណាដឹកនាំក្នុងត្រីមាសទី៣ ឆ្នាំ២០២២?", FOURTEENTH, "អ្នកណាដឹកនាំក្នុងឆ្នាំ២០២២?"),
        ("Who led in the first quarter of 2022?", QUARTER, "Who led in 2022 (29 March 2022)?"),
        ("Who led in the second quarter of 2022?", FOURTEENTH, "Who led in the second quarter of 2022?"),
        ("Who led in the third quarter of 2022?", THIRTEENTH, "Who led in the third quarter of 2022?"),
        ("Who led in the third quarter?", FOURTEENTH, "Who led in the third quarter?"),
        ("Who led in Q3 2022?", NOTES, "Who led in Q3 2022?"),
    ],
)
def test_a_part_of_a_year_is_not_asked_of_minutes_of_that_part(
    service: Service, question: str, minutes: Minutes, expected: str
) -> None:
    assert asked(service, question, minutes) == Query(expected).normal_form


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the IT committee decide?", "What did the committee decide?"),
        ("Why did the Koh Kong sub-committee's boat sink?", "Why did the sub-committee's boat sink?"),
        ("តើគណៈកម្មាធិការ IT បានសម្រេចអ្វី?", "តើគណៈកម្មាធិការ បានសម្រេចអ្វី?"),
        ("What did PSC 7 decide?", "What did PSC 7 decide?"),
        ("What did they decide?", "What did they decide?"),
    ],
)
def test_a_bodys_own_name_is_not_asked_of_its_minutes(service: Service, question: str, expected: str) -> None:
    meant = Understood(meant=frozenset({NOTES[0]}))
    assert asked(service, question, NOTES, understood=meant) == Query(expected).normal_form
    assert asked(service, question, QUARTER, NOTES, understood=meant) == Query(question).normal_form


def test_minutes_without_a_date_leave_the_day_untold(service: Service) -> None:
    undated = ("The 14th Meeting", FOURTEENTH[1], None, None)
    question = "Who came to the 14th WG-TIP meeting?"
    assert asked(service, question, undated) == question
    assert asked(service, question, undated, FOURTEENTH) == question
    assert asked(service, question) == question


@pytest.mark.parametrize(
    ("question", "periods", "expected"),
    [
        ("Who spoke at the Bavet meeting?", (), "Who spoke at the Bavet meeting (29 March 2022)?"),
        ("អ្នកណានិយាយក្នុងកិច្ចប្រជុំនៅបាវិត?", (), "អ្នកណានិយាយក្នុងកិច្ចប្រជុំនៅបាវិត (ថ្ងៃទី29 ខែមីនា ឆ្នាំ2022)?"),
        ("Who spoke at the Bavet meeting", (Period(TODAY, TODAY),), "Who spoke at the Bavet meeting"),
    ],
)
def test_the_day_of_the_meeting_in_a_place_is_said_where_no_time_is_named(
    service: Service, question: str, periods: tuple[Period, ...], expected: str
) -> None:
    understood = Understood(places=("Bavet",), met_in=("Bavet",), periods=periods)
    assert asked(service, question, FOURTEENTH, QUARTER, understood=understood) == Query(expected).normal_form
    assert asked(service, question, understood=understood) == Query(question).normal_form


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the last SOMTC meeting decide?", "What did the 17 May 2022 SOMTC meeting decide?"),
        ("When was the last SOMTC meeting?", "When was the last SOMTC meeting?"),
        ("What is the date of the last SOMTC meeting?", "What is the date of the last SOMTC meeting?"),
        ("Who chaired the last SOMTC meeting?", "Who chaired the 17 May 2022 SOMTC meeting?"),
        ("Decisions of the most recent WG-TIP minutes", "Decisions of the 17 May 2022 WG-TIP minutes"),
        ("តើកិច្ចប្រជុំ SOMTC លើកចុងក្រោយសម្រេចអ្វី?", "តើកិច្ចប្រជុំ SOMTC ថ្ងៃទី17 ខែឧសភា ឆ្នាំ2022សម្រេចអ្វី?"),
    ],
)
def test_the_latest_meeting_is_called_by_its_day(service: Service, question: str, expected: str) -> None:
    understood = understand(Query(question).normal_form, BODIES, TODAY)
    day = Period(date(2022, 5, 17), date(2022, 5, 17))
    found = asked(service, question, understood=replace(understood, periods=(day,)))
    assert found == Query(expected).normal_form
    two = asked(service, question, understood=replace(understood, periods=(day, Period(TODAY, TODAY))))
    assert two == Query(question).normal_form


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What changed last year?", "What changed in 2021?"),
        ("What was last year's budget?", "What was 2021's budget?"),
        ("the budget of this year", "the budget of 2022"),
        ("What was decided last month?", "What was decided in May 2022?"),
        ("What changed over the last 3 years?", "What changed over the 2019 to 2022?"),
        ("តើឆ្នាំមុនសម្រេចអ្វី?", "តើឆ្នាំ2021សម្រេចអ្វី?"),
        ("តើខែមុនសម្រេចអ្វី?", "តើខែឧសភា ឆ្នាំ2022សម្រេចអ្វី?"),
        ("What was decided in 2020?", "What was decided in 2020?"),
        ("Was the Straße mended last year?", "Was the Straße mended last year?"),
    ],
)
def test_times_counted_from_today_are_said_in_years(service: Service, question: str, expected: str) -> None:
    assert asked(service, question) == Query(expected).normal_form
