"""Documents and the archive's state as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from corpus.document import Language, Section, SectionKind, Span, Stated
from indexer.catalogue import Entry, Facets
from indexer.document_rows import ArchivedDocument
from indexer.snapshot import Status
from search_api.schemas import document_url

T = TypeVar("T")


class EntryOut(BaseModel):
    """A document in a list."""

    document_id: str
    path: str
    title: str
    date: date | None
    body: str | None
    languages: list[Language]
    passages: int
    pages: int
    url: str
    original_url: str

    @classmethod
    def from_entry(cls, entry: Entry, base: str) -> EntryOut:
        """`base` is what links begin with."""
        return cls(
            document_id=entry.id,
            path=_text(entry.path),
            title=entry.title,
            date=entry.date,
            body=entry.body,
            languages=list(entry.languages),
            passages=entry.passage_count,
            pages=entry.page_count,
            url=document_url(entry.id, base),
            original_url=_original_url(entry.id, base),
        )


class CountOut(BaseModel, Generic[T]):
    """A value and how many documents have it."""

    value: T
    count: int


class FacetsOut(BaseModel):
    """How many documents have each value."""

    year: list[CountOut[int]]
    body: list[CountOut[str]]
    language: list[CountOut[Language]]
    kind: list[CountOut[SectionKind]]

    @classmethod
    def from_facets(cls, facets: Facets) -> FacetsOut:
        """The same over HTTP."""
        return cls(
            year=[CountOut(value=value, count=count) for value, count in facets.years],
            body=[CountOut(value=value, count=count) for value, count in facets.bodies],
            language=[CountOut(value=value, count=count) for value, count in facets.languages],
            kind=[CountOut(value=value, count=count) for value, count in facets.kinds],
        )


class DocumentsOut(BaseModel):
    """A page of documents, how many there are in all, and facets of them all."""

    documents: list[EntryOut]
    total: int
    facets: FacetsOut

    @classmethod
    def from_entries(cls, entries: list[Entry], total: int, facets: Facets, base: str) -> DocumentsOut:
        """`base` is what links begin with."""
        listed = [EntryOut.from_entry(entry, base) for entry in entries]
        return cls(documents=listed, total=total, facets=FacetsOut.from_facets(facets))


class StatedOut(BaseModel, Generic[T]):
    """A fact and where the body states it; null offsets where the file's name or properties do."""

    value: T
    start: int | None
    end: int | None

    @classmethod
    def from_stated(cls, stated: Stated[T]) -> StatedOut[T]:
        """The same over HTTP."""
        span = stated.span
        return cls(value=stated.value, start=span.start if span else None, end=span.end if span else None)


class SectionOut(BaseModel):
    """A run of the body under one heading."""

    kind: SectionKind
    heading_path: list[str]
    start: int
    end: int

    @classmethod
    def from_section(cls, section: Section) -> SectionOut:
        """The same over HTTP."""
        path, span = list(section.heading_path), section.span
        return cls(kind=section.kind, heading_path=path, start=span.start, end=span.end)


class PageOut(BaseModel):
    """A page's run of the body."""

    number: int
    start: int
    end: int

    @classmethod
    def from_span(cls, number: int, span: Span) -> PageOut:
        """`number` counts from 1."""
        return cls(number=number, start=span.start, end=span.end)


class DocumentOut(BaseModel):
    """One set of minutes; every offset counts code points of `body_text`."""

    document_id: str
    path: str
    digest: str
    media_type: str
    size: int
    indexed_at: datetime
    languages: list[Language]
    title: StatedOut[str]
    date: StatedOut[date] | None
    place: StatedOut[str] | None
    body: StatedOut[str] | None
    chair: StatedOut[str] | None
    participants: list[StatedOut[str]]
    participant_count: StatedOut[int] | None
    sections: list[SectionOut]
    pages: list[PageOut]
    body_text: str
    versions: list[EntryOut]
    """The minutes of the same meeting in other languages."""
    url: str
    original_url: str

    @classmethod
    def from_document(cls, archived: ArchivedDocument, versions: Sequence[Entry], base: str) -> DocumentOut:
        """`base` is what links begin with."""
        document, meeting = archived.document, archived.document.meeting
        return cls(
            document_id=archived.id,
            path=_text(document.source.path),
            digest=document.source.digest,
            media_type=document.source.media_type,
            size=document.source.size,
            indexed_at=archived.indexed_at,
            languages=list(document.languages),
            title=StatedOut.from_stated(meeting.title),
            date=StatedOut.from_stated(meeting.date) if meeting.date else None,
            place=StatedOut.from_stated(meeting.place) if meeting.place else None,
            body=StatedOut.from_stated(meeting.body) if meeting.body else None,
            chair=StatedOut.from_stated(meeting.chair) if meeting.chair else None,
            participants=[StatedOut.from_stated(each) for each in meeting.participants],
            participant_count=StatedOut.from_stated(meeting.participant_count)
            if meeting.participant_count
            else None,
            sections=[SectionOut.from_section(section) for section in document.sections],
            pages=[PageOut.from_span(number, span) for number, span in enumerate(document.pages, start=1)],
            body_text=document.body,
            versions=[EntryOut.from_entry(each, base) for each in versions],
            url=document_url(archived.id, base),
            original_url=_original_url(archived.id, base),
        )


class RejectionOut(BaseModel):
    """A file that did not become a document."""

    path: str
    reason: str

    @classmethod
    def from_rejection(cls, path: str, reason: str) -> RejectionOut:
        """The same over HTTP."""
        return cls(path=_text(path), reason=reason)


class StatusOut(BaseModel):
    """The archive in figures."""

    generation: int
    documents: int
    passages: int
    rejected: int
    languages: list[CountOut[Language]]
    first: date | None
    last: date | None
    bytes: int
    encoder: str
    analysis: str

    @classmethod
    def from_status(cls, status: Status) -> StatusOut:
        """The same over HTTP."""
        return cls(
            generation=status.generation,
            documents=status.documents,
            passages=status.passages,
            rejected=status.rejected,
            languages=[CountOut(value=value, count=count) for value, count in status.languages],
            first=status.first,
            last=status.last,
            bytes=status.bytes,
            encoder=status.manifest.encoder,
            analysis=status.manifest.analysis,
        )


def _original_url(document_id: str, base: str) -> str:
    return f"{base}/v1/documents/{quote(document_id, safe='')}/original"


def _text(path: str) -> str:
    """A path whose bytes were no UTF-8, with U+FFFD for what can't be shown."""
    return path.encode("utf-8", "replace").decode()
