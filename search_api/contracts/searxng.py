"""SearXNG's JSON (its `/search?format=json`), for clients that know no other search engine.

Source: https://docs.searxng.org/dev/search_api.html. Of its parameters `language`,
`time_range` and `pageno` act.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field

from corpus.document import Language
from indexer.filters import Filters
from search_api import query as queries
from search_api.contracts.snippet import heading_of
from search_api.dependencies import Linking, Serving
from search_api.http_errors import responses
from search_api.schemas import Question, document_url
from search_api.startup import Service

PER_PAGE = 10
_RANGES = {"day": 1, "week": 7, "month": 31, "year": 366}

router = APIRouter(tags=["searxng"], responses=responses(400, 401, 408, 413, 422, 429, 503))

Range = Literal["day", "week", "month", "year", ""]
Page = Annotated[int, Field(ge=1, le=queries.MAXIMUM_LIMIT)]
Tongue = Annotated[str, Field(max_length=20)]


class Result(BaseModel):
    """A passage. `parsed_url`, `engines` and the like are what SearXNG's own results have."""

    url: str
    title: str
    content: str
    score: float
    publishedDate: str | None
    engine: Literal["kamnot"] = "kamnot"
    engines: list[str] = ["kamnot"]
    category: Literal["general"] = "general"


class ResultsOut(BaseModel):
    """A page of results, best first."""

    query: str
    number_of_results: int
    results: list[Result]
    answers: list[Any] = []
    corrections: list[Any] = []
    infoboxes: list[Any] = []
    suggestions: list[str] = []
    unresponsive_engines: list[Any] = []


@router.get("/search")
def search(
    q: Annotated[Question, Query()],
    service: Serving,
    base: Linking,
    language: Annotated[Tongue, Query()] = "",
    time_range: Annotated[Range, Query()] = "",
    pageno: Annotated[Page, Query()] = 1,
) -> ResultsOut:
    """The passages of a search. A language other than Khmer and English, as `all` or `auto`, means both; a
    range of time looks at the minutes' date."""
    return _found(service, base, q, language, time_range, pageno)


@router.post("/search")
def search_by_form(
    q: Annotated[Question, Form()],
    service: Serving,
    base: Linking,
    language: Annotated[Tongue, Form()] = "",
    time_range: Annotated[Range, Form()] = "",
    pageno: Annotated[Page, Form()] = 1,
) -> ResultsOut:
    """The same, from a form."""
    return _found(service, base, q, language, time_range, pageno)


def _found(service: Service, base: str, text: str, language: str, time_range: str, pageno: int) -> ResultsOut:
    today = service.searcher.today()
    query = queries.Query(
        text,
        Filters(since=_since(today, time_range), languages=_languages(language)),
        limit=PER_PAGE,
        offset=(pageno - 1) * PER_PAGE,
    )
    results = service.search(query)
    return ResultsOut(
        query=text,
        number_of_results=results.total,
        results=[
            Result(
                url=document_url(hit.document.id, base, hit.passage.span),
                title=heading_of(hit),
                content=hit.passage.text.strip(),
                score=round(hit.score, 6),
                publishedDate=f"{hit.document.date.isoformat()}T00:00:00" if hit.document.date else None,
            )
            for hit in results.hits
        ],
    )


def _since(today: date, time_range: str) -> date | None:
    return today - timedelta(days=_RANGES[time_range]) if time_range else None


def _languages(language: str) -> tuple[Language, ...]:
    """The language of a code such as `km-KH`; none where there are no minutes in it, so that it means all."""
    code = language.split("-")[0].lower()
    return tuple(each for each in Language if each.value == code)
