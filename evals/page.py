"""The report of a run as one HTML page that needs nothing else: no network, no JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup

from evals import plots
from evals.outcome import Outcome, is_relevant
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
from evals.statistics import figure
from evals.tables import shown
from search_api.answer import Answer, Citation
from search_api.hit import Hit
from search_api.terminal import safe

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """What a report tells: a run, and the scores of the baseline that its plots are set against."""

    title: str
    outcomes: tuple[Outcome, ...]
    scores: tuple[Score, ...]
    baseline_name: str
    baseline: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit of a failed question, and whether it holds a target."""

    rank: int
    hit: Hit
    relevant: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed question with what should have come, what came, and all that was found.

    `missed` are the judged quotes that no passage holds; `citations` go with whether they hold a target.
    """

    outcome: Outcome
    expected: str
    got: str
    confidence: float
    citations: tuple[tuple[Citation, bool], ...]
    missed: tuple[str, ...]
    passages: tuple[FoundPassage, ...]


def write_page(page: Page, path: Path) -> None:
    """Writes the report to a file."""
    path.write_text(render(page), encoding="utf-8")


def render(page: Page) -> str:
    """The report as HTML; everything that comes from minutes or questions is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    return environment.get_template("report.html").render(
        page=page,
        tables=(_quality("By direction", page.scores, True), _quality("By kind", page.scores, False)),
        refusals=_refusals(page.scores),
        # Made by plots.py of figures; the labels in them matplotlib has escaped.
        quality=Markup(plots.quality_plot(page.scores, page.baseline)),
        refusing=Markup(plots.refusal_plot(page.scores)),
        latency=Markup(plots.latency_plot(page.scores)),
        failures=failures(page.outcomes),
    )


def failures(outcomes: Sequence[Outcome]) -> list[Failure]:
    """The failed questions, in the set's order."""
    return [_failure(outcome) for outcome in outcomes if outcome.answer is not None and outcome.failed]


def _failure(outcome: Outcome) -> Failure:
    answer, judgment = outcome.answer, outcome.judgment
    assert answer is not None
    quotes = [relevant.quote for relevant in judgment.relevant]
    found = [any(is_relevant(hit.passage, target) for hit in outcome.hits) for target in outcome.targets]
    cited = answer.citations if isinstance(answer, Answer) else ()
    return Failure(
        outcome=outcome,
        expected=judgment.answer or "\n".join(quotes) or "a refusal",
        got=answer.text if isinstance(answer, Answer) else f"refused ({answer.refusal.value})",
        confidence=answer.confidence,
        citations=tuple((each, outcome.cites_target(each)) for each in cited),
        missed=tuple(quote for quote, held in zip(quotes, found, strict=True) if not held),
        passages=tuple(
            FoundPassage(rank, hit, any(is_relevant(hit.passage, target) for target in outcome.targets))
            for rank, hit in enumerate(outcome.hits, start=1)
        ),
    )


def _quality(caption: str, scores: Sequence[Score], directions: bool) -> tuple[str, Table]:
    names = (*RANKING, *ANSWERING)
    groups = by_direction(scores) if directions else by_kind(scores)
    rows = [
        (label, str(len(group)), *(shown(figure(group, each)) for each in names)) for label, group in groups
    ]
    return caption, Table(("questions", "n", *names), tuple(rows))


def _refusals(scores: Sequence[Score]) -> Table:
    names = (*REFUSING, CONFIDENCE_AREA)
    rows = [
        (
            label,
            str(sum(not each.answerable for each in group)),
            *(shown(figure(group, each)) for each in names),
        )
        for label, group in by_language(scores)
    ]
    return Table(("questions", "unanswerable", *names), tuple(rows))


def _finalized(value: object) -> object:
    """Text without control characters and marks that turn the direction of what follows."""
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value
