"""Figures over many questions: with an interval, and with a test of the difference of two runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from evals.score import CONFIDENCE_AREA, Score

RESAMPLES = 2_000
PERMUTATIONS = 4_999
_AT_ONCE = 500
"""Resamples in memory at a time."""
_SEED = 20261126

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over `count` questions with the 95% interval that a bootstrap over them gives.

    The interval is None for fewer than two questions; where all went alike, it is the value alone.
    """

    value: float
    interval: tuple[float, float] | None
    count: int


def figure(scores: Sequence[Score], name: str) -> Figure | None:
    """A measure by its name, CONFIDENCE_AREA included; None where no question counts in it."""
    if name == CONFIDENCE_AREA:
        return confidence_area(scores)
    counting = [each for each in scores if name in each.shares and each.shares[name].whole > 0]
    if not counting:
        return None
    parts, wholes = _column(counting, name).T
    value = float(_ratio(parts, wholes, axis=-1))
    if len(parts) < 2:
        return Figure(value, None, len(parts))
    if np.array_equal(parts, value * wholes):
        return Figure(value, (value, value), len(parts))
    found = stats.bootstrap(
        (parts, wholes),
        _ratio,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=_AT_ONCE,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return Figure(value, (float(found.low), float(found.high)), len(parts))


def confidence_area(scores: Sequence[Score]) -> Figure | None:
    """How surely an answerable question gets more confidence than an unanswerable one.

    The area under the ROC curve, as the Mann–Whitney U of both groups (Hanley and McNeil 1982); 0.5
    is chance. None unless there are questions of both sorts.
    """
    answerable, unanswerable = confidences(scores)
    if not len(answerable) or not len(unanswerable):
        return None
    value = float(_area(answerable, unanswerable, axis=-1))
    count = len(answerable) + len(unanswerable)
    if min(len(answerable), len(unanswerable)) < 2:
        return Figure(value, None, count)
    found = stats.bootstrap(
        (answerable, unanswerable),
        _area,
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=_AT_ONCE,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return Figure(value, (float(found.low), float(found.high)), count)


def confidences(scores: Sequence[Score]) -> tuple[Array, Array]:
    """The confidences of answerable and of unanswerable questions."""
    told = [(each.answerable, each.confidence) for each in scores if each.confidence is not None]
    return (
        np.array([confidence for answerable, confidence in told if answerable], dtype=np.float64),
        np.array([confidence for answerable, confidence in told if not answerable], dtype=np.float64),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of two runs over the same questions; `p` is None where it isn't a sum over questions."""

    first: float
    second: float
    p: float | None


def difference(first: Sequence[Score], second: Sequence[Score], name: str) -> Difference | None:
    """How much a measure differs between two runs, whose scores go by pairs of one question.

    p: how often runs that only chance sets apart differ as much, in either direction, by swapping the
    two outcomes of each question at random (Smucker, Allan and Carterette 2007, section 3.4). None
    where a run has no question that counts in the measure.
    """
    before, after = figure(first, name), figure(second, name)
    if before is None or after is None:
        return None
    if name == CONFIDENCE_AREA:
        return Difference(before.value, after.value, None)
    before_rows, after_rows = _column(first, name), _column(second, name)
    table = np.concatenate([before_rows, after_rows])

    def statistic(ours: NDArray[np.intp], theirs: NDArray[np.intp], axis: int) -> Array:
        mine, yours = table[ours], table[theirs]
        return _ratio(yours[..., 0], yours[..., 1], axis) - _ratio(mine[..., 0], mine[..., 1], axis)

    if np.array_equal(before_rows, after_rows) or len(first) < 2:
        return Difference(before.value, after.value, 1.0)
    rows = np.arange(len(first))
    found = stats.permutation_test(
        (rows, rows + len(first)),
        statistic,
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        batch=_AT_ONCE,
        rng=np.random.default_rng(_SEED),
    )
    return Difference(before.value, after.value, float(found.pvalue))


def _column(scores: Sequence[Score], name: str) -> Array:
    """Part and whole of each question, (n, 2); zeros for one that doesn't count."""
    return np.array([each.shares.get(name, (0.0, 0.0)) for each in scores], dtype=np.float64).reshape(-1, 2)


def _ratio(parts: Array, wholes: Array, axis: int) -> Array:
    total = wholes.sum(axis=axis)
    ratio: Array = np.divide(parts.sum(axis=axis), total, out=np.zeros_like(total), where=total > 0)
    return ratio


def _area(answerable: Array, unanswerable: Array, axis: int) -> Array:
    ranked = stats.mannwhitneyu(answerable, unanswerable, axis=axis, method="asymptotic")
    area: Array = ranked.statistic / (answerable.shape[axis] * unanswerable.shape[axis])
    return area
