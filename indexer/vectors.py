"""FAISS behind a door: an immutable index over rows of unit vectors, searched among chosen ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import faiss as _faiss
import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Rows

faiss: Any = _faiss  # its stubs lack what its Python layer adds

Ids: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

FLAT_UP_TO = 10_000
"""Where HNSW's 0.5 ms overtakes an exact search's 0.06 µs a row (384 dimensions, one core)."""
LINKS = 32
EF_CONSTRUCTION = 80
"""0.24 ms a row; 200 costs 0.53 ms and gains 0.3 points of recall."""
EF_SEARCH = 128
"""Recall of the best 50 among 20,000 is .992 in 0.43 ms; 64 gives .959, 256 .999 in 0.74 ms."""
_EXACT_SQUARE = 5_000
"""Exact among m of n rows where m² ≤ 5,000 n: 0.08 µs for each of m against 0.42 ms · n/m in the graph."""
_PIECE = 1 << 20


class Selection:
    """The positions of an index that a search may find; of use with that index only."""

    def __init__(self, chosen: Mask) -> None:
        self.count = int(np.count_nonzero(chosen))
        self._bits = np.packbits(chosen, bitorder="little")
        self.selector = faiss.IDSelectorBitmap(self._bits)


class VectorIndex:
    """Unit vectors by their row numbers, rows ascending; safe to search from many threads."""

    def __init__(self, index: Any) -> None:
        self._index = index  # owns the memory, or the mapping, that everything below looks into
        self._inner = faiss.downcast_index(index.index)
        self._graph = isinstance(self._inner, faiss.IndexHNSWFlat)
        self._storage = faiss.downcast_index(self._inner.storage) if self._graph else self._inner
        self.rows: Ids = faiss.vector_to_array(index.id_map)
        shape = (int(self._inner.ntotal), int(self._inner.d))
        self.vectors: Rows = (
            faiss.rev_swig_ptr(self._storage.get_xb(), shape[0] * shape[1]).reshape(shape)
            if shape[0]
            else np.empty(shape, dtype=np.float32)
        )

    def __len__(self) -> int:
        return len(self.rows)

    def nearest(self, vector: Rows, k: int, selection: Selection | None = None) -> tuple[Ids, Rows]:
        """Positions and cosines of the k nearest to one vector (dim,), best first, fewer if there are.

        Exact for a flat index and for a narrow selection.
        """
        faiss.omp_set_num_threads(1)  # OpenMP keeps this number per thread, so each caller sets its own
        allowed = len(self) if selection is None else selection.count
        k = min(k, allowed)
        if k <= 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        question = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if self._graph and allowed * allowed > _EXACT_SQUARE * len(self):
            wanted = max(EF_SEARCH, 2 * k) * len(self) // allowed
            positions, scores = self._search(self._inner, question, k, _graph_parameters(wanted, selection))
            if len(positions) == k:
                return positions, scores
        return self._search(self._storage, question, k, _flat_parameters(selection))

    @staticmethod
    def _search(index: Any, question: Rows, k: int, parameters: Any) -> tuple[Ids, Rows]:
        scores, positions = index.search(question, k, params=parameters)
        found = positions[0] >= 0
        return positions[0][found], scores[0][found]

    def write(self, write: Callable[[bytes], object]) -> None:
        """Hands the index's bytes over piece by piece; what `write` raises comes through."""
        faiss.write_index(self._index, faiss.PyCallbackIOWriter(write, _PIECE))


def _graph_parameters(width: int, selection: Selection | None) -> Any:
    selector = selection.selector if selection else None
    return faiss.SearchParametersHNSW(efSearch=width, sel=selector)


def _flat_parameters(selection: Selection | None) -> Any:
    return faiss.SearchParameters(sel=selection.selector) if selection else None


def read(path: Path, mapped: bool = True) -> VectorIndex:
    """An index from its file, whose bytes must have been checked before: FAISS trusts them.

    A mapped index costs no memory of its own, and its file must not be truncated while in use.
    """
    return VectorIndex(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if mapped else 0))


def build(rows: Ids, vectors: Rows) -> VectorIndex:
    """An index over vectors (n, dim) of ascending row numbers; a graph above FLAT_UP_TO of them."""
    faiss.omp_set_num_threads(1)  # one thread links in one order: the same rows give the same graph
    dimensions = vectors.shape[1]
    if len(rows) > FLAT_UP_TO:
        inner = faiss.IndexHNSWFlat(dimensions, LINKS, faiss.METRIC_INNER_PRODUCT)
        inner.hnsw.efConstruction = EF_CONSTRUCTION
    else:
        inner = faiss.IndexFlatIP(dimensions)
    index = faiss.IndexIDMap(inner)
    index.add_with_ids(np.ascontiguousarray(vectors), rows)
    return VectorIndex(index)


def extended(index: VectorIndex, rows: Ids, vectors: Rows) -> VectorIndex:
    """The index with vectors of higher row numbers added; the old one must not be used any more.

    The index must be this caller's own: built by it or read unmapped, and searched by nobody else.
    """
    if len(index) <= FLAT_UP_TO < len(index) + len(rows):
        return build(np.concatenate([index.rows, rows]), np.concatenate([index.vectors, vectors]))
    faiss.omp_set_num_threads(1)
    owner = index._index
    owner.add_with_ids(np.ascontiguousarray(vectors), rows)
    return VectorIndex(owner)
