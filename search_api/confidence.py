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
    "cosine": 1.15,
    "passage": 0.23,
    "coverage": 1.28,
    "fit": 0.69,
    "kind": 0.71,
    "lists": 0.38,
    "sentence_for_list": -0.23,
    "missing_numbers": -0.22,
    "missing_names": -0.28,
    "name_elsewhere": -0.15,
    "stated": 1.00,
    "behind": -1.00,
    "length": 0.42,
    "title": -0.16,
    "crossing": 0.26,
    "reading": 0.88,
    "peak": 1.12,
    "answered": 0.36,
    "untimely": -0.01,
    "reciprocal_rank": 1.24,
    "other_meeting": -0.22,
    "leads_in": -0.12,
    "alone": 1.30,
    "alone_peak": 1.09,
}
"""What each figure adds when the extracts of one question are compared."""

CONFIDENCE: Mapping[str, float] = {
    "cosine": 1.71,
    "kind": 2.15,
    "missing_names": -1.15,
    "stated": 1.00,
    "reading": 1.04,
    "answered": 0.94,
    "untimely": -0.44,
    "other_meeting": -0.83,
    "alone": 1.42,
    "alone_peak": 0.60,
}
BIAS = -2.52
"""With CONFIDENCE, the log odds that the best extract answers. The figures left out prefer well but
mislead here: a question about what isn't there shares its words with what is."""

THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.35, Language.ENGLISH: 0.24}
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
    return np.array([weights.get(name, 0.0) for name in FIELDS])
