"""One structured line a request, on stderr."""

from __future__ import annotations

import os
import sys
import time

import structlog
from asgi_correlation_id import correlation_id
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def configure_logging() -> None:
    """Makes structlog write JSON lines with a UTC time to stderr."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


class AccessLog:
    """ASGI middleware that logs method, path, status and time; never what was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._log = structlog.get_logger()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def remember(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, remember)
        finally:
            client = scope.get("client")
            self._log.info(
                "request",
                method=scope["method"],
                path=scope["path"].encode("utf-8", "replace").decode(),
                status=status,
                milliseconds=round((time.perf_counter() - began) * 1000, 1),
                client=client[0] if client else None,
                process=os.getpid(),
                request_id=correlation_id.get(),
            )
