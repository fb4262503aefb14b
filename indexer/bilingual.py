"""The shipped Khmer-English encoder, run by onnxruntime; nothing of torch is imported."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from indexer.encoder import Rows

SHIPPED = Path(__file__).parent / "models" / "kamnot-minilm"
BATCH_TOKENS = 512
"""Tokens in one run of the model, padding included. Passages of 128 tokens for each second of one core: 73
one by one, 64 by four, 51 by eight, 47 by sixteen (what does not fit the cache is read again)."""


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of one text's tokens that fits the model, with the text's place in the input."""

    text: int
    ids: list[int]


class BilingualEncoder:
    """Khmer and English texts to vectors of one space: the model in `folder`, the shipped one by default.

    A text of more tokens than the model reads (128) is cut into windows of equal length, and its vector is
    the mean of theirs: nothing is left out, and questions find such a text more often than by its beginning
    or by a longer reach (figures at `indexer.training.exporting.LONGEST`). Shorter passages are found far
    more often.
    Questions and passages are encoded alike.
    """

    def __init__(self, folder: Path = SHIPPED, threads: int = 2) -> None:
        tokenizer, limits = folder / "tokenizer.json", (folder / "sentence_bert_config.json").read_bytes()
        weights = (folder / "onnx" / "model.onnx").read_bytes()
        digest = blake2b(digest_size=4)
        for content in (tokenizer.read_bytes(), weights, limits):
            digest.update(content)
        self._name = f"{folder.name}-{digest.hexdigest()}"
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = SessionOptions()
        # One thread a batch and several batches at once: threads that share a batch wait for each other,
        # or spin and take the cores from everything else.
        options.intra_op_num_threads = 1
        self._threads = threads
        self._session = InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._dimensions = int(self._session.get_outputs()[0].shape[-1])
        self._longest = int(json.loads(limits)["max_seq_length"])
        self._start, self._end = self._tokenizer.encode("").ids

    @property
    def name(self) -> str:
        """The folder's name and a digest of its files."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The width of a row."""
        return self._dimensions

    def passages(self, texts: Sequence[str]) -> Rows:
        """One unit row for each passage, in order; a text's row does not depend on the others."""
        sums = np.zeros((len(texts), self._dimensions), np.float32)
        windows = sorted(self._windows(texts), key=lambda window: len(window.ids))
        batches = list(_batches(windows))
        for batch, vectors in zip(batches, self._all_vectors(batches), strict=True):
            for window, vector in zip(batch, vectors, strict=True):
                sums[window.text] += vector
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)

    def questions(self, texts: Sequence[str]) -> Rows:
        """One unit row for each question, in order."""
        return self.passages(texts)

    def _all_vectors(self, batches: Sequence[list[_Window]]) -> Iterator[Rows]:
        ids = ([window.ids for window in batch] for batch in batches)
        if len(batches) <= 1 or self._threads == 1:
            yield from map(self._vectors, ids)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(self._vectors, ids)

    def _windows(self, texts: Sequence[str]) -> Iterator[_Window]:
        room = self._longest - 2
        for text, encoded in enumerate(
            self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ):
            ids = encoded.ids
            count = max(1, -(-len(ids) // room))
            for window in range(count):
                cut = ids[len(ids) * window // count : len(ids) * (window + 1) // count]
                yield _Window(text, [self._start, *cut, self._end])

    def _vectors(self, ids: Sequence[list[int]]) -> Rows:
        """Unit rows, the mean of each text's token vectors; Reimers and Gurevych 2019, section 3."""
        width = max(map(len, ids))
        table, mask = np.zeros((len(ids), width), np.int64), np.zeros((len(ids), width), np.int64)
        for row, text in enumerate(ids):
            table[row, : len(text)], mask[row, : len(text)] = text, 1
        given = {"input_ids": table, "attention_mask": mask, "token_type_ids": np.zeros_like(table)}
        fed = {name: array for name, array in given.items() if name in self._inputs}
        hidden: NDArray[np.float32] = self._session.run(None, fed)[0]
        means = np.einsum("nwd,nw->nd", hidden, mask.astype(np.float32))
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, at most BATCH_TOKENS with their padding."""
    batch: list[_Window] = []
    for window in windows:
        if batch and (len(batch) + 1) * len(window.ids) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
