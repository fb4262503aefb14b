"""Passages of other bodies that are like what a question is after, and don't answer it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.khmer import normal_form
from indexer.encoder import Encoder
from indexer.training.reading.exercises import Example

_NEAREST, _NEAR = 3, 25
"""From which rank to which a stranger is taken: the nearest may answer a question that names no body."""
_FIRST_PLACE = 1000
"""More than any family has passages of its own."""


def strangers(examples: Sequence[Example], encoder: Encoder, count: int, seed: int) -> Iterator[Example]:
    """For each question `count` passages of other families, by chance among the likest, as not answering."""
    chance = random.Random(seed)
    told = list({(example.passage, example.about): example for example in examples}.values())
    families = np.array([example.family for example in told])
    passages = encoder.passages([normal_form(f"{each.about}\n{each.passage}") for each in told])
    asked = list({(example.family, example.question): example for example in examples}.values())
    questions = encoder.questions([normal_form(example.question) for example in asked])
    for example, vector in zip(asked, questions, strict=True):
        likeness = np.where(families == example.family, -2, passages @ vector)
        near = np.argsort(-likeness)[_NEAREST:_NEAR].tolist()
        for number, at in enumerate(chance.sample(near, count)):
            stranger = told[at]
            yield Example(
                example.question,
                stranger.passage,
                None,
                False,
                example.family,
                stranger.about,
                _FIRST_PLACE + number,
            )
