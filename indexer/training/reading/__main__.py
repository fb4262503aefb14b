"""From exercises to the shipped reader: `python -m indexer.training.reading`."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from indexer.bilingual import SHIPPED, BilingualEncoder
from indexer.training.averaging import average
from indexer.training.pairs import read_answered
from indexer.training.reading.exercises import (
    answered_examples,
    hard_negatives,
    read_exercises,
)
from indexer.training.reading.exporting import write_folder
from indexer.training.reading.fitting import Course, fit, trial
from indexer.training.reading.meetings import placed, read_titles, series
from indexer.training.reading.model import from_folder
from indexer.training.reading.ranker import from_ranker
from indexer.training.reading.strangers import strangers
from indexer.training.teacher import Teacher

TITLES = Path(__file__).parents[1] / "exercises" / "titles.tsv"
KEPT_ONE_IN, KEPT = 10, 2000


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from exercises, write the folder."""
    options = _options().parse_args(arguments)
    torch.set_num_threads(options.threads)
    model, tokenizer = (
        from_folder(options.continue_from)
        if options.continue_from
        else from_ranker(options.ranker, options.encoder)
    )
    exercises = list(placed(read_exercises(options.exercises), read_titles(TITLES), options.seed))
    once = random.Random(options.seed) if options.asked_once else None
    named = random.Random(options.seed) if options.files_named else None
    exercises += series(options.series, first_family=len(exercises), asked_once=once, named=named)
    kept = [example for example in exercises if example.family % KEPT_ONE_IN == 0]
    kept = random.Random(options.seed).sample(kept, min(KEPT, len(kept)))
    learned = [example for example in exercises if example.family % KEPT_ONE_IN]
    if options.strangers:
        learned += strangers(learned, BilingualEncoder(), options.strangers, options.seed)
    answered = list(read_answered(options.questions))
    if answered:
        teacher = Teacher()
        asked = teacher.encode([row.question.english for row in answered], options.teacher_cache)
        told = teacher.encode([row.passage.english for row in answered], options.teacher_cache)
        learned += answered_examples(answered, hard_negatives(answered, asked, told, 1), options.seed)
    print(f"{len(learned)} examples to learn, {len(kept)} kept", flush=True)
    course = Course(learned, options.epochs, options.rate, options.seed)
    tried = fit(model, tokenizer, course, kept)
    if options.mean_with:
        average(model, [from_folder(folder)[0].state_dict() for folder in options.mean_with])
        tried = trial(model, tokenizer, kept)
        print(f"mean {tried}", flush=True)
    write_folder(
        options.output,
        tokenizer,
        model,
        [e for e in learned if e.answer][:: max(1, len(learned) // 200)],
        tried,
    )
    print(f"written: {options.output}")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m indexer.training.reading", description=__doc__)
    begins = parser.add_mutually_exclusive_group(required=True)
    begins.add_argument("--ranker", type=Path, help="begin with this cross-encoder, an ONNX file")
    begins.add_argument("--continue-from", type=Path, help="begin with the reader of this folder")
    parser.add_argument("--encoder", type=Path, default=SHIPPED, help="whose Khmer pieces a ranker is given")
    parser.add_argument("--exercises", type=Path, nargs="*", default=[], help="JSON Lines")
    parser.add_argument("--series", type=Path, nargs="*", default=[], help="JSON Lines, groups of meetings")
    parser.add_argument(
        "--asked-once", action="store_true", help="a group's question in one of its languages, by chance"
    )
    parser.add_argument(
        "--files-named", action="store_true", help="tell minutes by made-up names of their files too"
    )
    parser.add_argument("--strangers", type=int, default=0, help="passages of other bodies for each question")
    parser.add_argument(
        "--questions", type=Path, nargs="*", default=[], help="question km, en, passage km, en"
    )
    parser.add_argument("--output", type=Path, required=True, help="the folder to write")
    parser.add_argument("--teacher-cache", type=Path, default=Path("build/teacher.npz"))
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument(
        "--mean-with",
        type=Path,
        nargs="*",
        default=[],
        help="readers' folders; what is written is the mean of their weights and those learned",
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    return parser


if __name__ == "__main__":
    main()
