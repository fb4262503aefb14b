"""Which files make up the two indexes of a generation, as SQLite remembers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import apsw

from indexer.index_files import IndexFile


class Arm(StrEnum):
    """The two ways of finding a passage."""

    VECTORS = "vectors"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """A file of an index; it was built from generation `built_from` and knows rows up to `last_row`."""

    arm: Arm
    file: IndexFile
    built_from: int
    last_row: int
    row_count: int
    """How many rows the index holds, the dead ones among them."""


def read_records(connection: apsw.Connection, generation: int) -> list[IndexRecord]:
    """The files of a generation's indexes; none before the first passage."""
    rows = connection.execute(
        "select arm, name, size, sha256, built_from, last_row, row_count from index_files"
        " where generation = ? order by name",
        (generation,),
    )
    return [
        IndexRecord(Arm(arm), IndexFile(name, size, sha256), built_from, last_row, row_count)
        for arm, name, size, sha256, built_from, last_row, row_count in rows
    ]


def write_records(connection: apsw.Connection, generation: int, records: Iterable[IndexRecord]) -> None:
    """Records a generation's files and forgets those of all generations before the one that it follows."""
    connection.executemany(
        "insert into index_files values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                generation,
                record.arm.value,
                record.file.name,
                record.file.size,
                record.file.sha256,
                record.built_from,
                record.last_row,
                record.row_count,
            )
            for record in records
        ),
    )
    connection.execute("delete from index_files where generation < ?", (generation - 1,))


def recorded_names(connection: apsw.Connection) -> set[str]:
    """The names of every file that a kept generation needs."""
    return {str(row[0]) for row in connection.execute("select name from index_files")}
