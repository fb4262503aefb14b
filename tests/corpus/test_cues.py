import pytest

from corpus.cues import kind_of_heading, kind_of_paragraph, kind_of_text
from corpus.document import SectionKind as Kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Decisions", Kind.DECISIONS),
        ("Action items", Kind.DECISIONS),
        ("The meeting resolved that:", Kind.DECISIONS),
        ("Adoption of the agenda", Kind.AGENDA),
        ("Agenda item 3: Challenges", Kind.CHALLENGES),
        ("Agenda item 4: Budget", None),
        ("Follow-up of the decisions of the last meeting", Kind.DISCUSSION),
        ("Date of next meeting", Kind.NEXT_MEETING),
        ("Attendance", Kind.PARTICIPANTS),
        ("Purpose", Kind.OBJECTIVES),
        ("Solutions to the challenges", Kind.RECOMMENDATIONS),
        ("សេចក្តីសម្រេច", Kind.DECISIONS),
        ("លទ្ធផលសម្រេចបាន", None),
        ("ជាលទ្ធផលអង្គប្រជុំបានសម្រេចកម្មវិធីការងារដូចខាងក្រោម÷", Kind.DECISIONS),
        ("តាមដានសេចក្តីសម្រេចលើកមុន", Kind.DISCUSSION),
        ("បញ្ហាប្រឈម ÷", Kind.CHALLENGES),
        ("ចំនុចខ្វះខាត", Kind.CHALLENGES),
        ("អនុសាសន៍", Kind.RECOMMENDATIONS),
        ("អនុសាសន៌", Kind.RECOMMENDATIONS),
        ("សេចក្តីសំរេច", Kind.DECISIONS),
        ("របៀបវារះ", Kind.AGENDA),
        ("មតិស្វាគមន៍", Kind.OPENING),
        ("គោលបំណងរបស់សិក្ខាសាលា", Kind.OBJECTIVES),
        ("របៀបវារៈ", Kind.AGENDA),
        ("សមាសភាពចូលរួម", Kind.PARTICIPANTS),
        ("កិច្ចប្រជុំលើកក្រោយ", Kind.NEXT_MEETING),
        ("បិទកិច្ចប្រជុំ", Kind.CLOSING),
        ("ថវិកា Budget", None),
        ("", None),
    ],
)
def test_a_heading_tells_what_its_section_is_about(heading: str, kind: Kind | None) -> None:
    assert kind_of_heading(heading) == kind


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("The fifth meeting will be held in Battambang on 19 May 2022.", Kind.NEXT_MEETING),
        ("កិច្ចប្រជុំលើកទី១៦ នឹងរៀបចំនៅទីក្រុងហាណូយ។", Kind.NEXT_MEETING),
        ("The Meeting adjourned at 16.45.", Kind.CLOSING),
        ("កិច្ចប្រជុំបានបញ្ចប់នៅម៉ោង ៥ល្ងាច៕", Kind.CLOSING),
        ("The fifth meeting was held in Battambang.", None),
        ("", None),
    ],
)
def test_a_paragraph_tells_of_the_next_meeting_or_of_the_end(paragraph: str, kind: Kind | None) -> None:
    assert kind_of_paragraph(paragraph) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Malaysia reported that complaints doubled.", Kind.DISCUSSION),
        ("តំណាងក្រសួងបានលើកឡើងថា ថវិកាមិនគ្រប់គ្រាន់។", Kind.DISCUSSION),
        ("The budget is USD 96,000.", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_text_that_tells_what_was_said_is_discussion(text: str, kind: Kind) -> None:
    assert kind_of_text(text) == kind
