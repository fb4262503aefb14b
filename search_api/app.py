"""The HTTP service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypedDict

import structlog
from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI

from search_api import http_errors
from search_api.access_log import AccessLog, configure_logging
from search_api.routes import documents, questions, state
from search_api.settings import MEBIBYTE, Settings, read_settings
from search_api.startup import Service, open_service

_DESCRIPTION = """
An archive of meeting minutes in Khmer and English. **Search** returns passages, **ask** returns an
answer made of verbatim quotes, or a refusal. Offsets count code points of a document's body; a quote
equals the body from `start` to `end`. Errors have one shape: `{"error": {"code", "message",
"request_id"}}`.
"""
_MULTIPART_FRAME = 64 * 1024
"""What a multipart body holds beside the file itself, at most."""


class State(TypedDict):
    """What the lifespan hands to requests."""

    service: Service


def create_app(settings: Settings, opened: Callable[[], Service] | None = None) -> FastAPI:
    """The app over the archive of the settings; `opened` makes its service, `open_service` by default."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[State]:
        log = structlog.get_logger()
        service = opened() if opened else open_service(settings, remark=lambda text: log.warning(text))
        try:
            yield {"service": service}
        finally:
            service.close()

    app = FastAPI(
        title="kamnot",
        version="1",
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url="/docs",
        redoc_url=None,
        max_body_size=settings.upload_mebibytes * MEBIBYTE + _MULTIPART_FRAME,
    )
    http_errors.install(app)
    for router in (questions.router, documents.router, state.router):
        app.include_router(router, prefix="/v1")
    app.add_middleware(AccessLog)
    app.add_middleware(CorrelationIdMiddleware)
    return app


def from_environment() -> FastAPI:
    """The app as a server's worker makes it."""
    configure_logging()
    return create_app(read_settings())
