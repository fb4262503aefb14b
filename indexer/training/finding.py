"""The shipped encoder, trained on to find passages by questions: `python -m indexer.training.finding`."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from corpus.khmer import normal_form
from indexer.training.averaging import average
from indexer.training.exporting import LONGEST, write_folder
from indexer.training.lessons import padded
from indexer.training.losses import contrast, grouped_retrieval, imitation
from indexer.training.pairs import (
    Answered,
    Pair,
    is_held_out,
    read_answered,
    read_exercises,
    read_pairs,
    read_series,
)
from indexer.training.shipped import read_folder
from indexer.training.student import Student
from indexer.training.teacher import Teacher
from indexer.training.trial import Trial, hold_trial

PASSAGES = 48
"""In a batch, of whole groups; half of the windows are some 100 tokens."""
PAIRS, BANK = 48, 4096
CONTRAST_WEIGHT = 0.1
KEPT_ONE_IN = 10
WINDOWS_AT_ONCE = 32

CARD = """
## Trained on to find
After that: `python -m indexer.training.finding` over {groups} groups of passages with their questions,
written for kamnot (`indexer/training/`, Apache-2.0). Accuracy@1 of {kept} kept questions among their
passages: {figures}.
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that differ in little, and questions, each with the passages that answer it."""

    passages: tuple[Pair, ...]
    questions: tuple[tuple[Pair, frozenset[int]], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages and questions, each in one language, and which passage answers which question (q, p)."""

    passages: list[str]
    questions: list[str]
    answers: Tensor


def groups(rows: Iterable[Answered]) -> Iterator[Group]:
    """The rows of each family, side by side as they come, as one group."""
    for _, family in groupby(rows, key=lambda row: (row.question.source, row.family)):
        passages: dict[Pair, int] = {}
        questions: dict[Pair, set[int]] = {}
        for row in family:
            place = passages.setdefault(row.passage, len(passages))
            questions.setdefault(row.question, set()).add(place)
        asked = tuple((question, frozenset(places)) for question, places in questions.items())
        yield Group(tuple(passages), asked)


def batches(given: Sequence[Group], seed: int) -> Iterator[Batch]:
    """Whole groups in random order, some PASSAGES at a time, each text in one of its languages by chance."""
    chance = random.Random(seed)
    order = chance.sample(given, len(given))
    some: list[Group] = []
    for group in order:
        some.append(group)
        if sum(len(each.passages) for each in some) >= PASSAGES:
            yield _batch(some, chance)
            some = []
    if some:
        yield _batch(some, chance)


def _batch(some: Sequence[Group], chance: random.Random) -> Batch:
    passages: list[str] = []
    asked: list[tuple[str, set[int]]] = []
    for group in some:
        first = len(passages)
        passages += (_side(passage, chance) for passage in group.passages)
        asked += (
            (_side(question, chance), {first + at for at in places}) for question, places in group.questions
        )
    answers = torch.tensor([[at in places for at in range(len(passages))] for _, places in asked])
    return Batch(passages, [question for question, _ in asked], answers)


def _side(pair: Pair, chance: random.Random) -> str:
    return normal_form(chance.choice((pair.khmer, pair.english)))


class Finding:
    """A student that learns to find, and is held to the teacher on pairs meanwhile."""

    def __init__(
        self,
        student: Student,
        tokenizer: Tokenizer,
        pairs: Sequence[Pair],
        targets: NDArray[np.float32],
        seed: int,
    ) -> None:
        self.student, self.tokenizer, self.pairs = student, tokenizer, pairs
        self.targets = torch.from_numpy(targets)
        self.chance = np.random.default_rng(seed)
        student.vectors.requires_grad_(False)
        self._start, self._end = tokenizer.encode("").ids

    def fit(self, given: Sequence[Group], epochs: int, rate: float, seed: int) -> None:
        """Epochs over the groups, at a rate that rises and falls to zero."""
        steps = torch.optim.AdamW(self.student.body.parameters(), lr=rate, weight_decay=0.01)
        taken = [batch for epoch in range(epochs) for batch in batches(given, seed * 1000 + epoch)]
        started, losses = time.monotonic(), []
        for done, batch in enumerate(taken):
            for group in steps.param_groups:
                group["lr"] = (
                    rate * min(1.0, (done + 1) / (0.1 * len(taken))) * max(0.02, 1 - done / len(taken))
                )
            loss = grouped_retrieval(
                self.vectors(batch.questions), self.vectors(batch.passages), batch.answers
            )
            losses.append(float(loss.detach()))
            loss = loss + self._pair_loss()
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.student.body.parameters(), 1.0)
            steps.step()
            if done % 10 == 9:
                seconds = time.monotonic() - started
                print(
                    f"  {done + 1}/{len(taken)} {np.mean(losses[-30:]):.4f} {seconds:.0f}s",
                    file=sys.stderr,
                    flush=True,
                )

    def _pair_loss(self) -> Tensor:
        rows = self.chance.integers(0, len(self.pairs), PAIRS)
        targets = self.targets[rows]
        bank = self.targets[self.chance.integers(0, len(self.targets), BANK)]
        khmer = self.vectors([normal_form(self.pairs[row].khmer) for row in rows])
        english = self.vectors([self.pairs[row].english for row in rows])
        return (
            imitation(khmer, targets)
            + CONTRAST_WEIGHT * contrast(khmer, targets, bank)
            + imitation(english, targets)
        )

    def vectors(self, texts: Sequence[str]) -> Tensor:
        """Unit vectors (n, 384) as `indexer.bilingual` makes them: the mean of windows of equal length."""
        windows: list[tuple[int, list[int]]] = []
        for text, encoded in enumerate(self.tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            ids, count = encoded.ids, max(1, -(-len(encoded.ids) // (LONGEST - 2)))
            cuts = [ids[len(ids) * at // count : len(ids) * (at + 1) // count] for at in range(count)]
            windows += ((text, [self._start, *cut, self._end]) for cut in cuts)
        windows.sort(key=lambda window: len(window[1]))
        sums = torch.zeros(len(texts), self.student.latin.shape[1])
        for start in range(0, len(windows), WINDOWS_AT_ONCE):
            some = windows[start : start + WINDOWS_AT_ONCE]
            batch = padded([ids for _, ids in some], range(len(some)))
            sums = sums.index_add(
                0, torch.tensor([text for text, _ in some]), self.student(batch.ids, batch.mask)
            )
        return functional.normalize(sums, dim=1)

    @torch.no_grad()
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors float32 (n, 384)."""
        parts = [
            self.vectors([normal_form(text) for text in texts[at : at + 256]])
            for at in range(0, len(texts), 256)
        ]
        return np.asarray(torch.cat(parts).numpy(), np.float32)


def student_of(folder: Path) -> tuple[Student, Tokenizer]:
    """The encoder of a folder that `exporting.write_folder` made: its body as int8 left it.

    Raises FileNotFoundError where the folder has no model.
    """
    weights, vectors, _, _ = read_folder(folder)
    teacher = Teacher()
    body, latin = teacher.body(), teacher.latin()
    body.load_state_dict(
        {name: torch.from_numpy(array.copy()) for name, array in weights.items()}, strict=False
    )
    pieces = torch.from_numpy(vectors[len(latin) :])
    student = Student(body, latin, np.arange(1, len(pieces) + 1)[:, None], len(pieces) + 1)
    student.vectors.weight.data[1:] = pieces
    return student, Tokenizer.from_file(str(folder / "tokenizer.json"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from all groups but the kept ones, and write the folder."""
    options = _options().parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    student, tokenizer = student_of(options.continue_from)
    former = (options.continue_from / "README.md").read_text(encoding="utf-8").partition(CARD[:20])[0]
    teacher = Teacher()
    rows = [
        *read_exercises(options.exercises),
        *read_answered(options.questions),
        *read_series(options.series, random.Random(options.seed) if options.files_named else None),
    ]
    kept = [row for row in rows if row.family % KEPT_ONE_IN == 0]
    given = list(groups(row for row in rows if row.family % KEPT_ONE_IN))
    if not kept or not given:
        raise SystemExit(
            f"too few groups: one in {KEPT_ONE_IN} is kept for the trial, the others are learned from"
        )
    pairs = [pair for pair in read_pairs(options.pairs, options.tests) if not is_held_out(pair)]
    targets = teacher.encode([pair.english for pair in pairs], options.teacher_cache)
    finding = Finding(student, tokenizer, pairs, targets, options.seed)

    def tried() -> Trial:
        return hold_trial(finding.encode, [row.question for row in kept], kept, kept)

    print(f"{len(given)} groups to learn, {len(kept)} questions kept\nbefore {tried()}", flush=True)
    finding.fit(given, options.epochs, options.rate, options.seed)
    if options.mean_with:
        print(f"after {tried()}", flush=True)
        average(student, [student_of(folder)[0].state_dict() for folder in options.mean_with])
    after = tried()
    print(f"{'mean' if options.mean_with else 'after'} {after}", flush=True)
    examples = [text for pair in pairs[:: max(1, len(pairs) // 200)] for text in (pair.khmer, pair.english)]
    card = former + CARD.format(groups=len(given), kept=len(kept), figures=_asked(after))
    write_folder(options.output, tokenizer, student, examples, teacher.folder, card)
    print(f"written: {options.output}")


def _asked(tried: Trial) -> str:
    ways = (
        f"{name.removeprefix('ask-')} {value:.3f}" for name, value in tried.figures.items() if "ask-" in name
    )
    return ", ".join(ways)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m indexer.training.finding", description=__doc__)
    parser.add_argument(
        "--continue-from", type=Path, required=True, help="the encoder's folder to begin with"
    )
    parser.add_argument("--exercises", type=Path, nargs="*", default=[], help="JSON Lines")
    parser.add_argument("--series", type=Path, nargs="*", default=[], help="JSON Lines, groups of meetings")
    parser.add_argument(
        "--files-named", action="store_true", help="tell meetings by made-up names of their files too"
    )
    parser.add_argument(
        "--questions", type=Path, nargs="*", default=[], help="question km, en, passage km, en"
    )
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="TSV files, Khmer TAB English")
    parser.add_argument(
        "--tests", type=Path, nargs="*", default=[], help="TSV files for measuring, whose texts are left out"
    )
    parser.add_argument("--output", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--teacher-cache", type=Path, default=Path("build/teacher.npz"))
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument(
        "--mean-with", type=Path, nargs="*", default=[], help="encoders' folders whose weights go into a mean"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    return parser


if __name__ == "__main__":
    main()
