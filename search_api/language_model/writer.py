"""Answers that a language model writes, claim by claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.document import Document
from indexer.encoder import Encoder
from search_api.errors import ModelFailed
from search_api.hit import Hit
from search_api.language_model.claims import Checker, Claim
from search_api.language_model.endpoint import Message
from search_api.language_model.prompt import NOT_TOLD, messages
from search_api.query import Query


class Model(Protocol):
    """What writes."""

    @property
    def model(self) -> str:
        """Its name."""

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """What it writes, piece by piece. Raises ModelFailed."""


@dataclass(frozen=True, slots=True)
class NotTold:
    """The model's judgement that the passages don't answer."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Has a model write, and lets through what the minutes bear out."""

    model: Model

    def write(
        self, query: Query, hits: Sequence[Hit], documents: Sequence[Document], encoder: Encoder
    ) -> Iterator[Claim | NotTold]:
        """The claims of an answer, each as soon as it is written and checked; or NotTold alone.

        hits: those that the model is shown. documents: those of the hits, in their order. Raises ModelFailed
        when the model does, at once or midway, and where nothing that it wrote is borne out.
        """
        checker = Checker(query.text, hits, documents, encoder)
        pieces = self.model.stream(messages(query.text, query.language, hits))
        refused = False

        def told() -> Iterator[str]:
            nonlocal refused
            for line in lines(pieces):
                refused = line.strip(' ."“”*_`').upper() == NOT_TOLD
                if refused:
                    return
                yield line

        written = False
        for claim in checker.claims(told()):
            written = True
            yield claim
        if refused and not written:
            yield NotTold()
        elif not written:
            raise ModelFailed("nothing that the language model wrote is borne out by the minutes")


def lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a text that comes in pieces, each as soon as it is whole; empty ones are left out."""
    waiting = ""
    for piece in pieces:
        *whole, waiting = (waiting + piece).split("\n")
        yield from (line for line in whole if line.strip())
    if waiting.strip():
        yield waiting
