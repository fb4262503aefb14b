"""The training loop: batches through the student, a trial after each epoch, checkpoints to resume from."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from indexer.training.averaging import averaged
from indexer.training.lessons import Batch, family_blocks, padded, pair_batches, token_ids
from indexer.training.losses import contrast, imitation, retrieval
from indexer.training.noise import Noise
from indexer.training.pairs import Answered, Pair
from indexer.training.student import Student
from indexer.training.trial import Trial, english_kept, hold_trial

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a training run; DECISIONS.md has the trials that they come from."""

    vector_epochs: int = 3
    """Epochs in which Khmer vectors alone are learned, the body as the teacher has it."""
    body_epochs: int = 6
    """Epochs in which the body is learned too, held to the teacher on English."""
    batch: int = 128
    bank: int = 4096
    vector_rate: float = 2e-3
    body_rate: float = 5e-5
    english_weight: float = 2.0
    contrast_weight: float = 0.1
    retrieval_weight: float = 0.5
    retrieval_every: int = 2
    """Batches of pairs for each batch of questions: a batch of questions costs as much as two of pairs."""
    averaged: int = 3
    """The shipped weights are the mean of this many last checkpoints (Izmailov et al. 2018)."""
    seed: int = 7


@dataclass(frozen=True, slots=True)
class School:
    """Everything that a run learns from and is tried on."""

    tokenizer: Tokenizer
    pairs: Sequence[Pair]
    targets: Floats
    answered: Sequence[Answered]
    kept_pairs: Sequence[Pair]
    kept_answered: Sequence[Answered]
    kept_targets: Floats
    """The teacher's vectors of `kept_pairs`' English sides."""


class Fitting:
    """One run: knows its epoch, can be saved after it and resumed."""

    def __init__(self, student: Student, school: School, recipe: Recipe, folder: Path) -> None:
        torch.manual_seed(recipe.seed)
        self.student, self.school, self.recipe, self.folder = student, school, recipe, folder
        self.epoch = 0
        self.device = next(student.parameters()).device
        self.targets = torch.from_numpy(school.targets).to(self.device)
        self.vector_steps = torch.optim.SparseAdam(student.vectors.parameters(), lr=recipe.vector_rate)
        self.body_steps = torch.optim.AdamW(student.body.parameters(), lr=recipe.body_rate, weight_decay=0.01)
        folder.mkdir(parents=True, exist_ok=True)

    def run(self) -> None:
        """All epochs that are still to do, each tried and saved."""
        for path in sorted(self.folder.glob("epoch-*.pt"))[-1:]:
            self._resume(path)
        total = self.recipe.vector_epochs + self.recipe.body_epochs
        while self.epoch < total:
            started = time.monotonic()
            loss = self._run_epoch()
            self.epoch += 1
            print(f"epoch {self.epoch}/{total} loss {loss:.4f} {time.monotonic() - started:.0f}s", flush=True)
            print(f"  {self.trial()}", flush=True)
            self._save()

    def trial(self) -> Trial:
        """The student as it is, on the kept rows; English is compared with the teacher's vectors."""
        school = self.school
        tried = hold_trial(
            self.encode, school.kept_pairs, school.kept_answered, [*school.answered, *school.kept_answered]
        )
        english = self.encode([pair.english for pair in school.kept_pairs[:1000]])
        kept = english_kept(english, school.kept_targets[:1000])
        return Trial({**tried.figures, "english": kept}, tried.score)

    @torch.no_grad()
    def encode(self, texts: Sequence[str], size: int = 64) -> Floats:
        """Unit vectors float32 (n, 384), in order; batches are of texts of like length."""
        ids = token_ids(self.school.tokenizer, texts)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = np.zeros((len(ids), 384), np.float32)
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            out[rows] = self._vectors(padded([ids[i] for i in rows], rows)).cpu().numpy()
        return out

    def _run_epoch(self) -> float:
        recipe, body_too = self.recipe, self.epoch >= self.recipe.vector_epochs
        for parameter in self.student.body.parameters():
            parameter.requires_grad_(body_too)
        seed = recipe.seed * 1000 + self.epoch
        batches = pair_batches(self.school.pairs, self.school.tokenizer, Noise(), recipe.batch, seed)
        families = family_blocks(self.school.answered, 24, seed)
        chance = np.random.default_rng(seed)
        losses = []
        for step, batch in enumerate(batches):
            self._set_rates(self.epoch + step / len(batches))
            loss = self._pair_loss(batch, chance, body_too)
            if body_too and len(self.school.answered) >= 48 and step % recipe.retrieval_every == 0:
                loss = loss + recipe.retrieval_weight * self._retrieval_loss(next(families))
            self.vector_steps.zero_grad()
            self.body_steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self.vector_steps.step()  # type: ignore[no-untyped-call]
            if body_too:
                torch.nn.utils.clip_grad_norm_(self.student.body.parameters(), 1.0)
                self.body_steps.step()
            losses.append(float(loss.detach()))
            if step % 50 == 0:
                print(f"  {step}/{len(batches)} {np.mean(losses[-50:]):.4f}", file=sys.stderr, flush=True)
        return float(np.mean(losses))

    def _pair_loss(self, batch: Batch, chance: np.random.Generator, body_too: bool) -> Tensor:
        targets = self.targets[batch.rows]
        bank = self.targets[chance.integers(0, len(self.targets), self.recipe.bank)]
        vectors = self._vectors(batch)
        loss = imitation(vectors, targets) + self.recipe.contrast_weight * contrast(vectors, targets, bank)
        if body_too:
            rows = chance.integers(0, len(self.targets), self.recipe.batch // 2)
            texts = [self.school.pairs[i].english for i in rows]
            english = self._vectors(padded(token_ids(self.school.tokenizer, texts, 64), rows.tolist()))
            loss = loss + self.recipe.english_weight * imitation(english, self.targets[rows])
        return loss

    def _retrieval_loss(self, rows: Sequence[Answered]) -> Tensor:
        texts = [
            t
            for r in rows
            for t in (r.question.khmer, r.question.english, r.passage.khmer, r.passage.english)
        ]
        vectors = self._vectors(padded(token_ids(self.school.tokenizer, texts), range(len(texts))))
        same = torch.tensor([[_alike(row, other) for other in rows] for row in rows])
        sides = vectors.view(len(rows), 4, -1)
        losses = [retrieval(sides[:, q], sides[:, p], same.to(self.device)) for q in (0, 1) for p in (2, 3)]
        return torch.stack(losses).mean()

    def _vectors(self, batch: Batch) -> Tensor:
        vectors: Tensor = self.student(batch.ids.to(self.device), batch.mask.to(self.device))
        return vectors

    def _set_rates(self, at: float) -> None:
        total = self.recipe.vector_epochs + self.recipe.body_epochs
        left = max(0.05, 1 - at / total)
        warm = min(1.0, max(0.02, (at - self.recipe.vector_epochs) * 4))
        for group in self.vector_steps.param_groups:
            group["lr"] = self.recipe.vector_rate * left
        for group in self.body_steps.param_groups:
            group["lr"] = self.recipe.body_rate * left * warm

    def keep_best(self) -> Trial:
        """Load the mean of the last checkpoints, of as many as do best on the kept rows; the mean's trial."""
        paths = sorted(self.folder.glob("epoch-*.pt"))
        best: tuple[Trial, dict[str, Tensor]] | None = None
        for count in range(1, min(self.recipe.averaged, len(paths)) + 1):
            state = averaged(paths[-count:])
            self.student.load_state_dict(state)
            tried = self.trial()
            print(f"mean of the last {count}\n  {tried}", flush=True)
            if best is None or tried.score > best[0].score:
                best = tried, state
        if best is None:
            raise ValueError(f"no checkpoint in {self.folder}: there was no epoch")
        self.student.load_state_dict(best[1])
        return best[0]

    def _save(self) -> None:
        state = {
            "epoch": self.epoch,
            "student": self.student.state_dict(),
            "vector_steps": self.vector_steps.state_dict(),
            "body_steps": self.body_steps.state_dict(),
        }
        path = self.folder / f"epoch-{self.epoch:03}.pt"
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)

    def _resume(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.epoch = state["epoch"]
        self.student.load_state_dict(state["student"])
        self.vector_steps.load_state_dict(state["vector_steps"])
        self.body_steps.load_state_dict(state["body_steps"])
        print(f"resumed after epoch {self.epoch}", flush=True)


def _alike(row: Answered, other: Answered) -> bool:
    """Whether another row is no negative of this one: the same passage, or another answer to its question."""
    same = row.passage.english == other.passage.english or row.question.english == other.question.english
    return same and row is not other
