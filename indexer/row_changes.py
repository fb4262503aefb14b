"""Applies a commit's changes to the rows of SQLite, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

import apsw

from indexer.changes import Changes, Incoming, Rejection, Renamed, Seen
from indexer.document_rows import stated_facts, write_content
from indexer.filters import body_key
from indexer.passage_rows import write_passages
from indexer.passage_table import kind_code, language_bits
from indexer.store import value
from indexer.term_entries import labels, term_entry
from indexer.term_index import TermEntry


def apply_changes(connection: apsw.Connection, changes: Changes, moment: str) -> list[TermEntry]:
    """Writes the changes; returns what the term index has to be told of the new passages."""
    connection.executemany("delete from documents where id = ?", ((each,) for each in changes.removed))
    _rename(connection, changes.renamed)
    for document_id, seen in changes.touched:
        _touch(connection, document_id, seen)
    entries = [entry for incoming in changes.incoming for entry in _put(connection, incoming, moment)]
    connection.executemany("delete from rejections where path = ?", ((path,) for path in changes.accepted))
    _reject(connection, changes.rejected, moment)
    return entries


def _touch(connection: apsw.Connection, document_id: str, seen: Seen) -> None:
    connection.execute(
        "update documents set size = ?, modified_ns = ?, seen_ns = ? where id = ?",
        (seen.size, seen.modified_ns, seen.seen_ns, document_id),
    )


def _rename(connection: apsw.Connection, renamed: tuple[Renamed, ...]) -> None:
    """Moves paths by way of one that no file can have, so that two documents may swap theirs."""
    for each in renamed:
        connection.execute("update documents set path = ? where id = ?", (f"/{each.id}", each.id))
    for each in renamed:
        connection.execute("update documents set path = ? where id = ?", (each.path, each.id))
        _touch(connection, each.id, each.seen)


def _put(connection: apsw.Connection, incoming: Incoming, moment: str) -> Iterable[TermEntry]:
    document, source, meeting = incoming.document, incoming.document.source, incoming.document.meeting
    day = meeting.date.value if meeting.date else None
    body = meeting.body.value if meeting.body else None
    columns: dict[str, int | str | bytes | None] = {
        "path": source.path,
        "uploaded": int(incoming.uploaded),
        "digest": source.digest,
        "size": source.size,
        "media_type": source.media_type,
        "modified_ns": incoming.seen.modified_ns,
        "seen_ns": incoming.seen.seen_ns,
        "title": meeting.title.value,
        "date": day.isoformat() if day else None,
        "body": body,
        "body_key": body_key(body or ""),
        "languages": " ".join(document.languages),
        "page_count": len(document.pages),
        "first_row": 0,
        "passage_count": len(incoming.passages),
        "passage_kinds": bytes(kind_code(passage.kind) for passage in incoming.passages),
        "passage_languages": bytes(language_bits(passage.languages) for passage in incoming.passages),
        "indexed_at": moment,
    }
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns)
    key = value(
        connection,
        f"insert into documents (id, {', '.join(columns)}) values (?{', ?' * len(columns)})"
        f" on conflict (id) do update set {updates} returning key",
        (incoming.id, *columns.values()),
    )
    write_content(connection, key, document, incoming.original)
    connection.execute("delete from passages where document = ?", (key,))
    first = write_passages(connection, key, incoming.passages, incoming.vectors)
    connection.execute("update documents set first_row = ? where key = ?", (first, key))
    found_by = labels(source.path, stated_facts(meeting))
    return [
        term_entry(row, passage, found_by, body or "", day)
        for row, passage in enumerate(incoming.passages, start=first)
    ]


def _reject(connection: apsw.Connection, rejected: tuple[Rejection, ...], moment: str) -> None:
    connection.executemany(
        "insert or replace into rejections values (?, ?, ?, ?, ?, ?, ?)",
        (
            (each.path, each.reason, each.digest)
            + ((each.seen.size, each.seen.modified_ns, each.seen.seen_ns) if each.seen else (None, None, 0))
            + (moment,)
            for each in rejected
        ),
    )
