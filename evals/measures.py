"""How well passages were found and questions answered, in figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from corpus import khmer
from corpus.document import Language
from evals.judgment import Judgment, Target
from indexer import terms
from indexer.passage import Passage
from search_api.answer import Answer, NoAnswer
from search_api.hit import Hit

MEASURES = (R @ 1, R @ 5, R @ 10, RR @ 10, nDCG @ 10)
"""Recall, reciprocal rank and nDCG as ir_measures defines them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One judged question put to an archive: where the answer stands, what was found and said.

    `answer` is None where the question was only searched.
    """

    judgment: Judgment
    targets: tuple[Target, ...]
    direction: str
    """Question's language → relevant minutes' language, such as "en→km"; "en→none" where unanswerable."""
    hits: tuple[Hit, ...]
    answer: Answer | NoAnswer | None

    @property
    def refused(self) -> bool:
        """Whether no answer was given."""
        return isinstance(self.answer, NoAnswer)

    @property
    def correct(self) -> bool:
        """Whether a citation of the answer holds part of a target, at least half of the shorter one."""
        return isinstance(self.answer, Answer) and any(
            holds(citation.document.id, citation.span.start, citation.span.end, target)
            for citation in self.answer.citations
            for target in self.targets
        )


def holds(document_id: str, start: int, end: int, target: Target) -> bool:
    """Whether a run of a document holds at least half of a target, or of itself lies half in it."""
    if document_id != target.document_id:
        return False
    shared = min(end, target.span.end) - max(start, target.span.start)
    return shared > 0 and 2 * shared >= min(end - start, len(target.span))


def is_relevant(passage: Passage, target: Target) -> bool:
    """Whether a passage holds a target, or half of the shorter of the two."""
    return holds(passage.document_id, passage.span.start, passage.span.end, target)


def ranking_measures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Mean of each of MEASURES over the answerable questions; an item is a target, not a passage.

    A target counts once, at the rank of the first passage that holds it, so that figures of different
    splittings can be compared.
    """
    qrels: list[Qrel] = []
    run: list[ScoredDoc] = []
    for outcome in outcomes:
        if not outcome.targets:
            continue
        qrels += (Qrel(outcome.judgment.id, f"t{number}", 1) for number in range(len(outcome.targets)))
        pending = set(range(len(outcome.targets)))
        for rank, hit in enumerate(outcome.hits, start=1):
            held = {number for number in pending if is_relevant(hit.passage, outcome.targets[number])}
            pending -= held
            names = [f"t{number}" for number in sorted(held)] or [f"other{rank}"]
            run += (ScoredDoc(outcome.judgment.id, name, 1 / rank) for name in names)
    if not qrels:
        return {}
    return {
        str(measure): value for measure, value in ir_measures.calc_aggregate(MEASURES, qrels, run).items()
    }


@dataclass(frozen=True, slots=True)
class AnswerMeasures:
    """Answering: shares of questions, 0 to 1.

    correct: of answerable ones, those whose answer cites a target. refusal_precision and _recall: of
    refusals, those of unanswerable questions, and the reverse.
    """

    answerable: int
    unanswerable: int
    correct: float
    word_f1: float
    refusal_precision: float
    refusal_recall: float

    @property
    def refusal_f1(self) -> float:
        """The harmonic mean of refusal precision and recall."""
        total = self.refusal_precision + self.refusal_recall
        return 2 * self.refusal_precision * self.refusal_recall / total if total else 0.0


def answer_measures(outcomes: Sequence[Outcome]) -> AnswerMeasures:
    """The figures of answering over some outcomes."""
    answerable = [outcome for outcome in outcomes if outcome.targets]
    refusals = [outcome for outcome in outcomes if outcome.refused]
    rightly = sum(1 for outcome in refusals if not outcome.targets)
    unanswerable = len(outcomes) - len(answerable)
    return AnswerMeasures(
        answerable=len(answerable),
        unanswerable=unanswerable,
        correct=_mean(outcome.correct for outcome in answerable),
        word_f1=_mean(_word_f1(outcome) for outcome in answerable),
        refusal_precision=rightly / len(refusals) if refusals else 0.0,
        refusal_recall=rightly / unanswerable if unanswerable else 0.0,
    )


def _word_f1(outcome: Outcome) -> float:
    """F1 of the answer's words against the judged quotes' (Rajpurkar et al. 2016, section 6.1)."""
    if not isinstance(outcome.answer, Answer):
        return 0.0
    said = _words(outcome.answer.text)
    wanted = _words("\n".join(relevant.quote for relevant in outcome.judgment.relevant))
    shared = len(said & wanted)
    return 2 * shared / (len(said) + len(wanted)) if shared else 0.0


def _words(text: str) -> set[str]:
    return {term.text for term in terms.analyse(khmer.normal_form(text)).words}


def _mean(values: Iterable[float | bool]) -> float:
    found = [float(value) for value in values]
    return sum(found) / len(found) if found else 0.0


def direction(judgment: Judgment, languages: Sequence[Language]) -> str:
    """The languages of a question and of the minutes that answer it."""
    answered_in = "+".join(sorted({language.value for language in languages})) or "none"
    return f"{judgment.language.value}→{answered_in}"
