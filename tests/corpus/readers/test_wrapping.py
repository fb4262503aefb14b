from corpus.readers.markdown import read
from corpus.readers.wrapping import unwrap
from tests.corpus.readers.layouts import HEADING, PARAGRAPH, layout

WRAPPED = """\
The meeting was opened by the chair, who thanked the host country for
its work on the programme and welcomed the delegates of ten countries.
He recalled that the work plan had been adopted in July 2019 and that
its review was due. The delegates agreed to send their comments on the
draft to the secretariat before the next meeting, which will be held in
September.
- Mr Sok of the department of justice
Decision
"""


def test_english_lines_wrapped_at_a_width_are_joined_in_place() -> None:
    text = unwrap(WRAPPED)
    lines = WRAPPED.splitlines()
    assert text.split("\n") == [" ".join(lines[:2]), " ".join(lines[2:6]), lines[6], lines[7], ""]
    assert len(text) == len(WRAPPED)


def test_an_indented_line_continues_the_item_above() -> None:
    item = "- Mr Sok of the department of justice proposed that the next\n  meeting be held."
    filler = "\n".join(["a line of no more than sixty and four characters goes on, here x."] * 5)
    assert unwrap(f"{filler}\n{item}").endswith("the next   meeting be held.")


def test_mixed_lines_are_left_alone() -> None:
    lines = "\n".join(["SOMTC ប្រជុំ " + "word " * 12] * 6)
    assert unwrap(lines) == lines


def test_khmer_and_short_lines_are_never_joined() -> None:
    names = "\n".join(f"Mr Name Surname{number}" for number in range(20))
    khmer = "\n".join(["ក" * 70] * 10)
    assert unwrap(names) == names
    assert unwrap("") == ""
    assert unwrap(khmer) == khmer


def test_markdown_is_unwrapped_before_its_marks_are_read() -> None:
    assert read(f"# Minutes\n\n{WRAPPED.split('- Mr')[0]}".encode()) == layout(
        (HEADING, "Minutes", 1),
        (
            PARAGRAPH,
            " ".join(WRAPPED.splitlines()[:2]) + "\n" + " ".join(WRAPPED.splitlines()[2:6]),
            0,
        ),
    )
