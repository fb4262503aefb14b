"""The HTTP service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypedDict

import structlog
from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.datastructures import Headers

from search_api import http_errors
from search_api.access_log import AccessLog, configure_logging
from search_api.body_limit import BodyLimit
from search_api.dependencies import require_key
from search_api.routes import documents, questions, state
from search_api.security_headers import SecurityHeaders
from search_api.settings import MEBIBYTE, Settings, read_settings
from search_api.startup import Service, open_service
from search_api.web.routes import router as pages

_DESCRIPTION = """
An archive of meeting minutes in Khmer and English. **Search** returns passages, **ask** returns an
answer made of verbatim quotes, or a refusal. Offsets count code points of a document's body; a quote
equals the body from `start` to `end`. Errors have one shape: `{"error": {"code", "message",
"request_id"}}`.
"""
QUESTION_BYTES = 64 * 1024
"""A question of 2,000 characters takes 24,000 in JSON's longest escaping; the rest is for filters."""
EXPORT_BYTES = 512 * 1024
"""As many ids of passages as a reader may select, Khmer ones in a form's escaping."""
_MULTIPART_FRAME = 64 * 1024
"""What a multipart body holds beside the file itself, at most."""
_DOCS = "/docs"


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
            with service.encoders.watched():
                yield {"service": service}
        finally:
            service.close()

    app = FastAPIOffline(
        docs_url=_DOCS,
        redoc_url=None,
        static_url="/docs-files",
        title="kamnot",
        version="1",
        description=_DESCRIPTION,
        lifespan=lifespan,
    )
    http_errors.install(app)
    for router in (questions.router, documents.router, state.router):
        app.include_router(router, prefix="/v1")
    app.include_router(pages)
    app.add_middleware(http_errors.LastResort)  # the first added is the innermost
    app.add_middleware(BodyLimit, largest=_largest_body(settings))
    app.add_middleware(SecurityHeaders, pages=frozenset({_DOCS}))
    app.add_middleware(AccessLog)
    app.add_middleware(CorrelationIdMiddleware)
    return app


def _largest_body(settings: Settings) -> Callable[[str, str, Headers], int]:
    """What each request may send: a file only with the key, for a body is read before a route is asked."""

    def largest(method: str, path: str, headers: Headers) -> int:
        if (method, path) == ("POST", "/export"):
            return EXPORT_BYTES
        if (method, path) != ("POST", "/v1/documents"):
            return QUESTION_BYTES
        require_key(settings.key, headers.get("authorization", ""))
        return settings.upload_mebibytes * MEBIBYTE + _MULTIPART_FRAME

    return largest


def from_environment() -> FastAPI:
    """The app as a server's worker makes it."""
    configure_logging()
    return create_app(read_settings())
