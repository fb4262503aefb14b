"""What answers a question by itself, and sentences of the same meetings that only seem to.

A search reads the extracts it prefers once more without their passages (`search_api.answering`): there a
sentence borrows nothing from its neighbours, and another attribute of the same matter is not the answer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from corpus import khmer
from corpus.document import Span
from indexer.encoder import Encoder
from indexer.training.reading.exercises import Example

_SHORTEST = 12
"""Code points of a sentence; less is the number of a list's item."""
_LIKEST = 2
"""Sentences that don't answer are drawn from so many times as many that are likest to the question."""


def alone(examples: Sequence[Example], encoder: Encoder, most: int, seed: int) -> Iterator[Example]:
    """For each question at most `most` runs of its family's passages, each as a passage of its own.

    Every answer is one, whole; the others are sentences outside the answers, by chance among the likest. A
    passage is taken in one of its languages, by chance. The runs of a question are a family of their own:
    they are chosen among by themselves.
    """
    chance = random.Random(seed)
    asked: dict[tuple[int, str], dict[int, list[Example]]] = {}
    for example in examples:
        asked.setdefault((example.family, example.question), {}).setdefault(example.place, []).append(example)
    family = 1 + max((example.family for example in examples), default=0)
    for number, ((_, question), places) in enumerate(asked.items()):
        told = [chance.choice(each) for each in places.values()]
        right = [_run(each, Span(*each.answer)) for each in told if each.answer][:most]
        wrong = _likest(question, [_run(each, span) for each in told for span in _beside(each)], encoder)
        count = most - len(right)
        wrong = wrong[: _LIKEST * count]
        for place, run in enumerate([*right, *chance.sample(wrong, min(count, len(wrong)))]):
            yield replace(run, family=family + number, place=place)


def _beside(example: Example) -> Iterator[Span]:
    """The sentences of a passage that are no part of its answer."""
    start, end = example.answer or (0, 0)
    for span in khmer.sentences(example.passage):
        if (span.end <= start or span.start >= end) and len(span.of(example.passage).strip()) >= _SHORTEST:
            yield span


def _run(example: Example, span: Span) -> Example:
    text = span.of(example.passage).strip()
    answers = example.answer is not None and example.answer[0] <= span.start < example.answer[1]
    return replace(example, passage=text, answer=(0, len(text)) if answers else None, answers=answers)


def _likest(question: str, runs: list[Example], encoder: Encoder) -> list[Example]:
    if not runs:
        return []
    (asked,) = encoder.questions([khmer.normal_form(question)])
    told = encoder.passages([khmer.normal_form(run.passage) for run in runs])
    return [runs[at] for at in np.argsort(-(told @ asked), kind="stable").tolist()]
