"""Figures over many questions, where they can be told beforehand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evals.score import CONFIDENCE_AREA, Score, Share
from evals.statistics import Difference, Figure, difference, figure


def made_scores(parts: Sequence[float], wholes: Sequence[float] | None = None) -> list[Score]:
    return [
        Score(f"q{number}", "en", "fact", "en→en", False, 0.5, 0.01, {"measure": Share(part, whole)})
        for number, (part, whole) in enumerate(zip(parts, wholes or [1.0] * len(parts), strict=True))
    ]


def with_confidences(answerable: Sequence[float], unanswerable: Sequence[float]) -> list[Score]:
    return [
        Score(f"{way}{number}", "en", "fact", way, False, sure, 0.01, {})
        for way, group in (("en→en", answerable), ("en→none", unanswerable))
        for number, sure in enumerate(group)
    ]


def test_a_figure_is_the_sum_of_parts_by_that_of_wholes() -> None:
    found = figure(made_scores([1, 0, 1, 1], [2, 1, 1, 4]), "measure")
    assert found is not None
    assert (found.value, found.count) == (3 / 8, 4)
    assert found.interval is not None
    assert 0 <= found.interval[0] <= 3 / 8 <= found.interval[1] <= 1


def test_an_interval_is_that_of_the_normal_law_for_many_questions() -> None:
    found = figure(made_scores([0, 1] * 200), "measure")
    assert found is not None
    # 0.5 ± 1.96 · √(0.25 / 400)
    assert found.interval == pytest.approx((0.451, 0.549), abs=0.006)
    assert figure(made_scores([0, 1] * 200), "measure") == found


def test_what_has_no_spread_or_one_question_has_no_wide_interval() -> None:
    assert figure(made_scores([1, 1, 1]), "measure") == Figure(1.0, (1.0, 1.0), 3)
    assert figure(made_scores([1]), "measure") == Figure(1.0, None, 1)


def test_there_is_no_figure_where_nothing_counts() -> None:
    assert figure([], "measure") is None
    assert figure(made_scores([0, 0], [0, 0]), "measure") is None
    assert figure(made_scores([1]), "another") is None


def test_the_confidence_area_is_the_share_of_pairs_in_order() -> None:
    found = figure(with_confidences([0.9, 0.8, 0.3], [0.5, 0.1]), CONFIDENCE_AREA)
    assert found is not None
    assert found.value == pytest.approx(5 / 6)  # only 0.3 and 0.5 are the wrong way round
    assert figure(with_confidences([0.9], []), CONFIDENCE_AREA) is None
    assert figure(with_confidences([0.9], [0.9]), CONFIDENCE_AREA) == Figure(0.5, None, 2)


def test_a_difference_is_told_with_the_odds_of_chance() -> None:
    worse, better = made_scores([0] * 12), made_scores([1] * 9 + [0] * 3)
    found = difference(worse, better, "measure")
    assert found is not None
    assert (found.first, found.second) == (0.0, 0.75)
    assert found.p == pytest.approx(2 / 2**9, abs=0.004)  # all nine swaps fall one way, or the other
    assert difference(better, worse, "measure") == Difference(0.75, 0.0, found.p)


def test_runs_alike_do_not_differ() -> None:
    assert difference(made_scores([0, 1]), made_scores([0, 1]), "measure") == Difference(0.5, 0.5, 1.0)
    shuffled = difference(made_scores([0, 1] * 10), made_scores([1, 0] * 10), "measure")
    assert shuffled is not None
    assert shuffled.p == pytest.approx(1.0, abs=0.001)


def test_a_measure_of_another_kind_of_question_is_not_compared() -> None:
    assert difference(made_scores([0]), [], "measure") is None
