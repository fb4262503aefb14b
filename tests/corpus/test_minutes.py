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
