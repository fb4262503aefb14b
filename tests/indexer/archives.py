"""Archives made out of a few lines, and what is found in them."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus.document import (
    Document,
    Language,
    Meeting,
    Section,
    SectionKind,
    Source,
    Span,
    Stated,
)
from indexer.archive import Archive
from indexer.catalogue import Order
from indexer.changes import Changes, Incoming, Seen
from indexer.filters import Filters
from indexer.passage import Passage
from indexer.writer import Writer
from tests.fakes import FakeEncoder

KHMER, ENGLISH = Language.KHMER, Language.ENGLISH


ENCODER = FakeEncoder()


MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def document(
    name: str, lines: tuple[str, ...], day: date | None = None, body: str | None = None
) -> tuple[Document, bytes]:
    """Minutes whose lines are its sections, the second one decisions, and its first line the title."""
    text = "".join(f"{line}\n" for line in lines)
    ends = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    sections = tuple(
        Section(
            SectionKind.DECISIONS if number == 1 else SectionKind.OTHER,
            Span(start, end),
            Span(start, start) if number else None,
            ("ចំណងជើង", lines[0]) if number else (),
        )
        for number, (start, end) in enumerate(pairwise(ends))
    )
    meeting = Meeting(
        title=Stated(lines[0], Span(0, len(lines[0]))),
        date=Stated(day, None) if day else None,
        place=Stated("ភ្នំពេញ", Span(0, 0)),
        body=Stated(body, None) if body else None,
        chair=None,
        participants=(Stated("Brunei", None), Stated("កម្ពុជា", Span(0, 1))),
        participant_count=Stated(92, None),
    )
    original = text.encode()
    source = Source(name, hashlib.sha256(original).hexdigest(), len(original), "text/plain")
    pages = (Span(0, ends[1]), Span(ends[1], ends[-1]))
    return Document(source, text, pages, (KHMER, ENGLISH), meeting, sections), original


def incoming(
    document_id: str,
    *lines: str,
    day: date | None = None,
    body: str | None = None,
    path: str | None = None,
) -> Incoming:
    """A document of one passage a line, in Khmer where the line is."""
    made, original = document(path or f"{document_id}.txt", lines, day, body)
    passages = tuple(
        Passage(
            id=f"{document_id}#{section.span.start}-{section.span.end}",
            document_id=document_id,
            span=section.span,
            text=section.span.of(made.body),
            heading_path=section.heading_path,
            kind=section.kind,
            page=made.page_at(section.span.start),
            languages=(KHMER,) if "\u1780" <= section.span.of(made.body)[0] <= "\u17b3" else (ENGLISH,),
        )
        for section in made.sections
    )
    rows = ENCODER.passages([passage.text for passage in passages])
    return Incoming(document_id, made, original, passages, rows, Seen(len(original), 5, 10_000_000_000))


FIRST = incoming("first", "Budget of 2020", "chair is Brunei", day=date(2020, 5, 1), body="SOMTC")


SECOND = incoming("second", "ថវិកា ២០២១", "ប្រធាន គឺ ប្រ៊ុយណេ", "venue", day=date(2021, 4, 20), body="WG-TIP")


THIRD = incoming("third", "Notes", "budget")


def commit(folder: Path, changes: Changes, **options: bool) -> int:
    remarks: list[str] = []
    with Writer(
        folder, ENCODER.name, ENCODER.dimensions, "/minutes", remark=remarks.append, now=lambda: MOMENT
    ) as writer:
        generation = writer.commit(changes, **options)
    assert remarks == []
    return generation


def opened(folder: Path, remarks: list[str] | None = None) -> Archive:
    kept: list[str] = []
    remark = (kept if remarks is None else remarks).append
    archive = Archive.open(folder, ENCODER.name, ENCODER.dimensions, remark)
    assert kept == []
    return archive


def ids(archive: Archive) -> list[str]:
    with archive.snapshot() as snapshot:
        return [entry.id for entry in snapshot.documents(order=Order.ID)]


def near(archive: Archive, text: str, k: int = 10, filters: Filters | None = None) -> list[str]:
    with archive.snapshot() as snapshot:
        rows = [row for row, _ in snapshot.nearest(ENCODER.questions([text])[0], k, filters or Filters())]
        return [passage.id for passage in snapshot.passages(rows)]


def matching(archive: Archive, *words: str, filters: Filters | None = None) -> list[str]:
    with archive.snapshot() as snapshot:
        rows = [row for row, _ in snapshot.matching(dict.fromkeys(words, 1.0), {}, 10, filters or Filters())]
        return [passage.id for passage in snapshot.passages(rows)]
