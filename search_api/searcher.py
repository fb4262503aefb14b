"""From a question to its hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus import dates, khmer
from corpus.dates import Period
from corpus.document import Language
from indexer.archive import Archive
from indexer.catalogue import Entry
from indexer.encoder import Encoder
from indexer.filters import Filters, body_key
from indexer.passage import Passage
from indexer.snapshot import Snapshot
from search_api.fusion import Fusion, Ranking, weighted_scores
from search_api.glossary import Glossary
from search_api.hit import Hit, Ranks, Results
from search_api.query import Query
from search_api.question_terms import QuestionTerms
from search_api.understanding import Understood, understand

POOL = 100
"""How many passages each arm brings before fusion."""
KIND_BONUS = 0.04
BODY_BONUS = 0.03
NEWEST_BONUS = 0.06
CROSSING_BONUS = 0.06
"""What a question's section kind, body and "latest" add, and the other language, whose passages are less
like any question; on the scale of a cosine (DECISIONS.md)."""
_DATED_AMONG = 20
"""Recency compares the documents of this many best passages: the newest that answer, not the newest."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both arms brought for one question, before fusion."""

    dense: Ranking
    lexical: Ranking

    def keys(self) -> list[int]:
        """Every passage that either arm brought, once."""
        return list(dict.fromkeys(key for arm in (self.dense, self.lexical) for key, _ in arm))

    def joined(self, other: Candidates) -> Candidates:
        """Both candidates' passages, each arm best first."""
        return Candidates(_merged(self.dense, other.dense), _merged(self.lexical, other.lexical))

    def only(self, keys: set[int]) -> Candidates:
        """These passages only."""
        return Candidates(
            [pair for pair in self.dense if pair[0] in keys],
            [pair for pair in self.lexical if pair[0] in keys],
        )


@dataclass(frozen=True, slots=True)
class Searcher:
    """Searches one archive; several threads may use it at once."""

    archive: Archive
    encoder: Encoder
    glossary: Glossary
    today: Callable[[], date]
    fusion: Fusion = weighted_scores

    def search(self, query: Query) -> Results:
        """The hits of a question in the archive's newest generation, best first.

        A date in the question keeps the passages of minutes of that date and those that mention it;
        "latest", bodies and section kinds only prefer. Ties break by passage key.
        """
        with self.archive.snapshot() as snapshot:
            return self.search_in(snapshot, query, self.question_vector(query))

    def question_vector(self, query: Query) -> NDArray[np.float32]:
        """The unit vector of a question, float32 (dimensions,)."""
        vector: NDArray[np.float32] = self.encoder.questions([query.normal_form])[0]
        return vector

    def search_in(self, snapshot: Snapshot, query: Query, vector: NDArray[np.float32]) -> Results:
        """`search` within one state of the archive, for a question whose vector is known."""
        terms = QuestionTerms.of(query.normal_form, self.glossary)
        understood = Understood()
        if query.interpret:
            understood = understand(query.normal_form, snapshot.bodies(), self.today())
        arms = _Arms(snapshot, vector, terms)
        found = arms.candidates(query.filters)
        if understood.periods:
            found = arms.of_periods(query.filters, understood, found)
        passages = dict(zip(found.keys(), snapshot.passages(found.keys()), strict=True))
        cosines = arms.cosines(found)
        fused = self.fusion(found.dense, found.lexical, cosines)
        entries = snapshot.entries({passage.document_id for passage in passages.values()})
        other = _other_language(query.normal_form)
        ordered = _preferred(fused, passages, entries, understood, other)
        dense_rank = {key: rank for rank, (key, _) in enumerate(found.dense, start=1)}
        lexical_rank = {key: rank for rank, (key, _) in enumerate(found.lexical, start=1)}
        hits = tuple(
            Hit(
                passage=passages[key],
                document=entries[passages[key].document_id],
                score=score,
                cosine=cosines[key],
                ranks=Ranks(dense_rank.get(key), lexical_rank.get(key)),
                highlights=terms.highlights(passages[key].text),
            )
            for key, score in ordered[query.offset : query.offset + query.limit]
        )
        return Results(understood, hits, len(ordered), snapshot.generation)


@dataclass(frozen=True, slots=True)
class _Arms:
    """The two arms of one question in one state of the archive."""

    snapshot: Snapshot
    vector: NDArray[np.float32]
    terms: QuestionTerms

    def candidates(self, filters: Filters) -> Candidates:
        return Candidates(
            self.snapshot.nearest(self.vector, POOL, filters),
            self.snapshot.matching(self.terms.words, self.terms.clusters, POOL, filters),
        )

    def of_periods(self, filters: Filters, understood: Understood, found: Candidates) -> Candidates:
        """Candidates of documents dated in the question's periods, and others that mention them."""
        keys = found.keys()
        mentioning = {
            key
            for key, passage in zip(keys, self.snapshot.passages(keys), strict=True)
            if any(understood.touches(mention.period) for mention in dates.mentions(passage.text))
        }
        kept = found.only(mentioning)
        for period in understood.periods:
            narrowed = _narrowed(filters, period)
            if narrowed is not None:
                kept = kept.joined(self.candidates(narrowed))
        return kept

    def cosines(self, found: Candidates) -> dict[int, float]:
        """Every candidate's cosine, also of those that only the lexical arm brought."""
        cosines = dict(found.dense)
        missing = [key for key, _ in found.lexical if key not in cosines]
        likeness = self.snapshot.vectors(missing) @ self.vector
        return cosines | dict(zip(missing, likeness.tolist(), strict=True))


def _other_language(question: str) -> Language:
    return Language.ENGLISH if khmer.khmer_share(question) > 0.5 else Language.KHMER


def _narrowed(filters: Filters, period: Period) -> Filters | None:
    """Filters that also hold a period; None when nothing can pass both."""
    since = max(filters.since or date.min, period.first)
    until = min(filters.until or date.max, period.last)
    return replace(filters, since=since, until=until) if since <= until else None


def _merged(first: Ranking, second: Ranking) -> Ranking:
    return sorted((dict(first) | dict(second)).items(), key=lambda pair: (-pair[1], pair[0]))


def _preferred(
    fused: Ranking,
    passages: Mapping[int, Passage],
    entries: Mapping[str, Entry],
    understood: Understood,
    other: Language,
) -> list[tuple[int, float]]:
    """The fused ranking with what the question's words prefer; `other` is not the question's language."""
    recency = _recency(entries[passages[key].document_id].date for key, _ in fused[:_DATED_AMONG])

    def bonus(key: int) -> float:
        passage = passages[key]
        entry = entries[passage.document_id]
        return (
            KIND_BONUS * (passage.kind in understood.kinds)
            + CROSSING_BONUS * (passage.languages[:1] == (other,))
            + BODY_BONUS * (entry.body is not None and body_key(entry.body) in understood.bodies)
            + NEWEST_BONUS * understood.latest * recency.get(entry.date, 0.0)
        )

    return sorted(((key, score + bonus(key)) for key, score in fused), key=lambda pair: (-pair[1], pair[0]))


def _recency(days: Iterable[date | None]) -> dict[date | None, float]:
    """1 for the newest of some days, falling evenly to 0 for the oldest; none for what has no date."""
    known = sorted({day for day in days if day is not None})
    return {day: (place + 1) / len(known) for place, day in enumerate(known)}
