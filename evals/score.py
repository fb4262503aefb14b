"""How a question went, in numbers that can be added up over many questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

RANKING = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10")
ANSWERING = ("correct", "exact", "word F1", "citations", "cited")
REFUSING = ("refusal precision", "refusal recall", "refusal F1")
CONFIDENCE_AREA = "confidence area"
"""Told of many questions only: see `evals.statistics.confidence_area`."""


class Share(NamedTuple):
    """What a question adds to a measure: over many, the measure is the sum of parts by that of wholes."""

    part: float
    whole: float


@dataclass(frozen=True, slots=True)
class Score:
    """One question's share in every measure that it counts in.

    `confidence` is None, and `refused` false, where the question was only searched.
    """

    id: str
    language: str
    kind: str
    direction: str
    refused: bool
    confidence: float | None
    seconds: float
    shares: Mapping[str, Share]

    @property
    def answerable(self) -> bool:
        """Whether the archive holds an answer."""
        return not self.direction.endswith("→none")


def by_direction(scores: Sequence[Score]) -> list[tuple[str, list[Score]]]:
    """The answerable questions of each direction, then all of them."""
    answerable = [each for each in scores if each.answerable]
    labels = sorted({each.direction for each in answerable})
    groups = [(label, [each for each in answerable if each.direction == label]) for label in labels]
    return [*groups, ("all", answerable)]


def by_kind(scores: Sequence[Score]) -> list[tuple[str, list[Score]]]:
    """The answerable questions of each kind."""
    answerable = [each for each in scores if each.answerable]
    kinds = sorted({each.kind for each in answerable})
    return [(kind, [each for each in answerable if each.kind == kind]) for kind in kinds]


def by_language(scores: Sequence[Score]) -> list[tuple[str, list[Score]]]:
    """All questions asked in each language, unanswerable ones included, then all."""
    languages = sorted({each.language for each in scores})
    groups = [(language, [each for each in scores if each.language == language]) for language in languages]
    return [*groups, ("all", list(scores))]
