"""The opening of minutes: the part that states what meeting it was, in normal form with the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import BlockKind, Layout, Span, Stated
from corpus.khmer import Normalised, normal_form, normalise
from corpus.lines import is_list_item, lines

LENGTH = 4000
"""Code points in which minutes state their title, place, chair and who took part."""
HEADER_LINES = 10
"""Lines that hold the letterhead, the title and the first paragraph."""


def cue(*expressions: str) -> re.Pattern[str]:
    """A pattern over the normal form, case aside."""
    return re.compile(normal_form("|".join(expressions)), re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A line of the opening: its words without the space around them, and how the file marked it."""

    span: Span
    text: str
    kind: BlockKind
    level: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The first part of a body; spans are of `text`, its normal form, until `stated` takes them back."""

    body: str
    traced: Normalised
    lines: tuple[OpeningLine, ...]

    @property
    def text(self) -> str:
        """The opening in normal form."""
        return self.traced.text

    def stated(self, span: Span) -> Stated[str] | None:
        """The body's own words at a place, as a fact; None where that place has none."""
        text = span.of(self.text)
        span = Span(span.start + len(text) - len(text.lstrip()), span.start + len(text.rstrip()))
        if span.start >= span.end:
            return None
        original = self.traced.original(span)
        return Stated(" ".join(original.of(self.body).split()), original)


def opening(layout: Layout) -> Opening:
    """The opening of a layout."""
    traced = normalise(layout.body[:LENGTH])
    blocks = [block for block in layout.blocks if block.span.start < LENGTH]
    found: list[OpeningLine] = []
    for line in lines(traced.text, Span(0, len(traced.text))):
        words = line.of(traced.text)
        text = words.strip(" \t\n\ufeff")
        if text:
            start = line.start + words.index(text)
            at = traced.original(Span(start, start + 1)).start
            block = next((block for block in blocks if block.span.start <= at < block.span.end), None)
            kind, level = (block.kind, block.level) if block else (BlockKind.PARAGRAPH, 0)
            found.append(OpeningLine(Span(start, start + len(text)), text, kind, level))
    return Opening(layout.body, traced, tuple(found))


_SENTENCE_END = re.compile(
    "[\u17d4\u17d5]+\\s*|(?<!\\b[A-Z])(?<!\\b(?:Mr|Ms|Dr|St))(?<!\\bMrs)[.!?]\\s+(?=[A-Z\u1780-\u17b3])"
)


def sentences(line: str) -> Iterator[Span]:
    """The sentences of a line in normal form, with the space after each; they partition it."""
    start = 0
    for match in _SENTENCE_END.finditer(line):
        yield Span(start, match.end())
        start = match.end()
    if start < len(line):
        yield Span(start, len(line))


def plain(line: OpeningLine) -> bool:
    """Whether a line is neither a page header nor an item of a list or table."""
    return line.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and not is_list_item(line.text)
