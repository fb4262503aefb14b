"""Word documents: body, text boxes, tables, notes and page headers, as a reader of the page sees them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml

from corpus.document import BlockKind, Layout
from corpus.errors import UnreadableDocument
from corpus.readers.composing import Composer
from corpus.readers.docx_numbering import Numbering
from corpus.readers.word_xml import value_of, with_styles, word
from corpus.readers.zipped import names_in

LONG_CELL = 3
"""A cell with more paragraphs than this lays out a page; its row is read block by block."""

BODY_TEXT = 9
"""The outline level of what is no heading (ECMA-376, 17.3.1.20)."""

_PAGE_NUMBERS = re.compile(r"page|of|ទំព័រ(?:ទី)?|នៃ|[\W\d_]", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
_BREAKS = {word("tab"): "\t", word("br"): "\n", word("cr"): "\n", word("noBreakHyphen"): "\u2011"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Repeats a text box for programs of before 2010."""
_NOT_SHOWN = {_FALLBACK, *map(word, ("del", "moveFrom", "pPr", "rPr", "rt"))}
_WRAPPERS = frozenset(map(word, ("sdt", "sdtContent", "ins", "customXml", "moveTo")))
_NOTES = {"footnotes", "endnotes"}


def read(content: bytes) -> Layout:
    """A Word document's layout; list items begin with the number or bullet that Word shows.

    Tracked insertions count as text and deletions don't. Page headers and footers that say more
    than a page number come first, once each; notes come last.
    Raises UnreadableDocument when the package is torn, encrypted, a bomb, or not a Word document.
    """
    if "word/document.xml" not in names_in(content):
        raise UnreadableDocument("is an office package, but not a Word document")
    document = docx.Document(io.BytesIO(content))
    reading = _Reading(document)
    reading.page_furniture()
    reading.blocks(document.element.body)
    reading.notes()
    return reading.composer.layout(document.core_properties.title)


class _Reading:
    """One document's blocks on their way into a composer."""

    def __init__(self, document: Document) -> None:
        self.composer = Composer()
        self._parts = list(document.part.rels.values())
        self._styles = {style.style_id: style.element for style in document.styles}
        numbering = next((_root(rel) for rel in self._parts if rel.reltype.endswith("/numbering")), None)
        self._numbering = Numbering(numbering)

    def page_furniture(self) -> None:
        """Adds each distinct page header and footer once, headers first."""
        seen: set[str] = set()
        for kind in ("/header", "/footer"):
            for rel in self._parts:
                if rel.is_external or not rel.reltype.endswith(kind):
                    continue
                text = "\n".join(_lines(_root(rel)))
                if text not in seen and _PAGE_NUMBERS.sub("", text):
                    seen.add(text)
                    self.composer.add(BlockKind.PAGE_HEADER, text)

    def notes(self) -> None:
        """Adds the text of footnotes and endnotes."""
        for rel in self._parts:
            if not rel.is_external and rel.reltype.rsplit("/", 1)[-1] in _NOTES:
                for note in _root(rel):
                    self.composer.add(BlockKind.PARAGRAPH, "\n".join(_lines(note)))

    def blocks(self, container: Element) -> None:
        """Adds what stands in a body, a cell or a text box, in document order."""
        for element in container:
            if element.tag == word("p"):
                self._paragraph(element)
            elif element.tag == word("tbl"):
                for row in _within(element, word("tr")):
                    self._row(row)
            elif element.tag in _WRAPPERS:
                self.blocks(element)

    def _paragraph(self, paragraph: Element) -> None:
        text = _text(paragraph)
        level = self._heading_level(paragraph)
        marker, depth = self._numbering.next(paragraph, self._styles) if text.strip() else ("", 0)
        if level:
            self.composer.add(BlockKind.HEADING, f"{marker} {text}" if marker else text, level)
        elif depth:
            self.composer.add(BlockKind.LIST_ITEM, f"{marker} {text}" if marker else text, depth)
        else:
            self.composer.add(BlockKind.PARAGRAPH, text)
        for box in _within(paragraph, word("txbxContent")):
            self.blocks(box)

    def _row(self, row: Element) -> None:
        if row.find(f"{word('trPr')}/{word('del')}") is not None:
            return
        cells = list(_within(row, word("tc")))
        lines = [_lines(cell) for cell in cells]
        nested = any(next(_within(cell, word("tbl")), None) is not None for cell in cells)
        if len(cells) == 1 or nested or max(map(len, lines), default=0) > LONG_CELL:
            for cell in cells:
                self.blocks(cell)
        else:
            self.composer.add_row([" ".join(cell) for cell in lines])

    def _heading_level(self, paragraph: Element) -> int:
        """1 to 9 for a heading by its own outline level, its style's, or its style's name; else 0."""
        for element in with_styles(paragraph, self._styles):
            outline = value_of(element.find(word("pPr")), "outlineLvl")
            if outline is not None:
                return int(outline) + 1 if int(outline) < BODY_TEXT else 0
            named = value_of(element, "name") or ""
            if match := _HEADING_STYLE.fullmatch(named):
                return int(match[1])
            if named.lower() == "title":
                return 1
        return 0


def _root(rel: object) -> Element:
    """The XML of a related part, whether python-docx knows its kind or holds it as bytes."""
    part = rel.target_part  # type: ignore[attr-defined]  # python-docx leaves relationships untyped
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _within(element: Element, tag: str) -> Iterator[Element]:
    """The outermost descendants with this tag, leaving out what isn't shown."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _NOT_SHOWN:
            yield from _within(child, tag)


def _lines(container: Element) -> list[str]:
    """The text of each paragraph in a cell, a header or a note, text boxes included."""
    lines: list[str] = []
    for paragraph in _within(container, word("p")):
        lines.append(_text(paragraph))
        for box in _within(paragraph, word("txbxContent")):
            lines += _lines(box)
    return [line for line in lines if line.strip()]


def _text(element: Element) -> str:
    """The text shown in a paragraph, without that of its text boxes."""
    parts: list[str] = []
    for child in element:
        if child.tag in (word("t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"):
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _NOT_SHOWN and child.tag != word("txbxContent"):
            parts.append(_text(child))
    return "".join(parts)
