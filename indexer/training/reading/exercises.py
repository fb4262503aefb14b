"""What the reader learns from: a question, a passage, and the words of the passage that answer, if any do.

Two sources. Exercises are JSON Lines written for kamnot (`indexer/training/exercises/`), each a passage in
both languages with questions that it answers and questions that it only seems to; `reading.meetings` gives
them meetings. Question files (`pairs.read_answered`) say which passage answers, not where.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.training.matching import Floats
from indexer.training.pairs import Answered

SIDES = ("km", "en")


@dataclass(frozen=True, slots=True)
class Example:
    """One question over one passage.

    answer: where the passage answers, as code points [start, end); None where it does not, or where nobody
    said which words do. answers: whether it does. family: examples of one family share a passage. about: the
    line on the meeting, as `indexer.about` writes it. place: which passage of its family it is, in whatever
    language.
    """

    question: str
    passage: str
    answer: tuple[int, int] | None
    answers: bool
    family: int
    about: str = ""
    place: int = 0


def read_exercises(paths: Iterable[Path]) -> Iterator[Example]:
    """Each exercise in the four pairings of question's and passage's language.

    Raises ValueError, with the line, where an answer is no verbatim run of its passage.
    """
    family = 0
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            exercise = json.loads(line)
            family += 1
            for asked in exercise["questions"]:
                for language in SIDES:
                    passage, answer = exercise[language], asked[f"answer_{language}"]
                    start = passage.find(answer) if answer else -1
                    if answer and start < 0:
                        raise ValueError(f"{path}:{number}: {answer[:60]!r} does not stand in the passage")
                    span = (start, start + len(answer)) if answer else None
                    for side in SIDES:
                        yield Example(asked[side], passage, span, bool(answer), family)


def answered_examples(
    answered: Sequence[Answered], nearest: NDArray[np.int64], seed: int
) -> Iterator[Example]:
    """Each question over its own passage and over others like it, each in two pairings of languages.

    nearest: int64 (rows, few), for each question rows whose passages are most like it (`hard_negatives`).
    """
    chance = random.Random(seed)
    for row, others in zip(answered, nearest, strict=True):
        passages = [row.passage, *(answered[other].passage for other in others)]
        for place, passage in enumerate(passages):
            sides = [passage.khmer, passage.english]
            chance.shuffle(sides)
            for question, side in zip((row.question.khmer, row.question.english), sides, strict=True):
                yield Example(question, side, None, place == 0, -1, place=place)


def hard_negatives(
    answered: Sequence[Answered], questions: Floats, passages: Floats, count: int
) -> NDArray[np.int64]:
    """For each row the rows of the likeliest passages that are not its own text, int64 (rows, count).

    questions, passages: the encoder's unit vectors of the rows' sides, float32 (rows, dim).
    """
    likeness = questions @ passages.T
    texts = np.array([row.passage.english for row in answered])
    likeness[texts[:, None] == texts[None, :]] = -2
    return np.argsort(-likeness, axis=1)[:, :count]
