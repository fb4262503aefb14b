"""Embeds a batch of documents together, texts of like length side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from indexer.changes import Incoming
from indexer.encoder import Encoder, Rows
from indexer.preparing import Prepared

_AT_ONCE = 128
"""Texts between two notes of progress; the encoder makes its own batches of them."""


def incoming(
    prepared: Sequence[Prepared], encoder: Encoder, note: Callable[[int], None] = lambda count: None
) -> tuple[Incoming, ...]:
    """The documents with their vectors, in order; `note` hears how many passages were embedded each time."""
    texts = [text for each in prepared for text in each.texts]
    rows = _vectors(texts, encoder, note)
    ends = np.cumsum([len(each.texts) for each in prepared])
    return tuple(
        each.incoming(rows[end - len(each.texts) : end]) for each, end in zip(prepared, ends, strict=True)
    )


def _vectors(texts: list[str], encoder: Encoder, note: Callable[[int], None]) -> Rows:
    """The texts' unit rows, in order; embedded by length, so that little is padded."""
    rows = np.empty((len(texts), encoder.dimensions), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    for start in range(0, len(order), _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        rows[some] = encoder.passages([texts[at] for at in some])
        note(len(some))
    return rows
