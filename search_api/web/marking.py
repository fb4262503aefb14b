"""Text of documents made fit to be shown: some of its pieces marked, nothing in it that misleads an eye."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Span

_UNSHOWN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
"""Controls of writing direction: neither language has use for them, and they can turn a line around."""
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile("[\\s\u200b។៕]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is marked, or not."""

    text: str
    marked: bool


def shown(text: str) -> str:
    """The text as a page may show it: no direction controls, and control characters made visible."""
    return _BROKEN.sub("\ufffd", _UNSHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def pieces(text: str, marks: Sequence[Span], window: Span | None = None) -> list[Piece]:
    """A window of a text, cut at its marks, which may overlap; the whole text without a window."""
    if window is None:  # an empty one is false too
        window = Span(0, len(text))
    found: list[Piece] = []
    at = window.start
    for mark in _joined(marks):
        start, end = max(mark.start, at), min(mark.end, window.end)
        if start < end:
            found += [Piece(shown(text[at:start]), False), Piece(shown(text[start:end]), True)]
            at = end
    found.append(Piece(shown(text[at : window.end]), False))
    return [piece for piece in found if piece.text]


def excerpt(text: str, marks: Sequence[Span], size: int) -> list[Piece]:
    """About `size` code points around the first mark, cut between words where that can be, with … at cuts."""
    first = marks[0].start if marks else 0
    start = max(0, min(first - size // 4, len(text) - size))
    window = around(text, Span(start, min(len(text), start + size)))
    found = pieces(text, marks, window)
    lead = [Piece("… ", False)] if window.start > 0 else []
    tail = [Piece(" …", False)] if window.end < len(text) else []
    return [*lead, *found, *tail]


def around(text: str, span: Span, reach: int = 0, slack: int = 40) -> Span:
    """A span with `reach` more on both sides, moved to the nearest space within `slack`."""
    start, end = max(0, span.start - reach), min(len(text), span.end + reach)
    if start > 0 and (space := _SPACE.search(text, start, min(start + slack, span.start or len(text)))):
        start = space.end()
    if end < len(text):
        spaces = list(_SPACE.finditer(text, max(end - slack, span.end if reach else start), end))
        end = spaces[-1].end() if spaces else end
    return Span(start, max(start, end))


def _joined(marks: Sequence[Span]) -> list[Span]:
    """In order, those that touch made one."""
    found: list[Span] = []
    for mark in sorted(marks):
        if found and mark.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, mark.end))
        else:
            found.append(mark)
    return found
