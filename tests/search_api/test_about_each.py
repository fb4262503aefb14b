"""Questions about several times or meetings, put about each of them."""

from __future__ import annotations

from datetime import date

import pytest

from search_api.about_each import MOST, about_each
from search_api.query import Query
from search_api.understanding import understand

TODAY = date(2022, 6, 15)
YEARS = range(2015, 2023)


def parted(question: str, years: range = YEARS) -> list[str]:
    question = Query(question).normal_form
    return about_each(question, understand(question, (), TODAY).times, years)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "How did it grow from 2019 to 2021?",
            [f"How did it grow in {year}?" for year in (2019, 2020, 2021)],
        ),
        ("What changed between 2019 and 2020?", ["What changed in 2019?", "What changed in 2020?"]),
        (
            "What changed between mid-2019 and the end of 2020?",
            ["What changed in 2019?", "What changed in 2020?"],
        ),
        ("the budget for 2019–2020", ["the budget for 2019", "the budget for 2020"]),
        ("From 2019 to 2020, who chaired?", ["in 2019, who chaired?", "in 2020, who chaired?"]),
        ("In the years 2019 to 2020 who chaired?", ["in 2019 who chaired?", "in 2020 who chaired?"]),
        ("Who chaired in 2016, 2018 and 2020?", [f"Who chaired in {year}?" for year in (2016, 2018, 2020)]),
        ("The budget of 2016 compared with 2020", ["The budget of 2016", "The budget of 2020"]),
        ("Users in March 2020 and May 2021", ["Users in March 2020", "Users in May 2021"]),
        (
            "What was recommended since 2021?",
            ["What was recommended in 2021?", "What was recommended in 2022?"],
        ),
        ("Decisions over the last 2 years", ["Decisions in 2020", "Decisions in 2021", "Decisions in 2022"]),
        (
            "What were the challenges in the COVID years?",
            [f"What were the challenges in {year}?" for year in (2020, 2021, 2022)],
        ),
        (
            "How did it grow in each year from 2019 to 2020?",
            ["How did it grow in 2019?", "How did it grow in 2020?"],
        ),
        ("the budget from 2019 to 2020, year by year", ["the budget in 2019", "the budget in 2020"]),
        ("ថវិកាក្នុងឆ្នាំនីមួយៗ ពីឆ្នាំ២០១៩ ដល់ឆ្នាំ២០២០", ["ថវិកានៅឆ្នាំ2019", "ថវិកានៅឆ្នាំ2020"]),
        ("ថវិកាពីដើមឆ្នាំ២០១៩ដល់ចុងឆ្នាំ២០២០", ["ថវិកានៅឆ្នាំ2019", "ថវិកានៅឆ្នាំ2020"]),
        ("អនុសាសន៍ចាប់តាំងពីឆ្នាំ២០២១មក", ["អនុសាសន៍នៅឆ្នាំ2021", "អនុសាសន៍នៅឆ្នាំ2022"]),
        ("the budget for 2019 and for 2020", ["the budget for 2019", "the budget for 2020"]),
        ("the 2019 and the 2021 meetings", ["the 2019 meetings", "the 2021 meetings"]),
        (
            "Who was trained under the programme from 2019 to 2020?",
            ["Who was trained under the programme in 2019?", "Who was trained under the programme in 2020?"],
        ),
        ("SOMTC 2019-2020 budget", ["SOMTC 2019 budget", "SOMTC 2020 budget"]),
        (
            "Of the 2021-2025 Work Plan, what was done in 2021 and 2022?",
            [f"Of the 2021-2025 Work Plan, what was done in {year}?" for year in (2021, 2022)],
        ),
        ("ថវិកាប្រែប្រួលយ៉ាងណាពីឆ្នាំ២០១៩ ដល់ឆ្នាំ២០២០?", [f"ថវិកាប្រែប្រួលយ៉ាងណានៅឆ្នាំ{year}?" for year in (2019, 2020)]),
        ("ថវិកាចាប់ពីឆ្នាំ២០១៩ ដល់២០២០", [f"ថវិកានៅឆ្នាំ{year}" for year in (2019, 2020)]),
        ("តើថវិកាឆ្នាំ២០១៩-២០២០ មានប៉ុន្មាន?", [f"តើថវិកាឆ្នាំ{year} មានប៉ុន្មាន?" for year in (2019, 2020)]),
        (
            "តើការប្រឈមក្នុងឆ្នាំកូវីដ-១៩ មានអ្វីខ្លះ?",
            [f"តើការប្រឈមនៅឆ្នាំ{year} មានអ្វីខ្លះ?" for year in (2020, 2021, 2022)],
        ),
        ("អត្រាឆ្នាំ២០១៨ ធៀបនឹងឆ្នាំ២០២០", ["អត្រាឆ្នាំ2018", "អត្រាឆ្នាំ2020"]),
    ],
)
def test_each_of_several_times_is_asked_about_in_the_same_words(question: str, expected: list[str]) -> None:
    assert parted(question) == [Query(each).normal_form for each in expected]


@pytest.mark.parametrize(
    "question",
    [
        "How did the budget change over the years?",
        "How did the budget change from year to year?",
        "ថវិកាប្រែប្រួលយ៉ាងណាពីមួយឆ្នាំទៅមួយឆ្នាំ?",
        "ថវិកានៅក្នុងឆ្នាំនីមួយៗ",
    ],
)
def test_over_the_years_is_each_year_that_there_are_minutes_of(question: str) -> None:
    assert len(parted(question)) == len(YEARS)
    assert all(str(year) in each for year, each in zip(YEARS, parted(question), strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "What was decided in 2020?",
        "What was decided until 2020?",
        "How many came before the pandemic?",
        "What was decided from 12 to 14 May 2021?",
        "What was done from July 2020 to June 2021?",
        "What does the Work Plan 2016-2020 cover?",
        "Which areas does the 2016-2020 Work Plan cover?",
        "ផែនការសកម្មភាពឆ្នាំ២០១៦-២០២០ មានអ្វីខ្លះ?",
        "ផែនការសកម្មភាពជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស ឆ្នាំ២០១៩-២០២១ មានអ្វីខ្លះ?",
        "What does the Plan of Action 2017-2020 ask for?",
        "What became of the NSDP 2016-2020?",
        f"Who chaired from 2018 to 2020? {'x' * 1_500}",
        "How much does each country pay every year?",
        "Who was trained in 2018 and who went to Kampot in 2020?",
        "What was decided from 1990 to 1995?",
        "Who chaired?",
        "Who chaired the 9th WG-TIP meeting?",
        "The second and third recommendations of the 9th meeting",
    ],
)
def test_what_is_not_about_several_times_is_left_whole(question: str) -> None:
    assert parted(question) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Who chaired the 20th, 21st and 22nd SOMTC?",
            [f"Who chaired the {each} SOMTC?" for each in ("20th", "21st", "22nd")],
        ),
        (
            "Who led from the 20th to the 22nd SOMTC?",
            [f"Who led at the {each} SOMTC?" for each in ("20th", "21st", "22nd")],
        ),
        (
            "What was said between the 20th and the 21st SOMTC?",
            [f"What was said at the {each} SOMTC?" for each in ("20th", "21st")],
        ),
        ("Decisions of SOMTC-20 and SOMTC-21", ["Decisions of SOMTC-20", "Decisions of SOMTC-21"]),
        ("តើនរណាជាប្រធានកិច្ចប្រជុំលើកទី២០ និងទី២១?", [f"តើនរណាជាប្រធានកិច្ចប្រជុំលើកទី{number}?" for number in (20, 21)]),
        ("ប្រធានចាប់ពីលើកទី២០ ដល់លើកទី២១", ["ប្រធាននៅលើកទី20", "ប្រធាននៅលើកទី21"]),
        (
            "The 7th and 8th meetings in 2016 and 2017",
            ["The 7th and 8th meetings in 2016", "The 7th and 8th meetings in 2017"],
        ),
    ],
)
def test_each_of_several_meetings_is_asked_about(question: str, expected: list[str]) -> None:
    assert parted(question) == [Query(each).normal_form for each in expected]


def test_of_very_many_years_the_newest_are_asked_about() -> None:
    asked = parted("Who chaired over the years?", range(1990, 2023))
    assert len(asked) == MOST
    assert asked[-1] == "Who chaired in 2022?"


def test_a_letter_that_grows_when_its_case_is_folded_moves_nothing() -> None:
    assert parted("Was the Straße mended from 2019 to 2021?") == []
