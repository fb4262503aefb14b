"""The figures of a trial as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.measures import MEASURES, Outcome, answer_measures, ranking_measures
from search_api.answer import Answer


def ranking_table(arms: Mapping[str, Sequence[Outcome]]) -> str:
    """Retrieval by arm and direction, a row each; `n` counts questions."""
    names = [str(measure) for measure in MEASURES]
    rows = [["arm", "direction", "n", *names]]
    for arm, outcomes in arms.items():
        for label, group in _by_direction(outcomes):
            figures = ranking_measures(group)
            rows.append([arm, label, str(len(group)), *(f"{figures[name]:.2f}" for name in names)])
    return _table(rows)


def answer_table(outcomes: Sequence[Outcome]) -> str:
    """Answering by direction and by kind, a row each; refusals over each question language."""
    rows = [["questions", "n", "top answer correct", "word F1"]]
    for label, group in (*_by_direction(outcomes), *_by_kind(outcomes)):
        figures = answer_measures(group)
        rows.append([label, str(figures.answerable), f"{figures.correct:.2f}", f"{figures.word_f1:.2f}"])
    refusals = [["refusals", "unanswerable", "precision", "recall", "F1"]]
    for language in ("km", "en", "all"):
        group = [each for each in outcomes if language in ("all", each.judgment.language.value)]
        figures = answer_measures(group)
        values = (figures.refusal_precision, figures.refusal_recall, figures.refusal_f1)
        refusals.append([language, str(figures.unanswerable), *(f"{value:.2f}" for value in values)])
    return f"{_table(rows)}\n\n{_table(refusals)}"


def failures(outcomes: Sequence[Outcome]) -> str:
    """Every question that was not answered as judged, with what was expected and what was said."""
    lines: list[str] = []
    for outcome in outcomes:
        answer, judgment = outcome.answer, outcome.judgment
        if answer is None or outcome.correct or (outcome.refused and not outcome.targets):
            continue
        said = answer.text.replace("\n", " / ")[:160] if isinstance(answer, Answer) else "refused"
        lines.append(
            f"- {judgment.id} [{outcome.direction}, {judgment.kind}] {judgment.question}\n"
            f"  expected: {judgment.answer or 'a refusal'}\n"
            f"  got ({answer.confidence:.2f}): {said}"
        )
    return "\n".join(lines)


def _by_direction(outcomes: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    answerable = [outcome for outcome in outcomes if outcome.targets]
    labels = sorted({outcome.direction for outcome in answerable})
    groups = [(label, [each for each in answerable if each.direction == label]) for label in labels]
    return [*groups, ("all", answerable)]


def _by_kind(outcomes: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    answerable = [outcome for outcome in outcomes if outcome.targets]
    kinds = sorted({outcome.judgment.kind for outcome in answerable})
    return [(kind, [each for each in answerable if each.judgment.kind == kind]) for kind in kinds]


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
