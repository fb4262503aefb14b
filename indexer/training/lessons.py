"""What is learned from: rows with their teacher's vectors, tokenised afresh with noise for each epoch."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from indexer.training.noise import Noise
from indexer.training.pairs import Answered, Pair

LONGEST = 128
"""Tokens of a text that are trained on; the teacher was trained at this length."""
SHARES = {
    "libreoffice": 0.15,
    "cldr-names": 0.3,
    "everyday": 1.5,
    "minutes": 2.0,
    "news": 2.0,
    "world-news": 2.0,
    "questions": 1.5,
    "general-questions": 1.5,
    "exercises": 1.5,
    "series": 1.0,
}
"""How often a row of a source is taken in an epoch; once when not named."""

Ids = list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids (n, width) with their mask, and which rows they are, int64 (n)."""

    ids: Tensor
    mask: Tensor
    rows: Tensor


def token_ids(tokenizer: Tokenizer, texts: Sequence[str], longest: int = LONGEST) -> list[Ids]:
    """The ids of each text, its end kept when it is cut."""
    return [
        e.ids if len(e.ids) <= longest else [*e.ids[: longest - 1], e.ids[-1]]
        for e in tokenizer.encode_batch(list(texts))
    ]


def padded(ids: Sequence[Ids], rows: Sequence[int]) -> Batch:
    """Texts right-padded to the longest."""
    width = max(map(len, ids))
    table, mask = np.zeros((len(ids), width), np.int64), np.zeros((len(ids), width), np.int64)
    for row, text in enumerate(ids):
        table[row, : len(text)], mask[row, : len(text)] = text, 1
    return Batch(torch.from_numpy(table), torch.from_numpy(mask), torch.tensor(list(rows)))


def pair_batches(
    pairs: Sequence[Pair], tokenizer: Tokenizer, noise: Noise, size: int, seed: int
) -> list[Batch]:
    """One epoch of Khmer texts with noise, in batches of texts of like length, in random order."""
    chance = random.Random(seed)
    taken = [i for i, pair in enumerate(pairs) for _ in range(_times(SHARES.get(pair.source, 1.0), chance))]
    chance.shuffle(taken)
    ids = token_ids(tokenizer, [noise.apply(pairs[i].khmer, chance) for i in taken])
    batches = []
    for start in range(0, len(taken), size * 40):
        pool = sorted(range(start, min(start + size * 40, len(taken))), key=lambda at: len(ids[at]))
        for cut in range(0, len(pool), size):
            chosen = pool[cut : cut + size]
            batches.append(padded([ids[at] for at in chosen], [taken[at] for at in chosen]))
    chance.shuffle(batches)
    return batches


def family_blocks(answered: Sequence[Answered], size: int, seed: int) -> Iterator[list[Answered]]:
    """Endless batches of question rows in which neighbours of one file stay together, as hard negatives."""
    chance = random.Random(seed)
    while True:
        starts = list(range(chance.randrange(4), len(answered), 4))
        chance.shuffle(starts)
        for cut in range(0, len(starts) - size // 4, size // 4):
            yield [row for s in starts[cut : cut + size // 4] for row in answered[s : s + 4]]


def _times(share: float, chance: random.Random) -> int:
    return int(share) + (chance.random() < share - int(share))
