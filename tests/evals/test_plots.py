"""The curve of refusals, worked out by hand."""

from __future__ import annotations

import pytest

from evals.plots import refusal_curve
from tests.evals.test_statistics import with_confidences


def test_refusing_more_recalls_more() -> None:
    precision, recall = refusal_curve(with_confidences([0.9, 0.4], [0.2, 0.6]))
    # up to 0.2: one refused, rightly; 0.4: two, one rightly; 0.6: three, two; 0.9: all four, two.
    assert precision == [1.0, 0.5, pytest.approx(2 / 3), 0.5]
    assert recall == [0.5, 0.5, 1.0, 1.0]


def test_equal_confidences_fall_together() -> None:
    assert refusal_curve(with_confidences([0.5], [0.5])) == ([0.5], [1.0])


def test_there_is_no_curve_without_both_sorts() -> None:
    assert refusal_curve(with_confidences([0.5], [])) == refusal_curve([]) == ([], [])
