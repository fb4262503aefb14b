"""Sections of minutes: which they are, of which kind, under which headings."""

import pytest

from corpus.document import (
    Block,
    BlockKind,
    SectionKind,
    Span,
)
from tests.corpus.described import ENGLISH, KHMER, PROSE, REAL, document, outline, stated


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
