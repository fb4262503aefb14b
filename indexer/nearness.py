"""Nearest passages of one generation: a published index, what came after it, and what has gone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.encoder import Rows
from indexer.errors import UnknownPassage
from indexer.vectors import Ids, Mask, Selection, VectorIndex


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rows of one Nearness a search may find; None stands for all, of the index or of the tail."""

    indexed: Selection | None
    tail: Mask | None


class Nearness:
    """The vectors of a generation's live passages: those in an index, and newer ones beside it.

    `live` are all row numbers of the generation, ascending. `tail_rows` and `tail` are the live rows
    that the index is too old to hold, and their vectors (n, dim). Rows of the index that are not
    live are never found. Raises ValueError where the two together don't hold all that is live.
    """

    def __init__(self, index: VectorIndex, live: Ids, tail_rows: Ids, tail: Rows) -> None:
        self._index = index
        self._tail_rows = tail_rows
        self._tail = tail
        self._indexed = max(len(live) - len(tail_rows), 0)
        self._positions = np.searchsorted(index.rows, live[: self._indexed])
        held = self._positions[self._positions < len(index)]
        together = np.concatenate([index.rows[held], tail_rows])
        if not np.array_equal(together, live):
            raise ValueError("the vector index doesn't hold the passages that the archive holds")
        self._everything = Chosen(None if self._indexed == len(index) else self._selection(None), None)

    def _selection(self, mask: Mask | None) -> Selection:
        chosen = np.zeros(len(self._index), dtype=np.bool_)
        chosen[self._positions if mask is None else self._positions[mask[: self._indexed]]] = True
        return Selection(chosen)

    def chosen(self, mask: Mask | None) -> Chosen:
        """What `nearest` needs to keep to the live rows that `mask` marks; None marks all."""
        if mask is None:
            return self._everything
        return Chosen(self._selection(mask), mask[self._indexed :])

    def nearest(self, vector: Rows, k: int, chosen: Chosen | None = None) -> list[tuple[int, float]]:
        """The k rows nearest to one vector (dim,) with their cosines, best first, ties by row."""
        among = chosen or self._everything
        positions, scores = self._index.nearest(vector, k, among.indexed)
        tail_scores = self._tail @ np.asarray(vector, dtype=np.float32)
        tail_rows = self._tail_rows
        if among.tail is not None:
            tail_rows, tail_scores = tail_rows[among.tail], tail_scores[among.tail]
        rows = np.concatenate([self._index.rows[positions], tail_rows])
        cosines = np.concatenate([scores, tail_scores])
        best = np.lexsort((rows, -cosines))[: max(k, 0)]
        return [(int(rows[at]), float(cosines[at])) for at in best]

    def vectors(self, rows: Ids) -> Rows:
        """The vectors (n, dim) of live rows, in their order; raises UnknownPassage for any other."""
        found = np.empty((len(rows), self._tail.shape[1]), dtype=np.float32)
        missing = np.ones(len(rows), dtype=np.bool_)
        for known, source in ((self._index.rows, self._index.vectors), (self._tail_rows, self._tail)):
            at = np.searchsorted(known, rows)
            held = at < len(known)
            held[held] = known[at[held]] == rows[held]
            found[held] = source[at[held]]
            missing &= ~held
        if missing.any():
            raise UnknownPassage(f"row {int(rows[missing][0])}")
        return found
