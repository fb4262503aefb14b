"""Which extract answers, and how sure that is: two linear models of the same evidence.

Fitted by `python -m evals calibrate` on the development questions; DECISIONS.md has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from corpus.document import Language
from search_api.evidence import Evidence

PREFERENCE: Mapping[str, float] = {
    "cosine": 5.0,
    "passage": 2.0,
    "coverage": 2.5,
    "fit": 1.0,
    "kind": 0.8,
    "lists": 1.2,
    "sentence_for_list": -0.5,
    "missing": -2.0,
    "rank": 0.8,
    "crossing": 0.0,
}
"""What each figure adds when the extracts of one question are compared."""

CONFIDENCE: Mapping[str, float] = {
    "cosine": 5.0,
    "passage": 2.0,
    "coverage": 2.5,
    "fit": 1.0,
    "kind": 0.8,
    "lists": 1.2,
    "sentence_for_list": -0.5,
    "missing": -2.0,
    "rank": 0.0,
    "crossing": 0.0,
}
BIAS = -6.0
"""With CONFIDENCE, the log odds that the best extract answers."""

THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.5, Language.ENGLISH: 0.5}
"""Below the threshold of its language a question is refused."""

FIELDS = tuple(field.name for field in fields(Evidence))


def preferences(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """How much each extract of one question is preferred, (n,); only differences mean anything."""
    return _rows(evidence) @ _vector(PREFERENCE)


def confidences(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """The probability that each extract answers, (n,), 0 to 1."""
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-(_rows(evidence) @ _vector(CONFIDENCE) + BIAS)))
    return probabilities


def _rows(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    return np.array([each.row() for each in evidence], dtype=np.float64).reshape(-1, len(FIELDS))


def _vector(weights: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([weights[name] for name in FIELDS])
