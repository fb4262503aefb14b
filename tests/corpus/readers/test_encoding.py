import codecs

import pytest

from corpus.errors import UnreadableDocument
from corpus.readers.encoding import decode

KHMER = "កំណត់ហេតុកិច្ចប្រជុំ\r\nថ្ងៃទី២០ ខែមេសា"
ENGLISH = "Minutes of the meeting\n20 April 2021 – café"
MIXED = "កិច្ចប្រជុំ SOMTC លើកទី១៩ (2019)"


@pytest.mark.parametrize("text", [KHMER, ENGLISH, MIXED])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_text_comes_out_of_each_encoding_with_and_without_its_mark(
    text: str, mark: bytes, encoding: str
) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "café at four".encode("cp1252"),
            "is neither UTF-8 nor UTF-16 (byte 0xe9 at 3): save it as UTF-8 and try again",
        ),
        ("ខ្មែរ".encode()[:-1], "is torn: its last character, in UTF-8, is incomplete"),
        (
            codecs.BOM_UTF16_LE + "ab".encode("utf-16-le")[:-1],
            "is torn or damaged: marked as UTF-16-LE, but its byte 2 can't be read so",
        ),
        (bytes(range(256)), "is binary, not text: it holds bytes that no UTF-8 or UTF-16 text has"),
        (b"ab\x00\x00cd", "is binary, not text: it holds bytes that no UTF-8 or UTF-16 text has"),
        (b"\x01\x02\x03abc", "is binary, not text: it holds bytes that no UTF-8 or UTF-16 text has"),
        (codecs.BOM_UTF8 + b"ab\x00c", "is binary, not text, though marked as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_encoding_problem(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        decode(content)
    assert refused.value.reason == reason


def test_nothing_is_the_empty_text() -> None:
    assert decode(b"") == ""
