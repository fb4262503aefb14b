"""Passages and their vectors as rows of SQLite, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import apsw
import numpy as np

from corpus.document import Language, SectionKind, Span
from indexer.about import Names, called
from indexer.encoder import Rows
from indexer.errors import UnknownPassage
from indexer.passage import Passage
from indexer.splitting import embedding_text
from indexer.store import sound
from indexer.vectors import Ids

_COLUMNS = "id, first, last, kind, page, passages.languages, heading_path, text"
_NAMES = "title, body, path"
_JOINED = "passages join documents on key = passages.document"
_STORED = np.dtype("<f4")
VECTOR_BYTES = _STORED.itemsize
"""Of each dimension, as SQLite keeps it."""


def next_row(connection: apsw.Connection) -> int:
    """The row number that the next passage gets: higher than any that ever was."""
    row = connection.execute("select seq from sqlite_sequence where name = 'passages'").fetchone()
    return int(row[0]) + 1 if row else 1


def write_passages(connection: apsw.Connection, key: int, passages: Sequence[Passage], vectors: Rows) -> int:
    """Writes a document's passages and their vectors (n, dim) as neighbouring rows; returns the first."""
    first = next_row(connection)
    connection.executemany(
        "insert into passages values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_passage_row(row, key, passage) for row, passage in enumerate(passages, start=first)),
    )
    connection.executemany(
        "insert into vectors values (?, ?)",
        ((row, stored(vector)) for row, vector in enumerate(vectors, start=first)),
    )
    return first


def _passage_row(row: int, key: int, passage: Passage) -> tuple[int | str | None, ...]:
    place = (passage.span.start, passage.span.end, passage.kind.value, passage.page)
    path = json.dumps(passage.heading_path, ensure_ascii=False)
    return (row, key, *place, " ".join(passage.languages), path, passage.text)


def _passage(values: tuple[Any, ...]) -> Passage:
    document_id, first, last, kind, page, languages, heading_path, text = values
    return Passage(
        id=f"{document_id}#{first}-{last}",
        document_id=document_id,
        span=Span(first, last),
        text=text,
        heading_path=_heading_path(heading_path),
        kind=SectionKind(kind),
        page=page,
        languages=_languages(languages),
    )


@lru_cache(maxsize=1024)
def _heading_path(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


@lru_cache
def _languages(stored: str) -> tuple[Language, ...]:
    return tuple(Language(code) for code in stored.split())


def read_passages(connection: apsw.Connection, rows: Iterable[int]) -> list[Passage]:
    """The passages of row numbers, in their order; raises UnknownPassage for a row that isn't there."""
    wanted = list(rows)
    query = f"select row, {_COLUMNS} from {_JOINED} where row in (select value from json_each(?))"
    found: dict[int, Passage] = {}
    for row, *values in connection.execute(query, (json.dumps(wanted),)):
        found[row] = _passage(tuple(values))
    for row in wanted:
        if row not in found:
            raise UnknownPassage(f"row {row}")
    return [found[row] for row in wanted]


def read_passages_of(
    connection: apsw.Connection, document_id: str, kinds: Sequence[SectionKind] = ()
) -> list[Passage]:
    """A document's passages in order, of these kinds of section or of any."""
    query = f"select {_COLUMNS} from {_JOINED} where id = ? order by first"
    passages = [_passage(values) for values in connection.execute(query, (sound(document_id),))]
    return [passage for passage in passages if not kinds or passage.kind in kinds]


def find_row(connection: apsw.Connection, passage_id: str) -> int | None:
    """The row number of a passage id, or None."""
    document_id, _, place = passage_id.rpartition("#")
    first, _, last = place.partition("-")
    if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit() and len(place) < 20):
        return None
    found = connection.execute(
        f"select row from {_JOINED} where id = ? and first = ? and last = ?",
        (sound(document_id), int(first), int(last)),
    ).fetchone()
    return int(found[0]) if found and passage_id == f"{document_id}#{int(first)}-{int(last)}" else None


def read_vectors(connection: apsw.Connection, dimensions: int, after: int = 0) -> tuple[Ids, Rows]:
    """Row numbers above `after`, ascending, and their vectors (n, dim)."""
    rows: list[int] = []
    blobs: list[bytes] = []
    query = "select row, vector from vectors where row > ? order by row"
    for row, blob in connection.execute(query, (after,)):
        rows.append(row)
        blobs.append(blob)
    vectors = np.frombuffer(b"".join(blobs), dtype=_STORED).reshape(len(rows), dimensions)
    return np.array(rows, dtype=np.int64), vectors.astype(np.float32)


def read_embedded(connection: apsw.Connection, document_id: str) -> dict[str, Rows]:
    """The texts that a document's passages were embedded from, each with its vector (dim,)."""
    query = f"select {_NAMES}, vector, {_COLUMNS} from {_JOINED} join vectors using (row) where id = ?"
    return {
        embedding_text(called(title, body, path), _passage(tuple(columns))): np.frombuffer(vector, _STORED)
        for title, body, path, vector, *columns in connection.execute(query, (document_id,))
    }


def write_vectors(connection: apsw.Connection, vectors: Iterable[tuple[int, bytes]]) -> None:
    """Puts vectors by row number in place of all that there are, as `stored` makes them."""
    connection.execute("delete from vectors")
    connection.executemany("insert into vectors values (?, ?)", vectors)


def stored(vector: Rows) -> bytes:
    """A vector (dim,) as SQLite keeps it."""
    return vector.astype(_STORED).tobytes()


def read_digests(connection: apsw.Connection) -> list[tuple[int, bytes]]:
    """Every row number, ascending, with a digest of what its passage is embedded from."""
    query = f"select row, {_NAMES}, heading_path, text from {_JOINED} order by row"
    return [
        (row, _digest(called(title, body, path), heading_path, text))
        for row, title, body, path, heading_path, text in connection.execute(query)
    ]


def read_texts(connection: apsw.Connection, rows: Sequence[int]) -> dict[bytes, str]:
    """The texts that passages are embedded from, by digest; row numbers that are gone are left out."""
    query = f"select {_NAMES}, {_COLUMNS} from {_JOINED} where row in (select value from json_each(?))"
    found = {}
    for title, body, path, *columns in connection.execute(query, (json.dumps(rows),)):
        *_, heading_path, text = columns
        names = called(title, body, path)
        found[_digest(names, heading_path, text)] = embedding_text(names, _passage(tuple(columns)))
    return found


def _digest(names: Names, heading_path: str, text: str) -> bytes:
    return blake2b("\0".join((*names, heading_path, text)).encode(), digest_size=16).digest()


def passage_rows(connection: apsw.Connection, after: int = 0) -> Iterator[tuple[int, Passage]]:
    """Every passage above a row number with its own, ascending."""
    query = f"select row, {_COLUMNS} from {_JOINED} where row > ? order by row"
    for row, *values in connection.execute(query, (after,)):
        yield int(row), _passage(tuple(values))
