import pytest

from corpus.document import Span
from corpus.lines import introduces, is_list_item, lines, number_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", []), ("a", ["a"]), ("a\n\nខ\n", ["a\n", "\n", "ខ\n"]), ("a\nb", ["a\n", "b"])],
)
def test_lines_partition_a_text(text: str, expected: list[str]) -> None:
    assert [line.of(text) for line in lines(text, Span(0, len(text)))] == expected


@pytest.mark.parametrize(
    "line",
    [
        "- a",
        "· ក",
        "•ក",
        "១. ក",
        "២- ស្នើ",
        "(a) late",
        "2.1 The pump",
        "ក. ក",
        "+ ខ្វះ",
        "\u200b១. ក",
        "IV. Ends",
    ],
)
def test_bullets_numbers_and_letters_begin_items(line: str) -> None:
    assert is_list_item(line)


@pytest.mark.parametrize(
    "line", ["", "a line", "ក្រុមការងារ", "2019 was dry", "-5 degrees", "A. and B.".lower()[3:], "ASEAN ACT"]
)
def test_other_lines_are_no_items(line: str) -> None:
    assert not is_list_item(line)


@pytest.mark.parametrize(
    ("line", "number"),
    [("៣.១ ការជួញដូរ", "៣.១"), ("II. Ends", "II."), ("- a", None), ("", None), ("ក- របៀបវារៈ", "ក-")],
)
def test_a_number_is_read_off_its_line(line: str, number: str | None) -> None:
    assert number_of(line) == number


@pytest.mark.parametrize(
    ("line", "expected"),
    [("ដូចជា៖\n", True), ("ដូចខាងក្រោម÷ ", True), ("as follows:", True), ("Time: 9.00", False), ("", False)],
)
def test_a_line_that_ends_in_a_colon_introduces(line: str, expected: bool) -> None:
    assert introduces(line) == expected
