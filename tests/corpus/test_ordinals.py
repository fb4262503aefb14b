"""Which of its kind a meeting is, as titles and questions say it."""

from __future__ import annotations

import pytest

from corpus.khmer import normal_form
from corpus.ordinals import in_digits, meetings, of_meetings, ordinals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the 23rd SOMTC", 23),
        ("Twenty-Third SOMTC: Minutes", 23),
        ("the twenty third meeting", 23),
        ("Thirteenth Meeting", 13),
        ("Fortieth session", 40),
        ("Inaugural Meeting", 1),
        ("កិច្ចប្រជុំ SOMTC លើកទី២៥", 25),
        ("កិច្ចប្រជុំលើកទីដប់ពីរ", 12),
        ("លើក២១", 21),
        ("WG-TIP 16", 16),
        ("PSC-4 Mekong", 4),
        ("SOMTC-25 (2025)", 25),
    ],
)
def test_an_ordinal_is_found_in_each_way_of_saying_it(text: str, number: int) -> None:
    assert [found for _, found in ordinals(normal_form(text))] == [number]


@pytest.mark.parametrize(
    "text",
    ["on the 4th of May", "3rd November 2021", "COVID-19", "USD 45", "SOMTC 2018", "លើកឡើងថា", "លើកក្រោយ"],
)
def test_days_years_money_and_other_words_are_none(text: str) -> None:
    assert list(ordinals(normal_form(text))) == []


def test_the_place_is_told() -> None:
    text = "What did the 9th meeting say of the Tenth?"
    assert [(span.of(text), number) for span, number in ordinals(text)] == [("9th", 9), ("Tenth", 10)]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Twenty-Third SOMTC and the Twelfth PSC", "23rd SOMTC and the 12th PSC"),
        ("the thirty first, the twentieth, the eleventh", "the 31st, the 20th, the 11th"),
        (
            "the first time, a second shelter, លើកទី12, the 9th",
            "the first time, a second shelter, លើកទី12, the 9th",
        ),
    ],
)
def test_english_ordinals_of_two_digits_can_be_put_in_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Where was the 23rd SOMTC held?", {23}),
        ("Who chaired the twenty-third session?", {23}),
        ("SOMTC-23 decisions", {23}),
        ("កិច្ចប្រជុំ SOMTC លើកទី២៣ ធ្វើនៅឯណា?", {23}),
        ("the 23rd ASEAN Senior Officials Meeting on Transnational Crime", {23}),
        ("the first quarter and the 2nd meeting", {2}),
        ("When did Cambodia first host the meeting?", set()),
        ("When did Cambodia first chair SOMTC?", set()),
        ("What was the third recommendation?", set()),
        ("PSC3 គម្រោង Zoom", {3}),
        ("SOMTC WG-TIP 14 BSB 24Aug2022", {14}),
        ("NCCT 12 March 2020", set()),
        ("ITC 9 Nov 23", set()),
        ("គជបជ NCCT ១២ មីនា ២០២០", set()),
        ("SOMTC-23 may decide", {23}),
        *((name, set()) for name in ("SCAN 5", "IMG 23", "DRAFT 2", "FINAL2", "REV 3 COPY 4")),
        ("", set()),
    ],
)
def test_the_number_of_a_meeting_is_told_from_other_ordinals(text: str, numbers: set[int]) -> None:
    assert of_meetings(normal_form(text)) == numbers


@pytest.mark.parametrize(
    ("text", "named", "names"),
    [
        ("the 20th, 21st and 22nd SOMTC", "20th, 21st and 22nd", ("20th", "21st", "22nd")),
        (
            "from the Twentieth to the Twenty-Second SOMTC",
            "Twentieth to the Twenty-Second",
            ("20th", "21st", "22nd"),
        ),
        ("between the 6th and 8th meetings", "6th and 8th", ("6th", "8th")),
        ("SOMTC-20 and SOMTC-21", "SOMTC-20 and SOMTC-21", ("SOMTC-20", "SOMTC-21")),
        ("SOMTC 20, 21 and 22", "SOMTC 20, 21 and 22", ("SOMTC 20", "SOMTC 21", "SOMTC 22")),
        ("At SOMTC 23, what was said?", "SOMTC 23", ("SOMTC 23",)),
        ("WG-TIP 16 and 12 May 2020", "WG-TIP 16", ("WG-TIP 16",)),
        ("SOMTC 20, 45 delegates", "SOMTC 20", ("SOMTC 20",)),
        ("the 12th and 13th WG-TIP", "12th and 13th", ("12th", "13th")),
        ("the 20th SOMTC and the 21st SOMTC", "20th SOMTC and the 21st", ("20th", "21st")),
        ("the 20th & 21st SOMTC", "20th & 21st", ("20th", "21st")),
        ("លើកទី២០ ២១ និង២២", "លើកទី20 21 និង22", ("លើកទី20", "លើកទី21", "លើកទី22")),
        ("លើកទី២០-២២", "លើកទី20-22", ("លើកទី20", "លើកទី21", "លើកទី22")),
        ("លើកទី២០ និង២១នាក់", "លើកទី20", ("លើកទី20",)),
        ("លើកទី២០ ទី២១ និងទី២២", "លើកទី20 ទី21 និងទី22", ("លើកទី20", "លើកទី21", "លើកទី22")),
        ("លើកទី៧ ដល់លើកទី៩", "លើកទី7 ដល់លើកទី9", ("លើកទី7", "លើកទី8", "លើកទី9")),
        ("លើកទី២០ ថ្ងៃទី៥ ខែមេសា", "លើកទី20", ("លើកទី20",)),
    ],
)
def test_meetings_that_are_named_together_are_told_together(
    text: str, named: str, names: tuple[str, ...]
) -> None:
    text = normal_form(text)
    (found,) = meetings(text)
    assert (found.span.of(text), found.names) == (named, names)


def test_a_run_of_meetings_has_bounds() -> None:
    assert [each.numbers for each in meetings("from the 3rd to the 900th meeting")] == [(3, 900)]
    assert [each.numbers for each in meetings("the 9th to the 7th meeting")] == [(9, 7)]
    assert meetings("the second and third recommendations") == []
    assert [each.numbers for each in meetings("the 12th WG-TIP and 20th SOMTC")] == [(12,), (20,)]
