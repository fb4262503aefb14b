"""The model that learns: the teacher's body, its Latin vectors, and Khmer pieces composed of their parts."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from indexer.training.khmer_pieces import CLUSTER
from indexer.training.precision import reduced

PARTS = 14
"""A piece is made of at most this many parts: itself, its clusters, its 4-grams."""


def piece_parts(pieces: Sequence[str]) -> tuple[NDArray[np.int64], list[str]]:
    """The parts of each piece, int64 (pieces, PARTS), 0 for none, and the parts' names; part 0 is nothing.

    A word that is rare or was never seen in a pair shares its vector's parts with words that were
    (Bojanowski et al. 2017, "Enriching Word Vectors with Subword Information").
    """
    shared = [
        ["c" + c for c in CLUSTER.findall(piece)] + ["g" + piece[i : i + 4] for i in range(len(piece) - 3)]
        for piece in pieces
    ]
    count = Counter(part for parts in shared for part in dict.fromkeys(parts))  # a set's order is not fixed
    names = ["", *("p" + piece for piece in pieces), *(part for part, n in count.items() if n > 1)]
    known = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(pieces), PARTS), np.int64)
    for row, parts in enumerate(shared):
        ids = [row + 1, *(known[part] for part in parts if part in known)][:PARTS]
        table[row, : len(ids)] = ids
    return table, names


class Student(nn.Module):
    """Texts as token ids to unit vectors, (n, 384)."""

    latin: Tensor
    parts: Tensor

    def __init__(self, body: nn.Module, latin: Tensor, parts: NDArray[np.int64], part_count: int) -> None:
        super().__init__()
        self.body = body
        self.register_buffer("latin", latin.clone(), persistent=False)
        self.register_buffer("parts", torch.from_numpy(parts), persistent=False)
        self.vectors = nn.EmbeddingBag(part_count, latin.shape[1], mode="mean", padding_idx=0, sparse=True)

    def piece_vectors(self, pieces: Tensor) -> Tensor:
        """The input vectors of these Khmer pieces, (n, 384)."""
        made: Tensor = self.vectors(self.parts[pieces])
        return made

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids, mask: (n, width), right-padded with 0."""
        rows, place = torch.unique(ids, return_inverse=True)
        khmer = rows >= len(self.latin)
        pieces, back = torch.unique((rows[khmer] - len(self.latin)) // 2, return_inverse=True)
        split = int((~khmer).sum())  # unique() sorts, and Khmer ids lie above Latin ones
        vectors = self.latin[rows[:split]]
        if len(pieces):
            vectors = torch.cat([vectors, self.piece_vectors(pieces)[back]])
        with reduced(ids.device.type):
            hidden = self.body(
                inputs_embeds=functional.embedding(place, vectors), attention_mask=mask
            ).last_hidden_state
        weight = mask[..., None].float()
        return functional.normalize((hidden.float() * weight).sum(1) / weight.sum(1), dim=1)
