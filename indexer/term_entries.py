"""What the term index is told of passages: one analysis for text, headings and, elsewhere, questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

import apsw

from corpus import khmer
from indexer.filters import UNDATED, body_key, day_number
from indexer.passage import Passage
from indexer.passage_rows import passage_rows
from indexer.term_index import TermEntry
from indexer.terms import term_texts


def labels(path: str, meeting: Mapping[str, str]) -> tuple[str, ...]:
    """What each passage of some minutes is found by beside its own words.

    path: the file's. meeting: what the minutes state, by its name in `document_rows`.
    """
    stated = (meeting.get(name, "") for name in ("title", "place", "body", "chair"))
    return (*stated, PurePosixPath(path).stem)


def term_entry(row: int, passage: Passage, labels: tuple[str, ...], body: str, day: date | None) -> TermEntry:
    """The entry of one passage; labels (`labels`), body and day are its document's."""
    words, clusters = term_texts(khmer.normal_form(passage.text))
    return TermEntry(
        row=row,
        words=words,
        clusters=clusters,
        headings=_heading_words(labels, passage.heading_path),
        document_id=passage.document_id,
        body=body_key(body),
        languages=passage.languages,
        kind=passage.kind,
        day=UNDATED if day is None else day_number(day),
    )


@lru_cache(maxsize=256)
def _heading_words(labels: tuple[str, ...], heading_path: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring passages stand under the same headings."""
    words, _ = term_texts(khmer.normal_form("\n".join((*labels, *heading_path))))
    return tuple(words)


def all_term_entries(connection: apsw.Connection) -> Iterator[TermEntry]:
    """The entries of every passage of the archive, by row."""
    meetings: dict[str, dict[str, str]] = defaultdict(dict)
    for document_id, name, stated in connection.execute(
        "select id, name, value from facts join documents on key = document where facts.number = 0"
    ):
        meetings[document_id][name] = stated
    about = {
        document_id: (
            labels(path, meetings[document_id]),
            body or "",
            date.fromisoformat(day) if day else None,
        )
        for document_id, path, body, day in connection.execute("select id, path, body, date from documents")
    }
    for row, passage in passage_rows(connection):
        yield term_entry(row, passage, *about[passage.document_id])
