"""The reader's training loop, and how good it is on exercises kept from it.

A question's passages are learned from together: besides whether each answers, by which of them does, since a
search has to choose among passages (Clark and Gardner 2018, "Simple and Effective Multi-Paragraph Reading
Comprehension").
"""

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
_POOL = 160
"""Among so many questions those of like length are put together."""
_CHOICE = 0.5
"""What the choice among a question's passages counts beside each passage by itself."""
STRONGEST = 8
"""So many tokens decide how strongly a sentence answers, as in `search_api.reader`."""


@dataclass(frozen=True, slots=True)
class Course:
    """Some examples, gone through `epochs` times at a rate that rises and falls to zero."""

    examples: Sequence[Example]
    epochs: int
    rate: float
    seed: int


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


def fit(model: ReaderModel, tokenizer: Tokenizer, course: Course, kept: Sequence[Example]) -> Kept:
    """The whole course, with a trial after each epoch; the last trial's figures."""
    torch.manual_seed(course.seed)
    tried = trial(model, tokenizer, kept)
    steps = torch.optim.AdamW(
        [
            {"params": model.body.parameters(), "lr": course.rate, "weight_decay": 0.01},
            {"params": model.head.parameters(), "lr": course.rate * 10},
            {"params": [model.khmer], "lr": course.rate * 5, "weight_decay": 0.0},
        ]
    )
    rates = [group["lr"] for group in steps.param_groups]
    seeds = range(course.seed, course.seed + course.epochs)
    epochs = [list(_batches(_lists(course.examples, seed), seed)) for seed in seeds]
    total = sum(map(len, epochs))
    done = 0
    for epoch, batches in enumerate(epochs, 1):
        model.body.train()
        losses = []
        for batch in batches:
            rise = min(1.0, (done + 1) / (0.1 * total)) * max(0.02, 1 - done / total)
            for group, rate in zip(steps.param_groups, rates, strict=True):
                group["lr"] = rate * rise
            loss = _loss(model, tokenizer, batch)
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            steps.step()
            losses.append(float(loss.detach()))
            done += 1
            if done % 50 == 0:
                print(f"  {done}/{total} {np.mean(losses[-50:]):.4f}", file=sys.stderr, flush=True)
        tried = trial(model, tokenizer, kept)
        print(f"epoch {epoch}/{course.epochs} loss {np.mean(losses):.4f} {tried}", flush=True)
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


def _lists(examples: Sequence[Example], seed: int) -> list[list[Example]]:
    """The examples of each question together, each passage in one of its languages, in random order."""
    chance = random.Random(seed)
    asked: dict[tuple[int, str], dict[int, list[Example]]] = {}
    for example in examples:
        of_question = asked.setdefault((example.family, example.question), {})
        of_question.setdefault(example.place, []).append(example)
    lists = [[chance.choice(each) for each in places.values()] for places in asked.values()]
    chance.shuffle(lists)
    return lists


def _batches(lists: Sequence[list[Example]], seed: int) -> Iterator[list[list[Example]]]:
    """Whole lists, at most BATCH examples (or one longer list), of like length by characters, by chance."""
    chance = random.Random(seed)
    batches: list[list[list[Example]]] = []
    for start in range(0, len(lists), _POOL):
        batch: list[list[Example]] = []
        for each in sorted(lists[start : start + _POOL], key=_longest):
            if batch and sum(map(len, batch)) + len(each) > BATCH:
                batches.append(batch)
                batch = []
            batch.append(each)
        batches.append(batch)
    chance.shuffle(batches)
    yield from batches


def _longest(examples: Sequence[Example]) -> int:
    return max(len(example.passage) for example in examples)


def _given(tokenizer: Tokenizer, examples: Sequence[Example]) -> Inputs:
    return inputs(
        tokenizer, *([getattr(e, side) for e in examples] for side in ("question", "about", "passage"))
    )


def _loss(model: ReaderModel, tokenizer: Tokenizer, lists: Sequence[Sequence[Example]]) -> Tensor:
    """Whether a passage answers, which of its question's passages does, which tokens are of the answer."""
    batch = [example for each in lists for example in each]
    given = _given(tokenizer, batch)
    tokens, wholes = model(given.ids, given.sides, given.mask)
    answers = torch.tensor([float(example.answers) for example in batch])
    loss = functional.binary_cross_entropy_with_logits(wholes, answers)
    tagged, known = _tags(batch, given)
    each = functional.binary_cross_entropy_with_logits(tokens, tagged, reduction="none")
    loss = loss + (each * known).sum() / known.sum().clamp_min(1)
    chosen = _choices(wholes, answers, [len(examples) for examples in lists])
    return loss + _CHOICE * torch.stack(chosen).mean() if chosen else loss


def _choices(wholes: Tensor, answers: Tensor, sizes: Sequence[int]) -> list[Tensor]:
    """For each question that some passages answer and others don't, -log of the share of those that do."""
    losses = []
    for logits, truth in zip(
        torch.split(wholes, list(sizes)), torch.split(answers, list(sizes)), strict=True
    ):
        if 0 < truth.sum() < len(truth):
            right = logits.masked_fill(truth == 0, -torch.inf)
            losses.append(logits.logsumexp(0) - right.logsumexp(0))
    return losses


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
