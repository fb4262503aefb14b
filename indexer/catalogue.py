"""Lists and counts of an archive's documents, under the same filters as a search."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import apsw

from corpus.document import Language, SectionKind
from indexer.about import Names, called
from indexer.filters import Filters
from indexer.passage_table import PassageTable
from indexer.store import sound


class Order(StrEnum):
    """How a list of documents is sorted; ties go by id."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list; its date, organising body and place are None where the minutes state none."""

    id: str
    path: str
    title: str
    date: date | None
    body: str | None
    languages: tuple[Language, ...]
    passage_count: int
    page_count: int
    """0 where the format has no pages."""
    place: str | None = None

    @property
    def names(self) -> Names:
        """What its minutes are called."""
        return called(self.title, self.body, self.path)


@dataclass(frozen=True, slots=True)
class Facets:
    """How many documents have each value; a document counts in each of its values.

    Years descend, bodies go by number and name. Undated documents and those without a body are in
    none of their counts. A language or kind counts where a passage that passes the filters has it.
    """

    years: tuple[tuple[int, int], ...]
    bodies: tuple[tuple[str, int], ...]
    languages: tuple[tuple[Language, int], ...]
    kinds: tuple[tuple[SectionKind, int], ...]


_COLUMNS = (
    "documents.id, documents.path, documents.title, documents.date, documents.body, documents.languages,"
    " documents.passage_count, documents.page_count, facts.value"
)
_PLACES = "left join facts on facts.document = documents.key and facts.name = 'place'"


def _rank(entry: Entry, order: Order) -> tuple[bool, int, str, str]:
    """What an order sorts by; the undated come last in both orders of time."""
    undated, day = entry.date is None, (entry.date or date.min).toordinal()
    match order:
        case Order.NEWEST:
            return undated, -day, "", entry.id
        case Order.OLDEST:
            return undated, day, "", entry.id
        case Order.TITLE:
            return False, 0, entry.title.casefold(), entry.id
        case Order.ID:
            return False, 0, "", entry.id


def list_documents(
    connection: apsw.Connection, table: PassageTable, filters: Filters, order: Order
) -> list[Entry]:
    """Every document that has a passage through the filters, sorted; without filters every document."""
    passing = table.passing_documents(filters)
    rows = connection.execute(f"select {_COLUMNS} from documents {_PLACES}")
    entries = [_entry(row) for row in rows if passing is None or row[0] in passing]
    return sorted(entries, key=lambda entry: _rank(entry, order))


def find_entries(connection: apsw.Connection, document_ids: Iterable[str]) -> dict[str, Entry]:
    """The entries of some documents, by id; unknown ids are left out."""
    chosen = "documents.id in (select value from json_each(?))"
    query = f"select {_COLUMNS} from documents {_PLACES} where {chosen}"
    rows = connection.execute(query, (json.dumps([sound(each) for each in document_ids]),))
    return {entry.id: entry for entry in map(_entry, rows)}


def find_meeting_places(connection: apsw.Connection) -> dict[str, tuple[str, ...]]:
    """The places that minutes state for their meetings, each with the ids of their documents."""
    found: dict[str, list[str]] = {}
    for place, document_id in connection.execute(
        "select facts.value, documents.id from facts join documents on documents.key = facts.document"
        " where facts.name = 'place' order by documents.id"
    ):
        found.setdefault(str(place), []).append(str(document_id))
    return {place: tuple(ids) for place, ids in found.items()}


def find_versions(connection: apsw.Connection, document_id: str) -> list[Entry]:
    """Other minutes of the same meeting: of the same day and body, in other languages; by id.

    None for a document whose date or body is not known.
    """
    rows = connection.execute(
        f"select {_COLUMNS} from documents own join documents"
        " on documents.date = own.date and documents.body_key = own.body_key and documents.id != own.id"
        f" and documents.languages != own.languages {_PLACES} where own.id = ? order by documents.id",
        (sound(document_id),),
    )
    return [_entry(row) for row in rows]


def _entry(row: tuple[object, ...]) -> Entry:
    document_id, path, title, day, body, languages, passages, pages, place = row
    return Entry(
        id=str(document_id),
        path=str(path),
        title=str(title),
        date=date.fromisoformat(str(day)) if day else None,
        body=str(body) if body is not None else None,
        languages=tuple(Language(code) for code in str(languages).split()),
        passage_count=int(str(passages)),
        page_count=int(str(pages)),
        place=str(place) if place is not None else None,
    )


def count_facets(connection: apsw.Connection, table: PassageTable, filters: Filters) -> Facets:
    """The facets of the documents that pass the filters."""
    entries = list_documents(connection, table, filters, Order.ID)
    years: dict[int, int] = {}
    bodies: dict[str, tuple[str, int]] = {}
    names = dict(connection.execute("select id, body_key from documents where body is not null"))
    for entry in entries:
        if entry.date:
            years[entry.date.year] = years.get(entry.date.year, 0) + 1
        if entry.body:
            shown, count = bodies.get(names[entry.id], (entry.body, 0))
            bodies[names[entry.id]] = (shown, count + 1)
    languages, kinds = table.count_documents(filters)
    return Facets(
        years=tuple(sorted(years.items(), reverse=True)),
        bodies=tuple(sorted(bodies.values(), key=lambda item: (-item[1], item[0]))),
        languages=languages,
        kinds=kinds,
    )
