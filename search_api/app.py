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
from starlette.routing import Route
from starlette.types import ASGIApp

from search_api import http_errors
from search_api.access import Access
from search_api.access_log import AccessLog, configure_logging
from search_api.body_limit import BodyLimit
from search_api.contracts import dify, open_webui, openai_chat, openai_responses, opensearch, searxng
from search_api.contracts.mcp_endpoint import McpEndpoint
from search_api.dependencies import require_key
from search_api.rates import admission
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
CHAT_BYTES = 1024 * 1024
"""A conversation with its earlier replies; only its last question is searched for."""
EXPORT_BYTES = 512 * 1024
"""As many ids of passages as a reader may select, Khmer ones in a form's escaping."""
_MULTIPART_FRAME = 64 * 1024
"""What a multipart body holds beside the file itself, at most."""
_DOCS = "/docs"
_CONVERSATIONS = frozenset({"/v1/chat/completions", "/v1/responses"})


class State(TypedDict):
    """What the lifespan hands to requests."""

    service: Service
    mcp: ASGIApp


def create_app(settings: Settings, opened: Callable[[], Service] | None = None) -> FastAPI:
    """The app over the archive of the settings; `opened` makes its service, `open_service` by default."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[State]:
        log = structlog.get_logger()
        service = opened() if opened else open_service(settings, remark=lambda text: log.warning(text))
        try:
            with service.encoders.watched():
                # Imported here, for the protocol's package takes half a second that no command needs.
                from search_api.contracts.mcp_server import ArchiveServer

                manager = ArchiveServer(service, settings.public_url).over_http()
                async with manager.run():
                    yield {"service": service, "mcp": manager.handle_request}
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
    for routes in (questions, documents, state, openai_chat, openai_responses):
        app.include_router(routes.router, prefix="/v1")
    app.include_router(open_webui.router, prefix="/open-webui")
    app.include_router(dify.router)
    app.include_router(opensearch.router)
    if settings.searxng:
        app.include_router(searxng.router)
    # Without sessions there is nothing to listen for (GET) or to end (DELETE).
    app.router.routes.append(
        Route("/mcp", McpEndpoint(settings.public_url), methods=["POST"], include_in_schema=False)
    )
    app.include_router(pages)
    app.add_middleware(http_errors.LastResort)  # the first added is the innermost
    app.add_middleware(BodyLimit, largest=_largest_body(settings))
    app.add_middleware(Access, keys=settings.reading_keys, admit=admission(settings.requests_per_minute))
    app.add_middleware(SecurityHeaders, pages=frozenset({_DOCS}))
    app.add_middleware(AccessLog)
    app.add_middleware(CorrelationIdMiddleware)
    return app


def _largest_body(settings: Settings) -> Callable[[str, str, Headers], int]:
    """What each request may send: a file only with the key, for a body is read before a route is asked."""

    def largest(method: str, path: str, headers: Headers) -> int:
        if (method, path) == ("POST", "/export"):
            return EXPORT_BYTES
        if path in _CONVERSATIONS:
            return CHAT_BYTES
        if (method, path) != ("POST", "/v1/documents"):
            return QUESTION_BYTES
        require_key(settings.key, headers.get("authorization", ""))
        return settings.upload_mebibytes * MEBIBYTE + _MULTIPART_FRAME

    return largest


def from_environment() -> FastAPI:
    """The app as a server's worker makes it."""
    configure_logging()
    return create_app(read_settings())
