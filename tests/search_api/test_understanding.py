"""What a question's own words say."""

from __future__ import annotations

from datetime import date

import pytest

from corpus import khmer
from corpus.dates import Period
from corpus.document import SectionKind
from search_api.cues import Wanted
from search_api.understanding import Fact, Understood, outermost, understand

TODAY = date(2022, 6, 15)
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31))


def understood(question: str, *bodies: str) -> Understood:
    return understand(khmer.normal_form(question), bodies, TODAY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was decided in 2020?", [YEAR_2020]),
        ("តើបានសម្រេចអ្វីខ្លះក្នុងឆ្នាំ២០២០?", [YEAR_2020]),
        ("Who chaired since 2019?", [Period(date(2019, 1, 1), date.max)]),
        ("ចាប់ពីឆ្នាំ២០១៩ មានប្រជុំប៉ុន្មានដង?", [Period(date(2019, 1, 1), date.max)]),
        ("the budget before 2020", [Period(date.min, date(2019, 12, 31))]),
        ("ថវិកាមុនឆ្នាំ២០២០", [Period(date.min, date(2019, 12, 31))]),
        ("meetings after 2020", [Period(date(2021, 1, 1), date.max)]),
        ("Where does the group meet next after 2020?", [Period(date(2020, 1, 1), date.max)]),
        ("everything until 2020", [Period(date.min, date(2020, 12, 31))]),
        ("between 2018 and 2020", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("Who chaired from 2018 to 2020?", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("from 2018 to the end of 2020", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("between mid-2018 and early 2020", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("from 12 to 14 May 2021", [Period(date(2021, 5, 12), date(2021, 5, 14))]),
        ("from May 2021", [Period(date(2021, 5, 1), date.max)]),
        ("until the end of 2020", [Period(date.min, date(2020, 12, 31))]),
        ("before the end of 2020", [Period(date.min, date(2020, 12, 31))]),
        ("since the beginning of 2019", [Period(date(2019, 1, 1), date.max)]),
        ("how did it change over the years", []),
        ("after the end of 2020", [Period(date(2021, 1, 1), date.max)]),
        ("after mid-2020", [Period(date(2020, 1, 1), date.max)]),
        ("before mid-2020", [Period(date.min, date(2020, 12, 31))]),
        ("before the beginning of 2020", [Period(date.min, date(2019, 12, 31))]),
        ("since 2018 until 2020", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("from 2019 onwards", [Period(date(2019, 1, 1), date.max)]),
        ("in the past five years", [Period(date(2017, 1, 1), TODAY)]),
        ("the last year of the project", []),
        ("over the years 2018-2020", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("ពីឆ្នាំ២០១៨ ដល់ឆ្នាំ២០២០", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("what changed last year", [Period(date(2021, 1, 1), date(2021, 12, 31))]),
        ("ឆ្នាំមុនមានការសម្រេចអ្វី", [Period(date(2021, 1, 1), date(2021, 12, 31))]),
        ("this year's budget", [Period(date(2022, 1, 1), date(2022, 12, 31))]),
        ("in the last 3 years", [Period(date(2019, 1, 1), TODAY)]),
        ("last month", [Period(date(2022, 5, 1), date(2022, 5, 31))]),
        ("in April 2021", [Period(date(2021, 4, 1), date(2021, 4, 30))]),
        ("តាំងតែពីឆ្នាំ២០១៩ មានប្រជុំប៉ុន្មានដង?", [Period(date(2019, 1, 1), date.max)]),
        ("ពីឆ្នាំ២០១៩មក មានប្រជុំប៉ុន្មានដង?", [Period(date(2019, 1, 1), date.max)]),
        ("ពីឆ្នាំ២០១៩ រហូតមកដល់បច្ចុប្បន្ន", [Period(date(2019, 1, 1), date.max)]),
        ("អ្នកចូលរួមកាលពីឆ្នាំ២០២០ មកពីណា?", [YEAR_2020]),
        ("អំពីឆ្នាំ២០២០ និងឆ្នាំ២០១៨", [YEAR_2020, Period(date(2018, 1, 1), date(2018, 12, 31))]),
        ("ពីឆ្នាំ២០១៨ ទៅឆ្នាំ២០២០", [Period(date(2018, 1, 1), date(2020, 12, 31))]),
        ("ក្រោយឆ្នាំ២០២០", [Period(date(2021, 1, 1), date.max)]),
        ("កិច្ចប្រជុំចុងក្រោយឆ្នាំ២០២០", [YEAR_2020]),
        ("មុនដំណាច់ឆ្នាំ២០២០", [Period(date.min, date(2020, 12, 31))]),
        ("គិតត្រឹមចុងឆ្នាំ២០២០", [Period(date.min, date(2020, 12, 31))]),
        ("ឆ្នាំកន្លងទៅមានការសម្រេចអ្វី", [Period(date(2021, 1, 1), date(2021, 12, 31))]),
        ("ថ្ងៃទី៩ឆ្នាំមុន", [Period(date(2021, 1, 1), date(2021, 12, 31))]),
        ("៥ឆ្នាំមុន", []),
        ("ក្នុងរយៈពេល ៣ឆ្នាំកន្លងទៅ", [Period(date(2019, 1, 1), TODAY)]),
        ("ខែកន្លងទៅ", [Period(date(2022, 5, 1), date(2022, 5, 31))]),
        ("Who chairs next?", []),
        ("How did 2,020 people travel?", []),
        ("", []),
    ],
)
def test_dates_in_the_words_become_closed_periods(question: str, expected: list[Period]) -> None:
    assert list(understood(question).periods) == expected


@pytest.mark.parametrize(
    ("question", "latest"),
    [
        ("What is the latest budget?", True),
        ("Which country chairs next?", True),
        ("តើប្រទេសណានឹងធ្វើជាប្រធានបន្ទាប់?", True),
        ("ការសម្រេចចុងក្រោយ", True),
        ("What was decided at the last meeting?", True),
        ("what Laos said last time at the meeting", False),
        ("ប្រធានអាណត្តិបន្ត", True),
        ("តើមានអ្វីកើតឡើងបន្ទាប់ពីសង្គ្រោះ?", False),
        ("បច្ចុប្បន្នភាពនៃទិន្នន័យ", False),
        ("What was the first budget?", False),
        ("what happened last year", False),
        ("what was decided from 2018 till now", False),
        ("ពីឆ្នាំ២០១៨ មកដល់បច្ចុប្បន្ន", False),
        ("ថវិកាសរុប", False),
    ],
)
def test_latest_next_and_current_prefer_the_newest(question: str, latest: bool) -> None:
    assert understood(question).latest is latest


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When did it take place?", {Wanted.DATE}),
        ("ប្រជុំធ្វើនៅពេលណា?", {Wanted.DATE}),
        ("How many took part?", {Wanted.NUMBER}),
        ("មានអ្នកចូលរួមប៉ុន្មាននាក់?", {Wanted.NUMBER}),
        ("Where was it held?", {Wanted.PLACE}),
        ("ហេតុអ្វីបានជាពន្យារ?", {Wanted.REASON}),
        ("Who was present?", {Wanted.WHO}),
        ("តើមានអនុសាសន៍អ្វីខ្លះ?", {Wanted.LIST}),
        ("សូមរាយឈ្មោះ", {Wanted.LIST}),
        ("របាយការណ៍ និងដំណោះស្រាយដែលតំណាងបានរាយការណ៍", set()),
        ("ប្រជុំធ្វើនៅថ្ងៃទីណា?", {Wanted.DATE}),
        ("តើនៅឯណា?", {Wanted.PLACE}),
        ("ធ្វើនៅទីណា?", {Wanted.PLACE}),
        ("កិច្ចប្រជុំលើកទីណា?", set()),
        ("ប្រធានឈ្មោះអ្វី?", {Wanted.WHO}),
        ("ភាគីណាស្នើ?", {Wanted.WHO}),
        ("ដោយហេតុអ្វីបានពន្យារ?", {Wanted.REASON}),
        ("ម៉េចបានជាពន្យារ?", {Wanted.REASON}),
        ("zebra", set()),
    ],
)
def test_the_wanted_sort_of_thing_is_told_by_the_asking_words(question: str, wanted: set[Wanted]) -> None:
    assert set(understood(question).wanted) == wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What were the challenges?", SectionKind.CHALLENGES),
        ("តើមានបញ្ហាប្រឈមអ្វីខ្លះ?", SectionKind.CHALLENGES),
        ("What did they recommend?", SectionKind.RECOMMENDATIONS),
        ("អនុសាសន៍របស់សិក្ខាសាលា", SectionKind.RECOMMENDATIONS),
        ("What was decided?", SectionKind.DECISIONS),
        ("គោលបំណងរបស់កិច្ចប្រជុំ", SectionKind.OBJECTIVES),
        ("Who attended?", SectionKind.PARTICIPANTS),
    ],
)
def test_the_kind_of_section_is_told_by_its_name(question: str, kind: SectionKind) -> None:
    assert kind in understood(question).kinds


@pytest.mark.parametrize(
    "question",
    [
        "Who was to chair the commission after Thailand?",
        "Which country succeeds Laos as chair?",
        "Which ministry was named as chair for 2019?",
        "Who will host the seminar of 2024?",
        "តើប្រទេសណានឹងធ្វើជាប្រធានបន្ទាប់?",
        "នរណានឹងធ្វើជាអធិបតីនៅឆ្នាំក្រោយ?",
        "ប្រទេសណាធ្វើប្រធានគណៈកម្មការក្រោយឡាវ?",
    ],
)
def test_who_chairs_next_is_decided_or_told_with_the_next_meeting(question: str) -> None:
    found = understood(question)
    assert {SectionKind.DECISIONS, SectionKind.NEXT_MEETING} <= set(found.kinds)
    assert not found.facts


@pytest.mark.parametrize(
    "question",
    [
        "When will the steering committee meet?",
        "Where was the fourth session to be held?",
        "កិច្ចប្រជុំគ្រោងធ្វើនៅពេលណា?",
        "ក្រុមការងារនឹងប្រជុំនៅទីណា?",
    ],
)
def test_a_meeting_to_come_is_not_the_one_that_minutes_are_of(question: str) -> None:
    found = understood(question)
    assert SectionKind.NEXT_MEETING in found.kinds
    assert not found.facts


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Who chaired the third session?", Fact.CHAIR),
        ("Who chaired the latest session?", Fact.CHAIR),
        ("When was the workshop held?", Fact.DATE),
        ("ប្រធានកិច្ចប្រជុំជានរណា?", Fact.CHAIR),
        ("កិច្ចប្រជុំប្រព្រឹត្តទៅនៅទីណា?", Fact.PLACE),
    ],
)
def test_facts_are_of_the_meeting_itself(question: str, fact: Fact) -> None:
    assert fact in understood(question).facts
    assert SectionKind.NEXT_MEETING not in understood(question).kinds


def test_what_is_said_to_a_chair_is_not_of_the_next_one() -> None:
    assert SectionKind.NEXT_MEETING not in understood("What did Laos propose to the chair?").kinds


@pytest.mark.parametrize(
    "question", ["គ.ជ.ប.ជ បានសម្រេចអ្វី?", "What did the National Committee for Counter Trafficking decide?"]
)
def test_a_body_with_one_name_here_is_found_by_its_others(question: str) -> None:
    assert understood(question, "ncct", "somtc").bodies == ("ncct",)
    assert understood(question, "somtc").bodies == ()


def test_bodies_are_found_as_whole_words_in_either_script() -> None:
    assert understood("What did SOMTC decide?", "somtc", "amm").bodies == ("somtc",)
    assert understood("What did SOMTCX decide?", "somtc").bodies == ()
    assert understood("គណៈកម្មការថវិកាបានសម្រេចអ្វី", "គណៈកម្មការថវិកា").bodies == ("គណៈកម្មការថវិកា",)


def test_periods_are_touched_by_any_shared_day() -> None:
    asked = understood("in 2020")
    assert asked.touches(Period(date(2019, 12, 1), date(2020, 1, 1)))
    assert not asked.touches(Period(date(2021, 1, 1), date(2021, 1, 2)))


def test_a_name_within_another_ones_is_not_meant() -> None:
    bodies = ("steering committee", "project steering committee", "somtc", "somtc wg-tip")
    assert outermost(bodies) == {"project steering committee", "somtc", "somtc wg-tip"}
