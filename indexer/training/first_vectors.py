"""Where Khmer vectors start: a regression from Khmer parts to the English side's input vectors."""

import warnings
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

Floats = NDArray[np.float32]


def first_vectors(
    sentences: Sequence[Sequence[int]], english: Sequence[Sequence[int]], latin: Floats, part_count: int
) -> Floats:
    """One input vector for each part, float32 (part_count, 384).

    sentences: the part ids of each Khmer text. english: the token ids of its other side. Ridge regression by
    conjugate gradients; each vector is then given the mean length of Latin ones, which the body expects.
    """
    rows = np.repeat(np.arange(len(sentences)), [len(s) for s in sentences])
    columns = np.concatenate([np.asarray(s, np.int64) for s in sentences])
    seen = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (len(sentences), part_count))
    seen.data[:] = 1
    frequency = np.asarray(seen.sum(0)).ravel()
    rarity = np.log(1 + len(sentences) / np.maximum(frequency, 1)).astype(np.float32)
    x = seen @ diags(rarity)
    norms = np.sqrt(np.asarray(x.multiply(x).sum(1)).ravel())
    x = csr_matrix(diags(1 / np.maximum(norms, 1e-9)) @ x)
    centre = latin.mean(0)
    y = np.stack([latin[list(ids)].mean(0) if ids else centre for ids in english]) - centre
    weights = _ridge(x, y.astype(np.float32), 1.0) * rarity[:, None]
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    scale = np.linalg.norm(latin - centre, axis=1).mean()
    unit = np.divide(weights, lengths, out=np.zeros_like(weights), where=lengths > 1e-9)
    return np.asarray(unit * scale + centre, np.float32)


def _ridge(x: csr_matrix, y: Floats, penalty: float, steps: int = 20) -> Floats:
    """(xᵀx + penalty)⁻¹ xᵀy, all columns of y at once; steps: enough for three digits."""
    across, down = _sparse(x), _sparse(x.T.tocsr())
    residual = down @ torch.from_numpy(y)
    solution, direction = torch.zeros_like(residual), residual.clone()
    squared = (residual**2).sum(0)
    for _ in range(steps):
        turned = down @ (across @ direction) + penalty * direction
        step = squared / (direction * turned).sum(0).clamp_min(1e-12)
        solution += step * direction
        residual -= step * turned
        previous, squared = squared, (residual**2).sum(0)
        direction = residual + squared / previous.clamp_min(1e-12) * direction
    return np.asarray(solution.numpy(), np.float32)


def _sparse(x: csr_matrix) -> torch.Tensor:
    starts, columns = torch.from_numpy(x.indptr), torch.from_numpy(x.indices)
    values = torch.from_numpy(x.data.astype(np.float32))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that CSR is in beta, and that it trusts its caller
        return torch.sparse_csr_tensor(starts, columns, values, size=x.shape)
