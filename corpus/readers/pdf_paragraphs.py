"""Lines of pages, rejoined into the paragraphs, list items and headings they were set from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import BlockKind
from corpus.readers.composing import BULLET, Composer
from corpus.readers.pdf_lines import Line

HEADING_SIZE = 1.15
"""Times the body's size from which a line is a heading; 12 on 11 points (1.09) is mere emphasis."""

HEADING_LENGTH = 150
"""Characters. Longer bold text is emphasis."""

_LEADING = 1.3
"""Times the usual distance of lines within a paragraph; more is a new paragraph."""

_LONGEST_WORD = 5.0
"""Ems of white that a broken line may leave where the next word, unspaced Khmer, was too long for it."""

_AFTER_SENTENCE = 2.0
"""The same where the line ends a sentence: parting there does no harm, joining might."""

_NARROWEST = 15.0
"""Ems that a line has at least if it was broken for its length; half a page's column has 20."""

_TELLING_LINES = 10
"""So many lines show by the longest one where the right margin is."""

_EDGE_LINES = 2
"""Lines at the top and at the bottom of a page that may be a running header or footer."""

_ITEM = re.compile(
    r"(?:[•·●○▪■◦‣\-–—*\ue000-\uf8ff]|(?:[0-9]{1,3}|[០-៩]{1,3})(?:\.(?:[0-9]{1,3}|[០-៩]{1,3}))*[.)]"
    r"|[A-Za-zក-អ][.)]|[ivxIVX]{1,5}[.)])\s"
)
_SYMBOL = re.compile("^[\ue000-\uf8ff](?=\\s)")
"""A bullet from a symbol font, whose letters have no meaning outside it."""

_DIGITS = re.compile(r"[0-9០-៩]+")
_KHMER_END = re.compile("[\u1780-\u17ff]\u200b?$")
_KHMER_START = re.compile("[\u1780-\u17ff]")
_SENTENCE_ENDS = ("។", ".", "?", "!")
_CLOSED = ("៖", ":", "÷", "៕")


def compose(pages: Sequence[Sequence[Line]], width: float, composer: Composer) -> None:
    """Adds the blocks of pages, `width` points wide, to a composer; paragraphs end with their page."""
    running = _running_lines(pages)
    shape = _Shape([line for page in pages for line in page], width)
    for page in pages:
        composer.start_page()
        paragraph: list[Line] = []
        for line in page:
            key = _key(line)
            if key in running:
                if running[key]:
                    composer.add(BlockKind.PAGE_HEADER, line.text)
                    running[key] = False
                continue
            if paragraph and not shape.continues(paragraph, line):
                shape.add(paragraph, composer)
                paragraph = []
            paragraph.append(line)
        if paragraph:
            shape.add(paragraph, composer)


class _Shape:
    """How a document is set: the size of its body, its right margin, its usual leading."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
        self._size = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
        self._right = max((line.right for line in lines), default=0.0)
        self._left = min((line.left for line in lines), default=0.0)
        if len(lines) < _TELLING_LINES:  # else the right margin is as wide as the left one
            self._right = max(self._right, width - self._left)
        drops = sorted(
            above.baseline - line.baseline
            for above, line in pairwise(lines)
            if 0 < above.baseline - line.baseline < 4 * line.size
        )
        self._leading = drops[len(drops) // 5] if drops else 0.0
        larger = {_rounded(line.size) for line in lines if self._is_larger(line)}
        self._levels = {size: level for level, size in enumerate(sorted(larger, reverse=True), start=1)}
        self._mostly_bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(sizes.values())

    def continues(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether a line belongs to the paragraph whose lines so far stand above it."""
        first, above = paragraph[0], paragraph[-1]
        em = line.size
        drop = above.baseline - line.baseline
        if _rounded(line.size) != _rounded(above.size) or line.bold != above.bold or _ITEM.match(line.text):
            return False
        if not 0 < drop <= _LEADING * self._leading * max(1.0, line.size / (self._size or 1.0)):
            return False
        if self._is_larger(line) or (line.bold and self._is_centred(above) and self._is_centred(line)):
            return True  # titles are broken where they read well, not where the line is full
        hangs = bool(_ITEM.match(first.text)) and above is first
        if line.left > above.left + em and not hangs:
            return False
        if line.left < above.left - em and above is not first:
            return False
        if above.right - above.left < _NARROWEST * em or above.text.rstrip().endswith(_CLOSED):
            return False
        ends = above.text.rstrip().endswith(_SENTENCE_ENDS)
        return (
            above.right + min(_first_word(line), (_AFTER_SENTENCE if ends else _LONGEST_WORD) * em)
            > self._right
        )

    def add(self, paragraph: Sequence[Line], composer: Composer) -> None:
        """Adds the lines as one block of the kind that their setting shows."""
        text = paragraph[0].text
        for line in paragraph[1:]:
            text += _joint(text, line.text) + line.text
        first = paragraph[0]
        if self._is_larger(first) and len(text) <= HEADING_LENGTH:
            composer.add(BlockKind.HEADING, text, min(self._levels[_rounded(first.size)], 6))
        elif _ITEM.match(text):
            composer.add(BlockKind.LIST_ITEM, _SYMBOL.sub(BULLET, text), 1)
        elif first.bold and not self._mostly_bold and len(text) <= HEADING_LENGTH:
            composer.add(BlockKind.HEADING, text, min(len(self._levels) + 1, 6))
        else:
            composer.add(BlockKind.PARAGRAPH, text)

    def _is_larger(self, line: Line) -> bool:
        return _rounded(line.size) >= HEADING_SIZE * self._size

    def _is_centred(self, line: Line) -> bool:
        em = line.size
        return (
            line.left > self._left + 2 * em and abs(line.middle - (self._left + self._right) / 2) < 1.5 * em
        )


def _running_lines(pages: Sequence[Sequence[Line]]) -> dict[str, bool]:
    """The keys of lines that recur at the edges of pages, and whether they say more than a number."""
    seen: Counter[str] = Counter()
    for page in pages:
        downwards = sorted(page, key=lambda line: -line.baseline)
        seen.update({_key(line) for line in (*downwards[:_EDGE_LINES], *downwards[-_EDGE_LINES:])})
    enough = max(2, (len(pages) + 1) // 2)
    return {key: any(map(str.isalpha, key)) for key, count in seen.items() if count >= enough}


def _key(line: Line) -> str:
    """A line's text with its numbers alike, so that "page 1" and "page 2" are one."""
    return _DIGITS.sub("#", line.text.strip())


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _first_word(line: Line) -> float:
    """About how wide the first word of a line is, in points."""
    word = line.text.split(" ", 1)[0]
    return (line.right - line.left) * (len(word) + 1) / len(line.text)


def _joint(above: str, below: str) -> str:
    """What stands between two lines of a paragraph: nothing in Khmer or after a hyphen, else a space."""
    if above.endswith(" ") or (above.endswith("-") and above[-2:-1].isalpha()):
        return ""
    return "" if _KHMER_END.search(above) and _KHMER_START.match(below) else " "
