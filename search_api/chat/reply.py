"""An answer as text for a chat: quotes with marks that lead to their place, then the list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.document import Language, Span
from indexer.catalogue import Entry
from search_api.answer import Answer, Citation, NoAnswer
from search_api.language_model.claims import Claim
from search_api.schemas import document_url
from search_api.wording import Wording

NEAREST = 3
"""So many passages are named beside a refusal."""
_TITLE = 120
_MARKUP = re.compile(r"[\\\[\]<`*_~]|(?<=\n)[#>+-]|(?<=\n)\d{1,3}(?=[.)])")
"""What chat front-ends, which show Markdown, would take for a link, HTML, code, stress or a list."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a reply's text; one that quotes leads to `url`, the page of the place that it quotes."""

    text: str
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a reply's text quotes, a half-open span of its code points, and what."""

    span: Span
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    text: str
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Reply:
        """The pieces put together."""
        text, marks = "", []
        for piece in pieces:
            if piece.url:
                marks.append(Mark(Span(len(text), len(text) + len(piece.text)), piece.url, piece.title))
            text += piece.text
        return cls(text, tuple(marks))


@dataclass(slots=True)
class Composer:
    """Composes one reply in one language, numbering the documents that it cites as they come.

    base: what links begin with.
    """

    wording: Wording
    base: str
    _sources: dict[str, Piece] = field(default_factory=dict)

    def read_as(self, question: str) -> Iterator[Piece]:
        """That a follow-up was read as a whole question."""
        text = self.wording.text("read_as", question=_plain(question))
        yield Piece(f"*{text}*\n\n")

    def remark(self, key: str) -> Iterator[Piece]:
        """A line of the wording's."""
        yield Piece(f"*{self.wording.text(key)}*\n\n")

    def extracts(self, answer: Answer) -> Iterator[Piece]:
        """The quotes of an answer, a line each, with their sources."""
        opening, closing = ("«", "»") if self.wording.language is Language.KHMER else ("“", "”")
        for number, citation in enumerate(answer.citations):
            yield Piece(("\n\n" if number else "") + opening)
            yield self._quoting(_plain(citation.quote), citation)
            yield Piece(f"{closing} [{self._number(citation)}]")
        yield from self.sources()

    def claim(self, claim: Claim, first: bool) -> Iterator[Piece]:
        """A sentence that the language model wrote, with the numbers of its sources."""
        yield Piece("" if first else "\n\n")
        numbers = dict.fromkeys(self._number(each) for each in claim.citations)
        yield self._quoting(_plain(claim.text), claim.citations[0])
        yield Piece("".join(f" [{number}]" for number in numbers))

    def refusal(self, answer: NoAnswer) -> Iterator[Piece]:
        """That there is no answer, and links to what comes nearest."""
        yield Piece(self.wording.text(answer.refusal.value))
        nearest = {hit.document.id: hit for hit in reversed(answer.results.hits[:NEAREST])}
        if nearest:
            yield Piece(f" {self.wording.text('nearest')}\n")
        for hit in reversed(nearest.values()):
            url = document_url(hit.document.id, self.base, hit.passage.span)
            yield Piece(f"\n- [{_plain(self._title(hit.document))}]({url})")

    def sources(self) -> Iterator[Piece]:
        """The numbered documents, each with a link to the place that was cited first."""
        if self._sources:
            yield Piece("\n")
        for number, source in enumerate(self._sources.values(), start=1):
            yield Piece(f"\n{number}. [{_plain(source.title)}]({source.url})")

    def _quoting(self, text: str, citation: Citation) -> Piece:
        url = document_url(citation.document.id, self.base, citation.span)
        return Piece(text, url, self._title(citation.document, citation.page))

    def _number(self, citation: Citation) -> int:
        self._sources.setdefault(citation.document.id, self._quoting("", citation))
        return list(self._sources).index(citation.document.id) + 1

    def _title(self, document: Entry, page: int | None = None) -> str:
        title = " ".join(document.title.split())
        parts = [title if len(title) <= _TITLE else f"{title[:_TITLE].rstrip()}…"]
        if document.date:
            parts.append(self.wording.day(document.date))
        if page:
            parts.append(self.wording.text("page", n=page))
        return ", ".join(parts)


def _plain(text: str) -> str:
    """Text of a document that front-ends show as it is."""
    return _MARKUP.sub(lambda match: match[0] + "\\" if match[0].isdigit() else "\\" + match[0], text)
