"""Questions and answers in JSON, on the command line and over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.answer import Answer, Citation, NoAnswer
from search_api.language_model.written import Fallback, Written
from search_api.query import Query
from search_api.schemas import FiltersIn, HitOut, Limit, Question, UnderstoodOut, document_url


class AskIn(BaseModel):
    """A question that wants an answer."""

    model_config = ConfigDict(extra="forbid")

    question: Question
    limit: Limit = 5
    filters: FiltersIn = FiltersIn()
    interpret: Annotated[bool, Field(description="Whether dates and “latest” in the words may act.")] = True

    def to_query(self) -> Query:
        """The same, checked. Raises InvalidQuery."""
        return Query(self.question, self.filters.to_filters(), self.limit, 0, self.interpret)


class CitationOut(BaseModel):
    """A verbatim quote: it equals the document's body from `start` to `end`."""

    document_id: str
    title: str
    date: date | None
    page: int | None
    start: int
    end: int
    quote: str
    url: str

    @classmethod
    def from_citation(cls, citation: Citation, base: str) -> CitationOut:
        """`base` is what links begin with."""
        document = citation.document
        return cls(
            document_id=document.id,
            title=document.title,
            date=document.date,
            page=citation.page,
            start=citation.span.start,
            end=citation.span.end,
            quote=citation.quote,
            url=document_url(document.id, base, citation.span),
        )


class AskOut(BaseModel):
    """An answer made of its citations' quotes, or a refusal; in both cases the nearest hits.

    `confidence` is how likely the archive answers at all; too low a one is a refusal.
    Where a language model writes, `written_by` names it, and [1], [2] … in the answer are its citations in
    order.
    `remark` says `model_unused` when it failed, and `model_broke_off` when it did not come to an end.
    """

    question: str
    understood: UnderstoodOut
    answer: str | None
    refusal: str | None
    confidence: Annotated[float, Field(ge=0, le=1)]
    citations: list[CitationOut]
    hits: list[HitOut]
    written_by: str | None = None
    remark: Literal["model_unused", "model_broke_off"] | None = None

    @classmethod
    def from_answer(cls, query: Query, answer: Answer | NoAnswer | Written | Fallback, base: str) -> AskOut:
        """`base` is what links begin with."""
        if isinstance(answer, Fallback):
            return cls.from_answer(query, answer.answer, base).model_copy(update={"remark": "model_unused"})
        text, citations = _said(answer)
        written = answer if isinstance(answer, Written) else None
        return cls(
            question=query.text,
            understood=UnderstoodOut.from_understood(answer.results.understood),
            answer=text,
            refusal=answer.refusal.value if isinstance(answer, NoAnswer) else None,
            confidence=round(answer.confidence, 4),
            citations=[CitationOut.from_citation(each, base) for each in citations],
            hits=[HitOut.from_hit(hit, base) for hit in answer.results.hits[: query.limit]],
            written_by=written.model if written else None,
            remark="model_broke_off" if written and written.broken_off else None,
        )


def _said(answer: Answer | NoAnswer | Written) -> tuple[str | None, tuple[Citation, ...]]:
    """The text of an answer and its citations in the order of their numbers."""
    if isinstance(answer, NoAnswer):
        return None, ()
    if isinstance(answer, Answer):
        return answer.text, answer.citations
    numbers: dict[Citation, int] = {}
    lines = []
    for claim in answer.claims:
        own = [numbers.setdefault(citation, len(numbers) + 1) for citation in claim.citations]
        lines.append(f"{claim.text} {''.join(f'[{number}]' for number in own)}")
    return "\n".join(lines), tuple(numbers)
