"""What is said in reply to a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Span
from indexer.catalogue import Entry
from search_api.hit import Hit, Results


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim run of a document: `quote` equals its body from `span.start` to `span.end`."""

    document: Entry
    span: Span
    page: int | None
    quote: str


class Refusal(StrEnum):
    """Why a question gets no answer."""

    NOTHING_FOUND = "nothing_found"
    NO_SUCH_DATE = "no_such_date"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class Answer:
    """Verbatim citations that answer, the main one first, of several times the others in order of date.

    confidence: how likely the archive answers the question at all, 0 to 1. cited: the hits that the citations
    were found in, in their order, which may be none of the results' first; empty where no passage was sought.
    """

    citations: tuple[Citation, ...]
    confidence: float
    results: Results
    cited: tuple[Hit, ...] = ()

    @property
    def text(self) -> str:
        """The quotes, a line each."""
        return "\n".join(citation.quote for citation in self.citations)


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The archive doesn't hold the answer as far as can be told; `results` has what comes nearest.

    confidence: as in `Answer`.
    """

    refusal: Refusal
    confidence: float
    results: Results
