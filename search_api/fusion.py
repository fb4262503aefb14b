"""Two rankings into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

Ranking: TypeAlias = Sequence[tuple[int, float]]
"""Passage keys with their scores in one arm, best first."""

Fusion: TypeAlias = Callable[[Ranking, Ranking, Mapping[int, float]], list[tuple[int, float]]]
"""From the dense and the lexical ranking, and every candidate's cosine, to one ranking, best first."""

RANK_CONSTANT = 60
"""Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion Outperforms Condorcet…", section 3."""

LEXICAL_WEIGHT = 0.3
"""What the lexical arm's share adds to a cosine; see DECISIONS.md for the figures it was chosen by."""


def weighted_scores(
    dense: Ranking, lexical: Ranking, cosines: Mapping[int, float], weight: float = LEXICAL_WEIGHT
) -> list[tuple[int, float]]:
    """Cosine plus a weighted share of the best lexical score; every candidate has both.

    Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval", section 4.
    Ties break by key.
    """
    best = max((score for _, score in lexical), default=1.0) or 1.0
    shares = {key: score / best for key, score in lexical}
    keys = dict.fromkeys([key for key, _ in dense] + [key for key, _ in lexical])
    fused = [(key, cosines[key] + weight * shares.get(key, 0.0)) for key in keys]
    return sorted(fused, key=lambda pair: (-pair[1], pair[0]))


def reciprocal_ranks(
    dense: Ranking, lexical: Ranking, cosines: Mapping[int, float]
) -> list[tuple[int, float]]:
    """Reciprocal rank fusion, which looks at places only; first in both arms is 1. Ties break by key."""
    fused: dict[int, float] = {}
    share = (RANK_CONSTANT + 1) / 2
    for ranking in (dense, lexical):
        for rank, (key, _) in enumerate(ranking, start=1):
            fused[key] = fused.get(key, 0.0) + share / (RANK_CONSTANT + rank)
    return sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))


def dense_only(dense: Ranking, lexical: Ranking, cosines: Mapping[int, float]) -> list[tuple[int, float]]:
    """The dense arm by itself, to be measured."""
    return list(dense)


def lexical_only(dense: Ranking, lexical: Ranking, cosines: Mapping[int, float]) -> list[tuple[int, float]]:
    """The lexical arm by itself, to be measured."""
    return list(lexical)
