"""Which extract answers, how likely it does, and how likely anything does: three linear models of evidence.

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
    "cosine": 0.51,
    "passage": 0.32,
    "coverage": 0.81,
    "fit": 0.46,
    "kind": 0.44,
    "lists": 0.07,
    "sentence_for_list": -0.06,
    "missing_numbers": -0.05,
    "missing_names": -0.18,
    "name_elsewhere": -0.04,
    "stated": 1.00,
    "behind": -1.01,
    "length": 0.06,
    "title": -0.13,
    "crossing": 0.21,
    "reading": 0.42,
    "peak": 0.53,
    "answered": 0.41,
    "untimely": -0.04,
    "reciprocal_rank": 0.83,
    "other_meeting": -0.27,
    "leads_in": -0.12,
    "reading_odds": 1.09,
    "alone": 0.66,
    "alone_peak": 0.55,
    "alone_odds": 1.15,
}
"""What each figure adds when the extracts of one question are compared."""

CONFIDENCE: Mapping[str, float] = {
    "cosine": 1.09,
    "kind": 1.43,
    "missing_names": -0.51,
    "stated": 1.20,
    "reading": 1.23,
    "answered": 1.45,
    "other_meeting": -0.89,
    "alone": 1.44,
    "alone_peak": 0.39,
}
BIAS = -2.77
"""With CONFIDENCE, the log odds that an extract answers. The figures left out prefer well but
mislead here: a question about what isn't there shares its words with what is."""

KNOWN: Mapping[str, float] = {
    "kind": 1.05,
    "missing_names": -0.53,
    "stated": 1.00,
    "reading": 2.12,
    "other_meeting": -0.90,
    "anywhere": 2.76,
    "alone": 1.85,
    "alone_peak": 1.05,
}
KNOWN_BIAS = -1.62
"""With KNOWN, the log odds that the archive answers, by the evidence for the preferred extract: where that is
not the right one, another may be."""

THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.58, Language.ENGLISH: 0.47}
"""A question that is less likely to be answered than the threshold of its language is refused."""

FIELDS = tuple(field.name for field in fields(Evidence))


def preferences(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """How much each extract of one question is preferred, (n,); only differences mean anything."""
    return _rows(evidence) @ _vector(PREFERENCE)


def confidences(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """The probability that each extract answers, (n,), 0 to 1."""
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-(_rows(evidence) @ _vector(CONFIDENCE) + BIAS)))
    return probabilities


def known(preferred: Evidence) -> float:
    """The probability that the archive answers a question, by the evidence for the preferred extract."""
    return float(1 / (1 + np.exp(-(preferred.row() @ _vector(KNOWN) + KNOWN_BIAS))))


def _rows(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    return np.array([each.row() for each in evidence], dtype=np.float64).reshape(-1, len(FIELDS))


def _vector(weights: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([weights.get(name, 0.0) for name in FIELDS])
