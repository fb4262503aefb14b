"""Plain text: each line that says something is a paragraph, and the body is the file's own text."""

from __future__ import annotations

import re

from corpus.document import Block, BlockKind, Layout, Span
from corpus.readers.composing import clean
from corpus.readers.encoding import decode
from corpus.readers.wrapping import unwrap

_BLANK_LINE = re.compile(r"^[ \t\xa0\u200b-\u200d\u2060\ufeff]+$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")


def read(content: bytes) -> Layout:
    """A text file's layout; form feeds part its pages, and lines of mere spaces become empty.

    English lines that a program broke at a fixed width are joined again, a space in the line end's place.
    Raises UnreadableDocument where the bytes aren't UTF-8 or UTF-16 text.
    """
    sheets = [unwrap(_BLANK_LINE.sub("", clean(sheet))) for sheet in decode(content).split("\f")]
    body = "\n".join(sheets)
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(*line.span())) for line in _LINE.finditer(body))
    return Layout(body, blocks, _pages(sheets) if len(sheets) > 1 else ())


def _pages(sheets: list[str]) -> tuple[Span, ...]:
    """Where each sheet lies in the body; the line end that took a form feed's place ends its sheet."""
    pages: list[Span] = []
    start = 0
    for number, sheet in enumerate(sheets, start=1):
        end = start + len(sheet) + (number < len(sheets))
        pages.append(Span(start, end))
        start = end
    if sheets[-1] == "":  # a form feed at the very end closes the last page and opens none
        pages.pop()
    return tuple(pages)
