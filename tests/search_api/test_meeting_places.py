"""Which places of an archive's meetings a question names."""

from __future__ import annotations

import pytest

from corpus import khmer
from search_api.glossary import Glossary
from search_api.meeting_places import FEW, may_name_a_place, named_places, toponyms

BRUNEI = "Bandar Seri Begawan, Brunei Darussalam"
SIEM_REAP = "សណ្ឋាគារមួយក្នុងខេត្តសៀមរាប"
ANGKOR = "Angkor Room, Department of Social Affairs, Siem Reap"
MANDALAY = "ទីក្រុងម៉ាន់ដាឡេ"
LUANG_PRABANG = "Luang Prabang, Lao PDR"
CHIANG_MAI = "ទីក្រុងឈៀងម៉ៃ ប្រទេសថៃ"
PHNOM_PENH = "Phnom Penh, Ministry of Health"
KOH_KONG = "សាលប្រជុំសាលាខេត្តកោះកុង"
PLACES = (
    *(BRUNEI, SIEM_REAP, ANGKOR, MANDALAY, LUANG_PRABANG, CHIANG_MAI, PHNOM_PENH, KOH_KONG),
    *("by video conference", "ទីស្តីការក្រសួងមហាផ្ទៃ", "Secretariat, Jakarta"),
)


def named(question: str, *, of_meeting: bool = False) -> tuple[str, ...]:
    asked = " ".join(khmer.normal_form(question).split())
    return named_places(asked, dict.fromkeys(PLACES, ("one",)), Glossary.read(), of_meeting=of_meeting)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the Siem Reap meeting recommend?", (SIEM_REAP, ANGKOR)),
        ("The Siem Reap meeting decided what?", (SIEM_REAP, ANGKOR)),
        ("Tell me what was decided in Siem Reap.", (SIEM_REAP, ANGKOR)),
        ("Who chaired in Mandalay?", (MANDALAY,)),
        ("How many took part at the meeting in Brunei?", (BRUNEI,)),
        ("What did the SOMTC Meeting in Brunei decide?", (BRUNEI,)),
        ("the second workshop held in Thailand", (CHIANG_MAI,)),
        ("What was agreed in Luang Prabang, and what in Mandalay?", (MANDALAY, LUANG_PRABANG)),
        ("What was said in Phnom Penh. And who chaired?", (PHNOM_PENH,)),
        ("Phnom Penh's meeting", (PHNOM_PENH,)),
        ("How did the registration of boats in Koh Kong progress?", (KOH_KONG,)),
        ("ក្នុងកិច្ចប្រជុំនៅប្រ៊ុយណេ គេបានផ្តល់អនុសាសន៍អ្វីខ្លះ?", (BRUNEI,)),
        ("អ្នកណាដឹកនាំកិច្ចប្រជុំនៅបន្ទារសេរីបេហ្គាវ៉ាន់?", (BRUNEI,)),
        ("បញ្ហាប្រឈមដែលបានលើកឡើងនៅសៀមរាប", (SIEM_REAP, ANGKOR)),
        ("កិច្ចប្រជុំនៅក្នុងខេត្តសៀមរាប", (SIEM_REAP, ANGKOR)),
        ("អ្នកណាធ្វើជាប្រធាននៅទីក្រុងលួងព្រះបាង?", (LUANG_PRABANG,)),
        ("កិច្ចប្រជុំលើកទី៥ នៅឈៀងម៉ៃ", (CHIANG_MAI,)),
    ],
)
def test_a_place_is_found_in_either_script(question: str, expected: tuple[str, ...]) -> None:
    assert may_name_a_place(" ".join(khmer.normal_form(question).split()))
    assert named(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What did Brunei report?",
        "How many cases were there in Brunei in 2021?",
        "Did the meeting discuss victims in Thailand?",
        "Which group meets in August?",
        "The Working Group on Trafficking in Persons",
        "What was decided at Ministry level?",
        "What did the ASEAN meeting decide?",
        "Who sat in Room 2?",
        "តើមានអ្វីកើតឡើងនៅឆ្នាំ២០២១?",
        "តើនៅ ឆ្នាំ២០២១ មានអ្វីកើតឡើង?",
        "តើប្រ៊ុយណេបានលើកឡើងអ្វីខ្លះ?",
        "តើកិច្ចប្រជុំបានពិភាក្សាអំពីពលករនៅថៃដូចម្តេច?",
        "តើឯកសារណាត្រូវបញ្ជូនទៅក្រសួងមហាផ្ទៃ?",
        "តើក្រុមការងារនៅតែស្នើឱ្យសៀមរាបធ្វើអ្វី?",
        "What was decided?",
        "in",
        "",
    ],
)
def test_what_is_no_place_of_a_meeting_names_none(question: str) -> None:
    assert named(question) == ()


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (BRUNEI, ["bandar seri begawan", "brunei darussalam"]),
        (ANGKOR, ["siem reap"]),
        ("Tagbilaran City, Bohol, Philippines", ["tagbilaran", "bohol", "philippines"]),
        ("សាលាក្រុងបាវិត ខេត្តស្វាយរៀង", ["បាវិត", "ស្វាយរៀង"]),
        ("កោះឡង់កាវី រដ្ឋកេដះ ប្រទេសម៉ាឡេស៊ី", ["កោះឡង់កាវី", "ម៉ាឡេស៊ី"]),
        ("Room 3, by video link", []),
        ("", []),
    ],
)
def test_venues_are_no_names(place: str, names: list[str]) -> None:
    assert [each.text for each in toponyms(place)] == list(map(khmer.normal_form, names))


def test_where_most_meetings_are_held_says_nothing() -> None:
    elsewhere = {f"Hall, {city}": ("one",) for city in ("Bavet", "Kampot", "Kratie")}
    ids = [f"minutes-{number}" for number in range(FEW + 1)]
    asked = "the Siem Reap meeting"
    assert named_places(asked, {ANGKOR: ids[:FEW], **elsewhere}, Glossary.read()) == (ANGKOR,)
    assert named_places(asked, {ANGKOR: ids, **elsewhere}, Glossary.read()) == ()
    others = {"Bavet, Svay Rieng": [f"other-{number}" for number in range(3 * FEW)]}
    assert named_places(asked, {ANGKOR: ids, **others}, Glossary.read()) == (ANGKOR,)


def test_a_question_of_many_places_is_looked_at_in_part_only() -> None:
    assert named("in Bavet " * 100 + "in Siem Reap") == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the Siem Reap meeting recommend?", (SIEM_REAP, ANGKOR)),
        ("How many took part at the meeting in Mandalay?", (MANDALAY,)),
        ("អ្នកណាដឹកនាំកិច្ចប្រជុំនៅបន្ទារសេរីបេហ្គាវ៉ាន់?", (BRUNEI,)),
        ("How did the registration of boats in Koh Kong progress?", ()),
        ("បញ្ហាប្រឈមដែលបានលើកឡើងនៅសៀមរាប", ()),
        ("Which boats of Koh Kong did the meeting in Mandalay discuss?", (MANDALAY,)),
    ],
)
def test_the_place_of_a_meeting_is_told_from_other_places(question: str, expected: tuple[str, ...]) -> None:
    assert named(question, of_meeting=True) == expected
