"""Which lines of minutes are headings: marked or numbered ones, short cue lines, introductions of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.cues import kind_of_heading
from corpus.document import Block, BlockKind, Layout, SectionKind, Span
from corpus.khmer import has_khmer, sentences
from corpus.lines import introduces, is_list_item, lines, number_of
from corpus.numbering import Numbering, numberings

_TRUSTED_MARKS = 3
"""A file with so many marked headings marks all of them."""
_LONGEST = 110
"""Code points of a numbered heading; longer numbered lines are points made, not headings."""
_LONGEST_UNNUMBERED = 70
_LONG_LINE = 120
"""A line so long is a paragraph: what stands before the first one is a letterhead or a title."""
_ENDS = re.compile("[\u17d4\u17d5.;,!?][\"'\u201d\u2019)\\s*_]*$")
_LABEL = re.compile("[^:៖÷\\n0-9០-៩.,]{3,30}[:៖÷]")
_LABELLED = (SectionKind.PARTICIPANTS, SectionKind.OBJECTIVES, SectionKind.CHALLENGES, SectionKind.DECISIONS)
_TOP, _UNNUMBERED_BELOW, _INTRODUCTION, _BELOW_INTRODUCTION = 100, 150, 200, 210
"""Levels of unmarked headings, below every marked one; each new style of numbers stands 10 below."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has words; `marked` is the level of a heading marked so, else 0."""

    span: Span
    text: str
    marked: int
    is_item: bool
    starts_block: bool

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as sentences do."""
        return _ENDS.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where its section begins: at its own line, or at the paragraph that ends in it.

    `of_list`: its section ends with the list that follows it, not at the next heading.
    """

    first_line: int
    line: int
    span: Span
    level: int
    kind: SectionKind | None
    of_list: bool


def lines_with_words(layout: Layout) -> list[Line]:
    """The lines of a layout that are not blank, in order."""
    starts = {block.span.start: block for block in layout.blocks}
    found: list[Line] = []
    block: Block | None = None
    for span in lines(layout.body, Span(0, len(layout.body))):
        starting = starts.get(span.start)
        block = starting or block
        inside = block is not None and span.start < block.span.end
        text = span.of(layout.body).strip()
        if not text:
            continue
        kind = block.kind if block and inside else BlockKind.PARAGRAPH
        marked = max(1, block.level) if block and kind is BlockKind.HEADING else 0
        is_item = not marked and (kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW) or is_list_item(text))
        found.append(Line(span, text, marked, is_item, starting is not None or not inside))
    return found


def headings(body: str, found: list[Line]) -> list[Heading]:
    """The headings among lines, in order."""
    trusted = sum(1 for line in found if line.marked) >= _TRUSTED_MARKS
    numbered = {} if trusted else _numbered_headings(found)
    result: list[Heading] = []
    opening, under_numbers = True, False
    for index, line in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        heading = None
        if line.marked:
            heading = _heading(body, index, line, 10 * line.marked, False)
        elif index in numbered:
            heading = _heading(body, index, line, numbered[index], False)
            under_numbers = True
        elif not line.is_item and following and introduces(line.text) and following.is_item:
            heading = _introduction(body, index, found)
        elif not trusted and following and _is_short_heading(line, following, opening):
            kind = kind_of_heading(line.text)
            level = _UNNUMBERED_BELOW if under_numbers and kind is None else _TOP
            heading = _heading(body, index, line, level, following.is_item and index + 1 not in numbered)
        elif label := _label(line):
            heading = _labelled(body, index, line, label)
        if heading:
            result.append(heading)
        opening = opening and len(line.text) < _LONG_LINE and heading is None
    return result


def _heading(body: str, index: int, line: Line, level: int, of_list: bool) -> Heading:
    start = line.span.start + line.span.of(body).index(line.text)
    span = Span(start, start + len(line.text))
    return Heading(index, index, span, level, kind_of_heading(line.text), of_list)


def _introduction(body: str, index: int, found: list[Line]) -> Heading:
    """The last sentence of a paragraph, and the one before where the last is a mere `ដូចជា៖`."""
    line = found[index]
    text = line.span.of(body).rstrip()
    parts = sentences(text)
    start = parts[-1].start if parts else 0
    if len(parts) > 1 and len(parts[-1]) < 20:
        start = parts[-2].start
    start += len(text[start:]) - len(text[start:].lstrip())
    span = Span(start, len(text)).shifted(line.span.start)
    first = index
    while first > 0 and _leads_on(found[first - 1]):
        first -= 1
    return Heading(first, index, span, _INTRODUCTION, kind_of_heading(span.of(body)), True)


def _leads_on(line: Line) -> bool:
    return introduces(line.text) and not line.is_item and not line.marked


def _label(line: Line) -> int:
    """How much of a paragraph is a label that names its subject, e.g. `អ្នកចូលរួម៖`; 0 without one."""
    match = _LABEL.match(line.text)
    if line.is_item or match is None or len(line.text) < _LONG_LINE // 2:
        return 0
    return match.end() if kind_of_heading(match[0]) in _LABELLED else 0


def _labelled(body: str, index: int, line: Line, length: int) -> Heading:
    start = line.span.start + line.span.of(body).index(line.text)
    span = Span(start, start + length)
    return Heading(index, index, span, _INTRODUCTION, kind_of_heading(span.of(body)), True)


def _numbered_headings(found: list[Line]) -> dict[int, int]:
    """Numbered lines that are headings, with their levels: short, and most of their run heading something."""
    heads: dict[int, int] = {}
    levels: dict[Numbering, int] = {}
    may_head = [_may_head(found, index) for index in range(len(found))]
    for run in numberings([number_of(line.text) if not line.marked else None for line in found], may_head):
        likely = [index for index in run if may_head[index]]
        style = Numbering.of(number_of(found[run[0]].text) or "")
        surely = len(run) > 1 or style is Numbering.ROMAN or kind_of_heading(found[run[0]].text) is not None
        if len(likely) * 2 <= len(run) or not surely:
            continue
        if run[0] > 0 and introduces(found[run[0] - 1].text):
            level = _BELOW_INTRODUCTION
        else:
            level = levels.setdefault(style, _TOP + 10 * len(levels))
        heads.update(dict.fromkeys(likely, level))
    return heads


def _may_head(found: list[Line], index: int) -> bool:
    line = found[index]
    if len(line.text) > _LONGEST or line.is_sentence or not line.starts_block or index + 1 >= len(found):
        return False
    following = found[index + 1]
    number, next_number = number_of(line.text), number_of(following.text)
    if number is None:
        return False
    return next_number is None or Numbering.begins(next_number)


def _is_short_heading(line: Line, following: Line, opening: bool) -> bool:
    text = line.text.strip("*_ ")
    longest = _LONGEST_UNNUMBERED
    if line.is_item or line.is_sentence or not line.starts_block or len(text) > longest or "\t" in text:
        return False
    label = text.rstrip(" :៖÷")
    if ":" in label or "៖" in label:
        return False
    if kind_of_heading(label):
        return has_khmer(label) or (label[:1].isupper() and len(label.split()) <= 7)
    if opening or introduces(text):
        return False
    if label.isupper():
        return True
    return len(following.text) >= _LONG_LINE and following.is_sentence and not following.is_item
