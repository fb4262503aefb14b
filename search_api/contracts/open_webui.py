"""Open WebUI's external web search and external web loader (its `retrieval/web/external.py`, 0.12)."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

from fastapi import APIRouter
from pydantic import BaseModel, Field

from indexer.errors import UnknownDocument
from indexer.snapshot import Snapshot
from search_api.contracts.snippet import heading_of
from search_api.dependencies import Linking, Serving
from search_api.http_errors import responses
from search_api.query import MAXIMUM_LIMIT, Query
from search_api.schemas import Question, document_url

MOST_LINKS = 20

router = APIRouter(tags=["open webui"], responses=responses(400, 401, 408, 413, 422, 429, 503))

Link = Annotated[str, Field(max_length=4000)]


class WebSearchIn(BaseModel):
    """A search; more than kamnot gives at once is cut."""

    query: Question
    count: Annotated[int, Field(ge=1)] = 10


class WebResult(BaseModel):
    """A passage. Date and page stand in the title, for the client keeps nothing else."""

    link: str
    title: str
    snippet: str


class LoadIn(BaseModel):
    """Links that a search gave."""

    urls: Annotated[list[Link], Field(max_length=MOST_LINKS)]


class PageOut(BaseModel):
    """The text behind a link."""

    page_content: str
    metadata: dict[str, str]


@router.post("/search")
def search(request: WebSearchIn, service: Serving, base: Linking) -> list[WebResult]:
    """The passages of a search, best first."""
    results = service.search(Query(request.query, limit=min(request.count, MAXIMUM_LIMIT)))
    return [
        WebResult(
            link=document_url(hit.document.id, base, hit.passage.span),
            title=heading_of(hit),
            snippet=hit.passage.text.strip(),
        )
        for hit in results.hits
    ]


@router.post("/load")
def load(request: LoadIn, service: Serving) -> list[PageOut]:
    """The text behind links to our pages: the passage that one opens, or the whole minutes.

    They are told by their path, whatever address they begin with; others, and those to what is gone, are left
    out.
    """
    with service.archive.snapshot() as snapshot:
        found = [(link, _text_behind(link, snapshot)) for link in dict.fromkeys(request.urls)]
    return [PageOut(page_content=text, metadata={"source": link}) for link, text in found if text]


def _text_behind(link: str, snapshot: Snapshot) -> str | None:
    try:
        parts = urlsplit(link)
        query = parse_qs(parts.query)
        start, end = (int(query[name][0]) for name in ("start", "end")) if "start" in query else (0, 0)
    except (ValueError, KeyError):
        return None
    _, found, document_id = parts.path.rpartition("/documents/")
    if not found:
        return None
    try:
        archived = snapshot.document(unquote(document_id))
    except UnknownDocument:
        return None
    body = archived.document.body
    lead = archived.document.meeting.title.value
    return f"{lead}\n\n{body[start:end]}" if 0 <= start < end <= len(body) else body
