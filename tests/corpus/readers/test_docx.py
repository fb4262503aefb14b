import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus.errors import UnreadableDocument
from corpus.readers.docx import read
from tests.corpus.readers.layouts import HEADER, HEADING, ITEM, PARAGRAPH, ROW, layout


def saved(write: Callable[[Document], None]) -> bytes:
    document = docx.Document()
    document.core_properties.title = ""
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    def write(document: Document) -> None:
        body = document.element.body
        for element in parse_xml(f"<w:body {nsdecls('w')} {nsdecls('wp')}>{xml}</w:body>"):
            body.insert(len(body) - 1, element)

    return saved(write)


def test_khmer_headings_lists_tables_and_page_headers() -> None:
    def write(document: Document) -> None:
        document.core_properties.title = "កំណត់ហេតុ"
        document.sections[0].header.paragraphs[0].text = "កិច្ចប្រជុំ SOMTC"
        document.sections[0].footer.paragraphs[0].text = "ទំព័រទី ១ នៃ ២"
        document.add_heading("កំណត់ហេតុ", 0)
        document.add_heading("គោលបំណង", 1)
        document.add_heading("រង", 2)
        document.add_paragraph("មួយ", style="List Number")
        document.add_paragraph("ពីរ", style="List Number")
        document.add_paragraph("គ្រាប់", style="List Bullet")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("ល.រ", "ឈ្មោះ", "១", "សុខ"), strict=True):
            cell.text = text
        document.add_paragraph("ចប់៕")

    assert read(saved(write)) == layout(
        (HEADER, "កិច្ចប្រជុំ SOMTC", 0),
        (HEADING, "កំណត់ហេតុ", 1),
        (HEADING, "គោលបំណង", 1),
        (HEADING, "រង", 2),
        (ITEM, "1. មួយ", 1),
        (ITEM, "2. ពីរ", 1),
        (ITEM, "• គ្រាប់", 1),
        (ROW, "ល.រ | ឈ្មោះ", 0),
        (ROW, "១ | សុខ", 0),
        (PARAGRAPH, "ចប់៕", 0),
        title="កំណត់ហេតុ",
    )


def test_english_tracked_changes_links_breaks_and_outline_levels() -> None:
    content = with_body(
        '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Own level</w:t></w:r></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">kept </w:t></w:r><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:br/><w:t>next</w:t><w:tab/></w:r>"
        "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/></w:r></w:p>"
    )
    assert read(content) == layout(
        (HEADING, "Own level", 3), (PARAGRAPH, "kept inserted\nnext\tlink\u2011", 0)
    )


def test_mixed_text_boxes_follow_their_paragraph_once_and_deep_cells_come_as_blocks() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>ប្រអប់ box</w:t></w:r></w:p></w:txbxContent>"
    four = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("ក", "b", "គ", "d"))
    content = with_body(
        '<w:p><w:r><w:t>anchor</w:t><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{four}</w:tc><w:tc><w:p><w:r><w:t>e</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>one cell</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    texts = ("anchor", "ប្រអប់ box", "ក", "b", "គ", "d", "e", "one cell")
    assert read(content) == layout(*((PARAGRAPH, text, 0) for text in texts))


NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="77">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>
<w:num w:numId="78"><w:abstractNumId w:val="77"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""


def test_numbers_nest_restart_and_take_their_own_forms() -> None:
    def write(document: Document) -> None:
        numbering = document.part.numbering_part.element
        for element in parse_xml(NUMBERING):
            numbering.append(element)
        for number, level in ((77, 0), (77, 1), (77, 1), (77, 2), (77, 0), (77, 1), (78, 0), (0, 0), (99, 0)):
            paragraph = document.add_paragraph("x")
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().set(qn("w:val"), str(level))
            properties.get_or_add_numId().set(qn("w:val"), str(number))

    assert read(saved(write)) == layout(
        (ITEM, "III. x", 1),
        (ITEM, "III.a) x", 2),
        (ITEM, "III.b) x", 2),
        (ITEM, "- x", 3),
        (ITEM, "IV. x", 1),
        (ITEM, "IV.a) x", 2),
        (ITEM, "I. x", 1),
        (PARAGRAPH, "x", 0),
        (ITEM, "x", 1),
    )


def test_an_empty_document_has_an_empty_layout() -> None:
    assert read(saved(lambda document: None)) == layout()


def test_another_office_package_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableDocument, match="is an office package, but not a Word document"):
        read(stream.getvalue())
