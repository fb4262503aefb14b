"""Errors as HTTP: one table, one shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from asgi_correlation_id import correlation_id
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from corpus.errors import KamnotError, UnreadableDocument
from indexer.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveFull,
    UnknownDocument,
    UnknownPassage,
)
from search_api.errors import InvalidQuery, NotAllowed

STATUS: Mapping[type[KamnotError], tuple[int, str]] = {
    InvalidQuery: (422, "invalid_query"),
    NotAllowed: (403, "not_allowed"),
    UnreadableDocument: (422, "unreadable_document"),
    UnknownDocument: (404, "unknown_document"),
    UnknownPassage: (404, "unknown_passage"),
    ArchiveBusy: (409, "archive_busy"),
    ArchiveFull: (507, "archive_full"),
    ArchiveError: (503, "archive_unavailable"),
    KamnotError: (500, "internal"),
}
"""From the special to the general: an error takes the first entry that it is an instance of."""

_CODES = {
    401: "unauthorized",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    422: "invalid_request",
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
    """Makes every error of the app come out in the one shape."""
    app.add_exception_handler(KamnotError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unknown)


def _shaped(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    problem = Problem(code=code, message=message, request_id=correlation_id.get())
    return JSONResponse(ErrorOut(error=problem).model_dump(), status, headers)


def _known(request: Request, error: Exception) -> JSONResponse:
    status, code = next(entry for kind, entry in STATUS.items() if isinstance(error, kind))
    return _shaped(status, code, str(error).encode("utf-8", "replace").decode())


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    # What was sent is not repeated: it may be huge, or no valid Unicode.
    return _shaped(422, "invalid_request", f"{place}: {first['msg']}".encode("utf-8", "replace").decode())


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "http_error")
    return _shaped(error.status_code, code, str(error.detail), error.headers)


def _unknown(request: Request, error: Exception) -> JSONResponse:
    structlog.get_logger().error("unexpected error", path=request.url.path, exc_info=error)
    return _shaped(500, "internal", "an unexpected error; the log has more under the request id")
