"""How the service and its archive are."""

from __future__ import annotations

import shutil
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from search_api.dependencies import Serving
from search_api.document_schemas import RejectionOut, StatusOut
from search_api.http_errors import responses

router = APIRouter(tags=["state"], responses=responses(422))

_RESERVE_BYTES = 64 * 1024 * 1024
"""Less free disk than this leaves no room for a change (reliability.md: keep a reserve)."""


class HealthOut(BaseModel):
    """The process lives."""

    status: str = "ok"


class ReadyOut(BaseModel):
    """What has to be there before questions and changes can be served."""

    ready: bool
    generation: int
    encoder: str
    disk_reserve: bool


class RejectionsOut(BaseModel):
    """Files that did not become documents, by path."""

    rejections: list[RejectionOut]
    total: int


@router.get("/health")
async def health() -> HealthOut:  # on the event loop: it answers also while every thread is busy
    """Answers as long as the process does; asks nothing of the archive."""
    return HealthOut()


@router.get("/ready", responses={503: {"model": ReadyOut}, **responses(500)})
def ready(service: Serving, response: Response) -> ReadyOut:
    """Whether the archive is open, its indexes are of its newest generation, its encoder is to be had and
    the disk has room."""
    with service.archive.snapshot() as snapshot:
        generation = snapshot.generation
    reserve = shutil.disk_usage(service.archive.folder).free >= _RESERVE_BYTES
    ready = reserve and not service.encoders.failing
    if not ready:
        response.status_code = 503
    encoder = service.encoders.current.name
    return ReadyOut(ready=ready, generation=generation, encoder=encoder, disk_reserve=reserve)


@router.get("/status", responses=responses(503))
def status(service: Serving) -> StatusOut:
    """The archive in figures."""
    with service.archive.snapshot() as snapshot:
        return StatusOut.from_status(snapshot.status())


@router.get("/rejections", responses=responses(503))
def rejections(
    service: Serving,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> RejectionsOut:
    """The files that were refused, and why."""
    with service.archive.snapshot() as snapshot:
        found = snapshot.rejections()
    shown = [RejectionOut.from_rejection(each.path, each.reason) for each in found[offset : offset + limit]]
    return RejectionsOut(rejections=shown, total=len(found))
