"""The seam between text and vectors."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.float32]
"""float32 (n, dimensions), C-order, unit rows."""


class Encoder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness in meaning.

    Texts come in the corpus's normal form (`corpus.khmer.normal_form`), unsegmented. No texts give
    an array of shape (0, dimensions).
    """

    @property
    def name(self) -> str:
        """Which model this is, revision included; two encoders of one name give the same vectors."""

    @property
    def dimensions(self) -> int:
        """The width of a row."""

    def passages(self, texts: Sequence[str]) -> Rows:
        """One unit row for each passage, in order."""

    def questions(self, texts: Sequence[str]) -> Rows:
        """One unit row for each question, in order."""
