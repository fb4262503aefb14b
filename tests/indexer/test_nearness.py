"""An index, what came after it and what has gone, searched as one."""

from __future__ import annotations

import numpy as np
import pytest

from indexer import vectors
from indexer.errors import UnknownPassage
from indexer.nearness import Nearness

AXES = np.eye(4, dtype=np.float32)
NOTHING = np.empty((0, 4), dtype=np.float32)


def ids(*numbers: int) -> vectors.Ids:
    return np.array(numbers, dtype=np.int64)


def nearness() -> Nearness:
    """Rows 1, 2 and 3 are indexed, 2 has gone, 5 came later; they lie on the axes in that order."""
    return Nearness(vectors.build(ids(1, 2, 3), AXES[:3]), ids(1, 3, 5), ids(5), AXES[3:])


def test_the_indexed_and_the_newer_are_found_together() -> None:
    question = np.array([0.5, 0.7, 0.1, 0.5], dtype=np.float32)
    found = nearness().nearest(question, 10)
    assert [row for row, _ in found] == [1, 5, 3]
    assert [cosine for _, cosine in found] == pytest.approx([0.5, 0.5, 0.1])


def test_ties_go_by_row() -> None:
    assert [row for row, _ in nearness().nearest(AXES[1], 3)] == [1, 3, 5]


def test_fewer_are_asked_for_fewer_come() -> None:
    assert nearness().nearest(AXES[3], 1) == [(5, 1.0)]
    assert nearness().nearest(AXES[3], 0) == []


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ([True, True, True], [5, 1, 3]),
        ([True, False, False], [1]),
        ([False, False, True], [5]),
        ([False] * 3, []),
    ],
)
def test_only_the_chosen_are_found(mask: list[bool], expected: list[int]) -> None:
    searched = nearness()
    found = searched.nearest(AXES[3], 3, searched.chosen(np.array(mask)))
    assert [row for row, _ in found] == expected


def test_nothing_is_found_in_an_empty_archive() -> None:
    empty = Nearness(vectors.build(ids(), NOTHING), ids(), ids(), NOTHING)
    assert empty.nearest(AXES[0], 3) == []
    assert empty.vectors(ids()).shape == (0, 4)


def test_vectors_come_in_the_order_asked_for() -> None:
    assert np.array_equal(nearness().vectors(ids(5, 1, 5)), AXES[[3, 0, 3]])


def test_a_row_that_never_was_is_named() -> None:
    with pytest.raises(UnknownPassage, match="row 4"):
        nearness().vectors(ids(1, 4))


@pytest.mark.parametrize("live", [ids(1, 2, 3, 4), ids(0, 1, 5), ids(5)])
def test_an_index_that_does_not_fit_the_archive_is_refused(live: vectors.Ids) -> None:
    with pytest.raises(ValueError, match="doesn't hold"):
        Nearness(vectors.build(ids(1, 2, 3), AXES[:3]), live, ids(), NOTHING)
