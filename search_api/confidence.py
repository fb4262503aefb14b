"""How sure an answer is: a logistic model of its evidence, with a threshold for each language.

Fitted by `python -m evals calibrate` on the development questions; DECISIONS.md has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.document import Language
from search_api.evidence import Evidence

WEIGHTS: Mapping[str, float] = {
    "cosine": 5.0,
    "passage": 2.0,
    "coverage": 2.5,
    "fit": 1.0,
    "kind": 0.8,
    "lists": 1.2,
    "sentence_for_list": -0.5,
    "missing": -2.0,
    "rank": 0.8,
}
BIAS = -6.0
THRESHOLDS: Mapping[Language, float] = {Language.KHMER: 0.5, Language.ENGLISH: 0.5}
"""Below its language's threshold a question is refused."""


def confidences(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """The probability that each extract answers, (n,), 0 to 1."""
    if not evidence:
        return np.zeros(0)
    weights = np.array([WEIGHTS[name] for name in Evidence.__dataclass_fields__])
    logits = np.stack([each.row() for each in evidence]) @ weights + BIAS
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
    return probabilities
