"""Builds a `Layout` block by block, so that every span is right by construction."""

from __future__ import annotations

import re

from corpus.document import Block, BlockKind, Layout, Span

CELL_SEPARATOR = " | "
"""Stands between the cells of a table's row."""

BULLET = "•"
PLAIN_BULLETS = "-–—*•·◦▪"
"""Bullets that mean themselves; others are letters of a symbol font, as "§" is of Wingdings."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n[\s\u200b-\u200d\u2060\ufeff]*\n")
_INVISIBLE = " \t\n\u200b\u200c\u200d\u2060\ufeff\xa0"


def clean(text: str) -> str:
    """The text with `\\n` as its only line end, control characters as spaces, and no lone surrogate.

    Control characters can't be shown and can steer a terminal; all else stays as the file has it.
    """
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", _LINE_END.sub("\n", text)))


class Composer:
    """Takes a file's blocks in reading order; blocks without a visible character are passed over."""

    def __init__(self) -> None:
        self._blocks: list[tuple[BlockKind, str, int]] = []
        self._page_starts: list[int] = []

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Appends a block; its line ends become `\\n`, and it keeps no blank line of its own."""
        text = _BLANK_LINES.sub("\n", clean(text)).strip(" \t\n")
        if text.strip(_INVISIBLE):
            self._blocks.append((kind, text, level))

    def add_row(self, cells: list[str]) -> None:
        """Appends a table's row, its filled cells side by side on one line."""
        lines = (" ".join(clean(cell).split("\n")).strip() for cell in cells)
        self.add(BlockKind.TABLE_ROW, CELL_SEPARATOR.join(line for line in lines if line))

    def start_page(self) -> None:
        """Whatever is added from here on stands on a new page."""
        self._page_starts.append(len(self._blocks))

    def layout(self, title: str | None = None) -> Layout:
        """The blocks so far, one line end between each two, with the pages they stand on."""
        blocks: list[Block] = []
        offset = 0
        for kind, text, level in self._blocks:
            blocks.append(Block(kind, Span(offset, offset + len(text)), level))
            offset += len(text) + 1
        body = "\n".join(text for _, text, _ in self._blocks)
        return Layout(body, tuple(blocks), self._pages(blocks, len(body)), _one_line(title))

    def _pages(self, blocks: list[Block], end: int) -> tuple[Span, ...]:
        starts = [blocks[first].span.start if first < len(blocks) else end for first in self._page_starts]
        if starts:
            starts[0] = 0
        return tuple(Span(start, after) for start, after in zip(starts, [*starts[1:], end], strict=False))


def _one_line(title: str | None) -> str | None:
    """A title as properties hold it, or None where it says nothing."""
    words = " ".join(clean(title or "").split())
    return words or None
