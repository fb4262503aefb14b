"""HTML pages: headings, paragraphs, lists and tables as a browser would show them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.document import BlockKind, Layout
from corpus.errors import UnreadableDocument
from corpus.readers.composing import BULLET, Composer
from corpus.readers.encoding import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 1024
"""Bytes in which browsers look for a declared encoding (HTML standard, 13.2.3.2)."""

_NOT_SHOWN = frozenset(
    ["head", "script", "style", "template", "noscript", "iframe", "object", "svg", "select", "datalist"]
)
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|q|rp|rt|ruby|s"
    "|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_REPEATED = re.compile(" +")
_LINE = re.compile(r" ?\n ?")


def read(content: bytes) -> Layout:
    """A page's layout; a list item begins with its number or bullet, and scripts and styles are dropped.

    Raises UnreadableDocument where the bytes aren't in the encoding that they declare, or else UTF-8.
    """
    page = LexborHTMLParser(_decode(content))
    reading = _Reading()
    if page.body is not None:
        reading.walk(page.body)
        reading.flush()
    title = page.css_first("head > title")
    return reading.composer.layout(title.text() if title is not None else None)


def _decode(content: bytes) -> str:
    """The page's text: what is valid as UTF-8 or has a mark is that, whatever it declares."""
    try:
        return decode(content)
    except UnreadableDocument:
        declared = _CHARSET.search(content[:_DECLARED_WITHIN])
        if declared is None:
            raise
        name = declared[1].decode("ascii").lower()
    try:
        return content.decode("cp1252" if name in ("iso-8859-1", "latin1", "ascii") else name)
    except (LookupError, ValueError):
        raise UnreadableDocument(f"declares the encoding {name}, but can't be read so") from None


class _Reading:
    """A page's text on its way into a composer; `flush` ends a block wherever a browser would."""

    def __init__(self) -> None:
        self.composer = Composer()
        self._text: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._marker = ""
        self._depth = 0

    def walk(self, node: LexborNode) -> None:
        """Takes in what a node shows."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._text.append(_SPACES.sub(" ", child.text_content or ""))
            elif tag == "br":
                self._text.append("\n")
            elif _INLINE.fullmatch(tag):
                self.walk(child)
            elif tag not in _NOT_SHOWN and "hidden" not in child.attributes:
                self.flush()
                self._block(child, tag)
                self.flush()

    def flush(self) -> None:
        """Ends the block that is being read, if it has any text."""
        text = _LINE.sub("\n", _REPEATED.sub(" ", "".join(self._text))).strip(" \n")
        self._text = []
        if not text:
            return
        if self._marker:
            self.composer.add(BlockKind.LIST_ITEM, f"{self._marker} {text}", self._depth)
            self._marker = ""
        else:
            self.composer.add(self._kind, text, self._level)

    def _block(self, node: LexborNode, tag: str) -> None:
        if tag in _HEADINGS:
            self._kind, self._level, self._marker = BlockKind.HEADING, _HEADINGS[tag], ""
            self.walk(node)
            self.flush()
            self._kind, self._level = BlockKind.PARAGRAPH, 0
        elif tag in ("ul", "ol", "menu"):
            self._list(node, tag)
        elif tag == "tr":
            self._row(node)
        elif tag == "pre":
            self.composer.add(BlockKind.PARAGRAPH, node.text())
        else:
            self.walk(node)

    def _list(self, node: LexborNode, tag: str) -> None:
        number = _whole(node.attributes.get("start"), 1)
        self._depth += 1
        for child in node.iter(include_text=True):
            if child.tag == "li":
                number = _whole(child.attributes.get("value"), number)
                self._marker = f"{number}." if tag == "ol" else BULLET
                number += 1
                self.walk(child)
                self.flush()
                self._marker = ""
            elif child.tag in ("ul", "ol", "menu"):
                self._list(child, child.tag)
        self._depth -= 1

    def _row(self, row: LexborNode) -> None:
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if len(cells) == 1 or row.css_first("table, h1, h2, h3, h4, h5, h6, ul, ol") is not None:
            for cell in cells:  # lays out the page, or holds what is more than a cell's text
                self.walk(cell)
                self.flush()
        else:
            self.composer.add_row([_SPACES.sub(" ", cell.text(separator=" ")) for cell in cells])


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else otherwise
