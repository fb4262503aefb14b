"""A passage that was found, and how."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Span
from indexer.catalogue import Entry
from indexer.passage import Passage
from search_api.understanding import Understood


@dataclass(frozen=True, slots=True)
class Ranks:
    """The 1-based place of a passage in each arm; None where the arm did not find it."""

    dense: int | None
    lexical: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, the document it stands in, and its place among the hits.

    `score` falls with rank and is comparable within one result only; `cosine` is the passage's
    likeness to the question. `timely` is whether it is of a time that the question names, in minutes dated
    then or mentioning it; True where the question names none. `highlights` are runs of the passage's text
    that share a term with the question.
    """

    passage: Passage
    document: Entry
    score: float
    cosine: float
    ranks: Ranks
    highlights: tuple[Span, ...]
    timely: bool


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of one search, best first.

    `total` counts the passages that either arm brought, at most the pool that arms are asked for.
    `generation` is the archive's, so that two answers can be told to come from one state.
    """

    understood: Understood
    hits: tuple[Hit, ...]
    total: int
    generation: int
