"""From a question to an answer in the archive's own words, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus import khmer
from corpus.document import SectionKind
from indexer.snapshot import Snapshot
from search_api.about_each import about_each
from search_api.answer import Answer, Citation, NoAnswer, Refusal
from search_api.asked_meeting import extract_tells_of_another
from search_api.choice import Weighed, another_sentence, best_of, further, over_several
from search_api.confidence import THRESHOLDS, confidences, known, preferences
from search_api.cues import is_greeting
from search_api.evidence import Asked, Evidence, of_hit, weigh
from search_api.extracts import Extract, extracts, stating
from search_api.hit import Results
from search_api.plain_facts import asks_plainly, is_the_meeting
from search_api.query import Query
from search_api.question_as_read import as_read
from search_api.question_terms import QuestionTerms
from search_api.reader import Reader, Reading
from search_api.rereading import READ, odds_anywhere, read_of, reread, unanswering
from search_api.searcher import Searcher
from search_api.understanding import Understood


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of what is found is looked at, by what DECISIONS.md has on more and less.

    read: so many hits are read. among: the answer is sought in so many of them; each costs
    encoding. alone: so many extracts, the preferred ones, are read once more by themselves. timely: only
    hits of the time that is asked about are looked at.
    """

    read: int = READ
    among: int = 8
    alone: int = 6
    timely: bool = False


WHOLE = Effort()
"""For a question as it is put."""
OF_ONE = Effort(read=5, among=3, alone=2, timely=True)
"""For a question put about one of several times or meetings."""
SURE, LIKELY = 0.8, 0.5
"""How likely it must be that the archive answers such a question, and that an extract does."""
STATED = 0.95
"""How likely the archive answers a question after nothing but a fact that minutes are known to state."""
_EXTRACT_CHARACTERS = 600
"""What the encoder sees of a long list."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from one archive; several threads may use it at once."""

    searcher: Searcher
    reader: Reader

    def answer(self, query: Query) -> Answer | NoAnswer:
        """The best sentence or list, verbatim and cited, or a refusal with what comes nearest.

        Raises as `Searcher.snapshot`.
        """
        if is_greeting(query.normal_form):
            return NoAnswer(Refusal.NOT_SAID, 0.0, replace(self.searcher.search(query), hits=(), total=0))
        with self.searcher.snapshot() as snapshot:
            results, weighed = self._weighed_in(snapshot, query, WHOLE)
            understood = results.understood
            untimely = bool(understood.periods) and not any(each.extract.hit.timely for each in weighed)
            if not weighed:
                return NoAnswer(Refusal.NO_SUCH_DATE if untimely else Refusal.NOTHING_FOUND, 0.0, results)
            sure = _sure(query, understood, weighed[0])
            # Whatever was decided at other times is no answer to what was decided in 2005.
            if untimely or sure < THRESHOLDS[query.language]:
                return NoAnswer(Refusal.NO_SUCH_DATE if untimely else Refusal.NOT_SAID, sure, results)
            best = best_of(weighed, understood)
            # "The latest" asks for one; otherwise minutes of several years may answer.
            chosen = [best] if understood.latest else [best, *further(weighed, best)]
            of_each = self._of_each(snapshot, query, understood)
        if of_each:
            chosen = over_several(chosen, [each for each, _ in of_each], understood)
        else:
            chosen[1:1] = another_sentence(weighed, best, understood)
        # What each year's minutes tell for sure the archive knows, though none tells it of all years.
        sure = max([sure, *(likely for each, likely in of_each if any(each is one for one in chosen))])
        citations = tuple(citation for each in chosen for citation in _citations(each.extract))
        return Answer(citations, sure, results, tuple(each.extract.hit for each in chosen))

    def _of_each(
        self, snapshot: Snapshot, query: Query, understood: Understood
    ) -> list[tuple[Weighed, float]]:
        """What surely answers a question about several times or meetings, put about each of them by itself,
        with how likely the archive answers that.

        An open time, or one called by what happened then, is parted only where sections of minutes are asked
        for: who has chaired since 2021, or why it was so in the COVID years, is not asked of each year.
        """
        times = [
            each for each in understood.times if understood.kinds or not (understood.era or each.is_open)
        ]
        if understood.latest or not (times or len(understood.numbers) > 1):
            return []
        parted = any(each.is_long for each in times)
        years = [year for year, _ in snapshot.facets(query.filters).years] if parted else []
        found: list[tuple[Weighed, float]] = []
        for question in about_each(query.normal_form, times, years):
            asked = replace(query, text=question)
            results, weighed = self._weighed_in(snapshot, asked, OF_ONE)
            sure = _sure(asked, results.understood, weighed[0]) if weighed else 0.0
            if sure >= SURE:
                found.append((best_of(weighed, results.understood), sure))
        return [(each, sure) for each, sure in found if each.confidence >= LIKELY]

    def stated(self, query: Query, documents: Sequence[str]) -> Answer | None:
        """What the first of some minutes that does so states of its meeting that the question is after.

        None where the question is after nothing of the kind, or none states it. Raises as `answer`.
        """
        filters = replace(query.filters, documents=tuple(documents))
        results = self.searcher.search(replace(query, filters=filters))
        if SectionKind.NEXT_MEETING in results.understood.kinds:
            return None  # the date and place of another meeting
        with self.searcher.snapshot() as snapshot:
            entries = snapshot.entries(documents)
            for each in filter(entries.__contains__, documents):
                document = snapshot.document(each).document
                spans = stating(document, results.understood)
                if spans:
                    citations = (
                        Citation(entries[each], span, document.page_at(span.start), span.of(document.body))
                        for span in dict.fromkeys(spans)
                    )
                    return Answer(tuple(citations), 1.0, results)
        return None

    def weighed(self, query: Query) -> tuple[Results, list[Weighed]]:
        """The hits of a question, the first ones reread, and every extract of some, the preferred first."""
        with self.searcher.snapshot() as snapshot:
            return self._weighed_in(snapshot, query, WHOLE)

    def _weighed_in(self, snapshot: Snapshot, query: Query, effort: Effort) -> tuple[Results, list[Weighed]]:
        vector = self.searcher.question_vector(query)
        wanted = replace(query, limit=max(query.limit, WHOLE.read))
        results = self.searcher.search_in(snapshot, wanted, vector)
        if effort.timely:
            results = replace(results, hits=tuple(hit for hit in results.hits if hit.timely))
        terms = QuestionTerms.of(query.normal_form, self.searcher.glossary)
        questions = as_read(query.normal_form, results.hits, results.understood, query.language)
        hits, readings = reread(self.reader, questions, results, terms, effort.read)
        results = replace(results, hits=hits)
        frequency = snapshot.frequencies(list(terms.words))
        anywhere = odds_anywhere(readings.values())
        asked = Asked(questions, terms, results.understood, frequency, anywhere)
        weighed = self._weigh(snapshot, asked, vector, results, readings, effort) if hits else []
        return replace(results, hits=hits[: query.limit]), weighed

    def _weigh(
        self,
        snapshot: Snapshot,
        asked: Asked,
        vector: NDArray[np.float32],
        results: Results,
        readings: Mapping[str, Reading],
        effort: Effort,
    ) -> list[Weighed]:
        hits = results.hits[: min(effort.among, effort.read)]
        documents = {hit.document.id: snapshot.document(hit.document.id).document for hit in hits}
        candidates = extracts([(hit, documents[hit.document.id]) for hit in hits], results.understood)
        texts = [khmer.normal_form(_shown(extract)) for extract in candidates]
        cosines = self.searcher.encoder.passages(texts) @ vector
        headings = {extract.hit.passage.id: extract.heading for extract in candidates}
        told = {
            hit.passage.id: of_hit(
                hit, headings.get(hit.passage.id, ""), readings[hit.passage.id], rank, hits[0].score, asked
            )
            for rank, hit in enumerate(hits, start=1)
        }
        evidence = [
            weigh(extract, float(cosine), told[extract.hit.passage.id], asked)
            for extract, cosine in zip(candidates, cosines, strict=True)
        ]
        evidence = self._read_alone(asked, candidates, evidence, effort.alone)
        figures = zip(preferences(evidence).tolist(), confidences(evidence).tolist(), strict=True)
        weighed = [
            Weighed(extract, each, preference, confidence)
            for extract, each, (preference, confidence) in zip(candidates, evidence, figures, strict=True)
        ]
        return sorted(
            weighed, key=lambda each: (-each.preference, each.extract.hit.passage.id, each.extract.spans)
        )

    def _read_alone(
        self, asked: Asked, candidates: Sequence[Extract], evidence: Sequence[Evidence], most: int
    ) -> list[Evidence]:
        """The evidence for some extracts, the preferred ones read once more by themselves."""
        preferred = np.argsort(-preferences(evidence), kind="stable")[:most].tolist()
        texts = [(candidates[at].hit, candidates[at].text) for at in preferred]
        read = dict(zip(preferred, read_of(self.reader, asked.questions, texts, asked.terms), strict=True))
        found = list(evidence)
        for at, reading in read.items():
            of_another = extract_tells_of_another(candidates[at], asked.understood)
            found[at] = found[at].read_alone(unanswering(reading) if of_another else reading)
        return found


def _sure(query: Query, understood: Understood, preferred: Weighed) -> float:
    """How likely the archive answers; STATED where the fact asked for is known to be stated."""
    sure = known(preferred.evidence)
    hit = preferred.extract.hit
    is_stated = preferred.evidence.stated and is_the_meeting(hit, understood)
    return max(sure, STATED) if is_stated and asks_plainly(query.normal_form, understood) else sure


def _shown(extract: Extract) -> str:
    """What the encoder sees: a list under its heading, a sentence by itself."""
    text = f"{extract.heading}\n{extract.text}" if extract.is_list else extract.text
    return text[:_EXTRACT_CHARACTERS]


def _citations(extract: Extract) -> list[Citation]:
    document = extract.document
    return [
        Citation(extract.hit.document, span, document.page_at(span.start), span.of(document.body))
        for span in extract.spans
    ]
