"""How often two sides of the same text find each other."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def found_first(vectors: Floats, targets: Floats) -> float:
    """The share of vectors whose nearest target is their own, accuracy@1.

    vectors, targets: float32 (n, dim), unit rows, row i belonging to row i. Ties go to the earlier row. Of no
    rows, 0.
    """
    if not len(vectors):
        return 0.0
    hits = 0
    for start in range(0, len(vectors), 1024):
        nearest = (vectors[start : start + 1024] @ targets.T).argmax(1)
        hits += int((nearest == np.arange(start, start + len(nearest))).sum())
    return hits / len(vectors)
