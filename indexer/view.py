"""One generation made ready to search: its two indexes and the columns that filters read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

import apsw
import numpy as np

from indexer import term_index, vectors
from indexer.filters import EVERYTHING, Filters
from indexer.index_files import Verifier
from indexer.index_records import Arm, IndexRecord, read_records
from indexer.indexing import in_memory
from indexer.manifest import Manifest, generation
from indexer.nearness import Chosen, Nearness
from indexer.passage_rows import read_vectors
from indexer.passage_table import PassageTable
from indexer.term_index import TermIndex
from indexer.vectors import VectorIndex

_REMEMBERED_FILTERS = 64


class IndexDamage(Exception):
    """The index files of a generation are missing, torn or behind; its text says which, in a phrase."""


class View:
    """A generation's indexes; immutable, shared by every snapshot of that generation."""

    def __init__(
        self,
        number: int,
        manifest: Manifest,
        table: PassageTable,
        nearness: Nearness,
        terms: TermIndex,
        files: dict[str, VectorIndex | TermIndex],
    ) -> None:
        self.generation = number
        self.manifest = manifest
        self.table = table
        self.nearness = nearness
        self.terms = terms
        self.files = files
        """The opened indexes by file name, for the next generation to share."""
        self._chosen: OrderedDict[Filters, Chosen] = OrderedDict()
        self._lock = threading.Lock()

    def chosen(self, filters: Filters) -> Chosen:
        """What the vectors' side needs to keep to the filters; the latest are remembered."""
        with self._lock:
            known = self._chosen.get(filters)
            if known is not None:
                self._chosen.move_to_end(filters)
                return known
        chosen = self.nearness.chosen(None if filters == EVERYTHING else self.table.mask(filters))
        with self._lock:
            self._chosen[filters] = chosen
            while len(self._chosen) > _REMEMBERED_FILTERS:
                self._chosen.popitem(last=False)
        return chosen


def load_view(
    connection: apsw.Connection, archive: Path, manifest: Manifest, verifier: Verifier, last: View | None
) -> View:
    """The view of the generation that the connection sees; indexes that `last` has open are shared.

    Raises IndexDamage where a file isn't what was recorded.
    """
    number = generation(connection)
    records = read_records(connection, number)
    by_arm = {arm: [record for record in records if record.arm is arm] for arm in Arm}
    for arm, found in by_arm.items():
        if not found:
            raise IndexDamage(f"generation {number} has no index of {arm}")
    opened = last.files if last else {}
    for record in records:
        damage = None if _opened_name(record) in opened else verifier.damage(archive, record.file)
        if damage:
            raise IndexDamage(damage)
    vector_record, term_record = by_arm[Arm.VECTORS][0], by_arm[Arm.TERMS][0]
    try:
        vector_name, term_name = _opened_name(vector_record), _opened_name(term_record)
        index = opened[vector_name] if vector_name in opened else vectors.read(archive / vector_name)
        terms = opened[term_name] if term_name in opened else term_index.open_folder(archive / term_name)
    except (OSError, ValueError, RuntimeError) as error:
        raise IndexDamage(str(error).splitlines()[0]) from error
    assert isinstance(index, VectorIndex)
    assert isinstance(terms, TermIndex)
    table = PassageTable(connection)
    tail_rows, tail = read_vectors(connection, manifest.dimensions, vector_record.last_row)
    try:
        nearness = Nearness(index, table.rows, tail_rows, tail)
    except ValueError as error:
        raise IndexDamage(str(error)) from error
    if len(terms) != len(table.rows):
        raise IndexDamage(f"the term index holds {len(terms)} passages, the archive {len(table.rows)}")
    return View(number, manifest, table, nearness, terms, {vector_name: index, term_name: terms})


def _opened_name(record: IndexRecord) -> str:
    return record.file.name if record.arm is Arm.VECTORS else record.file.name.rsplit("/", 1)[0]


def view_in_memory(connection: apsw.Connection, manifest: Manifest) -> View:
    """The view of what the connection sees, without any file; takes as long as indexing its terms."""
    index, terms = in_memory(connection, manifest.dimensions)
    table = PassageTable(connection)
    nothing = np.empty((0, manifest.dimensions), dtype=np.float32)
    nearness = Nearness(index, table.rows, np.empty(0, dtype=np.int64), nothing)
    return View(generation(connection), manifest, table, nearness, terms, {})
