"""The first hits of a search read by the reader, and put in the order of what it makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from corpus.document import Language
from indexer.about import about
from search_api.hit import Hit
from search_api.reader import STRONGEST, Reader, Reading, Told

READ = 20
"""How many hits are read, some 7 ms each; DECISIONS.md has what more or fewer give."""
STRENGTH_BONUS = 0.5
ANSWERS_BONUS = 0.1
"""What a passage's strongest tokens add to its score, and that it answers at all."""


def reread(
    reader: Reader, question: str, hits: Sequence[Hit]
) -> tuple[tuple[Hit, ...], Mapping[str, Reading]]:
    """The hits, the first READ of them in a new order and with new scores, and their readings by passage id.

    What is read only gains, so scores still fall with rank.
    """
    first = hits[:READ]
    read = reader.read(question, [Told(meeting_line(hit), hit.passage.text) for hit in first])
    scored = [
        replace(hit, score=hit.score + STRENGTH_BONUS * strength(each) + ANSWERS_BONUS * each.answers)
        for hit, each in zip(first, read, strict=True)
    ]
    readings = {hit.passage.id: each for hit, each in zip(first, read, strict=True)}
    return (*sorted(scored, key=lambda hit: -hit.score), *hits[READ:]), readings


def strength(reading: Reading) -> float:
    """How likely the passage's strongest tokens are of an answer, 0 to 1."""
    return float(np.sort(reading.shares)[-STRONGEST:].mean()) if len(reading.shares) else 0.0


def meeting_line(hit: Hit) -> str:
    """The line on a hit's meeting, in its passage's language."""
    passage, entry = hit.passage, hit.document
    language = passage.languages[0] if passage.languages else Language.ENGLISH
    return about(entry.date, entry.title, passage.heading_path, language, entry.place or "")
