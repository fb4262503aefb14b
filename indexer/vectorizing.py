"""Embeds a batch of documents together, texts of like length side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from indexer.changes import Incoming
from indexer.encoder import Encoder, Rows
from indexer.preparing import Prepared

Known: TypeAlias = Callable[[str], Mapping[str, Rows]]
"""The texts that a document was embedded from, by its id, each with its vector (dim,)."""

_AT_ONCE = 128
"""Texts between two notes of progress; the encoder makes its own batches of them."""


def incoming(
    prepared: Sequence[Prepared],
    encoder: Encoder,
    note: Callable[[int], None] = lambda count: None,
    known: Known = lambda document_id: {},
) -> tuple[Incoming, ...]:
    """The documents with their vectors, in order; `note` hears how many passages were embedded each time.

    A changed document's passages that its former self had too keep their vectors.
    """
    texts: list[str] = []
    rows = np.empty((sum(len(each.texts) for each in prepared), encoder.dimensions), dtype=np.float32)
    new: list[int] = []
    for each in prepared:
        former = known(each.reading.id) if each.reading.known else {}
        for text in each.texts:
            if text in former:
                rows[len(texts)] = former[text]
            else:
                new.append(len(texts))
            texts.append(text)
    embed(texts, new, rows, encoder, note)
    ends = np.cumsum([len(each.texts) for each in prepared])
    return tuple(
        each.incoming(rows[end - len(each.texts) : end]) for each, end in zip(prepared, ends, strict=True)
    )


def embed(
    texts: Sequence[str],
    new: Iterable[int],
    rows: Rows,
    encoder: Encoder,
    note: Callable[[int], None] = lambda count: None,
) -> None:
    """Fills in the rows of the new texts, which are taken by length, so that little is padded."""
    order = sorted(new, key=lambda at: len(texts[at]))
    for start in range(0, len(order), _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        rows[some] = encoder.passages([texts[at] for at in some])
        note(len(some))
