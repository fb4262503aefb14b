"""Selected passages as a Word file: quotes with their citations."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from search_api.web.citing import source
from search_api.web.selection import Selected
from search_api.wording import Wording

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_KHMER_FONT = "Khmer OS Siemreap"
"""What offices in Cambodia have; Word takes another Khmer font where it is missing."""


def word_file(selected: Sequence[Selected], wording: Wording) -> bytes:
    """A heading, then each passage as a quote under its section, with its source linked to its page."""
    document = Document()
    styles = document.styles
    styles["Normal"].font.size = Pt(11)
    fonts = styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), _KHMER_FONT)
    quote = styles["Quote"] if "Quote" in styles else styles.add_style("Quote", WD_STYLE_TYPE.PARAGRAPH)
    document.add_heading(wording.text("export_title"), level=1)
    for each in selected:
        heading = " › ".join(each.passage.heading_path) or each.document.title
        document.add_heading(_writable(" ".join(heading.split())), level=2)
        for line in each.passage.text.strip().splitlines():
            if line.strip():
                document.add_paragraph(_writable(line), style=quote)
        cited = document.add_paragraph()
        _link(cited, _writable(source(wording, each.document, each.passage.page)), each.url)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _writable(text: str) -> str:
    """Without what XML can't hold."""
    return _UNWRITABLE.sub("", text)


def _link(paragraph: Paragraph, text: str, address: str) -> None:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._element)
    paragraph._element.append(link)
