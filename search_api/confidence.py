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
    "cosine": 2.16,
    "passage": 0.98,
    "coverage": 2.35,
    "fit": 1.46,
    "kind": 0.95,
    "lists": 0.25,
    "sentence_for_list": -0.17,
    "missing_numbers": -0.51,
    "missing_names": -0.14,
    "name_elsewhere": -0.54,
    "stated": 0.51,
    "behind": -2.01,
    "length": 0.0,
    "title": 0.0,
    "crossing": 0.52,
}
"""What each figure adds when the extracts of one question are compared."""

CONFIDENCE: Mapping[str, float] = {
    "cosine": 1.61,
    "passage": 0.42,
    "coverage": 1.22,
    "fit": 0.25,
    "kind": 0.78,
    "lists": -0.19,
    "sentence_for_list": -0.44,
    "missing_numbers": -0.39,
    "missing_names": -0.74,
    "name_elsewhere": 0.28,
    "stated": -1.05,
    "behind": -0.85,
    "length": 0.0,
    "title": 0.0,
    "crossing": -0.04,
}
BIAS = -1.62
"""With CONFIDENCE, the log odds that the best extract answers."""

THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.33, Language.ENGLISH: 0.33}
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
