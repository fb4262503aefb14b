"""Stand-ins whose results can be worked out by hand."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence

import numpy as np

from corpus.document import Document, Source
from corpus.minutes import describe
from corpus.readers import read
from indexer.encoder import Rows
from search_api.reader import Reading, Told


class FakeEncoder:
    """Counts words: each word adds one at the place of its CRC-32, and the row is made a unit.

    Texts that share no word are at right angles (but for chance), texts of the same words are one
    vector. A text without words points along the first axis.
    """

    def __init__(self, dimensions: int = 64, name: str = "fake") -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded: list[str] = []
        """Every text given to `passages`, in order."""

    def passages(self, texts: Sequence[str]) -> Rows:
        """One unit row for each passage."""
        self.embedded.extend(texts)
        return self.questions(texts)

    def questions(self, texts: Sequence[str]) -> Rows:
        """One unit row for each question."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"[^\s.,;:!?។៖]+", text.casefold()):
                row[zlib.crc32(word.encode()) % self.dimensions] += 1
            if not row.any():
                row[0] = 1
            row /= np.linalg.norm(row)
        return rows


class TurnedEncoder(FakeEncoder):
    """Another model of the same width: every row is turned by one place, so that a mix is seen."""

    def __init__(self, dimensions: int = 64, name: str = "turned") -> None:
        super().__init__(dimensions, name)

    def questions(self, texts: Sequence[str]) -> Rows:
        """One unit row for each question."""
        return np.ascontiguousarray(np.roll(super().questions(texts), 1, axis=1))


def read_plainly(content: bytes, path: str) -> Document:
    """The minutes in a file's bytes, read in this process: no sandbox has to be started."""
    source = Source(path, hashlib.sha256(content).hexdigest(), len(content), "text/plain")
    return describe(read(content, path), source)


class FakeReader:
    """A word of the passage answers when the question has it; the passage by the share that does."""

    def read(self, question: str, passages: Sequence[Told]) -> list[Reading]:
        """A reading for each passage, a token for each word."""
        asked = set(re.findall(r"\w+", question.casefold()))
        found = []
        for passage in passages:
            words = list(re.finditer(r"\w+", passage.text.casefold()))
            shares = np.array([float(word[0] in asked) for word in words], np.float32)
            places = np.array([word.span() for word in words], np.int64).reshape(-1, 2)
            found.append(Reading(places, shares, float(shares.mean()) if words else 0.0))
        return found
