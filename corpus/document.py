"""The nouns of a set of minutes: what it says and where each thing stands in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Language(StrEnum):
    """The languages that minutes are kept in, by their ISO 639-1 codes."""

    KHMER = "km"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of code points [start, end) of a document's body."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand at this place."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """The same run, counted from `offset` places earlier."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point; empty spans share none."""
        return max(self.start, other.start) < min(self.end, other.end)

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A fact and the words that state it; `span` is None where the file's name or properties do."""

    value: T
    span: Span | None


class BlockKind(StrEnum):
    """What a block of a file was marked up as; plain text knows only paragraphs."""

    PAGE_HEADER = "page_header"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like unit; `level` is 1 for a top heading or outer list, 0 where it has none."""

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """What a reader gets out of a file: its text, and where blocks and pages lie in it.

    Blocks are in order and don't overlap; between them stand only line ends. `pages` partition the
    body where the format has pages and are empty where it has none; the first is page 1. `title` is
    the title in the file's own properties, if any.
    """

    body: str
    blocks: tuple[Block, ...]
    pages: tuple[Span, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from; `path` is relative to the indexed folder, with `/`."""

    path: str
    digest: str
    """SHA-256 of the file's bytes, in hex."""
    size: int
    """Bytes."""
    media_type: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rsplit("/", 1)[-1]


class SectionKind(StrEnum):
    """What a section of minutes is about."""

    OPENING = "opening"
    PARTICIPANTS = "participants"
    OBJECTIVES = "objectives"
    AGENDA = "agenda"
    DISCUSSION = "discussion"
    CHALLENGES = "challenges"
    RECOMMENDATIONS = "recommendations"
    DECISIONS = "decisions"
    NEXT_MEETING = "next_meeting"
    CLOSING = "closing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the body under one heading; a document's sections partition its body in order.

    `heading` covers the heading line, or the line that introduces a list; None before the first one.
    `heading_path` names the headings above and this one, outermost first.
    """

    kind: SectionKind
    span: Span
    heading: Span | None
    heading_path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What minutes say of the meeting itself; what they don't say is None or empty, never a guess."""

    title: Stated[str]
    date: Stated[date] | None
    place: Stated[str] | None
    body: Stated[str] | None
    """The organising body, e.g. "SOMTC"."""
    chair: Stated[str] | None
    participants: tuple[Stated[str], ...]
    participant_count: Stated[int] | None


@dataclass(frozen=True, slots=True)
class Document:
    """One set of minutes."""

    source: Source
    body: str
    pages: tuple[Span, ...]
    languages: tuple[Language, ...]
    """Those that make up a fair part of the body, the larger first; empty for a body without letters."""
    meeting: Meeting
    sections: tuple[Section, ...]

    def page_at(self, offset: int) -> int | None:
        """The 1-based page on which a code point stands, or None where the format has no pages."""
        return bisect_right(self.pages, offset, key=lambda page: page.start) or None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that did not become a document, and why, in one line."""

    path: str
    reason: str
