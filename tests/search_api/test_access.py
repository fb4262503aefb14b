"""Who may read, and how often, on every contract alike."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.access import shown_key
from search_api.app import create_app
from search_api.rates import admission
from tests.search_api.conftest import KEY, opened

READ_KEY = "a key to read with, long enough"
ASKED: dict[tuple[str, str], Any] = {
    ("GET", "/v1/search?query=library"): None,
    ("POST", "/v1/ask"): {"question": "library"},
    ("GET", "/v1/documents"): None,
    ("GET", "/v1/documents/budget-2020"): None,
    ("GET", "/v1/documents/budget-2020/original"): None,
    ("GET", "/v1/status"): None,
    ("GET", "/v1/models"): None,
    ("POST", "/v1/chat/completions"): {"messages": [{"role": "user", "content": "library"}]},
    ("POST", "/v1/responses"): {"input": "library"},
    ("POST", "/open-webui/search"): {"query": "library", "count": 1},
    ("POST", "/open-webui/load"): {"urls": []},
    ("POST", "/retrieval"): {"knowledge_id": "kamnot", "query": "library"},
    ("GET", "/search?q=library"): None,
    ("GET", "/suggest?q=library"): None,
    ("GET", "/opensearch.xml"): None,
    ("GET", "/"): None,
    ("GET", "/?q=library"): None,
    ("GET", "/documents/budget-2020"): None,
    ("GET", "/decisions"): None,
    ("GET", "/openapi.json"): None,
    ("POST", "/mcp"): {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "a test", "version": "1"},
        },
    },
}
MCP = {"Accept": "application/json, text/event-stream"}


def basic(key: str) -> str:
    return "Basic " + b64encode(f"anybody:{key}".encode()).decode()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with opened(tmp_path_factory.mktemp("access")) as service:
        settings = replace(service.settings, read_key=READ_KEY, searxng=True)
        with TestClient(create_app(settings, lambda: service)) as client:
            yield client


@pytest.mark.parametrize(("method", "path"), ASKED)
def test_every_contract_asks_for_the_key(client: TestClient, method: str, path: str) -> None:
    body = ASKED[method, path]
    for wrong in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": basic("wrong")}):
        refused = client.request(method, path, json=body, headers=MCP | wrong)
        assert refused.status_code == 401, path
        assert refused.json()["error"]["code"] == "unauthorized"
        assert refused.headers["www-authenticate"].startswith("Bearer ")
        assert "library" not in refused.text
    for right in (f"Bearer {READ_KEY}", f"bearer {KEY}", basic(READ_KEY)):
        answered = client.request(method, path, json=body, headers=MCP | {"Authorization": right})
        assert answered.status_code == 200, (path, answered.text)


def test_a_browser_is_asked_in_the_way_that_it_knows(client: TestClient) -> None:
    refused = client.get("/", headers={"Accept": "text/html,application/xhtml+xml"})
    assert refused.headers["www-authenticate"] == 'Basic realm="kamnot", charset="UTF-8"'


@pytest.mark.parametrize("path", ["/v1/health", "/v1/ready"])
def test_monitors_need_no_key(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_key_to_read_changes_nothing(client: TestClient) -> None:
    reading = {"Authorization": f"Bearer {READ_KEY}"}
    assert client.delete("/v1/documents/budget-2020", headers=reading).status_code == 403
    sent = {"file": ("a.txt", b"Minutes")}
    assert client.post("/v1/documents", files=sent, headers=reading).status_code == 403


def test_what_a_browser_shows_by_itself_changes_nothing(client: TestClient) -> None:
    shown = {"Authorization": basic(KEY)}
    assert client.delete("/v1/documents/budget-2020", headers=shown).status_code == 403


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Bearer  a b ", "a b"),
        (basic("ខ្មែរ"), "ខ្មែរ"),
        ("Basic !!!", ""),
        ("Basic " + b64encode(b"no colon").decode(), ""),
        ("Digest x", ""),
        ("", ""),
    ],
)
def test_a_key_is_read_out_of_a_header(header: str, expected: str) -> None:
    assert shown_key(header) == expected


def test_too_many_requests_are_refused_on_whatever_contract(tmp_path: Path) -> None:
    with opened(tmp_path) as service:
        settings = replace(service.settings, requests_per_minute=3)
        with TestClient(create_app(settings, lambda: service)) as client:
            assert client.get("/v1/models").status_code == 200
            assert client.post("/open-webui/load", json={"urls": []}).status_code == 200
            assert client.get("/opensearch.xml").status_code == 200
            refused = client.get("/v1/search?query=library")
            assert refused.status_code == 429
            assert refused.json()["error"]["code"] == "too_many_requests"
            assert 1 <= int(refused.headers["retry-after"]) <= 60
            assert client.get("/v1/health").status_code == 200


def test_callers_are_counted_apart() -> None:
    admit = admission(1)
    assert admit("a") == 0
    assert admit("b") == 0
    assert admit("a") >= 1


def test_without_a_bound_as_many_come_as_like() -> None:
    admit = admission(0)
    assert [admit("a") for _ in range(1000)] == [0] * 1000
