import pytest

from corpus.errors import UnreadableDocument
from corpus.readers.rtf import read
from tests.corpus.readers.layouts import HEADER, HEADING, ITEM, PARAGRAPH, ROW, layout


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign)}?" if ord(sign) > 127 else sign for sign in text)


def test_khmer_escapes_headings_lists_and_rows() -> None:
    source = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Khmer OS;}}{\info{\title " + escaped("កំណត់") + "}}"
        r"{\header \pard " + escaped("កិច្ចប្រជុំ") + r" SOMTC\par}"
        r"\pard\outlinelevel1 " + escaped("គោលបំណង") + r"\par "
        r"\pard{\listtext\pard\plain 1.\tab}" + escaped("មួយ") + r"\par "
        r"{\listtext\pard\plain \u8226?\tab}" + escaped("ពីរ") + r"\par "
        r"\pard\intbl "
        + escaped("ល.រ")
        + r"\cell "
        + escaped("ឈ្មោះ")
        + r"\cell\row \pard "
        + escaped("ចប់៕")
        + "}"
    )
    assert read(source.encode("ascii")) == layout(
        (HEADER, "កិច្ចប្រជុំ SOMTC", 0),
        (HEADING, "គោលបំណង", 2),
        (ITEM, "1. មួយ", 1),
        (ITEM, "• ពីរ", 1),
        (ROW, "ល.រ | ឈ្មោះ", 0),
        (PARAGRAPH, "ចប់៕", 0),
        title="កំណត់",
    )


def test_english_in_its_code_page_with_a_bar_and_a_footnote() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 a|b{\footnote a \{note\}}\line more\par \uc1\u55357?\u56832? end}"
    )
    assert read(source) == layout(
        (PARAGRAPH, "Café a|b", 0),
        (PARAGRAPH, "more", 0),
        (PARAGRAPH, "\U0001f600 end", 0),
        (PARAGRAPH, "a {note}", 0),
    )


def test_mixed_text_left_as_utf_8() -> None:
    assert read("{\\rtf1 ប្រធានSOMTC\\par}".encode()) == layout((PARAGRAPH, "ប្រធានSOMTC", 0))


def test_an_empty_file_has_an_empty_layout() -> None:
    assert read(b"{\\rtf1}") == layout()


def test_a_file_without_its_end_is_torn() -> None:
    with pytest.raises(UnreadableDocument, match="is torn: the end of the RTF is missing"):
        read(rb"{\rtf1 half a sent")
