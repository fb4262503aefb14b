"""Questions that lean on the one before, in both languages."""

from __future__ import annotations

import time
from datetime import date

import pytest

from search_api.conversation.follow_ups import Asked, standalone
from search_api.conversation.turns import Turn, cited_documents, turns

BODIES = ("somtc", "somtc wg-tip")
DAYS = {"d1": date(2021, 5, 3)}
TODAY = date(2026, 1, 1)


def read(first: str, second: str, cited: tuple[str, ...] = ("d1",)) -> Asked:
    return standalone([Turn(first, cited), Turn(second)], BODIES, TODAY, DAYS.get)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("How many came in 2019?", "and in 2020?", "How many came in 2020?"),
        ("How many came in 2019?", "What about 2020", "How many came 2020?"),
        ("How many came in 2019?", "2020?", "How many came 2020?"),
        ("How many came in 2019?", "the year before?", "How many came in 2018?"),
        ("How many came?", "and the following year?", "How many came in 2022?"),
        ("How many came?", "and since 2020?", "How many came since 2020?"),
        ("What did Laos propose?", "and Vietnam?", "What did Vietnam propose?"),
        ("Who chaired the SOMTC in 2019?", "and SOMTC WG-TIP?", "Who chaired the SOMTC WG-TIP in 2019?"),
        ("What did the 14th meeting say?", "ok, and the 15th?", "What did the 15th meeting say?"),
        ("តើមានអ្នកចូលរួមប៉ុន្មាននាក់ក្នុងឆ្នាំ២០១៩?", "ចុះឆ្នាំ២០២០វិញ?", "តើមានអ្នកចូលរួមប៉ុន្មាននាក់ឆ្នាំ២០២០?"),
        ("តើថវិកាឆ្នាំ២០១៩មានប៉ុន្មាន?", "ចុះឆ្នាំក្រោយ?", "តើថវិកាក្នុងឆ្នាំ២០២០មានប៉ុន្មាន?"),
        ("តើឡាវបានស្នើអ្វី?", "ចុះវៀតណាម?", "តើវៀតណាមបានស្នើអ្វី?"),
        ("តើកិច្ចប្រជុំលើកទី១៤សម្រេចអ្វី?", "ចុះលើកទី១៥?", "តើកិច្ចប្រជុំលើកទី១៥សម្រេចអ្វី?"),
        ("How many came in 2019?", "ចុះឆ្នាំ២០២០?", "How many came in 2020?"),
        ("តើមានប៉ុន្មាននាក់ក្នុងឆ្នាំ២០១៩?", "and for 2020?", "តើមានប៉ុន្មាននាក់ក្នុងឆ្នាំ២០២០?"),
        ("What did Koh Kong ask for?", "and Banteay Meanchey?", "What did Banteay Meanchey ask for?"),
    ],
)
def test_what_is_other_takes_the_place_of_its_like(first: str, second: str, expected: str) -> None:
    assert read(first, second) == Asked(expected)


@pytest.mark.parametrize(
    "second",
    [
        "who chaired it?",
        "Where was it held?",
        "Who attended that meeting?",
        "តើនរណាជាប្រធានកិច្ចប្រជុំនោះ?",
        "ប្រជុំហ្នឹងធ្វើនៅឯណា?",
        "នរណាជាប្រធានអង្គប្រជុំ?",
        "មានអ្នកចូលរួមប៉ុន្មាននាក់?",
    ],
)
def test_what_asks_of_the_meeting_goes_to_its_minutes_only(second: str) -> None:
    assert read("What was decided on the hotline?", second) == Asked(second, ("d1",), of_meeting=True)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("why?", "why? (What was decided on the hotline)"),
        ("Who proposed it?", "Who proposed it? (What was decided on the hotline)"),
        ("ហេតុអ្វី?", "ហេតុអ្វី? (What was decided on the hotline)"),
        ("and how much does it cost?", "how much does it cost? (What was decided on the hotline)"),
    ],
)
def test_what_leans_goes_to_the_minutes_that_were_cited(second: str, expected: str) -> None:
    assert read("What was decided on the hotline?", second) == Asked(expected, ("d1",))


@pytest.mark.parametrize("second", ["what were the challenges?", "តើអង្គប្រជុំបានសម្រេចអ្វីខ្លះ?"])
def test_another_part_is_of_the_same_minutes(second: str) -> None:
    asked = Asked("What were the recommendations in 2021?", ("d1",))
    assert read("What were the challenges in 2021?", "and the recommendations?") == asked
    assert read("What came of the hotline?", second) == Asked(second, ("d1",), of_meeting=True)


def test_without_citations_the_question_before_comes_along() -> None:
    expected = Asked("why? What was decided on the hotline?")
    assert read("What was decided on the hotline?", "why?", cited=()) == expected


@pytest.mark.parametrize(
    "second",
    [
        "How many beds does the Bavet centre have?",
        "What did Malaysia say about scams in 2023?",
        "Who chaired the SOMTC?",
        "human trafficking hotline budget",
        "Were there any objections to the draft?",
        "តើមជ្ឈមណ្ឌលបាវិតមានគ្រែប៉ុន្មាន?",
        "ថវិកាបណ្តុះបណ្តាល",
        "What was decided at the latest meeting?",
        "Did the ministry explain its position on online scams?",
        "What did the IT committee decide?",
        "Who chairs the IT committee?",
        "Who chaired the meeting in Bavet?",
        "Which officers lost their weapons?",
        "What happened to those who refused repatriation?",
        "Also describe the challenges reported by Vietnam in 2021",
        "ចុះបញ្ជីផ្ទះជួលនៅស្វាយរៀងប៉ុន្មាន?",
        "And how many beds does the Bavet transit centre have?",
        "?!",
        "",
    ],
)
def test_what_stands_by_itself_is_left_as_it_is(second: str) -> None:
    assert read("What was decided on the hotline?", second) == Asked(second)


def test_hostile_messages_take_no_time() -> None:
    hostile = (
        "." * 2000 + "a",
        "in " * 600 + "2020",
        "ក្នុងអំឡុង" * 150 + "ឆ្នាំ២០២០",
        "1. [" + "](/documents/a" * 50_000,
    )
    began = time.perf_counter()
    for text in hostile:
        read(text, "and in 2021?")
        read("What was decided in 2020?", text)
        cited_documents(text)
    assert time.perf_counter() - began < 10  # each took minutes once


def test_turns_add_up() -> None:
    asked = [Turn("How many came in 2019?", ("d1",)), Turn("and in 2020?", ("d2",)), Turn("who chaired it?")]
    assert standalone(asked, BODIES, TODAY, DAYS.get) == Asked("who chaired it?", ("d2",), of_meeting=True)
    asked[2] = Turn("and the year after?")
    assert standalone(asked, BODIES, TODAY, DAYS.get) == Asked("How many came in 2021?")


def test_one_turn_is_itself_and_none_is_an_error() -> None:
    assert standalone([Turn("and in 2020?")], BODIES, TODAY, DAYS.get) == Asked("and in 2020?")
    with pytest.raises(ValueError, match="no question"):
        standalone([], BODIES, TODAY, DAYS.get)


def test_messages_are_read_into_turns_with_what_replies_cited() -> None:
    reply = (
        "“a” [1] “b” [2]\n\n1. [T](http://h/documents/%E1%9E%80-1?start=1&end=2#here)"
        "\n2. [U](/documents/b?start=3&end=4)"
    )
    messages = [
        ("system", "Be brief."),
        ("assistant", "Hello, ask me"),
        ("user", "First?"),
        ("assistant", reply),
        ("tool", "x"),
        ("user", "Second?"),
    ]
    assert turns(messages) == (Turn("First?", ("ក-1", "b")), Turn("Second?"))
    assert turns([]) == ()


def test_links_elsewhere_are_no_citations() -> None:
    assert cited_documents("1. [T](http://h/papers/y?start=1) and http://h/documents/x?start=1") == ()


def test_what_a_refusal_names_as_nearest_was_not_cited() -> None:
    assert (
        cited_documents("The archive holds nothing.\n\n- [T](http://h/documents/x?start=1&end=2#here)") == ()
    )
