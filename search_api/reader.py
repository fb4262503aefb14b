"""The reader: where a passage answers a question, and whether it does; run by onnxruntime.

Made by `python -m indexer.training.reading`; its inputs are laid out as in `indexer.training.reading.model`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from corpus import khmer
from corpus.document import Span

SHIPPED = Path(__file__).parent / "models" / "kamnot-reader"
LONGEST = 272
QUESTION_TOKENS = 64
ABOUT_TOKENS = 80
"""As in training: tokens of all together, of a question, and of the line on the meeting."""
BATCH_PASSAGES = 2
"""Passages in one run of the model: more at once are slower on a core (see `indexer.bilingual`)."""
STRONGEST = 8
"""So many tokens decide how strongly a run of words answers: an answer may be a part of a sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage to be read, with the line on its meeting (`indexer.about`)."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one passage for one question.

    places: int64 (tokens, 2), each token's code points in the passage. shares: float32 (tokens,), 0 to 1, how
    likely each belongs to the answer. answers: 0 to 1, how likely the passage answers at all.
    """

    places: NDArray[np.int64]
    shares: NDArray[np.float32]
    answers: float

    def strength(self, span: Span | None = None, strongest: int = STRONGEST) -> float:
        """How likely the words of a run of the passage, or of all of it, answer, by its strongest tokens.

        0 to 1; 0 where no token lies in it.
        """
        shares = self.shares
        if span is not None:
            shares = shares[(self.places[:, 0] < span.end) & (self.places[:, 1] > span.start)]
        return float(np.sort(shares)[-strongest:].mean()) if len(shares) else 0.0


class Reader(Protocol):
    """Reads passages for an answer to a question."""

    def read(self, question: str, passages: Sequence[Told]) -> list[Reading]:
        """A reading for each passage, in order; a passage's does not depend on the others'."""


class ShippedReader:
    """The reader in `folder`, the shipped one by default; several threads may use it at once."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 2) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = SessionOptions()
        options.intra_op_num_threads = 1  # one thread a batch and several batches at once, as in the encoder
        model = (folder / "onnx" / "model.onnx").read_bytes()
        self._session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._first, self._last = self._tokenizer.encode("").ids
        self._threads = threads

    def read(self, question: str, passages: Sequence[Told]) -> list[Reading]:
        """A reading for each passage; a long passage's tokens past LONGEST have share 0."""
        normalised = [khmer.normalise(passage.text) for passage in passages]
        asked = [self._first, *self._ids([khmer.normal_form(question)], QUESTION_TOKENS)[0], self._last]
        abouts = self._ids([khmer.normal_form(passage.about) for passage in passages], ABOUT_TOKENS)
        told = self._tokenizer.encode_batch([each.text for each in normalised], add_special_tokens=False)
        heads = [[*asked, *about, self._last] for about in abouts]
        rows = [
            [*head, *encoded.ids[: LONGEST - len(head) - 1], self._last]
            for head, encoded in zip(heads, told, strict=True)
        ]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        batches = [order[cut : cut + BATCH_PASSAGES] for cut in range(0, len(order), BATCH_PASSAGES)]
        found: dict[int, Reading] = {}
        for batch, logits in zip(
            batches, self._all([[rows[at] for at in b] for b in batches], len(asked)), strict=True
        ):
            for at, own in zip(batch, logits, strict=True):
                start, end = len(heads[at]), len(rows[at]) - 1
                spans = [normalised[at].original(Span(*each)) for each in told[at].offsets[: end - start]]
                places = np.array([(span.start, span.end) for span in spans], np.int64).reshape(-1, 2)
                found[at] = Reading(places, _share(own[start:end, 0]), float(_share(own[0, 1])))
        return [found[at] for at in range(len(rows))]

    def _ids(self, texts: Sequence[str], most: int) -> list[list[int]]:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [each.ids[:most] for each in encoded]

    def _all(self, batches: Sequence[list[list[int]]], asked: int) -> Iterator[NDArray[np.float32]]:
        if len(batches) <= 1 or self._threads == 1:
            yield from (self._logits(batch, asked) for batch in batches)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(lambda batch: self._logits(batch, asked), batches)

    def _logits(self, rows: list[list[int]], asked: int) -> NDArray[np.float32]:
        """Logits (n, width, 2): part of the answer; at the first token, answered at all."""
        width = max(map(len, rows))
        ids, sides, mask = np.zeros((3, len(rows), width), np.int64)
        for at, row in enumerate(rows):
            ids[at, : len(row)], sides[at, asked : len(row)], mask[at, : len(row)] = row, 1, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": sides}
        logits: NDArray[np.float32] = self._session.run(["logits"], given)[0]
        return logits


def _share(logits: NDArray[np.float32] | np.float32) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
