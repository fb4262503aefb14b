"""Which places of an archive's meetings a question names."""

from __future__ import annotations

import pytest

from search_api.glossary import Glossary
from search_api.meeting_places import MOST, may_name_a_place, named_places

BRUNEI = "Bandar Seri Begawan, Brunei Darussalam"
SIEM_REAP = "សណ្ឋាគារមួយក្នុងខេត្តសៀមរាប"
MANDALAY = "ទីក្រុងម៉ាន់ដាឡេ"
LUANG_PRABANG = "Luang Prabang, Lao PDR"
PLACES = (BRUNEI, SIEM_REAP, MANDALAY, LUANG_PRABANG, "by video conference")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the Siem Reap meeting recommend?", (SIEM_REAP,)),
        ("Who chaired in Mandalay?", (MANDALAY,)),
        ("How many took part at the meeting in Brunei?", (BRUNEI,)),
        ("What was agreed in Luang Prabang, and what in Siem Reap?", (SIEM_REAP, LUANG_PRABANG)),
        ("ក្នុងកិច្ចប្រជុំនៅប្រ៊ុយណេ គេបានផ្តល់អនុសាសន៍អ្វីខ្លះ?", (BRUNEI,)),
        ("បញ្ហាប្រឈមដែលបានលើកឡើងនៅសៀមរាប", (SIEM_REAP,)),
        ("អ្នកណាធ្វើជាប្រធាននៅទីក្រុងលួងព្រះបាង?", (LUANG_PRABANG,)),
    ],
)
def test_a_place_is_found_in_either_script(question: str, expected: tuple[str, ...]) -> None:
    assert may_name_a_place(question)
    assert named_places(question, PLACES, Glossary.read()) == expected


def test_a_city_of_many_rooms_says_nothing() -> None:
    rooms = [f"Room {number}, Siem Reap" for number in range(MOST + 1)]
    assert named_places("the Siem Reap meeting", rooms[:MOST], Glossary.read()) == tuple(rooms[:MOST])
    assert named_places("the Siem Reap meeting", rooms, Glossary.read()) == ()


@pytest.mark.parametrize(
    "question",
    [
        "What did Brunei report?",
        "How many cases were there in Brunei in 2021?",
        "Which group meets in August?",
        "The Working Group on Trafficking in Persons",
        "តើមានអ្វីកើតឡើងនៅឆ្នាំ២០២១?",
        "តើប្រ៊ុយណេបានលើកឡើងអ្វីខ្លះ?",
        "What was decided?",
        "in",
        "",
    ],
)
def test_what_is_no_place_of_a_meeting_names_none(question: str) -> None:
    assert named_places(question, PLACES, Glossary.read()) == ()
