"""What the tools of the MCP server return."""

from __future__ import annotations

from pydantic import BaseModel

from corpus.document import SectionKind, Span
from indexer.catalogue import Entry
from indexer.document_rows import ArchivedDocument
from indexer.passage import Passage
from search_api.decisions import Decided
from search_api.document_schemas import EntryOut
from search_api.hit import Hit
from search_api.schemas import document_url


class SearchResult(BaseModel):
    """A passage by its id, which `fetch` takes."""

    id: str
    title: str
    url: str

    @classmethod
    def from_hit(cls, hit: Hit, base: str) -> SearchResult:
        """`base` is what links begin with."""
        url = document_url(hit.document.id, base, hit.passage.span)
        return cls(id=hit.passage.id, title=_title(hit.document, hit.passage.heading_path), url=url)


class SearchResultsOut(BaseModel):
    """The passages of a search, best first."""

    results: list[SearchResult]


class FetchOut(BaseModel):
    """A passage or a document whole."""

    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, str]

    @classmethod
    def from_passage(cls, passage: Passage, entry: Entry, base: str) -> FetchOut:
        """A passage; its metadata name the document that holds it."""
        found = {"page": str(passage.page)} if passage.page else {}
        return cls(
            id=passage.id,
            title=_title(entry, passage.heading_path),
            text=passage.text,
            url=document_url(entry.id, base, passage.span),
            metadata={"document_id": entry.id, **_metadata(entry), "kind": passage.kind.value, **found},
        )

    @classmethod
    def from_document(cls, entry: Entry, body: str, base: str) -> FetchOut:
        """A document whole."""
        return cls(
            id=entry.id,
            title=_title(entry),
            text=body,
            url=document_url(entry.id, base),
            metadata={"document_id": entry.id, **_metadata(entry)},
        )


class MeetingsOut(BaseModel):
    """Some of the meetings that were asked for; `total` counts them all."""

    meetings: list[EntryOut]
    total: int


class DecisionOut(BaseModel):
    """What one section of minutes says was decided, verbatim."""

    section: list[str]
    text: str
    url: str


class MeetingDecisionsOut(EntryOut):
    """A meeting and its decisions."""

    decisions: list[DecisionOut]

    @classmethod
    def from_decided(cls, decided: Decided, base: str) -> MeetingDecisionsOut:
        """`base` is what links begin with."""
        entry = decided.document
        decisions = [
            DecisionOut(
                section=list(section[0].heading_path),
                text="".join(passage.text for passage in section).strip(),
                url=document_url(entry.id, base, Span(section[0].span.start, section[-1].span.end)),
            )
            for section in decided.sections
        ]
        return cls(**EntryOut.from_entry(entry, base).model_dump(), decisions=decisions)


class DecisionsOut(BaseModel):
    """A page of meetings with what they decided; `total` counts the meetings of all pages."""

    meetings: list[MeetingDecisionsOut]
    total: int
    page: int
    pages: int


class SectionTextOut(BaseModel):
    """A section of a document, verbatim."""

    section: list[str]
    kind: SectionKind
    text: str
    url: str


class SectionsOut(BaseModel):
    """The sections that were asked for, and the headings of all."""

    document_id: str
    title: str
    sections: list[SectionTextOut]
    headings: list[str]

    @classmethod
    def from_document(cls, archived: ArchivedDocument, wanted: str, base: str) -> SectionsOut:
        """Those of a kind, or whose heading holds the wanted words; where there are none, none."""
        document = archived.document
        words = wanted.casefold().split()
        found = [
            section
            for section in document.sections
            if section.kind == wanted
            or (words and all(word in " ".join(section.heading_path).casefold() for word in words))
        ]
        return cls(
            document_id=archived.id,
            title=document.meeting.title.value,
            sections=[
                SectionTextOut(
                    section=list(section.heading_path),
                    kind=section.kind,
                    text=section.span.of(document.body).strip(),
                    url=document_url(archived.id, base, section.span),
                )
                for section in found
            ],
            headings=[f"{' › '.join(s.heading_path)} ({s.kind})" for s in document.sections],
        )


def _title(entry: Entry, headings: tuple[str, ...] = ()) -> str:
    parts = [" ".join(entry.title.split()), entry.date.isoformat() if entry.date else "", *headings[-1:]]
    return " · ".join(part for part in parts if part)


def _metadata(entry: Entry) -> dict[str, str]:
    """What is known of a document, as text: deep-research clients take no other values."""
    known = {
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else "",
        "body": entry.body or "",
        "languages": " ".join(entry.languages),
    }
    return {name: value for name, value in known.items() if value}
