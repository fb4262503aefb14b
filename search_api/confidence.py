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
    "cosine": 1.40,
    "passage": 0.21,
    "coverage": 1.61,
    "fit": 0.82,
    "kind": 0.68,
    "lists": 0.27,
    "sentence_for_list": -0.14,
    "missing_numbers": -0.20,
    "missing_names": -0.40,
    "name_elsewhere": -0.25,
    "stated": 1.00,
    "behind": -1.11,
    "length": 0.31,
    "title": -0.25,
    "crossing": 0.48,
    "reading": 1.28,
    "peak": 1.73,
    "answered": 0.47,
    "untimely": 0.00,
    "reciprocal_rank": 1.29,
    "other_meeting": -0.26,
    "leads_in": -1.0,
    "alone": 0.0,
    "alone_peak": 0.0,
}
"""What each figure adds when the extracts of one question are compared."""

CONFIDENCE: Mapping[str, float] = {
    "cosine": 1.41,
    "kind": 1.60,
    "missing_names": -1.07,
    "stated": 1.00,
    "behind": -0.25,
    "reading": 1.09,
    "answered": 2.24,
    "untimely": -0.25,
    "other_meeting": -0.53,
    "alone": 0.0,
    "alone_peak": 0.0,
}
BIAS = -2.40
"""With CONFIDENCE, the log odds that the best extract answers. The figures left out prefer well but
mislead here: a question about what isn't there shares its words with what is."""

THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.25, Language.ENGLISH: 0.20}
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
