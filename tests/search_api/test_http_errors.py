"""Errors as HTTP: the table is whole, and nothing of the inside gets out."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog
from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.errors import KamnotError, UnreadableDocument
from indexer.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveFull,
    ModelMismatch,
    UnknownDocument,
    UnknownPassage,
)
from search_api import http_errors
from search_api.errors import InvalidQuery, InvalidSetting, NotAllowed
from search_api.http_errors import STATUS

SECRET = "/srv/ministry/archive"


def failing(error: Exception) -> TestClient:
    app = FastAPI()
    http_errors.install(app)

    @app.get("/")
    def fail() -> None:
        raise error

    app.add_middleware(http_errors.LastResort)
    app.add_middleware(CorrelationIdMiddleware)
    return TestClient(app)


@pytest.mark.parametrize(
    ("error", "status", "code", "told"),
    [
        (InvalidQuery("no words"), 422, "invalid_query", "no words"),
        (NotAllowed("no key"), 403, "not_allowed", "no key"),
        (UnreadableDocument("is empty"), 422, "unreadable_document", "is empty"),
        (UnknownDocument("a"), 404, "unknown_document", str(UnknownDocument("a"))),
        (UnknownPassage("a#1-2"), 404, "unknown_passage", str(UnknownPassage("a#1-2"))),
        (ArchiveBusy(Path(SECRET), 12), 409, "archive_busy", None),
        (ArchiveFull(Path(SECRET), 0), 507, "archive_full", None),
        (ArchiveDamaged(Path(SECRET), "torn"), 503, "archive_unavailable", None),
        (ModelMismatch("a", "b", "c"), 503, "archive_unavailable", None),
        (InvalidSetting("KAMNOT_KEY: short"), 500, "internal", None),
        (KamnotError(SECRET), 500, "internal", None),
        (RuntimeError(SECRET), 500, "internal", None),
    ],
)
def test_each_error_has_its_status_and_tells_no_folder(
    error: Exception, status: int, code: str, told: str | None
) -> None:
    with structlog.testing.capture_logs() as logged:
        failed = failing(error).get("/")
    problem = failed.json()["error"]
    assert (failed.status_code, problem["code"]) == (status, code)
    assert problem["request_id"] == failed.headers["x-request-id"]
    if told is None:
        assert SECRET not in failed.text
        assert [entry["request_id"] for entry in logged] == [problem["request_id"]]
    else:
        assert problem["message"] == told
        assert logged == []


def test_a_lone_surrogate_in_a_message_is_replaced() -> None:
    assert failing(InvalidQuery("\ud800")).get("/").json()["error"]["message"] == "?"


def test_a_caller_is_told_when_to_try_again() -> None:
    assert failing(ArchiveBusy(Path(SECRET), None)).get("/").headers["retry-after"] == "30"
    assert "retry-after" not in failing(InvalidQuery("a")).get("/").headers


def tree(kind: type[KamnotError]) -> set[type[KamnotError]]:
    return {kind} | {each for child in kind.__subclasses__() for each in tree(child)}


def test_the_table_goes_from_the_special_to_the_general_and_leaves_no_error_out() -> None:
    assert all(any(issubclass(kind, known) for known in STATUS) for kind in tree(KamnotError))
    listed = list(STATUS)
    for place, kind in enumerate(listed):
        assert not any(issubclass(later, kind) for later in listed[place + 1 :]), kind
