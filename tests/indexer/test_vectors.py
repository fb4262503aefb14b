"""Vectors by FAISS: nearest rows, among all or among chosen ones, exact and by graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer import vectors
from indexer.encoder import Rows
from indexer.vectors import FLAT_UP_TO, Selection, VectorIndex

AXES = np.eye(3, dtype=np.float32)


def rows_of(*numbers: int) -> vectors.Ids:
    return np.array(numbers, dtype=np.int64)


def many(count: int, seed: int = 0) -> Rows:
    """Unit rows around a few hundred centres, as passages on like matters are."""
    chance = np.random.default_rng(seed)
    centres = chance.standard_normal((300, 32))
    found = (centres[chance.integers(0, 300, count)] + 0.6 * chance.standard_normal((count, 32))).astype("f4")
    unit: Rows = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def test_an_index_of_nothing_finds_nothing() -> None:
    index = vectors.build(rows_of(), AXES[:0])
    assert len(index) == 0
    assert index.nearest(AXES[0], 5)[0].tolist() == []


def test_an_index_of_one_finds_it_whatever_is_asked() -> None:
    index = vectors.build(rows_of(7), AXES[:1])
    positions, cosines = index.nearest(AXES[1], 5)
    assert (positions.tolist(), cosines.tolist(), index.rows.tolist()) == ([0], [0.0], [7])


def test_the_nearest_come_first_with_their_cosines() -> None:
    index = vectors.build(rows_of(3, 5, 9), AXES)
    question = np.array([0.6, 0.0, 0.8], dtype=np.float32)
    positions, cosines = index.nearest(question, 2)
    assert positions.tolist() == [2, 0]
    assert cosines.tolist() == pytest.approx([0.8, 0.6])


def test_only_selected_positions_are_found() -> None:
    index = vectors.build(rows_of(3, 5, 9), AXES)
    selection = Selection(np.array([True, True, False]))
    positions, cosines = index.nearest(AXES[2], 3, selection)
    assert (sorted(positions.tolist()), cosines.tolist()) == ([0, 1], [0.0, 0.0])


def test_a_selection_of_none_finds_nothing() -> None:
    index = vectors.build(rows_of(3, 5, 9), AXES)
    assert index.nearest(AXES[2], 3, Selection(np.zeros(3, dtype=bool)))[0].tolist() == []


def written(index: VectorIndex, path: Path) -> None:
    with path.open("wb") as file:
        index.write(file.write)


@pytest.mark.parametrize("mapped", [True, False])
def test_an_index_read_back_answers_as_the_one_written(tmp_path: Path, mapped: bool) -> None:
    index = vectors.build(rows_of(3, 5, 9), AXES)
    written(index, tmp_path / "1.faiss")
    again = vectors.read(tmp_path / "1.faiss", mapped)
    assert again.rows.tolist() == [3, 5, 9]
    assert np.array_equal(again.vectors, AXES)
    assert again.nearest(AXES[1], 1)[0].tolist() == [1]


def test_a_mapped_index_outlives_its_file_s_name(tmp_path: Path) -> None:
    written(vectors.build(rows_of(3, 5, 9), AXES), tmp_path / "1.faiss")
    index = vectors.read(tmp_path / "1.faiss")
    (tmp_path / "1.faiss").unlink()
    assert index.nearest(AXES[1], 1)[0].tolist() == [1]


def test_what_writing_raises_comes_through() -> None:
    def refuse(piece: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as caught:
        vectors.build(rows_of(1), AXES[:1]).write(refuse)
    assert caught.value.errno == 28


def test_an_extended_index_holds_old_and_new() -> None:
    index = vectors.extended(vectors.build(rows_of(3), AXES[:1]), rows_of(5, 9), AXES[1:])
    assert index.rows.tolist() == [3, 5, 9]
    assert np.array_equal(index.vectors, AXES)
    assert index.nearest(AXES[2], 1)[0].tolist() == [2]


@pytest.fixture(scope="module")
def graph() -> VectorIndex:
    """Built flat, and turned into a graph when it grows."""
    found = many(FLAT_UP_TO + 2_000)
    first = vectors.build(np.arange(FLAT_UP_TO, dtype=np.int64), found[:FLAT_UP_TO])
    return vectors.extended(first, np.arange(FLAT_UP_TO, len(found), dtype=np.int64), found[FLAT_UP_TO:])


def exact(index: VectorIndex, question: Rows, k: int, mask: vectors.Mask) -> list[int]:
    likeness = np.where(mask, index.vectors @ question, -2)
    best: list[int] = np.argsort(-likeness, kind="stable")[: min(k, int(mask.sum()))].tolist()
    return best


@pytest.mark.parametrize("share", [1.0, 0.9, 0.5, 0.1, 0.001])
def test_a_graph_finds_nearly_all_that_an_exact_search_finds(graph: VectorIndex, share: float) -> None:
    mask = np.random.default_rng(1).random(len(graph)) < share
    selection = None if share == 1.0 else Selection(mask)
    found = right = 0
    for question in many(50, seed=2):
        expected = exact(graph, question, 20, mask)
        positions = graph.nearest(question, 20, selection)[0].tolist()
        assert all(mask[position] for position in positions)
        assert len(positions) == len(expected)
        found += len(set(positions) & set(expected))
        right += len(expected)
    assert found / right > 0.97


def test_a_selection_far_from_the_question_is_found_exactly(graph: VectorIndex) -> None:
    question = many(1, seed=3)[0]
    mask = np.zeros(len(graph), dtype=bool)
    mask[np.argsort(graph.vectors @ question)[:40]] = True
    positions, _ = graph.nearest(question, 20, Selection(mask))
    assert positions.tolist() == exact(graph, question, 20, mask)


def test_the_same_rows_give_the_same_bytes() -> None:
    pieces: list[bytes] = []
    for _ in range(2):
        kept: list[bytes] = []
        vectors.build(np.arange(FLAT_UP_TO + 1, dtype=np.int64), many(FLAT_UP_TO + 1)).write(kept.append)
        pieces.append(b"".join(kept))
    assert pieces[0] == pieces[1]
