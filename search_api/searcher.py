"""From a question to its hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from corpus.document import Language
from indexer.archive import Archive
from indexer.encoder import Encoder
from indexer.filters import Filters
from indexer.passage_table import Place
from indexer.snapshot import Snapshot
from search_api.asked_minutes import with_minutes_meant
from search_api.dating import mentions_any
from search_api.fusion import Fusion, Ranking, weighted_scores
from search_api.glossary import Glossary
from search_api.hit import Hit, Ranks, Results
from search_api.meeting_places import may_name_a_place, named_places
from search_api.query import Cue, Query
from search_api.question_terms import QuestionTerms
from search_api.understanding import Understood, understand

POOL = 100
"""How many passages each arm brings before fusion."""
DATED_BONUS = 0.2
KIND_BONUS = 0.12
KIND_THEN_BONUS = 0.16
BODY_BONUS = 0.03
HELD_THERE_BONUS = 0.15
MEANT_BONUS = 0.3
NEWEST_BONUS = 0.2
CROSSING_BONUS = 0.1
"""What a question's date, section kind, body, place of the meeting, minutes meant and "latest" add, the kind
once more in minutes of the date, and the other language, whose passages are less like any question; on the
scale of a cosine (DECISIONS.md)."""
_READ_FOR_DATES = 20
"""Of each arm: so many passages are read for dates, 0.4 ms each, where the question names one."""
_DATED_AMONG = 40
"""Recency compares the documents of this many best passages: the newest that answer, not the newest."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both arms brought for one question, before fusion."""

    dense: Ranking
    lexical: Ranking

    def keys(self) -> list[int]:
        """Every passage that either arm brought, once."""
        return list(dict.fromkeys(key for arm in (self.dense, self.lexical) for key, _ in arm))

    def in_turn(self) -> list[int]:
        """The same, the best of each arm first."""
        pairs = zip_longest(self.dense, self.lexical)
        return list(dict.fromkeys(each[0] for pair in pairs for each in pair if each is not None))

    def joined(self, other: Candidates) -> Candidates:
        """Both candidates' passages, each arm best first."""
        return Candidates(_merged(self.dense, other.dense), _merged(self.lexical, other.lexical))


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

        A date in the question strongly prefers the passages of minutes of that date, and those that mention
        it; others stay, since minutes tell of what happened before them. The latest meeting of a body is a
        date too: that of its newest minutes that pass the filters. The place of a meeting, "latest",
        bodies and section kinds prefer less strongly. Ties break by passage key. Raises as `snapshot`.
        """
        with self.snapshot() as snapshot:
            return self.search_in(snapshot, query, self.question_vector(query))

    def snapshot(self) -> Snapshot:
        """The archive's newest generation. Raises ModelMismatch when it has another encoder's vectors."""
        snapshot = self.archive.snapshot()
        try:
            snapshot.manifest.require_encoder(self.encoder.name, self.encoder.dimensions)
        except BaseException:
            snapshot.close()
            raise
        return snapshot

    def question_vector(self, query: Query) -> NDArray[np.float32]:
        """The unit vector of a question, float32 (dimensions,)."""
        vector: NDArray[np.float32] = self.encoder.questions([query.normal_form])[0]
        return vector

    def search_in(self, snapshot: Snapshot, query: Query, vector: NDArray[np.float32]) -> Results:
        """`search` within one state of the archive, for a question whose vector is known."""
        question = query.normal_form
        terms = QuestionTerms.of(question, self.glossary)
        understood = Understood()
        if query.interpret:
            understood = _without(understand(question, snapshot.bodies(), self.today()), query.ignored)
        arms = _Arms(snapshot, vector, terms)
        found = arms.candidates(query.filters)
        held_there: set[str] = set()
        if query.interpret and Cue.PLACES not in query.ignored:
            meetings = snapshot.meeting_places() if may_name_a_place(question) else {}
            understood = replace(understood, places=named_places(question, meetings, self.glossary))
            if understood.places:
                met_in = named_places(question, meetings, self.glossary, of_meeting=True)
                understood = replace(understood, met_in=met_in)
            held_there = {each for place in understood.places for each in meetings[place]}
        first = found

        def near() -> list[str]:
            places = snapshot.places(first.in_turn())
            return list(dict.fromkeys(place.document_id for place in places))

        understood = with_minutes_meant(understood, snapshot, query, near, self.encoder)
        if held_there or understood.meant:
            found = arms.with_documents(query.filters, held_there | understood.meant, found)
        dated: set[int] = set()
        if understood.periods:
            found, dated = arms.with_periods(query.filters, understood, found)
        cosines = arms.cosines(found)
        fused = self.fusion(found.dense, found.lexical, cosines)
        places = dict(zip(found.keys(), snapshot.places(found.keys()), strict=True))
        ordered = _preferred(fused, places, understood, query.language, dated, held_there)
        page = ordered[query.offset : query.offset + query.limit]
        hits = _hits(snapshot, page, found, cosines, terms, dated if understood.periods else None)
        return Results(understood, hits, len(ordered), snapshot.generation)


def _without(understood: Understood, ignored: Set[Cue]) -> Understood:
    if Cue.DATES in ignored:
        understood = replace(understood, periods=(), times=(), era=False)
    if Cue.BODIES in ignored:
        understood = replace(understood, bodies=())
    return replace(understood, latest=False) if Cue.LATEST in ignored else understood


def _hits(
    snapshot: Snapshot,
    page: Ranking,
    found: Candidates,
    cosines: Mapping[int, float],
    terms: QuestionTerms,
    dated: Set[int] | None,
) -> tuple[Hit, ...]:
    passages = snapshot.passages([key for key, _ in page])
    entries = snapshot.entries({passage.document_id for passage in passages})
    dense = {key: rank for rank, (key, _) in enumerate(found.dense, start=1)}
    lexical = {key: rank for rank, (key, _) in enumerate(found.lexical, start=1)}
    return tuple(
        Hit(
            passage=passage,
            document=entries[passage.document_id],
            score=score,
            cosine=cosines[key],
            ranks=Ranks(dense.get(key), lexical.get(key)),
            highlights=terms.highlights(passage.text),
            timely=dated is None or key in dated,
        )
        for (key, score), passage in zip(page, passages, strict=True)
    )


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

    def with_periods(
        self, filters: Filters, understood: Understood, found: Candidates
    ) -> tuple[Candidates, set[int]]:
        """Candidates joined by those of documents dated in the question's periods; which are of that time.

        Of that time are passages of minutes dated then, and those that mention a date of it.
        """
        near = Candidates(found.dense[:_READ_FOR_DATES], found.lexical[:_READ_FOR_DATES]).keys()
        places = zip(near, self.snapshot.places(near), strict=True)
        # Passages of minutes of the date itself come in below.
        others = [key for key, place in places if place.date is None or not understood.covers(place.date)]
        mentioning = {
            key
            for key, passage in zip(others, self.snapshot.passages(others), strict=True)
            if mentions_any(passage.text, understood.periods)
        }
        for period in understood.periods:
            narrowed = filters.within(period)
            if narrowed is not None:
                found = found.joined(self.candidates(narrowed))
        keys = found.keys()
        within = zip(keys, self.snapshot.places(keys), strict=True)
        of_then = {key for key, place in within if place.date is not None and understood.covers(place.date)}
        return found, of_then | mentioning

    def with_documents(self, filters: Filters, documents: Set[str], found: Candidates) -> Candidates:
        """Candidates joined by those of some documents, as far as these pass the filters."""
        chosen = documents & set(filters.documents) if filters.documents else documents
        if not chosen:
            return found
        return found.joined(self.candidates(replace(filters, documents=tuple(sorted(chosen)))))

    def cosines(self, found: Candidates) -> dict[int, float]:
        """Every candidate's cosine, also of those that only the lexical arm brought."""
        cosines = dict(found.dense)
        missing = [key for key, _ in found.lexical if key not in cosines]
        likeness = self.snapshot.vectors(missing) @ self.vector
        return cosines | dict(zip(missing, likeness.tolist(), strict=True))


def _merged(first: Ranking, second: Ranking) -> Ranking:
    return sorted((dict(first) | dict(second)).items(), key=lambda pair: (-pair[1], pair[0]))


def _preferred(
    fused: Ranking,
    places: Mapping[int, Place],
    understood: Understood,
    language: Language,
    dated: Set[int],
    held_there: Set[str],
) -> list[tuple[int, float]]:
    """The fused ranking with what the question's words, in their language, prefer."""
    recency = _recency(places[key].date for key, _ in fused[:_DATED_AMONG])

    def bonus(key: int) -> float:
        place = places[key]
        of_kind = place.kind in understood.kinds
        return (
            KIND_BONUS * of_kind
            + DATED_BONUS * (key in dated)
            + KIND_THEN_BONUS * (of_kind and key in dated)
            + BODY_BONUS * (place.body in understood.bodies)
            + HELD_THERE_BONUS * (place.document_id in held_there)
            + MEANT_BONUS * (place.document_id in understood.meant)
            + CROSSING_BONUS * (language not in place.languages)
            + NEWEST_BONUS * understood.latest * recency.get(place.date, 0.0)
        )

    return sorted(((key, score + bonus(key)) for key, score in fused), key=lambda pair: (-pair[1], pair[0]))


def _recency(days: Iterable[date | None]) -> dict[date | None, float]:
    """1 for the newest of some days, falling evenly to 0 for the oldest; none for what has no date."""
    known = sorted({day for day in days if day is not None})
    return {day: (place + 1) / len(known) for place, day in enumerate(known)}
