"""The archive as a search engine in a browser's address bar.

Sources: OpenSearch 1.1 draft 6 (https://github.com/dewitt/opensearch) and its Suggestions extension.
"""

from __future__ import annotations

from typing import Annotated
from xml.sax.saxutils import escape

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from search_api import query as queries
from search_api.dependencies import Linking, Serving
from search_api.errors import InvalidQuery
from search_api.http_errors import responses

DESCRIPTION_TYPE = "application/opensearchdescription+xml"
MOST_SUGGESTIONS = 8

router = APIRouter(tags=["browsers"], responses=responses(401, 429))

_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>kamnot</ShortName>
  <Description>កំណត់ហេតុកិច្ចប្រជុំ · Meeting minutes in Khmer and English</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <OutputEncoding>UTF-8</OutputEncoding>
  <Language>km</Language>
  <Language>en</Language>
  <Image width="16" height="16" type="image/svg+xml">{base}/static/icon.svg</Image>
  <Url type="text/html" method="get" template="{base}/?q={{searchTerms}}"/>
  <Url type="application/x-suggestions+json" rel="suggestions" method="get" template="{base}/suggest?q={{searchTerms}}"/>
  <Url type="{own}" rel="self" template="{base}/opensearch.xml"/>
</OpenSearchDescription>
"""  # noqa: E501 - an element a line


@router.get("/opensearch.xml", response_class=Response, responses={200: {"content": {DESCRIPTION_TYPE: {}}}})
def describe(request: Request, base: Linking) -> Response:
    """How a browser asks this archive."""
    text = _DESCRIPTION.format(base=escape(base, {'"': "&quot;"}), own=DESCRIPTION_TYPE)
    return Response(text, media_type=DESCRIPTION_TYPE)


class Suggestions(JSONResponse):
    """What a browser was suggested."""

    media_type = "application/x-suggestions+json"


@router.get(
    "/suggest",
    response_class=Response,
    responses={200: {"content": {Suggestions.media_type: {}}}, **responses(422, 503)},
)
def suggest(
    service: Serving, q: Annotated[str, Query(max_length=queries.MAXIMUM_CHARACTERS)] = ""
) -> Suggestions:
    """The titles of minutes that hold the words that were typed: `[typed, [suggestions]]`."""
    try:
        hits = service.search(queries.Query(q, limit=queries.MAXIMUM_LIMIT)).hits
    except InvalidQuery:  # what is typed begins with nothing to search for
        hits = ()
    titles = dict.fromkeys(" ".join(hit.document.title.split()) for hit in hits if hit.ranks.lexical)
    return Suggestions([q, list(titles)[:MOST_SUGGESTIONS]])
