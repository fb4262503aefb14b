"""Two rankings into one."""

import pytest

from search_api.fusion import dense_only, lexical_only, reciprocal_ranks, weighted_scores

DENSE = [(1, 0.9), (2, 0.5)]
LEXICAL = [(2, 8.0), (3, 4.0)]
COSINES = {1: 0.9, 2: 0.5, 3: 0.1}


def test_weighted_scores_add_a_share_of_the_best_lexical_score() -> None:
    fused = weighted_scores(DENSE, LEXICAL, COSINES, weight=0.3)
    assert fused == [(1, 0.9), (2, 0.5 + 0.3), (3, pytest.approx(0.1 + 0.15))]


def test_reciprocal_ranks_look_at_places_only() -> None:
    fused = dict(reciprocal_ranks(DENSE, LEXICAL, COSINES))
    assert fused == {1: 0.5, 2: pytest.approx(61 / 124 + 0.5), 3: pytest.approx(61 / 124)}
    assert [key for key, _ in reciprocal_ranks(DENSE, LEXICAL, COSINES)] == [2, 1, 3]


def test_ties_break_by_key() -> None:
    assert weighted_scores([(9, 0.5), (4, 0.5)], [], {9: 0.5, 4: 0.5}) == [(4, 0.5), (9, 0.5)]


def test_an_arm_by_itself_is_left_as_it_is() -> None:
    assert dense_only(DENSE, LEXICAL, COSINES) == DENSE
    assert lexical_only(DENSE, LEXICAL, COSINES) == LEXICAL


@pytest.mark.parametrize("fuse", [weighted_scores, reciprocal_ranks, dense_only, lexical_only])
def test_nothing_found_fuses_to_nothing(fuse) -> None:  # type: ignore[no-untyped-def]
    assert fuse([], [], {}) == []
