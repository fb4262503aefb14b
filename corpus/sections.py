"""A body's sections by kind, from its headings, cue lines and introductions of lists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.cues import is_next_meeting, kind_of_paragraph, kind_of_text
from corpus.document import Layout, Section, SectionKind, Span
from corpus.headings import Heading, Line, headings, lines_with_words
from corpus.lines import number_of
from corpus.numbering import Numbering

_PASSED_DOWN = frozenset(SectionKind) - {SectionKind.OTHER, SectionKind.OPENING}
"""Kinds that a heading without a cue takes over from the heading above it."""
_AFTERTHOUGHT = 120
"""Code points of a paragraph after a list that are too few for a section of their own."""


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a section begins; `told` is whether its heading or cue says its kind."""

    offset: int
    kind: SectionKind
    heading: Span | None
    path: tuple[str, ...]
    told: bool


def sections(layout: Layout, title: Span | None) -> tuple[Section, ...]:
    """The sections of a layout, which partition its body in order; none for an empty body.

    title: where the title stands, if in the body; it heads no section.
    """
    if not layout.body:
        return ()
    found = lines_with_words(layout)
    starts = [_Start(0, SectionKind.OPENING, None, (), False), *_starts(layout.body, found, title)]
    return tuple(_named(layout.body, _filled(layout.body, starts)))


def _starts(body: str, found: list[Line], title: Span | None) -> list[_Start]:
    heads = {head.first_line: head for head in headings(body, found) if not _of_title(body, head, title)}
    result: list[_Start] = []
    above: list[Heading] = []
    list_end = -1
    index = 0
    while index < len(found):
        head = heads.get(index)
        line = found[index]
        if head is not None:
            above = [each for each in above if each.level < head.level and not _ended(each, list_end, index)]
            above.append(head)
            result.append(_start(body, found[head.first_line].span.start, above))
            index = head.line
            if head.of_list:
                list_end = _list_end(found, index + 1, heads)
        elif above and above[-1].of_list and index > list_end:
            above = [each for each in above if not each.of_list]
            result.append(_continued(body, found, index, above))
        elif _may_turn(found, index, above, heads) and result and (kind := kind_of_paragraph(line.text)):
            result.append(_Start(line.span.start, kind, None, (), True))
        index += 1
    return result


def _of_title(body: str, head: Heading, title: Span | None) -> bool:
    """Whether what looks like a heading is the title, or a line of the letterhead above it."""
    if title is None:
        return False
    above = head.span.start < title.start and head.kind is None and number_of(head.span.of(body)) is None
    return above or head.span.overlaps(title)


def _may_turn(found: list[Line], index: int, above: list[Heading], heads: dict[int, Heading]) -> bool:
    """Whether a paragraph may begin a section without a heading: under none, or after a heading's list."""
    if found[index].is_item:
        return False
    return not above or (found[index - 1].is_item and index - 1 not in heads)


def _ended(head: Heading, list_end: int, index: int) -> bool:
    return head.of_list and index > list_end


def _start(body: str, offset: int, above: list[Heading]) -> _Start:
    head = above[-1]
    kind = head.kind
    if kind is None:
        kind = next((each.kind for each in reversed(above) if each.kind in _PASSED_DOWN), None)
    return _Start(
        offset,
        kind or SectionKind.OTHER,
        head.span,
        tuple(" ".join(each.span.of(body).split()) for each in above),
        kind is not None,
    )


def _continued(body: str, found: list[Line], index: int, above: list[Heading]) -> _Start:
    line = found[index]
    kind = kind_of_paragraph(line.text) if not line.is_item else None
    if kind is not None:
        return _Start(line.span.start, kind, None, (), True)
    if above:
        return replace(_start(body, line.span.start, above), heading=None)
    return _Start(line.span.start, SectionKind.OTHER, None, (), False)


def _list_end(found: list[Line], first: int, heads: dict[int, Heading]) -> int:
    """The last line of a list: its items, what stands between them, and headings inside it."""
    if first in heads:
        return _end_of_headed_list(found, first, heads)
    if first >= len(found) or not found[first].is_item:
        return first - 1
    last = first
    explained = False
    for index in range(first, len(found)):
        line = found[index]
        if index in heads and index > first:
            break
        if line.is_item:
            if index > first and not _continues(found[last].text, line.text, index - last > 1):
                break
            explained = explained or index - last == 2
            last = index
        elif index - last > 1:
            break
    # Where items before had a paragraph each, the last one has too.
    after = last + 1
    if explained and after < len(found) and after not in heads and not found[after].is_item:
        return after
    return last


def _continues(item: str, following: str, apart: bool) -> bool:
    """Whether an item goes on with a list; after a paragraph only the next number or a like bullet does."""
    number, next_number = number_of(item), number_of(following)
    if number is None or next_number is None:
        return not apart or (number is None and next_number is None)
    return not apart or Numbering.follows(number, next_number)


def _end_of_headed_list(found: list[Line], first: int, heads: dict[int, Heading]) -> int:
    level = heads[first].level if first in heads else 0
    last = first
    for index in range(first + 1, len(found)):
        head = heads.get(index)
        if (head and head.level != level) or (not head and not found[index].is_item):
            break
        last = index
    return last


def _filled(body: str, starts: list[_Start]) -> list[_Start]:
    """Without starts that have little of their own.

    A heading right above another goes with that one, an afterthought with the list before it.
    """
    kept: list[_Start] = []
    for start, end in zip(starts, [*(each.offset for each in starts[1:]), len(body)], strict=True):
        pending = kept.pop() if kept and _is_empty(body, kept[-1], start.offset) else None
        if pending:
            told = start.told or pending.told
            kind = start.kind if start.told or not pending.told else pending.kind
            start = replace(start, offset=pending.offset, kind=kind, told=told)
        afterthought = start.heading is None and not start.told and end - start.offset < _AFTERTHOUGHT
        if end > start.offset and not (afterthought and kept):
            kept.append(start)
    return kept


def _is_empty(body: str, start: _Start, end: int) -> bool:
    return not body[start.heading.end if start.heading else start.offset : end].strip()


def _named(body: str, starts: list[_Start]) -> list[Section]:
    result: list[Section] = []
    for start, end in zip(starts, [*(each.offset for each in starts[1:]), len(body)], strict=True):
        span = Span(start.offset, end)
        kind = start.kind
        if not start.told and start.heading and is_next_meeting(start.heading.of(body), span.of(body)):
            kind = SectionKind.NEXT_MEETING
        elif kind is SectionKind.OTHER:
            kind = kind_of_text(span.of(body))
        result.append(Section(kind, span, start.heading, start.path))
    if len(result) == 1 and result[0].heading is None:
        return [replace(result[0], kind=SectionKind.OTHER)]
    return result
