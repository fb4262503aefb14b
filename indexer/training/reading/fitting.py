"""The reader's training loop, and how good it is on exercises kept from it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from corpus import khmer
from indexer.training.reading.exercises import Example
from indexer.training.reading.model import Inputs, ReaderModel, inputs

BATCH = 32
STRONGEST = 8
"""So many tokens decide how strongly a sentence answers, as in `search_api.reader`."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Some examples, gone through `epochs` times at a rate that rises and falls to zero."""

    name: str
    examples: Sequence[Example]
    epochs: int
    rate: float


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures on kept exercises, 0 to 1.

    sentence: of answerable questions, those whose best sentence of the passage holds the answer. answered:
    the area under the curve of the passage's logit, for whether the passage answers.
    """

    sentence: float
    answered: float

    def __str__(self) -> str:
        return f"sentence {self.sentence:.3f} answered {self.answered:.3f}"


def fit(
    model: ReaderModel, tokenizer: Tokenizer, stages: Sequence[Stage], kept: Sequence[Example], seed: int
) -> Kept:
    """All stages in turn, with a trial after each epoch; the last trial's figures."""
    torch.manual_seed(seed)
    tried = trial(model, tokenizer, kept)
    for stage in stages:
        model.body.train()
        steps = torch.optim.AdamW(
            [
                {"params": model.body.parameters(), "lr": stage.rate, "weight_decay": 0.01},
                {"params": model.head.parameters(), "lr": stage.rate * 10},
            ]
        )
        total = stage.epochs * -(-len(stage.examples) // BATCH)
        done = 0
        for epoch in range(stage.epochs):
            losses = []
            for batch in _batches(stage.examples, tokenizer, seed + epoch):
                rise = min(1.0, (done + 1) / (0.1 * total)) * max(0.02, 1 - done / total)
                for group, factor in zip(steps.param_groups, (1, 10), strict=True):
                    group["lr"] = stage.rate * rise * factor
                loss = _loss(model, tokenizer, batch)
                steps.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                steps.step()
                losses.append(float(loss.detach()))
                done += 1
                if done % 50 == 0:
                    print(
                        f"  {stage.name} {done}/{total} {np.mean(losses[-50:]):.4f}",
                        file=sys.stderr,
                        flush=True,
                    )
            tried = trial(model, tokenizer, kept)
            print(
                f"{stage.name} epoch {epoch + 1}/{stage.epochs} loss {np.mean(losses):.4f} {tried}",
                flush=True,
            )
            model.body.train()
    model.body.eval()
    return tried


@torch.no_grad()
def trial(model: ReaderModel, tokenizer: Tokenizer, kept: Sequence[Example]) -> Kept:
    """The model as it is, on these examples."""
    model.body.eval()
    right, whole, truth = [], [], []
    for start in range(0, len(kept), 64):
        examples = kept[start : start + 64]
        given = _given(tokenizer, examples)
        tokens, wholes = model(given.ids, given.sides, given.mask)
        whole += wholes.tolist()
        truth += [example.answers for example in examples]
        for example, logits, offsets in zip(examples, tokens.numpy(), given.offsets, strict=True):
            if example.answer:
                best = _best_sentence(example.passage, logits, offsets)
                shared = min(best[1], example.answer[1]) - max(best[0], example.answer[0])
                right.append(2 * shared >= min(best[1] - best[0], example.answer[1] - example.answer[0]))
    return Kept(float(np.mean(right)) if right else 0.0, _area(np.array(whole), np.array(truth)))


def _best_sentence(passage: str, logits: np.ndarray, offsets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    sentences = [(span.start, span.end) for span in khmer.sentences(passage)]
    shares = 1 / (1 + np.exp(-logits))

    def strength(sentence: tuple[int, int]) -> float:
        own = [
            share
            for share, (start, end) in zip(shares.tolist(), offsets, strict=False)  # shares are padded
            if end > start and start >= sentence[0] and end <= sentence[1]
        ]
        return float(np.mean(sorted(own)[-STRONGEST:])) if own else 0.0

    return max(sentences, key=strength)


def _area(scores: np.ndarray, truth: np.ndarray) -> float:
    """The chance that a passage that answers has a larger score than one that doesn't."""
    positive, negative = scores[truth], scores[~truth]
    if not len(positive) or not len(negative):
        return 0.5
    return float(
        (positive[:, None] > negative[None]).mean() + 0.5 * (positive[:, None] == negative[None]).mean()
    )


def _batches(examples: Sequence[Example], tokenizer: Tokenizer, seed: int) -> Iterator[list[Example]]:
    """Batches of like length in random order, by characters, which is near enough."""
    chance = random.Random(seed)
    order = list(range(len(examples)))
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * 20):
        pool = sorted(order[start : start + BATCH * 20], key=lambda i: len(examples[i].passage))
        batches += [[examples[i] for i in pool[cut : cut + BATCH]] for cut in range(0, len(pool), BATCH)]
    chance.shuffle(batches)
    yield from batches


def _given(tokenizer: Tokenizer, examples: Sequence[Example]) -> Inputs:
    return inputs(
        tokenizer, *([getattr(e, side) for e in examples] for side in ("question", "about", "passage"))
    )


def _loss(model: ReaderModel, tokenizer: Tokenizer, batch: Sequence[Example]) -> Tensor:
    given = _given(tokenizer, batch)
    tokens, wholes = model(given.ids, given.sides, given.mask)
    answers = torch.tensor([float(example.answers) for example in batch])
    loss = functional.binary_cross_entropy_with_logits(wholes, answers)
    tagged, known = _tags(batch, given)
    each = functional.binary_cross_entropy_with_logits(tokens, tagged, reduction="none")
    return loss + (each * known).sum() / known.sum().clamp_min(1)


def _tags(batch: Sequence[Example], given: Inputs) -> tuple[Tensor, Tensor]:
    """For each token whether it answers, and whether that is known, both float32 (n, width)."""
    tagged, known = torch.zeros(given.ids.shape), torch.zeros(given.ids.shape)
    for row, (example, offsets) in enumerate(zip(batch, given.offsets, strict=True)):
        if example.answers and example.answer is None:
            continue
        for place, (start, end) in enumerate(offsets):
            if end > start:
                known[row, place] = 1
                if example.answer and start < example.answer[1] and end > example.answer[0]:
                    tagged[row, place] = 1
    return tagged, known
