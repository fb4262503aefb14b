"""Plots as inline SVG that takes its colours from the page around it."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from evals.score import Score, by_direction, by_kind
from evals.statistics import confidences, figure

MEASURES = ("R@10", "RR@10", "correct")
"""What is drawn by direction and kind; the tables have the rest."""
_COLOURS: Mapping[str, str] = {
    "#010101": "currentColor",
    "#020202": "var(--first)",
    "#030303": "var(--second)",
    "#040404": "var(--third)",
}
"""What is drawn with and what the page then sees: so plots are light or dark with it."""
_INK, _FIRST, _SECOND, _THIRD = _COLOURS
_STYLE = {
    "svg.fonttype": "none",  # text stays text, in the page's font
    "svg.hashsalt": "kamnot",  # the same figures give the same bytes
    "font.family": "sans-serif",
    "font.size": 10,
    "text.parse_math": False,  # a kind of question may hold a dollar sign
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}
_DROPPED = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_LEAST_BINS = 10
_CURVE = {"km": _FIRST, "en": _SECOND, "all": _INK}


def quality_plot(scores: Sequence[Score], baseline: Sequence[Score]) -> str:
    """MEASURES by direction and by kind, bars with their intervals, beside a baseline's."""
    groups = [*by_direction(scores), *by_kind(scores)]
    of_baseline = dict([*by_direction(baseline), *by_kind(baseline)])

    def draw(canvas: Canvas) -> None:
        rows = np.arange(len(groups))[::-1]
        for axes, name in zip(canvas.subplots(1, len(MEASURES), sharey=True), MEASURES, strict=True):
            for offset, colour, label, taken in (
                (0.2, _FIRST, "this run", [group for _, group in groups]),
                (-0.2, _SECOND, "baseline", [of_baseline.get(label, []) for label, _ in groups]),
            ):
                found = [figure(group, name) for group in taken]
                values = [each.value if each else 0.0 for each in found]
                axes.barh(rows + offset, values, 0.36, color=colour, label=label)
                for row, each in zip(rows + offset, found, strict=True):
                    if each and each.interval:
                        axes.plot(each.interval, (row, row), color=_INK, linewidth=1)
            axes.set(title=name, xlim=(0, 1), yticks=rows, yticklabels=[label for label, _ in groups])
        canvas.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)

    return _drawn("quality", draw, (9, 1.2 + 0.42 * len(groups)))


def refusal_plot(scores: Sequence[Score]) -> str:
    """Precision and recall of refusing what has less confidence than each threshold, by language."""
    groups = {"all": list(scores)} | {
        language: [each for each in scores if each.language == language] for language in ("km", "en")
    }

    def draw(canvas: Canvas) -> None:
        axes: Axes = canvas.subplots()
        for language, group in groups.items():
            precision, recall = refusal_curve(group)
            if len(recall):
                axes.plot(recall, precision, color=_CURVE[language], label=language, drawstyle="steps-post")
            at = [figure(group, f"refusal {name}") for name in ("recall", "precision")]
            if at[0] and at[1]:
                axes.plot(at[0].value, at[1].value, "o", color=_CURVE[language])
        axes.set(xlabel="recall of refusals", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.02))
        if axes.lines:
            axes.legend(title="● as set now")

    return _drawn("refusals", draw, (5.5, 4))


def refusal_curve(scores: Sequence[Score]) -> tuple[list[float], list[float]]:
    """Precision and recall with every confidence as the threshold up to which questions are refused.

    Empty unless there are questions of both sorts.
    """
    answerable, unanswerable = confidences(scores)
    if not len(answerable) or not len(unanswerable):
        return [], []
    thresholds = np.unique(np.concatenate([answerable, unanswerable]))
    right = np.searchsorted(np.sort(unanswerable), thresholds, side="right")
    wrong = np.searchsorted(np.sort(answerable), thresholds, side="right")
    return (right / (right + wrong)).tolist(), (right / len(unanswerable)).tolist()


def latency_plot(scores: Sequence[Score]) -> str:
    """How long each question took, in milliseconds, with the median and the 95th percentile."""
    milliseconds = np.array([each.seconds for each in scores]) * 1_000

    def draw(canvas: Canvas) -> None:
        axes: Axes = canvas.subplots()
        if len(milliseconds):
            axes.hist(milliseconds, bins=max(_LEAST_BINS, int(len(milliseconds) ** 0.5)), color=_FIRST)
            for share, colour in ((50, _SECOND), (95, _THIRD)):
                at = float(np.percentile(milliseconds, share))
                axes.axvline(at, color=colour, label=f"{share}th percentile: {at:.0f} ms")
            axes.legend()
        axes.set(xlabel="milliseconds", ylabel="questions")

    return _drawn("latency", draw, (5.5, 4))


def _drawn(name: str, draw: Callable[[Canvas], None], inches: tuple[float, float]) -> str:
    with warnings.catch_warnings(), matplotlib.rc_context(_STYLE):  # type: ignore[arg-type]  # keys are literals
        # Matplotlib only measures the text, which the page's font then shows.
        warnings.filterwarnings("ignore", r"Glyph \d+")
        canvas = Canvas(figsize=inches, layout="constrained")
        draw(canvas)
        file = io.StringIO()
        canvas.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    svg = _DROPPED.sub("", file.getvalue()).strip()
    for drawn, seen in _COLOURS.items():
        svg = svg.replace(drawn, seen)
    # Ids are a page's own: those of one plot mustn't answer for another's.
    return re.sub(r'(\bid="|url\(#|xlink:href="#)', rf"\g<1>{name}-", svg)
