"""Verifies an archive whole: the rows, the indexes, and that the two agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import apsw
import numpy as np

from corpus.document import Span
from indexer import term_index, vectors
from indexer.document_rows import document_ids, read_document, read_original
from indexer.errors import ArchiveDamaged
from indexer.index_files import Verifier
from indexer.index_records import Arm, IndexRecord, read_records
from indexer.manifest import generation, read_manifest
from indexer.passage_rows import read_passages_of, read_vectors
from indexer.passage_table import kind_code, language_bits
from indexer.store import Readers, damage_named, database, value
from indexer.vectors import Ids

_LENGTH_TOLERANCE = 1e-3
"""Of a unit row in float32."""


def check(folder: Path) -> list[str]:
    """Everything that is wrong with an archive, one line each; an empty list is a sound archive.

    Reads all of it, so it takes as long as the archive is large. Raises ArchiveMissing and FormatTooNew.
    """
    readers = Readers(folder)
    try:
        with damage_named(database(folder)):
            connection = readers.lend()
            try:
                return list(_problems(connection, folder))
            finally:
                readers.give_back(connection)
    except ArchiveDamaged as error:
        return [str(error)]
    finally:
        readers.close()


def _problems(connection: apsw.Connection, folder: Path) -> Iterator[str]:
    broken = False
    for (line,) in connection.execute("pragma integrity_check"):
        if line != "ok":
            broken = True
            yield f"SQLite: {line}"
    if broken:
        return
    for table, row, parent, _ in connection.execute("pragma foreign_key_check"):
        yield f"SQLite: row {row} of {table} belongs to no row of {parent}"
    dimensions = read_manifest(connection, folder).dimensions
    number = generation(connection)
    records = read_records(connection, number)
    damaged = [damage for record in records if (damage := Verifier().damage(folder, record.file))]
    yield from damaged
    held = [row for (row,) in connection.execute("select row from passages order by row")]
    rows = np.array(held, dtype=np.int64)
    yield from _stored_vectors(connection, rows, dimensions)
    if number and not damaged:
        yield from _vector_index(connection, folder, records, rows, dimensions)
        yield from _term_index(folder, records, rows)
    for document_id in document_ids(connection):
        yield from _document(connection, document_id)


def _stored_vectors(connection: apsw.Connection, rows: Ids, dimensions: int) -> Iterator[str]:
    query = "select row from vectors where length(vector) <> ?"
    wrong = connection.execute(query, (4 * dimensions,)).fetchall()
    for (row,) in wrong:
        yield f"the vector of row {row} is not {dimensions} wide"
    if wrong:
        return
    found, stored = read_vectors(connection, dimensions)
    if not np.array_equal(found, rows):
        yield f"there are {len(found)} vectors for {len(rows)} passages, or others than theirs"
    lengths = np.linalg.norm(stored, axis=1)
    for row in found[~(np.abs(lengths - 1) < _LENGTH_TOLERANCE)]:
        yield f"the vector of row {row} is not of length 1"


def _vector_index(
    connection: apsw.Connection, folder: Path, records: list[IndexRecord], rows: Ids, dimensions: int
) -> Iterator[str]:
    names = [record for record in records if record.arm is Arm.VECTORS]
    if len(names) != 1:
        yield f"there are {len(names)} files of vectors instead of 1"
        return
    index = vectors.read(folder / names[0].file.name)
    live = rows[rows <= names[0].last_row]
    at = np.searchsorted(index.rows, live)
    if len(np.unique(index.rows)) != len(index) or not np.array_equal(index.rows, np.sort(index.rows)):
        yield f"{names[0].file.name} holds rows twice or out of order"
    elif (at >= len(index)).any() or not np.array_equal(index.rows[at], live):
        yield f"{names[0].file.name} lacks passages that the archive holds"
    elif len(index) and index.rows[-1] > names[0].last_row:
        yield f"{names[0].file.name} holds rows after its last one"
    elif not np.array_equal(index.vectors[at], read_vectors(connection, dimensions)[1][: len(live)]):
        yield f"{names[0].file.name} holds other vectors than the archive"


def _term_index(folder: Path, records: list[IndexRecord], rows: Ids) -> Iterator[str]:
    names = {record.file.name.rsplit("/", 1)[0] for record in records if record.arm is Arm.TERMS}
    if len(names) != 1:
        yield f"there are {len(names)} folders of terms instead of 1"
        return
    (name,) = names
    if term_index.open_folder(folder / name).rows() != rows.tolist():
        yield f"{name} doesn't hold exactly the passages of the archive"


def _document(connection: apsw.Connection, document_id: str) -> Iterator[str]:
    archived = read_document(connection, document_id)
    original = read_original(connection, document_id)
    if archived is None or original is None:
        yield f"{document_id}: its content is gone"
        return
    document = archived.document
    if hashlib.sha256(original).hexdigest() != document.source.digest:
        yield f"{document_id}: its original has another digest than was recorded"
    passages = read_passages_of(connection, document_id)
    if not _partition([section.span for section in document.sections], document.body):
        yield f"{document_id}: its sections don't partition its body"
    if not _partition([passage.span for passage in passages], document.body):
        yield f"{document_id}: its passages don't partition its body"
    yield from (
        f"{passage.id}: its text isn't what stands at its place"
        for passage in passages
        if passage.span.of(document.body) != passage.text
    )
    columns = "passage_count, passage_kinds, passage_languages"
    recorded = connection.execute(f"select {columns} from documents where id = ?", (document_id,)).fetchall()
    first = value(connection, "select first_row from documents where id = ?", (document_id,))
    query = "select row from passages join documents on key = document where id = ? order by first"
    rows = [row for (row,) in connection.execute(query, (document_id,))]
    kinds = bytes(kind_code(passage.kind) for passage in passages)
    languages = bytes(language_bits(passage.languages) for passage in passages)
    if recorded != [(len(rows), kinds, languages)] or rows != list(range(first, first + len(rows))):
        yield f"{document_id}: its row doesn't describe its passages"


def _partition(spans: list[Span], body: str) -> bool:
    """Whether spans follow one another from the body's start to its end."""
    ends = [0, *(span.end for span in spans)]
    return all(span.start == end for span, end in zip(spans, ends, strict=False)) and ends[-1] == len(body)
