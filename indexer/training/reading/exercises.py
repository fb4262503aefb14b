"""What the reader learns from: a question, a passage, and the words of the passage that answer, if any do.

Three sources. Exercises are JSON Lines written for kamnot (`indexer/training/exercises/`), each a passage in
both languages with questions that it answers and questions that it only seems to; `reading.meetings` gives
them meetings. Question files (`pairs.read_answered`) say which passage answers, not where. Rehearsals are
made of sentence pairs: a sentence in one language is the question, and its translation among other sentences
of the passage is what answers it, if it is there unchanged.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.training.matching import Floats
from indexer.training.pairs import Answered, Pair

SIDES = ("km", "en")
_NUMBER = re.compile("[0-9]+|[០-៩]+")
_KHMER_DIGITS = "០១២៣៤៥៦៧៨៩"


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


def rehearsals(pairs: Sequence[Pair], neighbours: NDArray[np.int64], seed: int) -> Iterator[Example]:
    """One example for each pair: its sentence as the question, its translation in a passage of sentences.

    neighbours: int64 (pairs, few), pairs of like meaning, which fill the passages. In two of five examples
    the passage does not answer: the translation is left out, or stands there with another number.
    """
    chance = random.Random(seed)
    for at, pair in enumerate(pairs):
        khmer_passage = chance.random() < 0.6
        crossing = chance.random() < 0.75
        sentences = [
            _side(pairs[i], khmer_passage)
            for i in chance.sample(neighbours[at].tolist(), chance.randint(1, 4))
        ]
        own = _side(pair, khmer_passage)
        asked = _shortened(_side(pair, khmer_passage ^ crossing), chance)
        fate = chance.random()
        changed = _other_number(own, chance) if fate < 0.2 else None
        if changed:
            sentences.append(changed)
        answers = fate >= 0.4
        if answers:
            sentences.append(own)
        chance.shuffle(sentences)
        passage = (" " if chance.random() < 0.6 else "\n").join(sentences)
        start = passage.find(own)
        answer = (start, start + len(own)) if answers and start >= 0 else None
        if answers == (answer is not None):
            yield Example(asked, passage, answer, answers, -1)


def _side(pair: Pair, khmer: bool) -> str:
    return (pair.khmer if khmer else pair.english).replace("\u200b", "")


def _shortened(text: str, chance: random.Random) -> str:
    """Now and then only a part of the words, since questions say less than what answers them."""
    words = text.split()
    if len(words) < 6 or chance.random() < 0.5:
        return text
    start = chance.randrange(len(words) // 2)
    return " ".join(words[start : start + max(3, len(words) * 2 // 3)])


def _other_number(text: str, chance: random.Random) -> str | None:
    """The text with one of its numbers changed; None when it has none."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    number = chance.choice(found)
    digits = _KHMER_DIGITS if number[0][0] in _KHMER_DIGITS else "0123456789"
    place = chance.randrange(len(number[0]))
    other = chance.choice([digit for digit in digits if digit != number[0][place]])
    return text[: number.start() + place] + other + text[number.start() + place + 1 :]
