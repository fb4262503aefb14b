"""accuracy@1."""

import numpy as np
import pytest

from indexer.training.matching import found_first


def test_a_vector_finds_its_own_row_or_not() -> None:
    vectors = np.eye(3, dtype=np.float32)

    assert found_first(vectors, vectors) == 1.0
    assert found_first(vectors, vectors[[0, 2, 1]]) == pytest.approx(1 / 3)


def test_of_no_rows_nothing_is_found() -> None:
    assert found_first(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32)) == 0.0


def test_more_rows_than_a_block_are_found_too() -> None:
    angles = np.linspace(0, 6, 3000, dtype=np.float64)
    circle = np.stack([np.cos(angles), np.sin(angles)], 1)

    assert found_first(circle.astype(np.float32), circle.astype(np.float32)) > 0.99
