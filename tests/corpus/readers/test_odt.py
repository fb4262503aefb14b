import io
import zipfile

import odfdo
import pytest

from corpus.errors import UnreadableDocument
from corpus.readers.odt import read
from tests.corpus.readers.layouts import HEADER, HEADING, ITEM, PARAGRAPH, ROW, layout


def saved(*elements: str, list_style: str = "", title: str | None = None, header: str = "") -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = title
    for element in elements:
        document.body.append(odfdo.Element.from_tag(element))
    if list_style:
        document.insert_style(odfdo.Element.from_tag(list_style), automatic=True)
    if header:
        page = document.get_part("styles.xml").get_element("//style:master-page")
        page.append(odfdo.Element.from_tag(f"<style:header><text:p>{header}</text:p></style:header>"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


KHMER_NUMBERS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="១, ២, ៣, ..." style:num-suffix="."/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="\uf0b7"/></text:list-style>'
)


def test_khmer_headings_lists_and_tables() -> None:
    content = saved(
        '<text:h text:outline-level="2">កំណត់ហេតុ</text:h>',
        '<text:list text:style-name="L1"><text:list-item><text:p>មួយ</text:p></text:list-item><text:list-item>'
        "<text:p>ពីរ</text:p><text:list><text:list-item><text:p>រង</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>",
        "<table:table><table:table-row><table:table-cell><text:p>១</text:p></table:table-cell>"
        "<table:table-cell><text:p>សុខ</text:p><text:p>ប្រធាន</text:p></table:table-cell></table:table-row></table:table>",
        list_style=KHMER_NUMBERS,
        title="ចំណងជើង",
        header="កិច្ចប្រជុំ SOMTC",
    )
    assert read(content) == layout(
        (HEADER, "កិច្ចប្រជុំ SOMTC", 0),
        (HEADING, "កំណត់ហេតុ", 2),
        (ITEM, "១. មួយ", 1),
        (ITEM, "២. ពីរ", 1),
        (ITEM, "• រង", 2),
        (ROW, "១ | សុខ ប្រធាន", 0),
        title="ចំណងជើង",
    )


def test_english_white_space_notes_and_tracked_deletions() -> None:
    content = saved(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>",
        "<text:p>one\n  two<text:s text:c='2'/><text:span>three</text:span><text:line-break/>four<text:tab/>"
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>a note</text:p></text:note-body></text:note>five</text:p>",
    )
    assert read(content) == layout((PARAGRAPH, "one two  three\nfour\tfive", 0), (PARAGRAPH, "a note", 0))


def test_mixed_text_in_sections_and_boxes_and_lists_without_a_style() -> None:
    content = saved(
        "<text:section><text:p>ផ្នែក section<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box>"
        "</draw:frame></text:p></text:section>",
        "<text:list><text:list-item><text:p>ASEAN អាស៊ាន</text:p></text:list-item></text:list>",
    )
    assert read(content) == layout(
        (PARAGRAPH, "ផ្នែក section", 0), (PARAGRAPH, "box", 0), (ITEM, "ASEAN អាស៊ាន", 1)
    )


def test_an_empty_document_has_an_empty_layout() -> None:
    assert read(saved()) == layout()


def changed(content: bytes, name: str, entry: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            new.writestr(each, entry if each == name else old.read(each))
    return stream.getvalue()


def test_an_encrypted_document_and_a_spreadsheet_are_refused() -> None:
    whole = saved("<text:p>x</text:p>")
    with pytest.raises(UnreadableDocument, match="is encrypted: save it without a password"):
        read(changed(whole, "META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>"))
    with pytest.raises(UnreadableDocument, match="is an office package, but not an OpenDocument text"):
        read(changed(whole, "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"))


def test_a_headings_level_is_bounded() -> None:
    content = saved('<text:h text:outline-level="4000000">Deep</text:h>')
    assert read(content) == layout((HEADING, "Deep", 10))
