"""Documents as rows of SQLite, and back: what is read is equal to what was written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import apsw

from corpus.document import Document, Language, Meeting, Section, SectionKind, Source, Span, Stated
from indexer.store import sound, value


@dataclass(frozen=True, slots=True)
class ArchivedDocument:
    """A document as an archive holds it, under its id for life."""

    id: str
    document: Document
    indexed_at: datetime
    passage_count: int
    uploaded: bool
    """Whether it came over HTTP and not from the indexed folder."""


def write_content(connection: apsw.Connection, key: int, document: Document, original: bytes) -> None:
    """Writes all of a document but its row in `documents`, in place of what stood under the key."""
    for table in ("contents", "originals", "pages", "sections", "facts"):
        connection.execute(f"delete from {table} where document = ?", (key,))
    connection.execute("insert into contents values (?, ?)", (key, document.body))
    connection.execute("insert into originals values (?, ?)", (key, original))
    connection.executemany(
        "insert into pages values (?, ?, ?, ?)",
        ((key, number, page.start, page.end) for number, page in enumerate(document.pages, start=1)),
    )
    connection.executemany(
        "insert into sections values (?, ?, ?, ?, ?, ?, ?, ?)",
        (_section_row(key, number, section) for number, section in enumerate(document.sections)),
    )
    connection.executemany("insert into facts values (?, ?, ?, ?, ?, ?)", _fact_rows(key, document.meeting))


def _section_row(key: int, number: int, section: Section) -> tuple[int | str | None, ...]:
    place = (section.span.start, section.span.end, *_ends(section.heading))
    path = json.dumps(section.heading_path, ensure_ascii=False)
    return (key, number, section.kind.value, *place, path)


_Fact = tuple[int, str, int, str, int | None, int | None]


def _fact_rows(key: int, meeting: Meeting) -> Iterator[_Fact]:
    def row(name: str, stated: str, span: Span | None, number: int = 0) -> _Fact:
        return (key, name, number, stated, *_ends(span))

    yield row("title", meeting.title.value, meeting.title.span)
    if meeting.date:
        yield row("date", meeting.date.value.isoformat(), meeting.date.span)
    for name, fact in (("place", meeting.place), ("body", meeting.body), ("chair", meeting.chair)):
        if fact:
            yield row(name, fact.value, fact.span)
    for number, participant in enumerate(meeting.participants):
        yield row("participant", participant.value, participant.span, number)
    if meeting.participant_count:
        yield row("participant_count", str(meeting.participant_count.value), meeting.participant_count.span)


def stated_facts(meeting: Meeting) -> dict[str, str]:
    """What minutes state of their meeting, by its name in SQLite; of several participants the first."""
    return {name: stated for _, name, number, stated, _, _ in _fact_rows(0, meeting) if number == 0}


def read_document(connection: apsw.Connection, document_id: str) -> ArchivedDocument | None:
    """The document of an id, or None."""
    row = connection.execute(
        "select key, id, path, digest, size, media_type, languages, indexed_at, passage_count, uploaded"
        " from documents where id = ?",
        (sound(document_id),),
    ).fetchone()
    if row is None:
        return None
    key, found_id, path, digest, size, media_type, languages, indexed_at, passage_count, uploaded = row
    body = value(connection, "select body from contents where document = ?", (key,))
    pages = connection.execute("select first, last from pages where document = ? order by number", (key,))
    document = Document(
        source=Source(path, digest, size, media_type),
        body=body,
        pages=tuple(Span(first, last) for first, last in pages),
        languages=tuple(Language(code) for code in languages.split()),
        meeting=_read_meeting(connection, key),
        sections=_read_sections(connection, key),
    )
    moment = datetime.fromisoformat(indexed_at)
    return ArchivedDocument(found_id, document, moment, passage_count, bool(uploaded))


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    # An empty span is false, and still a place.
    return (None, None) if span is None else (span.start, span.end)


def _read_sections(connection: apsw.Connection, key: int) -> tuple[Section, ...]:
    rows = connection.execute(
        "select kind, first, last, heading_first, heading_last, heading_path from sections"
        " where document = ? order by number",
        (key,),
    )
    return tuple(
        Section(SectionKind(kind), Span(first, last), _span(*heading), tuple(json.loads(path)))
        for kind, first, last, *heading, path in rows
    )


def _read_meeting(connection: apsw.Connection, key: int) -> Meeting:
    facts: dict[str, list[Stated[str]]] = {}
    query = "select name, value, first, last from facts where document = ? order by name, number"
    for name, stated, first, last in connection.execute(query, (key,)):
        facts.setdefault(name, []).append(Stated(stated, _span(first, last)))

    def one(name: str) -> Stated[str] | None:
        return facts[name][0] if name in facts else None

    day, count = one("date"), one("participant_count")
    return Meeting(
        title=facts["title"][0],
        date=Stated(date.fromisoformat(day.value), day.span) if day else None,
        place=one("place"),
        body=one("body"),
        chair=one("chair"),
        participants=tuple(facts.get("participant", ())),
        participant_count=Stated(int(count.value), count.span) if count else None,
    )


def _span(first: int | None, last: int | None) -> Span | None:
    return None if first is None or last is None else Span(first, last)


def read_original(connection: apsw.Connection, document_id: str) -> bytes | None:
    """The bytes of the file that a document was read from, or None for an unknown id."""
    row = connection.execute(
        "select bytes from originals join documents on key = document where id = ?", (sound(document_id),)
    ).fetchone()
    return bytes(row[0]) if row else None


def document_ids(connection: apsw.Connection) -> Iterable[str]:
    """Every document's id, in order."""
    return [str(row[0]) for row in connection.execute("select id from documents order by id")]
