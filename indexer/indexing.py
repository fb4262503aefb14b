"""Makes the index files of the next generation from those of the last one and what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import apsw

from indexer import term_index, vectors
from indexer.changes import Changes
from indexer.index_files import IndexFile, Verifier, seal_folder, write
from indexer.index_records import Arm, IndexRecord, read_records
from indexer.passage_rows import next_row, read_vectors
from indexer.store import value
from indexer.term_entries import all_term_entries
from indexer.term_index import TermEntry
from indexer.vectors import VectorIndex

_TAIL_LEAST = 500
_TAIL_SHARE = 0.1
"""Newer rows are searched one by one, 0.06 µs each, until there are so many beside the index."""
_DEAD_SHARE = 0.2
"""Above it a graph of dead rows is rebuilt (reliability.md)."""


class Indexing:
    """The writer's side of the two indexes; keeps its own copy of the vectors between commits."""

    def __init__(self, archive: Path, dimensions: int, remark: Callable[[str], None]) -> None:
        self._archive = archive
        self._dimensions = dimensions
        self._remark = remark
        self._verifier = Verifier()
        self._own: tuple[str, VectorIndex] | None = None

    def forget(self) -> None:
        """Drops what a failed commit may have left half done."""
        self._own = None

    def next_records(
        self,
        connection: apsw.Connection,
        generation: int,
        changes: Changes,
        entries: Sequence[TermEntry],
        anew: Collection[Arm] = (),
    ) -> list[IndexRecord]:
        """Writes and syncs the files of a generation whose rows the connection already holds.

        Files that need no change are shared with the generation before, but none of the arms `anew`.
        """
        known = [each for each in read_records(connection, generation - 1) if each.arm not in anew]
        before = self._sound(known)
        if not changes.moves_passages and {record.arm for record in before} == set(Arm):
            return before
        last_row = next_row(connection) - 1
        live = _count(connection, after=0)
        vector_records = [each for each in before if each.arm is Arm.VECTORS]
        found = self._vectors(connection, generation, vector_records, live)
        terms = [each for each in before if each.arm is Arm.TERMS]
        if terms and not changes.moves_passages:
            return [*found, *terms]
        new = entries if terms or len(entries) == live else all_term_entries(connection)
        for file in self._terms(generation, terms, changes, new):
            found.append(IndexRecord(Arm.TERMS, file, generation, last_row, live))
        return found

    def _sound(self, records: list[IndexRecord]) -> list[IndexRecord]:
        """The records less those of an arm of which any file is damaged."""
        broken = set()
        for record in records:
            damage = self._verifier.damage(self._archive, record.file)
            if damage and record.arm not in broken:
                broken.add(record.arm)
                self._remark(f"{damage}: rebuilding the {record.arm} from the archive")
        return [record for record in records if record.arm not in broken]

    def _vectors(
        self, connection: apsw.Connection, generation: int, before: list[IndexRecord], live: int
    ) -> list[IndexRecord]:
        if before:
            (old,) = before
            tail = _count(connection, old.last_row)
            dead = old.row_count - (live - tail)
            slack = _TAIL_LEAST + _TAIL_SHARE * old.row_count
            if dead > _TAIL_LEAST and dead > _DEAD_SHARE * old.row_count:
                index = vectors.build(*read_vectors(connection, self._dimensions))
            elif tail > slack:
                newer = read_vectors(connection, self._dimensions, old.last_row)
                index = vectors.extended(self._owned(old), *newer)
            else:
                return before
        else:
            index = vectors.build(*read_vectors(connection, self._dimensions))
        name = f"vectors/{generation}.faiss"
        file = write(self._archive, name, index.write)
        self._own = (name, index)
        return [IndexRecord(Arm.VECTORS, file, generation, next_row(connection) - 1, len(index))]

    def _owned(self, record: IndexRecord) -> VectorIndex:
        """A copy of an index that may be added to."""
        if self._own is not None and self._own[0] == record.file.name:
            index = self._own[1]
            self._own = None
            return index
        return vectors.read(self._archive / record.file.name, mapped=False)

    def _terms(
        self, generation: int, before: list[IndexRecord], changes: Changes, entries: Iterable[TermEntry]
    ) -> tuple[IndexFile, ...]:
        name = f"terms/{generation}"
        if before:
            previous = (self._archive / before[0].file.name).parent
            gone = [*changes.removed, *(each.id for each in changes.incoming)]
            term_index.write_folder(self._archive / name, previous, gone, entries)
        else:
            term_index.write_folder(self._archive / name, None, (), entries)
        return seal_folder(self._archive, name, [record.file for record in before])


def _count(connection: apsw.Connection, after: int) -> int:
    """The passages above a row number that some commit ended with; documents are far fewer to read."""
    query = "select coalesce(sum(passage_count), 0) from documents where first_row > ?"
    return int(value(connection, query, (after,)))


def in_memory(connection: apsw.Connection, dimensions: int) -> tuple[VectorIndex, term_index.TermIndex]:
    """Both indexes of what the connection sees, for a reader that can't write files."""
    index = vectors.build(*read_vectors(connection, dimensions))
    return index, term_index.in_memory(all_term_entries(connection))
