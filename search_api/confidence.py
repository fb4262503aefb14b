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
    "cosine": 0.95,
    "passage": 0.28,
    "coverage": 1.05,
    "fit": 0.64,
    "kind": 0.74,
    "lists": 0.19,
    "sentence_for_list": -0.14,
    "missing_numbers": -0.13,
    "missing_names": -0.22,
    "name_elsewhere": -0.13,
    "stated": 1.00,
    "behind": -1.20,
    "length": 0.16,
    "title": -0.14,
    "crossing": 0.29,
    "reading": 0.96,
    "peak": 1.14,
    "answered": 0.52,
    "untimely": -0.04,
    "reciprocal_rank": 0.93,
    "other_meeting": -0.34,
    "leads_in": -0.14,
    "reading_odds": 0.0,
    "alone": 1.35,
    "alone_peak": 1.13,
    "alone_odds": 0.0,
}
"""What each figure adds when the extracts of one question are compared."""

CONFIDENCE: Mapping[str, float] = {
    "cosine": 1.70,
    "kind": 1.55,
    "missing_names": -0.66,
    "stated": 1.00,
    "reading": 0.35,
    "answered": 1.94,
    "other_meeting": -0.94,
    "alone": 1.49,
    "alone_peak": 0.55,
}
BIAS = -3.08
"""With CONFIDENCE, the log odds that an extract answers. The figures left out prefer well but
mislead here: a question about what isn't there shares its words with what is."""

KNOWN: Mapping[str, float] = {
    "kind": 1.55,
    "missing_names": -0.66,
    "stated": 1.00,
    "reading": 0.35,
    "other_meeting": -0.94,
    "anywhere": 1.00,
    "alone": 1.49,
    "alone_peak": 0.55,
}
KNOWN_BIAS = -3.08
"""With KNOWN, the log odds that the archive answers, by the evidence for the preferred extract: where that is
not the right one, another may be."""

THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.38, Language.ENGLISH: 0.27}
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
