"""Bounds what a request may send before anything reads it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import KamnotError
from search_api import http_errors

BODY_SECONDS = 20.0
SLOWEST_BYTES = 32 * 1024
"""A body may take BODY_SECONDS, and a second more for each SLOWEST_BYTES that it may hold."""


class BodyLimit:
    """ASGI middleware that refuses a body of more bytes than `largest` allows its request, or a slow one.

    A body that tells its length is refused unread, one that comes in chunks where it passes the bound.
    `largest` may raise a KamnotError, which is the reply. Starlette's own limiter replies in plain text.
    """

    def __init__(
        self, app: ASGIApp, largest: Callable[[str, str, Headers], int], seconds: float = BODY_SECONDS
    ) -> None:
        self._app = app
        self._largest = largest
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        told = headers.get("content-length", "")
        try:
            most = self._largest(scope["method"], scope["path"], headers)
        except KamnotError as error:
            await http_errors.shown(error)(scope, receive, send)
            return
        too_large = HTTPException(413, f"at most {most:,} bytes are taken here")
        if told.isdecimal() and int(told) > most:
            await http_errors.shown_http(too_large)(scope, receive, send)
            return
        taken = 0
        whole = False
        late = time.monotonic() + self._seconds + most / SLOWEST_BYTES

        async def count() -> Message:
            nonlocal taken, whole
            if whole:  # what comes now is the end of the connection, for which there is no hurry
                return await receive()
            try:
                async with asyncio.timeout(late - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, "the body took too long to come") from None
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > most:
                raise too_large  # inside the app, whose handler gives it the one shape
            return message

        await self._app(scope, count, send)
