"""Files of selected passages, read as their programs would."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import docx
import pytest

from corpus.document import Language, SectionKind, Span
from indexer.catalogue import Entry
from indexer.passage import Passage
from search_api.web.exports import Format, export
from search_api.web.selection import Selected
from search_api.wording import Wording

ENGLISH = Wording(Language.ENGLISH)
QUOTE = "=HYPERLINK(1)\nថវិកាមាន ៤០% & {សំណល់} \\end\x07"


def selected(
    text: str = QUOTE, title: str = "Minutes, of “all”", day: date | None = date(2021, 4, 5)
) -> Selected:
    languages = (Language.KHMER,)
    span = Span(3, 3 + len(text))
    passage = Passage("d#3-9", "d", span, text, ("1. ថវិកា",), SectionKind.DECISIONS, 2, languages)
    entry = Entry("d", "a/b.txt", title, day, "SOMTC", languages, 1, 2)
    return Selected(passage, entry, "http://minutes.test/documents/d?start=3&end=9#here")


def text_of(form: Format, *chosen: Selected) -> str:
    return export(chosen, form, ENGLISH).decode("utf-8")


def test_a_csv_opens_in_a_spreadsheet_and_starts_no_formula() -> None:
    written = text_of(Format.CSV, selected(), selected("second"))
    assert written.startswith("\ufeff")
    first, second = csv.DictReader(io.StringIO(written[1:], newline=""))
    assert first["quote"] == "'=HYPERLINK(1)\nថវិកាមាន ៤០% & {សំណល់} \\end"
    assert (second["quote"], second["date"], second["page"]) == ("second", "2021-04-05", "2")


def test_json_holds_every_field() -> None:
    (row,) = json.loads(text_of(Format.JSON, selected()))["passages"]
    assert row["quote"] == QUOTE.removesuffix("\x07")
    assert row["citation"].endswith("(Minutes, of “all”, SOMTC, 5 April 2021, page 2)")
    assert row["url"].endswith("#here")


def test_bibtex_fields_are_balanced_and_escaped() -> None:
    written = text_of(Format.BIBTEX, selected(), selected(day=None))
    assert len(set(re.findall(r"@report\{([^,]+),", written))) == 2
    assert written.count("{") == written.count("}")
    assert r"៤០\% \& (សំណល់)" in written
    assert "year = {2021}" in written


def test_ris_has_a_record_a_passage_and_a_line_a_field() -> None:
    written = text_of(Format.RIS, selected(), selected())
    assert written.count("TY  - RPRT") == written.count("ER  - ") == 2
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in written.split("\r\n") if line)
    assert "DA  - 2021/04/05" in written


def test_a_word_file_quotes_and_links() -> None:
    document = docx.Document(io.BytesIO(export([selected()], Format.WORD, ENGLISH)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "ថវិកាមាន ៤០% & {សំណល់} \\end" in lines
    assert any("5 April 2021" in line for line in lines)
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert links == ["http://minutes.test/documents/d?start=3&end=9#here"]


@pytest.mark.parametrize("form", Format)
def test_hostile_text_is_exported(form: Format) -> None:
    assert export([selected("\x00\ud800}{\\}\r\nER  - \x0b</w:t>")], form, ENGLISH)
