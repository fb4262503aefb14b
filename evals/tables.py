"""Figures as Markdown tables, which are as well read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evals.outcome import Outcome
from evals.score import (
    ANSWERING,
    CONFIDENCE_AREA,
    RANKING,
    REFUSING,
    Score,
    by_direction,
    by_kind,
    by_language,
)
from evals.statistics import Difference, Figure, difference, figure
from search_api.answer import Answer

_SHOWN = 160
"""Characters of an answer in a list of failures."""


def ranking_table(arms: Mapping[str, Sequence[Score]]) -> str:
    """Retrieval by arm and direction, a row each; `n` counts questions."""
    rows = [
        [arm, label, str(len(group)), *_cells(group, RANKING)]
        for arm, scores in arms.items()
        for label, group in by_direction(scores)
    ]
    return table([["arm", "direction", "n", *RANKING], *rows])


def quality_table(scores: Sequence[Score]) -> str:
    """Retrieval and answers by direction and by kind, a row each; `n` counts questions."""
    rows = [
        [label, str(len(group)), *_cells(group, (*RANKING, *ANSWERING))]
        for label, group in (*by_direction(scores), *by_kind(scores))
    ]
    return table([["questions", "n", *RANKING, *ANSWERING], *rows])


def refusal_table(scores: Sequence[Score]) -> str:
    """Refusals over the questions of each language, a row each."""
    rows = []
    for label, group in by_language(scores):
        unanswerable = sum(not each.answerable for each in group)
        rows.append([label, str(unanswerable), *_cells(group, (*REFUSING, CONFIDENCE_AREA))])
    return table([["refusals", "unanswerable", "precision", "recall", "F1", CONFIDENCE_AREA], *rows])


def difference_table(
    first: Sequence[Score], second: Sequence[Score], names: tuple[str, str], by_group: bool
) -> str:
    """Each measure in two runs over the same questions, the difference, and how likely chance makes it."""
    rows = [["questions", "measure", *names, "difference", "p"]]
    partner = {each.id: each for each in second}
    everything = (*RANKING, *ANSWERING, *REFUSING, CONFIDENCE_AREA)
    groups: list[tuple[str, list[Score], tuple[str, ...]]] = [("all", list(first), everything)]
    if by_group:
        labelled = (*by_direction(first)[:-1], *by_kind(first))
        groups += [(label, group, (*RANKING, *ANSWERING)) for label, group in labelled]
    for label, group, measures in groups:
        for name in measures:
            found = difference(group, [partner[each.id] for each in group], name)
            if found is not None:
                rows.append([label, name, *_compared(found)])
    return table(rows)


def failures(outcomes: Sequence[Outcome]) -> str:
    """Every question that was not answered as judged, with what was expected and what was said."""
    lines: list[str] = []
    for outcome in outcomes:
        answer, judgment = outcome.answer, outcome.judgment
        if answer is None or not outcome.failed:
            continue
        said = answer.text.replace("\n", " / ")[:_SHOWN] if isinstance(answer, Answer) else "refused"
        lines.append(
            f"- {judgment.id} [{outcome.direction}, {judgment.kind}] {judgment.question}\n"
            f"  expected: {judgment.answer or ('an answer' if outcome.targets else 'a refusal')}\n"
            f"  got ({answer.confidence:.2f}): {said}"
        )
    return "\n".join(lines)


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first row is its head."""
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def shown(found: Figure | None) -> str:
    """A figure with its interval, such as “0.81 (0.74–0.87)”; a dash where there is none."""
    if found is None:
        return "–"
    if found.interval is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.interval[0]:.2f}–{found.interval[1]:.2f})"


def _cells(scores: Sequence[Score], names: Iterable[str]) -> list[str]:
    return [shown(figure(scores, name)) for name in names]


def _compared(found: Difference) -> list[str]:
    told = "–" if found.p is None else f"{found.p:.4f}"
    return [f"{found.first:.3f}", f"{found.second:.3f}", f"{found.second - found.first:+.3f}", told]
