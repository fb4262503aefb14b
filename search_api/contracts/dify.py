"""Dify's external knowledge, version 1.

Source: https://docs.dify.ai/en/guides/knowledge-base/external-knowledge-api.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from indexer.filters import Filters, body_key
from indexer.snapshot import Snapshot
from search_api.contracts.dify_conditions import Conditions, document_metadata, passing
from search_api.dependencies import Linking, Serving
from search_api.errors import UnknownKnowledge
from search_api.hit import Hit
from search_api.http_errors import responses
from search_api.query import MAXIMUM_LIMIT, Query
from search_api.schemas import Question, document_url

WHOLE = "kamnot"
"""The id of the knowledge that is the whole archive; any other is an organising body's name."""

router = APIRouter(tags=["dify"], responses=responses(400, 401, 404, 408, 413, 422, 429, 503))


class RetrievalSetting(BaseModel):
    """How many records are wanted, and how good."""

    top_k: Annotated[int, Field(ge=1)] = 5
    score_threshold: Annotated[float, Field(ge=0, le=1)] | None = None
    score_threshold_enabled: bool = True


class RetrievalIn(BaseModel):
    """A question to one knowledge."""

    knowledge_id: Annotated[str, Field(max_length=300)]
    query: Question
    retrieval_setting: RetrievalSetting = RetrievalSetting()
    metadata_condition: Conditions | None = None


class RecordOut(BaseModel):
    """A passage. `score` is the likeness of question and passage, 0 to 1; records come best first, for which
    more than that counts."""

    content: str
    score: Annotated[float, Field(ge=0, le=1)]
    title: str
    metadata: dict[str, str | int]


class RecordsOut(BaseModel):
    """The records of a question."""

    records: list[RecordOut]


@router.post("/retrieval")
def retrieve(request: RetrievalIn, service: Serving, base: Linking) -> RecordsOut:
    """The passages that fulfil the conditions and come nearest to a question."""
    setting = request.retrieval_setting
    query = Query(request.query, limit=min(setting.top_k, MAXIMUM_LIMIT))
    with service.archive.snapshot() as snapshot:
        filters = _filters(request, snapshot)
    if filters is None:
        return RecordsOut(records=[])
    hits = service.search(replace(query, filters=filters)).hits
    least = setting.score_threshold if setting.score_threshold_enabled else None
    return RecordsOut(records=[_record(hit, base) for hit in hits if least is None or _score(hit) >= least])


def _filters(request: RetrievalIn, snapshot: Snapshot) -> Filters | None:
    """What a search is narrowed to; None where nothing passes. Raises UnknownKnowledge, InvalidQuery."""
    filters = Filters()
    if request.knowledge_id != WHOLE:
        if body_key(request.knowledge_id) not in snapshot.bodies():
            raise UnknownKnowledge(request.knowledge_id)
        filters = replace(filters, bodies=(request.knowledge_id,))
    if request.metadata_condition is None:
        return filters
    passed = passing(request.metadata_condition, snapshot.documents)
    if passed.documents == () or passed.kinds == ():
        return None
    return replace(filters, documents=passed.documents or (), kinds=passed.kinds or ())


def _score(hit: Hit) -> float:
    return round(min(1.0, max(0.0, hit.cosine)), 6)


def _record(hit: Hit, base: str) -> RecordOut:
    told = {
        name: value for name, value in document_metadata(hit.document).items() if isinstance(value, str | int)
    }
    place: dict[str, str | int] = {
        "kind": hit.passage.kind.value,
        "section": " › ".join(hit.passage.heading_path),
        "passage_id": hit.passage.id,
        "url": document_url(hit.document.id, base, hit.passage.span),
    }
    if hit.passage.page:
        place["page"] = hit.passage.page
    return RecordOut(
        content=hit.passage.text, score=_score(hit), title=hit.document.title, metadata=told | place
    )
