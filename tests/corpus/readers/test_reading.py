from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.readers import read, reading
from tests.corpus.readers.layouts import PARAGRAPH, layout

PDF = (Path(__file__).parent / "fixtures" / "khmer_os.pdf").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
KNOWN = ".docx, .htm, .html, .md, .odt, .pdf, .rtf, .txt"


def reason(content: bytes, name: str) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read(content, name)
    return refused.value.reason


def test_the_suffix_chooses_the_reader_whatever_its_case() -> None:
    assert read("# ក".encode(), "a/b.c/កំណត់ហេតុ.TXT") == layout((PARAGRAPH, "# ក", 0))
    assert read("# ក".encode(), "x.Md").body == "ក"


def test_every_known_suffix_has_a_reader() -> None:
    for suffix in reading.MEDIA_TYPES:
        assert "is empty" in reason(b"", f"x{suffix}")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"x", "minutes.xyz", f"the suffix '.xyz' isn't one that can be read: known ones are {KNOWN}"),
        (b"x", "minutes.doc", "the suffix '.doc' isn't one that can be read: save it as .docx"),
        (b"x", "minutes", f"its name has no suffix: known ones are {KNOWN}"),
        (b"", "a.txt", "is empty: it has no bytes"),
        (" \n១២ 3 ៖".encode(), "a.txt", "is empty: it has no letters"),
        (b"<html><body>  </body></html>", "a.html", "is empty: it has no letters"),
        (b"<!DOCTYPE html><p>x", "a.pdf", "doesn't match its suffix: it is named .pdf but is HTML"),
        (b"\xef\xbb\xbf\n<HTML><p>x", "a.txt", "doesn't match its suffix: it is named .txt but is HTML"),
        (PDF, "a.txt", "doesn't match its suffix: it is named .txt but is a PDF"),
        (PDF, "a.docx", "doesn't match its suffix: it is named .docx but is a PDF"),
        (b"PK\x03\x04rest", "a.rtf", "doesn't match its suffix: it is named .rtf but is a zip package"),
        (rb"{\rtf1 x}", "a.md", "doesn't match its suffix: it is named .md but is RTF"),
        (OLE, "a.docx", "is an old Office file (.doc) named .docx: save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "is encrypted: save it without a password"),
        (b"hello", "a.pdf", "is no .pdf file or is torn: its content doesn't begin like one"),
        (b"PK", "a.odt", "is no .odt file or is torn: its content doesn't begin like one"),
        (b"caf\xe9", "a.md", "is neither UTF-8 nor UTF-16 (byte 0xe9 at 3): save it as UTF-8 and try again"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(content: bytes, name: str, expected: str) -> None:
    assert reason(content, name) == expected


def test_a_file_over_the_limit_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_SIZE", 2**20)
    assert reason(b"a" * (2**20 + 2**19), "a.txt") == "is too large: 1.5 MB, over 1 MB"
    assert read(b"a" * 2**20, "a.txt").body == "a" * 2**20


def test_an_error_inside_a_library_becomes_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(content: bytes) -> None:
        raise KeyError("two\nlines")

    monkeypatch.setattr("corpus.readers.text.read", fail)
    assert reason(b"x", "a.txt") == "is torn or malformed: KeyError: 'two\\nlines'"
