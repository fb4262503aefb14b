"""tantivy behind a door: passages found by their terms, each generation in a folder of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tantivy import (
    Document,
    FieldType,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from corpus.document import Language, SectionKind
from indexer.filters import EVERYTHING, Filters, body_key
from indexer.store import sound

_MUTABLE = ("meta.json", ".managed.json")
"""The files of a tantivy folder that are replaced; every other is written once."""
_HEAP = 64_000_000
_MOST_TERMS = 256
"""Of one question; its cost grows with them."""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """What the term index is told of one passage; `day` is a `day_number`, `body` a `body_key`."""

    row: int
    words: Sequence[str]
    clusters: Sequence[str]
    headings: Sequence[str]
    document_id: str
    body: str
    languages: tuple[Language, ...]
    kind: SectionKind
    day: int


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a match in each field counts beside a word of the text."""

    words: float = 1.0
    clusters: float = 0.3
    headings: float = 0.5


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    for field in ("words", "clusters", "headings"):
        builder.add_text_field(field, tokenizer_name="terms", index_option="freq")
    for field in ("document", "body", "languages", "kind"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", indexed=True, fast=True)
    return builder.build()


def _prepared(index: Index) -> Index:
    index.register_tokenizer("terms", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


class TermIndex:
    """The terms of one generation's passages; safe to search from many threads."""

    def __init__(self, index: Index) -> None:
        index.config_reader("manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search(
        self,
        words: Mapping[str, float],
        clusters: Mapping[str, float],
        k: int,
        filters: Filters = EVERYTHING,
        weights: Weights = Weights(),
    ) -> list[tuple[int, float]]:
        """The k rows that match most of the terms, with BM25 scores, best first, ties by row.

        Terms come with what each counts beside a word of weight 1. Words are looked up in the text and in
        titles and headings. No terms match nothing.
        """
        fields = (("words", words, weights.words), ("headings", words, weights.headings))
        matches = [
            self._term(field, term, field_weight * weight)
            for field, terms, field_weight in (*fields, ("clusters", clusters, weights.clusters))
            if field_weight > 0
            for term, weight in list(terms.items())[:_MOST_TERMS]
        ]
        if not matches or k <= 0:
            return []
        query = Query.boolean_query([(Occur.Should, match) for match in matches])
        conditions = self._conditions(filters)
        if conditions:
            query = Query.boolean_query([(Occur.Must, query), *((Occur.Must, each) for each in conditions)])
        hits = self._searcher.search(query, limit=k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        found = [(int(row or 0), float(score)) for row, (score, _) in zip(rows, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _term(self, field: str, term: str, weight: float) -> Query:
        query = Query.term_query(self._schema, field, sound(term), "freq")
        return query if weight == 1.0 else Query.boost_query(query, weight)

    def _conditions(self, filters: Filters) -> list[Query]:
        """One query for each kind of filter, which limits what is found and adds nothing to scores."""
        choices = (
            ("body", [body_key(body) for body in filters.bodies]),  # in normal form: no surrogates
            ("languages", [language.value for language in filters.languages]),
            ("kind", [kind.value for kind in filters.kinds]),
            ("document", [sound(each) for each in filters.documents]),
        )
        queries = [Query.term_set_query(self._schema, field, values) for field, values in choices if values]
        if filters.dates:
            first, last = filters.dates
            queries.append(Query.range_query(self._schema, "day", FieldType.Unsigned, first, last))
        return [Query.const_score_query(query, 0.0) for query in queries]

    def frequencies(self, words: Iterable[str]) -> dict[str, float]:
        """The share of the passages that hold each word in their text, 0 to 1; deleted ones may count."""
        passages = max(1, len(self))
        return {word: min(1.0, self._searcher.doc_freq("words", sound(word)) / passages) for word in words}

    def rows(self) -> list[int]:
        """Every row number that the index holds, ascending."""
        if len(self) == 0:
            return []
        hits = self._searcher.search(Query.all_query(), limit=len(self), count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return sorted(int(row or 0) for row in rows)


def open_folder(folder: Path) -> TermIndex:
    """The index in a folder, whose files must have been checked before.

    tantivy makes a lock file to open an index: one in a folder that can't be written is copied first.
    """
    try:
        return TermIndex(_prepared(Index.open(str(folder))))
    except ValueError as error:
        if "Lockfile" not in str(error):
            raise
    with TemporaryDirectory(prefix="kamnot-terms-") as copied:
        shutil.copytree(folder, copied, dirs_exist_ok=True)
        os.chmod(copied, 0o700)  # copytree brings the folder's own mode along
        return TermIndex(_prepared(Index.open(copied)))


def in_memory(entries: Iterable[TermEntry]) -> TermIndex:
    """An index of the entries that lives as long as it is held."""
    index = _prepared(Index(_schema()))
    _apply(index, (), entries)
    return TermIndex(index)


def write_folder(
    folder: Path, previous: Path | None, removed: Iterable[str], entries: Iterable[TermEntry]
) -> None:
    """Makes a new index in a new folder: the previous one less documents, plus entries.

    The previous folder is left as it is and its files are shared by hard links; with None all begins
    anew. `removed` are document ids; an entry of a removed document is one of its new passages.
    """
    folder.mkdir(parents=True)
    if previous is None:
        index = _prepared(Index(_schema(), path=str(folder)))
    else:
        for file in sorted(previous.iterdir()):
            if file.name in _MUTABLE:
                shutil.copyfile(file, folder / file.name)
            elif not file.name.endswith(".lock"):
                _share(file, folder / file.name)
        index = _prepared(Index.open(str(folder)))
    _apply(index, removed, entries)
    for lock in folder.glob("*.lock"):
        lock.unlink()


def _share(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # some network and memory-card file systems have no hard links
        shutil.copyfile(file, target)


def _apply(index: Index, removed: Iterable[str], entries: Iterable[TermEntry]) -> None:
    writer = index.writer(_HEAP, num_threads=1)
    for document_id in removed:
        writer.delete_documents_by_term("document", document_id)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def _document(entry: TermEntry) -> Document:
    document = Document()
    document.add_unsigned("row", entry.row)
    document.add_text("words", " ".join(entry.words))
    document.add_text("clusters", " ".join(entry.clusters))
    document.add_text("headings", " ".join(entry.headings))
    document.add_text("document", entry.document_id)
    document.add_text("body", entry.body)
    for language in entry.languages:
        document.add_text("languages", language.value)
    document.add_text("kind", entry.kind.value)
    document.add_unsigned("day", entry.day)
    return document
