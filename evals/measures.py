"""How well passages were found and questions answered, question by question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

import ir_measures
from ir_measures import RR, Measure, Qrel, R, ScoredDoc, nDCG

from corpus import khmer
from evals.outcome import Outcome, is_relevant
from evals.score import Score, Share
from indexer import terms
from search_api.answer import Answer

DEPTHS = (1, 5, 10)
_EVERYTHING = 1_000
"""More than a question has targets, and within what the run holds of it."""


def scores(outcomes: Sequence[Outcome]) -> list[Score]:
    """The score of each outcome, in order; questions are told apart by their ids."""
    ranked = _rankings(outcomes)
    return [
        Score(
            id=outcome.judgment.id,
            language=outcome.judgment.language.value,
            kind=outcome.judgment.kind,
            direction=outcome.direction,
            refused=outcome.refused,
            confidence=None if outcome.answer is None else outcome.answer.confidence,
            seconds=outcome.seconds,
            shares=ranked[outcome.judgment.id] | _answering(outcome),
        )
        for outcome in outcomes
    ]


def _rankings(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Share]]:
    """Recall, reciprocal rank and nDCG of each answerable question; an item is a target, not a passage.

    A target counts at the rank of the first passage that holds it, so that figures of different
    splittings can be compared. R@k is the share of targets that the first k passages hold: a passage
    may hold several, and so it is computed on the run cut after k passages.
    """
    found: dict[str, dict[str, Share]] = defaultdict(dict)
    answerable = [outcome for outcome in outcomes if outcome.targets]
    qrels = [
        Qrel(outcome.judgment.id, f"t{number}", 1)
        for outcome in answerable
        for number in range(len(outcome.targets))
    ]
    runs: list[tuple[tuple[Measure, ...], int, dict[Measure, str]]] = [
        ((R @ _EVERYTHING,), depth, {R @ _EVERYTHING: f"R@{depth}"}) for depth in DEPTHS
    ]
    runs.append(((RR @ 10, nDCG @ 10), _EVERYTHING, {}))
    for measures, depth, names in runs:
        run = [row for outcome in answerable for row in _run(outcome, depth)]
        for metric in ir_measures.iter_calc(measures, qrels, run) if qrels else ():
            name = names.get(metric.measure, str(metric.measure))
            found[metric.query_id][name] = Share(metric.value, 1.0)
    return found


def _run(outcome: Outcome, depth: int) -> Iterable[ScoredDoc]:
    """What the first passages hold, each target once; a passage that brings none counts as another item."""
    pending = set(range(len(outcome.targets)))
    for rank, hit in enumerate(outcome.hits[:depth], start=1):
        held = {number for number in pending if is_relevant(hit.passage, outcome.targets[number])}
        pending -= held
        for name in [f"t{number}" for number in sorted(held)] or [f"other{rank}"]:
            yield ScoredDoc(outcome.judgment.id, name, 1 / rank)


def _answering(outcome: Outcome) -> dict[str, Share]:
    """A question's shares in the measures of answers and refusals; none where it was only searched.

    correct: the top answer cites a target. exact: its words are those of a judged quote, or of all.
    citations: of all citations of answers to answerable questions, those that hold a target. cited: of a
    question's targets, the share that the answer cites; none where it was refused.
    refusal precision and recall: of refusals, those of unanswerable questions, and the reverse.
    """
    if outcome.answer is None:
        return {}
    answerable, refused = bool(outcome.targets), outcome.refused
    rightly = float(refused and not answerable)
    shares = {
        "refusal precision": Share(rightly, float(refused)),
        "refusal recall": Share(rightly, float(not answerable)),
        "refusal F1": Share(2 * rightly, float(refused) + float(not answerable)),
    }
    if not answerable:
        return shares
    shares["correct"] = Share(float(outcome.correct), 1.0)
    shares["exact"] = Share(float(_exact(outcome)), 1.0)
    shares["word F1"] = Share(_word_f1(outcome), 1.0)
    shares["cited"] = Share(len(outcome.cited) / len(outcome.targets), 1.0)
    if isinstance(outcome.answer, Answer):
        citations = outcome.answer.citations
        held = sum(outcome.cites_target(citation) for citation in citations)
        shares["citations"] = Share(float(held), float(len(citations)))
    return shares


def _exact(outcome: Outcome) -> bool:
    said = _words("\n".join(citation.quote for citation in outcome.top))
    quotes = [place.quote for relevant in outcome.judgment.relevant for place in relevant.places]
    return bool(said) and (said == _wanted(outcome, said) or any(said == _words(quote) for quote in quotes))


def _word_f1(outcome: Outcome) -> float:
    """F1 of the whole answer's words against the judged quotes' (Rajpurkar et al. 2016, section 6.1)."""
    if not isinstance(outcome.answer, Answer):
        return 0.0
    said = _words(outcome.answer.text)
    return _f1(said, _wanted(outcome, said))


def _wanted(outcome: Outcome, said: Counter[str]) -> Counter[str]:
    """The words of all judged quotes, each in the version that the answer is most like."""
    wanted: Counter[str] = Counter()
    for relevant in outcome.judgment.relevant:
        versions = [_words(place.quote) for place in relevant.places]
        wanted.update(max(versions, key=partial(_f1, said)))
    return wanted


def _f1(said: Counter[str], wanted: Counter[str]) -> float:
    shared = (said & wanted).total()
    return 2 * shared / (said.total() + wanted.total()) if shared else 0.0


def _words(text: str) -> Counter[str]:
    return Counter(term.text for term in terms.analyse(khmer.normal_form(text)).words)
