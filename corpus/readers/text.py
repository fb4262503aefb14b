"""Plain text: each line that says something is a paragraph, and the body is the file's own text."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.document import Block, BlockKind, Layout, Span
from corpus.readers.composing import clean
from corpus.readers.encoding import decode

_BLANK_LINE = re.compile(r"^[ \t\xa0\u200b-\u200d\u2060\ufeff]+$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")

NARROWEST, WIDEST = 60, 100
"""Characters between which mail programs and editors wrap lines; the usual widths are 65 to 80."""

_WRAPPED_LINES = 5
"""So many lines must nearly reach the width before it counts as one that a program kept to."""

_NEARLY = 10
_SENTENCE_ENDS = (".", ":", ";", "!", "?")
_PLAIN_START = re.compile(r"[A-Za-z(\"'“‘]")
_LATIN_ONLY = re.compile("[\x20-\x7e\u2010-\u201f]+")


def read(content: bytes) -> Layout:
    """A text file's layout; form feeds part its pages, and lines of mere spaces become empty.

    English lines that a program broke at a fixed width are joined again, a space in the line end's place.
    Raises UnreadableDocument where the bytes aren't UTF-8 or UTF-16 text.
    """
    sheets = [_unwrap(_BLANK_LINE.sub("", clean(sheet))) for sheet in decode(content).split("\f")]
    body = "\n".join(sheets)
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(*line.span())) for line in _LINE.finditer(body))
    return Layout(body, blocks, _pages(sheets) if len(sheets) > 1 else ())


def _unwrap(text: str) -> str:
    """The text with a space for each line end that stands only because the next word was too long."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if (
        not NARROWEST <= width <= WIDEST
        or sum(len(line) > width - _NEARLY for line in lines) < _WRAPPED_LINES
    ):
        return text
    joined = lines[0]
    for above, line in pairwise(lines):
        word = line.split(" ", 1)[0]
        wrapped = (
            _PLAIN_START.match(line)
            and not above.rstrip().endswith(_SENTENCE_ENDS)  # the next line may be a heading
            and _LATIN_ONLY.fullmatch(above)
            and len(above.rstrip()) + 1 + len(word) > width
        )
        joined += f"{' ' if wrapped else chr(10)}{line}"
    return joined


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
