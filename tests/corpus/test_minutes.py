from datetime import date
from pathlib import Path

import pytest

from corpus.document import (
    Block,
    BlockKind,
    Document,
    Language,
    Layout,
    Meeting,
    SectionKind,
    Source,
    Span,
    Stated,
)
from corpus.minutes import describe

REAL = Path("/work/shared/minutes/somtc-asean-australia-workshop-2021-04-20.km.txt")


def document(body: str, *blocks: Block, name: str = "notes.txt", title: str | None = None) -> Document:
    return describe(Layout(body, blocks, title=title), Source(name, "0" * 64, 1, "text/plain"))


def outline(described: Document) -> list[tuple[str, str | None]]:
    return [
        (section.kind.value, section.heading.of(described.body) if section.heading else None)
        for section in described.sections
    ]


def stated(body: str, words: str) -> Stated[str]:
    start = body.index(words)
    return Stated(words, Span(start, start + len(words)))


ENGLISH = """Village Water Board
Minutes of the Monthly Meeting

Held at: Community Hall, Kampot
Date: Monday, 3rd June 2019
Present: Sok Dara (Chair), Chan Lina, Peter Young

1. Minutes of the last meeting
The minutes of the meeting held on 6 May 2019 were agreed as a true record.

2. Pump repairs
2.1 The north pump broke on 12 May 2019.
2.2 A new seal costs $45.

3. Difficulties
The board faces three difficulties:
(a) late payment of fees
(b) no spare parts in Kampot
(c) the road is flooded in August

4. Decisions
1. A seal is bought.
2. Fees are collected weekly.

5. Date of next meeting
Monday 1 July 2019 at 9.00.
"""

KHMER = """ព្រះរាជាណាចក្រកម្ពុជា
ជាតិ សាសនា ព្រះមហាក្សត្រ

កំណត់ហេតុអង្គប្រជុំគណៈកម្មការទ្រទ្រង់សាលា

នៅថ្ងៃទី ០៥ ខែ មករា ឆ្នាំ ២០២៤ វេលាម៉ោង ៨:០០ ព្រឹក នៅបន្ទប់ប្រជុំសាលា មានបើកកិច្ចប្រជុំមួយក្រោមអធិបតីភាពលោក កែវ សុខា នាយកសាលា ដែលមានសមាជិកចូលរួមចំនួន ១៧ នាក់ ស្រី ៦ នាក់។

ក- របៀបវារៈ
- បូកសរុបការងារឆមាសទី១
- ផ្សេងៗ
ខ- ដំណើរការប្រជុំ
លោកនាយកបានរាយការណ៍ថា សិស្សបោះបង់ការសិក្សាមានចំនួន ១២នាក់ ថយចុះពីឆ្នាំមុន។
គ- ចំណុចខ្វះខាត
+ ខ្វះតុ និងកៅអី ៤០
+ បង្គន់ខូច ២បន្ទប់
ឃ- សេចក្តីសម្រេច
១- ជួសជុលបង្គន់មុនថ្ងៃទី ១ ខែ មីនា
២- ស្នើតុពីមន្ទីរអប់រំ
អង្គប្រជុំបានបញ្ចប់នៅម៉ោង ១១:០០ ព្រឹក ថ្ងៃខែឆ្នាំដដែល។
"""  # noqa: E501 — a paragraph of minutes is one line

PROSE = """Record of the Fisheries Consultation

The consultation on the new law took place in Kampong Chhnang on 14 and 15 February 2023. It was chaired by Mr. Touch Vanna, Deputy Governor, and attended by 64 representatives of fishing communities.

Participants raised a number of challenges, such as:
- illegal electric fishing at night
- lack of patrol boats

After a long debate the meeting resolved that:
1. a joint patrol of six communes be formed by May 2023;
2. fines be shared with the communities.

The next consultation is planned for August 2023 in Pursat.
"""  # noqa: E501


@pytest.mark.parametrize("body", ["", " \n", ENGLISH, KHMER, PROSE, "ក", "a\n\n\nb", "៖\n- \n÷\n១.\n"])
def test_sections_partition_the_body(body: str) -> None:
    assert "".join(section.span.of(body) for section in document(body).sections) == body


def test_english_minutes_give_their_sections_by_kind() -> None:
    assert outline(document(ENGLISH)) == [
        ("opening", None),
        ("discussion", "1. Minutes of the last meeting"),
        ("other", "2. Pump repairs"),
        ("challenges", "The board faces three difficulties:"),
        ("decisions", "4. Decisions"),
        ("next_meeting", "5. Date of next meeting"),
    ]


def test_khmer_minutes_give_their_sections_by_kind() -> None:
    assert outline(document(KHMER)) == [
        ("opening", None),
        ("agenda", "ក- របៀបវារៈ"),
        ("discussion", "ខ- ដំណើរការប្រជុំ"),
        ("challenges", "គ- ចំណុចខ្វះខាត"),
        ("decisions", "ឃ- សេចក្តីសម្រេច"),
        ("closing", None),
    ]


def test_lines_that_introduce_a_list_begin_sections_in_plain_prose() -> None:
    assert outline(document(PROSE)) == [
        ("opening", None),
        ("challenges", "Participants raised a number of challenges, such as:"),
        ("decisions", "After a long debate the meeting resolved that:"),
        ("next_meeting", None),
    ]


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


def test_marked_headings_make_the_heading_path() -> None:
    body = "Minutes of the Board\nFinance\nFees\nAll paid.\nStaff\nTwo drivers.\n"
    levels = {"Minutes of the Board": 1, "Finance": 2, "Fees": 3, "Staff": 2}
    blocks = [
        Block(BlockKind.HEADING, stated(body, words).span or Span(0, 0), at) for words, at in levels.items()
    ]
    described = document(body, *blocks)
    assert [section.heading_path for section in described.sections] == [(), ("Finance", "Fees"), ("Staff",)]


def test_numbered_points_are_no_headings() -> None:
    body = "Decisions\n1. The road is mended.\n2. Fees rise\n3. A guard is hired\nThe end.\n"
    assert outline(document(body)) == [("decisions", "Decisions")]


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


def chair_of(line: str) -> str | None:
    chair = document(f"Minutes\n{line}\n").meeting.chair
    return chair.value if chair else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mr Sok Dara, Governor, presided.", "Mr Sok Dara, Governor"),
        ("Viet Nam took the chair.", "Viet Nam"),
        ("The Director of Fisheries was in the chair.", "The Director of Fisheries"),
        ("Dr. Meas Sophea chaired the meeting for the Minister.", "Dr. Meas Sophea"),
        ("Ms Lim Nary, Head of the Unit and of its library, was Chairperson.",
         "Ms Lim Nary, Head of the Unit and of its library"),
        ("The meeting was opened and chaired by H.E. Chan Lina, Secretary of State, at 8.30 a.m.",
         "H.E. Chan Lina, Secretary of State"),
        ("It was opened by Her Excellency Ouk Nary, Governor of Pailin, who took the chair.",
         "Her Excellency Ouk Nary, Governor of Pailin"),
        ("Mr A Bunthan spoke first; Ms Keo Sophal, Director, then took the chair.", "Ms Keo Sophal, Director"),
        ("In the absence of the Governor, the Deputy Governor, Mr Chea Rith, presided.",
         "the Deputy Governor, Mr Chea Rith"),
        ("It was held under the chairmanship of Dato Faiz, Head of the Office.", "Dato Faiz, Head of the Office"),
        ("It took place on 3 May with Ms Lim Nary in the chair.", "Ms Lim Nary"),
        ("There were 30 guests. In the chair: Mr Keo Vann, Mayor. Apologies: the Customs.", "Mr Keo Vann, Mayor"),
        ("Co-chairs: Mr Keo Vann, Mayor, and Ms Lim Nary, who spoke for the donor. Ten came.",
         "Mr Keo Vann, Mayor, and Ms Lim Nary"),
        ("Thailand chaired: Ms Lotus Dee, Director.", "Ms Lotus Dee, Director"),
        ("- Mr Sok Dara, Governor (Chair)", "Mr Sok Dara, Governor"),
        ("កិច្ចប្រជុំស្ថិតក្រោមអធិបតីភាពរួមរបស់លោក សុខ ដារ៉ា អភិបាល និងលោកស្រី ចាន់ លីណា ស្នងការ ដោយមានអ្នកចូលរួម ៤០នាក់។",
         "លោក សុខ ដារ៉ា អភិបាល និងលោកស្រី ចាន់ លីណា ស្នងការ"),
        ("អង្គប្រជុំដឹកនាំដោយឯកឧត្តម កែវ រិទ្ធី រដ្ឋលេខាធិការ ជំនួសរដ្ឋមន្ត្រី។", "ឯកឧត្តម កែវ រិទ្ធី រដ្ឋលេខាធិការ"),
        ("លោក សុខ ដារ៉ា អភិបាលស្រុក បានអញ្ជើញជាអធិបតីក្នុងអង្គប្រជុំ។", "លោក សុខ ដារ៉ា អភិបាលស្រុក"),
        ("នៅម៉ោង ៨ លោក សុខ ដារ៉ា មេឃុំ បានដឹកនាំកិច្ចប្រជុំ។", "លោក សុខ ដារ៉ា មេឃុំ"),
        ("ប្រជុំបើកនៅម៉ោង ៨ ដោយមានលោកស្រី ចាន់ លីណា ប្រធានមន្ទីរ ជាអធិបតី។", "លោកស្រី ចាន់ លីណា ប្រធានមន្ទីរ"),
        ("ប្រជុំតាមវីដេអូ ដោយលោកស្រី ចាន់ លីណា ជាប្រធាន។", "លោកស្រី ចាន់ លីណា"),
        ("១. លោក សុខ ដារ៉ា អភិបាលរង ប្រធានអង្គប្រជុំ", "លោក សុខ ដារ៉ា អភិបាលរង"),
        ("ប្រជុំនៅសាលាខេត្ត។ អធិបតីភាព៖ លោក សុខ ដារ៉ា អភិបាល។ សហអធិបតី៖ លោក ម៉ៅ សុភា។", "លោក សុខ ដារ៉ា អភិបាល"),
        ("ដឹកនាំអង្គប្រជុំ៖ លោកស្រី ចាន់ លីណា ដែលទើបតែងតាំង", "លោកស្រី ចាន់ លីណា"),
        ("គណៈប្រតិភូទាំងពីរមាន ២០រូប។ ភាគីទាំងពីរជាសហប្រធានអង្គប្រជុំ។", "ភាគីទាំងពីរ"),
    ],
)  # fmt: skip
def test_a_chair_is_found_in_any_order_of_words(line: str, expected: str) -> None:
    assert chair_of(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ms Lim Nary will chair the next meeting.",
        "Cambodia's delegation was led by Mr Long Vuthy.",
        "The drafting group, chaired by Mr Long Vuthy, met twice.",
        "Mr Long Vuthy, who chaired the previous meeting, sent apologies.",
        "Mr Keo Vann presided over the opening ceremony.",
        "The meeting was not chaired by anyone.",
        "Chair: We start now.",
        "លោកអភិបាលនឹងដឹកនាំកិច្ចប្រជុំលើកក្រោយដោយផ្ទាល់។",
        "កិច្ចប្រជុំលើកក្រោយនឹងធ្វើក្រោមអធិបតីភាពលោក សុខ ដារ៉ា។",
        "ក្រុមបច្ចេកទេសដឹកនាំដោយលោក ម៉ៅ សុភា បានចុះពិនិត្យ។",
        "កិច្ចប្រជុំមានគណៈប្រតិភូកម្ពុជា ដឹកនាំដោយលោក ម៉ៅ សុភា។",
        "ក្រោមការដឹកនាំប្រកបដោយគតិបណ្ឌិតរបស់រាជរដ្ឋាភិបាល កម្ពុជាមានសន្តិភាព។",
        "ឯកឧត្តមប្រធានអង្គប្រជុំបានលើកឡើងថា ផ្លូវល្អ។",
        "ឥណ្ឌូនេស៊ីជាប្រធានក្រុមការងារ។",
        "ប្រធាន | អនុប្រធាន | សមាជិក",
    ],
)
def test_who_leads_another_meeting_or_a_delegation_is_no_chair(line: str) -> None:
    assert chair_of(line) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ministry of Rural Roads\nRoad Safety Board\nMinutes of the quarterly meeting\n", "Road Safety Board"),
        ("Minutes\nThe seminar was organised by the Department of Fisheries in Kep.\n", "Department of Fisheries"),
        ("River Project: Seventh Steering Committee\nKep, 3 May 2021\n", "Steering Committee"),
        ("រដ្ឋបាលខេត្តតាកែវ\nគណៈកម្មាធិការទឹកស្អាតខេត្ត\nកំណត់ហេតុប្រជុំប្រចាំឆ្នាំ\n", "គណៈកម្មាធិការទឹកស្អាតខេត្ត"),
        ("មន្ទីរកសិកម្មកំណត់ហេតុប្រជុំ\n", "មន្ទីរកសិកម្ម"),
        ("កំណត់ហេតុ\nនៅថ្ងៃទី៣ មន្ទីរអប់រំខេត្តតាកែវ បានរៀបចំកិច្ចប្រជុំនៅក្រសួងអប់រំ។\n", "មន្ទីរអប់រំខេត្តតាកែវ"),
        ("កំណត់ហេតុកិច្ចប្រជុំក្រុមការងារ SOMTC ស្តីពីការប្ឆាំងការជួញដូរមនុស្ស\n", "SOMTC WG-TIP"),
        ("កំណត់ហេតុប្រជុំមន្ត្រីជាន់ខ្ពស់អាស៊ានស្តីពីឧក្រិដ្ឋកម្មឆ្លងដែន\n", "SOMTC"),
        ("ក្រុមការងារនៃអគ្គលេខាធិការដ្ឋាន គ.ជ.ប.ជកំណត់ហេតុប្រជុំ\n", "ក្រុមការងារនៃអគ្គលេខាធិការដ្ឋាន គ.ជ.ប.ជ"),
        ("កំណត់ហេតុប្រជុំ\nសមាសភាព\n- ក្រសួងមហាផ្ទៃ ៨រូប\n- ក្រសួងយុត្តិធម៌ ២រូប\n", None),
        ("កំណត់ហេតុប្រជុំ\nអ្នកចូលរួមមានលោក អនុប្រធានគណៈកម្មាធិការប្រជាជន។\n", None),
        ("Minutes\nThe Head of the Ministry of Health spoke. Officials from the Ministry of Labour came.\n", None),
    ],
)  # fmt: skip
def test_the_body_is_the_one_that_met(body: str, expected: str | None) -> None:
    found = document(body).meeting.body
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Notes\n3 May 2021, 9.00-11.00 | Fisheries Hall, Kep\n", date(2021, 5, 3)),
        ("Notes\nThursday 6 May 2021, 2 p.m. to 4 p.m. Fisheries Hall, Kep, in the room beside the old library.\n",
         date(2021, 5, 6)),
        ("Notes\nKep, Cambodia, Tuesday, 4 May 2021, 9 a.m. to noon\n", date(2021, 5, 4)),
        ("Notes\nThe fishers of the whole bay came to Kep on Tuesday for their yearly talks. The date was 4 May 2021.\n",
         date(2021, 5, 4)),
        ("កំណត់ហេតុប្រជុំ គណៈកម្មការទិវានេសាទ ១ កក្កដា ឆ្នាំ២០២១\nព្រឹកថ្ងៃអង្គារ ៨រោច ខែចេត្រ ត្រូវនឹងថ្ងៃទី០៤ ខែឧសភា ឆ្នាំ២០២១ នៅកែប\n",
         date(2021, 5, 4)),
    ],
)  # fmt: skip
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
        ("កំណត់ហេតុ\nកិច្ចប្រជុំដែលគ្រោងធ្វើនៅទីក្រុងកែប ត្រូវបានរៀបចំតាមប្រព័ន្ធវីដេអូ នៅថ្ងៃទី០៤ ខែឧសភា ឆ្នាំ២០២១។\n", "តាមប្រព័ន្ធវីដេអូ"),
        ("កំណត់ហេតុ\nរបៀបប្រជុំ៖ តាម Zoom ពីកែប\n", "តាម Zoom ពីកែប"),
    ],
)  # fmt: skip
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


def test_a_chair_stays_verbatim_where_the_text_is_not_in_normal_form() -> None:
    body = "កំណត់ហេតុ\nអង្គ\u200bប្រជុំដឹកនាំ\u200bដោយ លោកស្រី  ស្រ្តី\u200b លីណា មេឃុំ ជំនួសអភិបាល។\n"
    words = "លោកស្រី  ស្រ្តី\u200b លីណា មេឃុំ"
    assert document(body).meeting.chair == Stated(words.replace("  ", " "), stated(body, words).span)


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


@pytest.mark.skipif(not REAL.exists(), reason="the minutes that the project was given lie outside it")
@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (SectionKind.OBJECTIVES, "គោលបំណងរបស់សិក្ខាសាលា", "ក្នុងការអនុវត្ត ACTIP"),
        (SectionKind.CHALLENGES, "លោក USEC BERNADO", "ស្ថានភាពត្រូវបានគេជួញដូរ"),
        (SectionKind.RECOMMENDATIONS, "អនុសាសន៍", "ជម្រុញការការពារសិទ្ធិជនរងគ្រោះ"),
        (SectionKind.DECISIONS, "ជាលទ្ធផលអង្គប្រជុំបានសម្រេច", "ស្រ្តីនិងកុមារ៕"),
    ],
)
def test_the_real_minutes_have_their_lists_whole(kind: SectionKind, first: str, last: str) -> None:
    body = REAL.read_text(encoding="utf-8")
    found = [section.span.of(body).strip() for section in document(body).sections if section.kind is kind]
    assert [text for text in found if text.startswith(first) and text.endswith(last)] != []
