"""What filters ask of a generation's passages, in columns small enough to keep in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import apsw
import numpy as np

from corpus.document import Language, SectionKind
from indexer.filters import UNDATED, Filters, body_key, day_number, day_of
from indexer.vectors import Ids, Mask

_LANGUAGE_BITS = {Language.KHMER: 1, Language.ENGLISH: 2}
_KIND_CODES = {
    SectionKind.OPENING: 0,
    SectionKind.PARTICIPANTS: 1,
    SectionKind.OBJECTIVES: 2,
    SectionKind.AGENDA: 3,
    SectionKind.DISCUSSION: 4,
    SectionKind.CHALLENGES: 5,
    SectionKind.RECOMMENDATIONS: 6,
    SectionKind.DECISIONS: 7,
    SectionKind.NEXT_MEETING: 8,
    SectionKind.CLOSING: 9,
    SectionKind.OTHER: 10,
}
"""Stored in archives: a new kind gets a new number."""


_KINDS = {code: kind for kind, code in _KIND_CODES.items()}
_LANGUAGES = {
    bits: frozenset(language for language, bit in _LANGUAGE_BITS.items() if bits & bit) for bits in range(4)
}


def language_bits(languages: tuple[Language, ...]) -> int:
    """A set of languages in one byte."""
    return sum(_LANGUAGE_BITS[language] for language in set(languages))


def kind_code(kind: SectionKind) -> int:
    """A kind of section in one byte."""
    return _KIND_CODES[kind]


@dataclass(frozen=True, slots=True)
class Place:
    """What a ranking needs to know of a passage: its document's date and body, its own kind and languages.

    `date` is None and `body`, a `body_key`, is empty where the document states none.
    """

    document_id: str
    date: date | None
    body: str
    kind: SectionKind
    languages: frozenset[Language]


class PassageTable:
    """The live passages of one generation by row number, ascending, with what filters compare."""

    def __init__(self, connection: apsw.Connection) -> None:
        ids, days, bodies, firsts, counts, kinds, languages = [], [], [], [], [], [], []
        for document_id, day, body, first, count, kind, language in connection.execute(
            "select id, date, body_key, first_row, passage_count, passage_kinds, passage_languages"
            " from documents order by first_row, passage_count"
        ):
            ids.append(document_id)
            days.append(day_number(date.fromisoformat(day)) if day else UNDATED)
            bodies.append(body)
            firsts.append(first)
            counts.append(count)
            kinds.append(kind)
            languages.append(language)
        self._ids = ids
        self._position = {document_id: position for position, document_id in enumerate(ids)}
        self._days = np.array(days, dtype=np.int32)
        self._body_keys = [body or "" for body in bodies]
        self._body_codes = {body: code for code, body in enumerate(dict.fromkeys(bodies))}
        self._bodies = np.array([self._body_codes[body] for body in bodies], dtype=np.int32)
        self._documents = np.repeat(np.arange(len(ids), dtype=np.int32), counts)
        self._kinds = np.frombuffer(b"".join(kinds), dtype=np.uint8)
        self._languages = np.frombuffer(b"".join(languages), dtype=np.uint8)
        starts = np.cumsum([0, *counts[:-1]], dtype=np.int64) if counts else np.empty(0, dtype=np.int64)
        shift = np.array(firsts, dtype=np.int64) - starts
        self.rows: Ids = np.arange(len(self._documents), dtype=np.int64) + np.repeat(shift, counts)

    def mask(self, filters: Filters) -> Mask | None:
        """Which of `rows` pass the filters; None means all of them."""
        if filters == Filters():
            return None
        kept = self._document_mask(filters)[self._documents]
        if filters.languages:
            kept &= (self._languages & language_bits(filters.languages)) != 0
        if filters.kinds:
            kept &= np.isin(self._kinds, [kind_code(kind) for kind in filters.kinds])
        return kept

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._position

    def bodies(self) -> tuple[str, ...]:
        """The `body_key` of every organising body, sorted."""
        return tuple(sorted(body for body in self._body_codes if body))

    def places(self, rows: Sequence[int]) -> list[Place]:
        """The places of live passages by row number, in order."""
        found: list[Place] = []
        for at in np.searchsorted(self.rows, np.array(rows, dtype=np.int64)).tolist():
            document = int(self._documents[at])
            found.append(
                Place(
                    self._ids[document],
                    day_of(int(self._days[document])),
                    self._body_keys[document],
                    _KINDS[int(self._kinds[at])],
                    _LANGUAGES[int(self._languages[at])],
                )
            )
        return found

    def newest(self, filters: Filters) -> date | None:
        """The last date of documents with a passage through the filters; None where none has a date."""
        mask = self.mask(filters)
        days = self._days if mask is None else self._days[self._documents[mask]]
        return day_of(int(days.max(initial=UNDATED)))

    def count(self, filters: Filters) -> int:
        """How many documents have a passage through the filters; without filters, how many there are."""
        mask = self.mask(filters)
        return len(self._ids) if mask is None else len(np.unique(self._documents[mask]))

    def passing_documents(self, filters: Filters) -> set[str] | None:
        """The ids of documents with a passage through the filters; None means every document."""
        mask = self.mask(filters)
        return None if mask is None else {self._ids[at] for at in np.unique(self._documents[mask])}

    def count_documents(
        self, filters: Filters
    ) -> tuple[tuple[tuple[Language, int], ...], tuple[tuple[SectionKind, int], ...]]:
        """How many documents have a passage of each language, and of each kind, through the filters."""
        mask = self.mask(filters)
        kept = np.ones(len(self.rows), dtype=np.bool_) if mask is None else mask

        def count(having: Mask) -> int:
            return len(np.unique(self._documents[kept & having]))

        languages = ((each, count((self._languages & bit) != 0)) for each, bit in _LANGUAGE_BITS.items())
        kinds = ((each, count(self._kinds == code)) for each, code in _KIND_CODES.items())
        return tuple(pair for pair in languages if pair[1]), tuple(pair for pair in kinds if pair[1])

    def _document_mask(self, filters: Filters) -> Mask:
        kept = np.ones(len(self._days), dtype=np.bool_)
        if filters.dates:
            first, last = filters.dates
            kept &= (self._days >= first) & (self._days <= last)
        if filters.bodies:
            codes = [self._body_codes.get(body_key(body), -1) for body in filters.bodies]
            kept &= np.isin(self._bodies, codes)
        if filters.documents:
            named = [self._position[each] for each in filters.documents if each in self._position]
            chosen = np.zeros_like(kept)
            chosen[named] = True
            kept &= chosen
        return kept
