"""Errors as HTTP: one table, one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from asgi_correlation_id import correlation_id
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import KamnotError, UnreadableDocument
from indexer.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveFull,
    UnknownDocument,
    UnknownPassage,
)
from search_api.errors import InvalidQuery, NotAllowed, UnknownKnowledge


@dataclass(frozen=True, slots=True)
class Shown:
    """How an error is shown to a caller."""

    status: int
    code: str
    message: str | None = None
    """None where the error's own text may be shown; texts that name folders and processes may not."""
    retry_seconds: int | None = None
    """None where trying again would not help."""


STATUS: Mapping[type[KamnotError], Shown] = {
    InvalidQuery: Shown(422, "invalid_query"),
    NotAllowed: Shown(403, "not_allowed"),
    UnreadableDocument: Shown(422, "unreadable_document"),
    UnknownKnowledge: Shown(404, "unknown_knowledge"),
    UnknownDocument: Shown(404, "unknown_document"),
    UnknownPassage: Shown(404, "unknown_passage"),
    ArchiveBusy: Shown(409, "archive_busy", "another change is being made; try again in a while", 30),
    ArchiveFull: Shown(507, "archive_full", "the archive's disk is full: the change was not made"),
    ArchiveError: Shown(503, "archive_unavailable", "the archive can't be read now; its log says why", 30),
    KamnotError: Shown(500, "internal", "an unexpected error; the log has more under the request id"),
}
"""From the special to the general: an error takes the first entry that it is an instance of."""

_CODES = {
    400: "invalid_request",
    401: "unauthorized",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    413: "too_large",
    422: "invalid_request",
    429: "too_many_requests",
}


class Problem(BaseModel):
    """What went wrong: a code for programs, a line for people, the request's id for the log."""

    code: str
    message: str
    request_id: str | None


class ErrorOut(BaseModel):
    """The one shape of an error."""

    error: Problem


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a route, for its declaration."""
    return {status: {"model": ErrorOut} for status in statuses}


def install(app: FastAPI) -> None:
    """Makes every error of the app's routes come out in the one shape."""
    app.add_exception_handler(KamnotError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unknown)  # of the outermost middlewares


class LastResort:
    """ASGI middleware that logs an unexpected error of the app within and shows the one shape.

    It stands inside the middlewares that add headers, which Starlette's own does not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def remember(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, remember)
        except Exception as error:
            if started:
                raise
            await _unexpected(scope["path"], error)(scope, receive, send)


def _entry(error: KamnotError) -> Shown:
    return next(entry for kind, entry in STATUS.items() if isinstance(error, kind))


def told(error: KamnotError) -> str:
    """What a caller may read of a known error."""
    return _entry(error).message or str(error)


def shown(error: KamnotError) -> JSONResponse:
    """A known error as a response; what its caller may not read goes to the log."""
    entry = _entry(error)
    if entry.message is not None:
        structlog.get_logger().warning(entry.code, error=_printable(str(error)), request_id=_request_id())
    headers = {"Retry-After": str(entry.retry_seconds)} if entry.retry_seconds else None
    return _shaped(entry.status, entry.code, told(error), headers)


def shown_http(error: HTTPException) -> JSONResponse:
    """An error that HTTP itself knows, as a response."""
    code = _CODES.get(error.status_code, "http_error")
    return _shaped(error.status_code, code, str(error.detail), error.headers)


def _shaped(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    problem = Problem(code=code, message=_printable(message), request_id=_request_id())
    return JSONResponse(ErrorOut(error=problem).model_dump(), status, headers)


def _request_id() -> str | None:
    return correlation_id.get()


def _printable(message: str) -> str:
    """A message without lone surrogates, which no encoding takes."""
    return message.encode("utf-8", "replace").decode()


def _known(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KamnotError)
    return shown(error)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    # What was sent is not repeated: it may be huge, or no valid Unicode.
    return _shaped(422, "invalid_request", f"{place}: {first['msg']}")


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return shown_http(error)


def _unknown(request: Request, error: Exception) -> JSONResponse:
    return _unexpected(request.url.path, error)


def _unexpected(path: str, error: Exception) -> JSONResponse:
    structlog.get_logger().error(
        "unexpected error", path=_printable(path), exc_info=error, request_id=_request_id()
    )
    return _shaped(500, "internal", "an unexpected error; the log has more under the request id")
