"""OpenDocument texts: body, text boxes, tables, notes and page headers, as a reader of the page sees them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import odfdo

from corpus.document import BlockKind, Layout
from corpus.errors import UnreadableDocument
from corpus.readers.composing import BULLET, PLAIN_BULLETS, Composer
from corpus.readers.zipped import entry, names_in

LONG_CELL = 3
"""A cell with more paragraphs than this lays out a page; its row is read block by block."""

_TEXT_TYPE = b"application/vnd.oasis.opendocument.text"
_SPACES = re.compile(r"[ \t\r\n]+")
_DEEPEST_HEADING = 10
"""As LibreOffice has them; a file may state any number, and a heading path is as long as levels are."""
_LONGEST_GAP = 100
"""Spaces that one element may stand for: it states a number, which a hostile file makes huge."""

_PASSED_OVER = frozenset(
    [
        "text:tracked-changes",
        "office:annotation",
        "text:note",
        "text:ruby-text",
        "office:forms",
        "text:sequence-decls",
        "text:variable-decls",
        "text:user-field-decls",
        "table:covered-table-cell",
        "svg:title",
        "svg:desc",
    ]
)
_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@dataclass(frozen=True, slots=True)
class _Level:
    """How a list shows its items at one depth."""

    bullet: str | None
    form: str
    before: str
    after: str
    start: int


def read(content: bytes) -> Layout:
    """A document's layout; list items begin with the number or bullet that their style shows.

    Deleted text that tracked changes keep isn't read. Page headers and footers come first, once each;
    notes come last. Raises UnreadableDocument when the package is torn, encrypted, a bomb, or no text.
    """
    names = names_in(content)
    if "content.xml" not in names or not entry(content, "mimetype").startswith(_TEXT_TYPE):
        raise UnreadableDocument("is an office package, but not an OpenDocument text")
    if b"encryption-data" in entry(content, "META-INF/manifest.xml"):
        raise UnreadableDocument("is encrypted: save it without a password")
    document = odfdo.Document(io.BytesIO(content))
    reading = _Reading(document)
    reading.page_furniture()
    reading.blocks(document.body)
    reading.notes(document.body)
    return reading.composer.layout(document.meta.title)


class _Reading:
    """One document's blocks on their way into a composer."""

    def __init__(self, document: odfdo.Document) -> None:
        self.composer = Composer()
        self._styles = _part(document, "styles.xml")
        self._levels: dict[tuple[str, int], _Level] = {}
        for part in (self._styles, _part(document, "content.xml")):
            for style in part.get_elements("descendant::text:list-style"):
                name = style.get_attribute_string("style:name") or ""
                for level in style.children:
                    depth = int(level.get_attribute_string("text:level") or 1)
                    self._levels[name, depth] = _level(level)

    def page_furniture(self) -> None:
        """Adds each distinct page header and footer once, headers first."""
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for element in self._styles.get_elements(f"descendant::style:{kind}"):
                text = "\n".join(_lines(element))
                if text not in seen and any(map(str.isalpha, text)):
                    seen.add(text)
                    self.composer.add(BlockKind.PAGE_HEADER, text)

    def notes(self, body: odfdo.Element) -> None:
        """Adds the text of footnotes and endnotes."""
        for note in body.get_elements("descendant::text:note-body"):
            self.composer.add(BlockKind.PARAGRAPH, "\n".join(_lines(note)))

    def blocks(self, container: odfdo.Element) -> None:
        """Adds what stands in a body, a section, a cell or a text box, in document order."""
        for element in container.children:
            if element.tag == "text:h":
                level = int(element.get_attribute_string("text:outline-level") or 1)
                self._add(BlockKind.HEADING, element, min(level, _DEEPEST_HEADING))
            elif element.tag == "text:p":
                self._add(BlockKind.PARAGRAPH, element, 0)
            elif element.tag == "text:list":
                self._list(element, None, 1)
            elif element.tag == "table:table-row":
                self._row(element)
            elif element.tag not in _PASSED_OVER:
                self.blocks(element)

    def _add(self, kind: BlockKind, element: odfdo.Element, level: int, marker: str = "") -> None:
        text = _text(element)
        self.composer.add(kind, f"{marker} {text}" if marker and text.strip() else text, level)
        for box in _within(element, "draw:text-box"):
            self.blocks(box)

    def _list(self, element: odfdo.Element, style: str | None, depth: int) -> None:
        style = element.get_attribute_string("text:style-name") or style
        level = self._levels.get((style or "", depth))
        number = level.start if level else 1
        for item in element.children:
            marker = _marker(level, number) if item.tag == "text:list-item" else ""
            number += item.tag == "text:list-item"
            for child in item.children:
                if child.tag == "text:list":
                    self._list(child, style, depth + 1)
                elif child.tag in ("text:p", "text:h"):
                    kind = BlockKind.LIST_ITEM if child.tag == "text:p" else BlockKind.HEADING
                    self._add(kind, child, depth, marker)
                    marker = ""

    def _row(self, row: odfdo.Element) -> None:
        cells = list(_within(row, "table:table-cell"))
        lines = [_lines(cell) for cell in cells]
        nested = any(next(_within(cell, "table:table"), None) is not None for cell in cells)
        if len(cells) == 1 or nested or max(map(len, lines), default=0) > LONG_CELL:
            for cell in cells:
                self.blocks(cell)
        else:
            self.composer.add_row([" ".join(cell) for cell in lines])


def _part(document: odfdo.Document, name: str) -> odfdo.Element:
    part = document.get_part(name)
    assert isinstance(part, odfdo.XmlPart)  # both names are of XML parts
    return part.root


def _level(element: odfdo.Element) -> _Level:
    """A list style's level from its XML (OpenDocument 1.3, 16.30 to 16.34)."""

    def stated(name: str) -> str:
        return element.get_attribute_string(name) or ""

    bullet = stated("text:bullet-char") if element.tag == "text:list-level-style-bullet" else None
    return _Level(
        bullet=bullet if bullet is None or bullet in PLAIN_BULLETS else BULLET,
        form=stated("style:num-format"),
        before=stated("style:num-prefix"),
        after=stated("style:num-suffix"),
        start=int(stated("text:start-value") or 1),
    )


def _marker(level: _Level | None, number: int) -> str:
    if level is None:
        return ""
    if level.bullet is not None:
        return level.bullet
    if not level.form:
        return ""
    shown = str(number)
    if level.form.startswith("១"):
        shown = shown.translate(_KHMER_DIGITS)
    elif level.form in "aA" and 0 < number <= 26:
        shown = chr(ord(level.form) + number - 1)
    return f"{level.before}{shown}{level.after}"


def _within(element: odfdo.Element, tag: str) -> Iterator[odfdo.Element]:
    """The outermost descendants with this tag, leaving out what isn't shown."""
    for child in element.children:
        if child.tag == tag:
            yield child
        elif child.tag not in _PASSED_OVER:
            yield from _within(child, tag)


def _lines(container: odfdo.Element) -> list[str]:
    """The text of each paragraph in a cell, a header or a note, text boxes included."""
    lines: list[str] = []
    for element in container.children:
        if element.tag in ("text:p", "text:h"):
            lines.append(_text(element))
            lines += [line for box in _within(element, "draw:text-box") for line in _lines(box)]
        elif element.tag not in _PASSED_OVER:
            lines += _lines(element)
    return [line for line in lines if line.strip()]


def _text(element: odfdo.Element) -> str:
    """The text shown in a paragraph, without that of its text boxes; its white space collapses."""
    parts = [_SPACES.sub(" ", element.text or "")]
    for child in element.children:
        if child.tag == "text:s":
            count = int(child.get_attribute_string("text:c") or 1)
            parts.append(" " * min(count, _LONGEST_GAP))
        elif child.tag in ("text:tab", "text:line-break"):
            parts.append("\t" if child.tag == "text:tab" else "\n")
        elif child.tag not in _PASSED_OVER and child.tag != "draw:text-box":
            parts.append(_text(child))
        parts.append(_SPACES.sub(" ", child.tail or ""))
    return "".join(parts)
