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
    "cosine": 0.66,
    "passage": 0.29,
    "coverage": 0.79,
    "fit": 0.42,
    "kind": 0.69,
    "lists": 0.13,
    "sentence_for_list": -0.07,
    "missing_numbers": -0.06,
    "missing_names": -0.17,
    "name_elsewhere": -0.12,
    "stated": 1.00,
    "behind": -1.00,
    "length": 0.09,
    "title": -0.12,
    "crossing": 0.19,
    "reading": 0.41,
    "peak": 0.53,
    "answered": 0.37,
    "untimely": -0.05,
    "reciprocal_rank": 0.76,
    "other_meeting": -0.28,
    "leads_in": -0.13,
    "reading_odds": 1.09,
    "alone": 0.61,
    "alone_peak": 0.52,
    "alone_odds": 1.12,
}
"""What each figure adds when the extracts of one question are compared."""

CONFIDENCE: Mapping[str, float] = {
    "cosine": 1.64,
    "kind": 1.63,
    "missing_names": -0.71,
    "stated": 1.00,
    "reading": 1.03,
    "answered": 1.96,
    "other_meeting": -0.90,
    "alone": 1.44,
    "alone_peak": 0.04,
}
BIAS = -3.06
"""With CONFIDENCE, the log odds that an extract answers. The figures left out prefer well but
mislead here: a question about what isn't there shares its words with what is."""

KNOWN: Mapping[str, float] = {
    "kind": 0.82,
    "missing_names": -0.74,
    "stated": 1.00,
    "reading": 2.11,
    "other_meeting": -0.92,
    "anywhere": 2.96,
    "alone": 1.89,
    "alone_peak": 0.90,
}
KNOWN_BIAS = -1.51
"""With KNOWN, the log odds that the archive answers, by the evidence for the preferred extract: where that is
not the right one, another may be."""

THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.60, Language.ENGLISH: 0.48}
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
