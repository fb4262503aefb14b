"""Searching and asking."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query

from search_api.answer_schemas import AskIn, AskOut
from search_api.dependencies import Filtering, Serving
from search_api.examples import ASK_REQUESTS, ASK_RESPONSES, SEARCH_REQUESTS, SEARCH_RESPONSES, shown
from search_api.http_errors import responses
from search_api.schemas import Limit, Offset, Question, SearchIn, SearchOut

router = APIRouter(tags=["questions"], responses=responses(400, 408, 413, 422, 503))


@router.post("/search", responses=shown(SEARCH_RESPONSES))
def search(
    request: Annotated[SearchIn, Body(openapi_examples=SEARCH_REQUESTS)], service: Serving
) -> SearchOut:
    """The passages that come nearest to a query, in either language, best first."""
    query = request.to_query()
    return SearchOut.from_results(query, service.search(query), service.settings.public_url)


@router.get("/search", responses=shown(SEARCH_RESPONSES))
def search_by_link(
    query: Annotated[Question, Query()],
    filters: Filtering,
    service: Serving,
    limit: Annotated[Limit, Query()] = 10,
    offset: Annotated[Offset, Query()] = 0,
    interpret: bool = True,
) -> SearchOut:
    """The same, with query parameters."""
    request = SearchIn(query=query, limit=limit, offset=offset, filters=filters, interpret=interpret)
    return search(request, service)


@router.post("/ask", responses=shown(ASK_RESPONSES))
def ask(request: Annotated[AskIn, Body(openapi_examples=ASK_REQUESTS)], service: Serving) -> AskOut:
    """The answer in the minutes' own words with its citations, or a refusal with its reason."""
    query = request.to_query()
    return AskOut.from_answer(query, service.answer_in_words(query), service.settings.public_url)


@router.get("/ask", responses=shown(ASK_RESPONSES))
def ask_by_link(
    question: Annotated[Question, Query()],
    filters: Filtering,
    service: Serving,
    limit: Annotated[Limit, Query()] = 5,
    interpret: bool = True,
) -> AskOut:
    """The same, with query parameters."""
    return ask(AskIn(question=question, limit=limit, filters=filters, interpret=interpret), service)
