"""What minutes say of their meeting."""

from datetime import date

import pytest

from corpus.document import (
    Language,
    Meeting,
    Span,
    Stated,
)
from tests.corpus.described import ENGLISH, KHMER, PROSE, REAL, document, outline, stated


def test_english_minutes_state_their_meeting() -> None:
    assert document(ENGLISH).meeting == Meeting(
        title=stated(ENGLISH, "Minutes of the Monthly Meeting"),
        date=Stated(date(2019, 6, 3), stated(ENGLISH, "3rd June 2019").span),
        place=stated(ENGLISH, "Community Hall, Kampot"),
        body=stated(ENGLISH, "Village Water Board"),
        chair=stated(ENGLISH, "Sok Dara"),
        participants=(
            stated(ENGLISH, "Sok Dara (Chair)"),
            stated(ENGLISH, "Chan Lina"),
            stated(ENGLISH, "Peter Young"),
        ),
        participant_count=None,
    )


def test_khmer_minutes_state_their_meeting() -> None:
    assert document(KHMER).meeting == Meeting(
        title=stated(KHMER, "កំណត់ហេតុអង្គប្រជុំគណៈកម្មការទ្រទ្រង់សាលា"),
        date=Stated(date(2024, 1, 5), stated(KHMER, "ថ្ងៃទី ០៥ ខែ មករា ឆ្នាំ ២០២៤").span),
        place=stated(KHMER, "បន្ទប់ប្រជុំសាលា"),
        body=stated(KHMER, "គណៈកម្មការទ្រទ្រង់សាលា"),
        chair=stated(KHMER, "លោក កែវ សុខា នាយកសាលា"),
        participants=(),
        participant_count=Stated(17, stated(KHMER, "១៧").span),
    )


def test_prose_states_its_meeting() -> None:
    meeting = document(PROSE).meeting
    assert meeting.date == Stated(date(2023, 2, 14), stated(PROSE, "14 and 15 February 2023").span)
    assert meeting.place == stated(PROSE, "Kampong Chhnang")
    assert meeting.chair == stated(PROSE, "Mr. Touch Vanna, Deputy Governor")
    assert meeting.participant_count == Stated(64, stated(PROSE, "64").span)


@pytest.mark.parametrize(
    "body",
    [
        "ប្រទេសកម្ពុជាមានប្រវត្តិយូរអង្វែង។ ប្រជាជនភាគច្រើនរស់នៅតាមជនបទ។\nទន្លេសាបជាបឹងធំជាងគេ។",
        "The lake is wide. It holds many fish.",
    ],
)
def test_a_text_without_structure_is_one_section_and_states_no_meeting(body: str) -> None:
    described = document(body)
    assert outline(described) == [("other", None)]
    meeting = described.meeting
    facts = (meeting.date, meeting.place, meeting.body, meeting.chair, meeting.participant_count)
    assert (facts, meeting.participants) == ((None, None, None, None, None), ())


def test_nothing_states_nothing_but_its_file_name() -> None:
    described = document("", name="2021-04-20-workshop.txt")
    expected = Meeting(
        Stated("2021-04-20-workshop", None), Stated(date(2021, 4, 20), None), None, None, None, (), None
    )
    assert (described.meeting, described.sections, described.languages) == (expected, (), ())


@pytest.mark.parametrize(
    "words",
    [
        "Attended by s\u0131x participants.",  # "ı", which `re` takes for "i" where case doesn't matter
        "Attended by S\u0130X participants.",
        f"Attended by 1{' 000' * 2_000} participants.",  # more digits than int() takes
    ],
)
def test_a_number_that_is_none_is_no_number_of_participants(words: str) -> None:
    assert document(f"Minutes\n{words}\n").meeting.participant_count is None


def test_what_the_text_states_comes_before_the_file_name() -> None:
    meeting = document("Minutes\nDate: 3 June 2019\n", name="20190605.txt").meeting
    assert meeting.date == Stated(date(2019, 6, 3), Span(14, 25))


def test_a_title_in_the_properties_serves_where_the_text_has_none() -> None:
    assert document("Pump.\n", title="Water Board, June").meeting.title == Stated("Water Board, June", None)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("កិច្ចប្រជុំ", (Language.KHMER,)),
        ("meeting", (Language.ENGLISH,)),
        ("កិច្ចប្រជុំលើកទី១ of the budget committee", (Language.ENGLISH, Language.KHMER)),
        ("២០ – 21", ()),
    ],
)
def test_languages_are_those_of_a_fair_part(body: str, expected: tuple[Language, ...]) -> None:
    assert document(body).languages == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Ministry of Rural Roads\nRoad Safety Board\nMinutes of the quarterly meeting\n",
            "Road Safety Board",
        ),
        (
            "Minutes\nThe seminar was organised by the Department of Fisheries in Kep.\n",
            "Department of Fisheries",
        ),
        ("River Project: Seventh Steering Committee\nKep, 3 May 2021\n", "Steering Committee"),
        ("រដ្ឋបាលខេត្តតាកែវ\nគណៈកម្មាធិការទឹកស្អាតខេត្ត\nកំណត់ហេតុប្រជុំប្រចាំឆ្នាំ\n", "គណៈកម្មាធិការទឹកស្អាតខេត្ត"),
        ("មន្ទីរកសិកម្មកំណត់ហេតុប្រជុំ\n", "មន្ទីរកសិកម្ម"),
        ("កំណត់ហេតុ\nនៅថ្ងៃទី៣ មន្ទីរអប់រំខេត្តតាកែវ បានរៀបចំកិច្ចប្រជុំនៅក្រសួងអប់រំ។\n", "មន្ទីរអប់រំខេត្តតាកែវ"),
        ("កំណត់ហេតុកិច្ចប្រជុំក្រុមការងារ SOMTC ស្តីពីការប្ឆាំងការជួញដូរមនុស្ស\n", "SOMTC WG-TIP"),
        ("កំណត់ហេតុប្រជុំមន្ត្រីជាន់ខ្ពស់អាស៊ានស្តីពីឧក្រិដ្ឋកម្មឆ្លងដែន\n", "SOMTC"),
        ("ក្រុមការងារនៃអគ្គលេខាធិការដ្ឋាន គ.ជ.ប.ជកំណត់ហេតុប្រជុំ\n", "ក្រុមការងារនៃអគ្គលេខាធិការដ្ឋាន គ.ជ.ប.ជ"),
        ("កំណត់ហេតុប្រជុំ\nសមាសភាព\n- ក្រសួងមហាផ្ទៃ ៨រូប\n- ក្រសួងយុត្តិធម៌ ២រូប\n", None),
        ("កំណត់ហេតុប្រជុំ\nអ្នកចូលរួមមានលោក អនុប្រធានគណៈកម្មាធិការប្រជាជន។\n", None),
        (
            "Minutes\nThe Head of the Ministry of Health spoke. Officials of the Ministry of Labour came.\n",
            None,
        ),
    ],
)
def test_the_body_is_the_one_that_met(body: str, expected: str | None) -> None:
    found = document(body).meeting.body
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Notes\n3 May 2021, 9.00-11.00 | Fisheries Hall, Kep\n", date(2021, 5, 3)),
        (
            "Notes\nThursday 6 May 2021, 2 p.m. to 4 p.m. Fisheries Hall, Kep, beside the library.\n",
            date(2021, 5, 6),
        ),
        ("Notes\nKep, Cambodia, Tuesday, 4 May 2021, 9 a.m. to noon\n", date(2021, 5, 4)),
        (
            "Notes\nThe fishers of the bay came to Kep for their yearly talks. The date was 4 May 2021.\n",
            date(2021, 5, 4),
        ),
        (
            "កំណត់ហេតុប្រជុំ គណៈកម្មការទិវានេសាទ ១ កក្កដា ឆ្នាំ២០២១\n"
            "ព្រឹកថ្ងៃអង្គារ ៨រោច ខែចេត្រ ត្រូវនឹងថ្ងៃទី០៤ ខែឧសភា ឆ្នាំ២០២១ នៅកែប\n",
            date(2021, 5, 4),
        ),
    ],
)
def test_the_date_stands_in_a_dateline_or_after_the_lunar_date(body: str, expected: date) -> None:
    found = document(body).meeting.date
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Notes\n3 May 2021, 9.00-11.00 | Fisheries Hall, Kep\n", "Fisheries Hall, Kep"),
        ("Minutes\nThe board gathered in Kep on Tuesday. It spoke of online fraud.\n", "Kep"),
        ("Minutes\nThe board spoke of online fraud and of new laws on the sale of used boats.\n", None),
        ("កំណត់ហេតុ\nប្រជុំបានធ្វើនៅកោះរ៉ុង ខេត្តព្រះសីហនុ ព្រឹកថ្ងៃអង្គារ ត្រូវនឹងថ្ងៃទី០៤ ខែឧសភា ឆ្នាំ២០២១។\n", "កោះរ៉ុង ខេត្តព្រះសីហនុ"),
        ("កំណត់ហេតុ\nទីក្រុងកែប ព្រះរាជាណាចក្រកម្ពុជា\nថ្ងៃទី០៤ ខែឧសភា ឆ្នាំ២០២១\n", "ទីក្រុងកែប ព្រះរាជាណាចក្រកម្ពុជា"),
        (
            "កំណត់ហេតុ\nកិច្ចប្រជុំដែលគ្រោងធ្វើនៅទីក្រុងកែប ត្រូវបានរៀបចំតាមប្រព័ន្ធវីដេអូ នៅថ្ងៃទី០៤ ខែឧសភា ឆ្នាំ២០២១។\n",
            "តាមប្រព័ន្ធវីដេអូ",
        ),
        ("កំណត់ហេតុ\nរបៀបប្រជុំ៖ តាម Zoom ពីកែប\n", "តាម Zoom ពីកែប"),
    ],
)
def test_the_place_is_where_it_was_held(body: str, expected: str | None) -> None:
    found = document(body).meeting.place
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("One hundred and four delegates attended.", 104),
        ("Two hundred persons attended.", 200),
        ("Present (23): four units and two guests.", 23),
        ("Who was there: six banks. Total 19 people.", 19),
        ("The list of those present has 144 names.", 144),
        ("Forty-one persons logged in.", 41),
        ("It brought together 38 persons.", 38),
        ("Laos joined with five officials.", None),
        ("ប្រតិភូចំនួន ១៥១ រូប បានចូលរួម ក្នុងនោះមានស្ត្រី ៤៣ រូប។", 151),
        ("ប្រតិភូ និងអ្នកសង្កេតការណ៍ចំនួន ៥៨រូប មកពីប្រទេសឡាវ។", 58),
        ("គណៈប្រតិភូឡាវមាន ៥រូប ចូលរួមពីបន្ទប់ពីរ ដែលមិនលើសពី ៣នាក់។", None),
        ("អ្នកចូលរួមនៅសាលប្រជុំ ១៦រូប តាមអនឡាញ ២៥រូប។", None),
    ],
)
def test_the_count_is_that_of_all_who_took_part(line: str, expected: int | None) -> None:
    found = document(f"Minutes\n{line}\n").meeting.participant_count
    assert (found.value if found else None) == expected


@pytest.mark.skipif(not REAL.exists(), reason="the minutes that the project was given lie outside it")
def test_the_real_minutes_state_their_meeting() -> None:
    body = REAL.read_text(encoding="utf-8")
    meeting = document(body, name=REAL.name).meeting
    assert meeting.date == Stated(date(2021, 4, 20), stated(body, "ថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១").span)
    assert meeting.body == Stated("SOMTC", stated(body, "SOMTC").span)
    assert meeting.place == stated(body, "តាមប្រព័ន្ធវីដេអូ")
    assert meeting.chair == stated(body, "ប្រធានSOMTC Philippine")
    assert meeting.participant_count == Stated(92, stated(body, "៩២").span)
    assert [each.value for each in meeting.participants] == [
        *("ប៊្រុយណេ", "កម្ពុជា", "ឥណ្ឌូនេស៊ី", "ឡាវ", "មាឡេស៊ី", "ភូមា", "សាំងហ្គាពួរ", "ថៃ", "ហ្វីលីពីន", "វៀតណាម"),
        *("ASEAN Secretariat", "Australia Department of Foreign Affairs and Trade (DFAT)"),
        *("ASEAN-ACT Cambodia", "ASEAN-ACT Philippine", "ASEAN-ACT Vietnam"),
    ]
