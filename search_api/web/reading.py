"""A document as a page: its outline, and its text in parts that a browser can bear."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Document, Section, SectionKind, Span
from search_api.web.marking import Piece, pieces

PART = 120_000
"""The most code points on one page."""
_LONGEST_HEADING = 160
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)+")


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section, or as much of it as is on this page: heading and text in pieces, and where a page begins."""

    number: int
    kind: SectionKind
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    page: int | None
    """The page that begins in this section, None where none does."""
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline; `on_this_part` whether its section is on this page."""

    number: int
    text: str | None
    level: int
    kind: SectionKind
    span: Span
    on_this_part: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One part of a document; `before` and `after` are where the neighbouring parts begin."""

    outline: tuple[Heading, ...]
    sections: tuple[ShownSection, ...]
    marked: Span | None
    before: int | None
    after: int | None


def read(document: Document, wanted: Span | None, start: int) -> Reading:
    """The part that begins at or before `start`, or the one that holds the beginning of `wanted`.

    A span or place outside the body is left out of account.
    """
    length = len(document.body)
    marked = wanted if wanted and 0 <= wanted.start < wanted.end <= length else None
    at = marked.start if marked else min(max(start, 0), max(length - 1, 0))
    cuts = _cuts(document)
    here = bisect_right(cuts, at) - 1
    part = Span(cuts[here], cuts[here + 1] if here + 1 < len(cuts) else length)
    marks = [marked] if marked else []
    sections = [
        _shown(document, number, section, part, marks)
        for number, section in enumerate(document.sections)
        if section.span.overlaps(part)
    ]
    outline = [
        Heading(
            number,
            _heading(document, section),
            min(len(section.heading_path), 4),
            section.kind,
            section.span,
            section.span.overlaps(part),
        )
        for number, section in enumerate(document.sections)
    ]
    return Reading(
        tuple(outline),
        tuple(sections),
        marked,
        cuts[here - 1] if here else None,
        cuts[here + 1] if here + 1 < len(cuts) else None,
    )


def _cuts(document: Document) -> list[int]:
    """Where parts begin: at a line's beginning wherever there is one in time."""
    cuts, body = [0], document.body
    while len(body) - cuts[-1] > PART:
        line = body.rfind("\n", cuts[-1] + PART // 2, cuts[-1] + PART)
        cuts.append(line + 1 if line >= 0 else cuts[-1] + PART)
    return cuts


def _shown(
    document: Document, number: int, section: Section, part: Span, marks: Sequence[Span]
) -> ShownSection:
    within = Span(max(section.span.start, part.start), min(section.span.end, part.end))
    heading = section.heading if section.heading and within.start <= section.heading.start else None
    split = min(heading.end, within.end) if heading else within.start
    first = document.page_at(within.start)
    begins = first is not None and document.pages[first - 1].start >= within.start
    later = first is not None and document.page_at(max(within.end - 1, within.start)) != first
    page = first if begins else first + 1 if first is not None and later else None
    return ShownSection(
        number,
        section.kind,
        tuple(pieces(document.body, marks, Span(within.start, split))) if heading else (),
        tuple(pieces(document.body, marks, _without_blank_lines(document.body, Span(split, within.end)))),
        page,
        section.span,
    )


def _without_blank_lines(body: str, span: Span) -> Span:
    text = span.of(body)
    lead = _BLANK_LINES.match(text)
    start = span.start + lead.end() if lead else span.start
    return Span(start, max(start, span.start + len(text.rstrip())))


def _heading(document: Document, section: Section) -> str | None:
    """A section's own heading on one line; None for one without."""
    if section.heading is None:
        return None
    text = " ".join(section.heading.of(document.body).split())
    return text if len(text) <= _LONGEST_HEADING else text[:_LONGEST_HEADING] + "…"
