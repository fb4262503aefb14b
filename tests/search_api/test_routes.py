"""The HTTP routes: what they return, what they refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from search_api.answer_schemas import AskIn, AskOut
from search_api.examples import ASK_REQUESTS, ASK_RESPONSES, SEARCH_REQUESTS, SEARCH_RESPONSES
from search_api.schemas import SearchIn, SearchOut
from search_api.startup import Service
from tests.search_api.conftest import ENGLISH, KEY, KHMER

AUTHORISED = {"Authorization": f"Bearer {KEY}"}


def body_of(client: TestClient, document_id: str) -> str:
    read = client.get(f"/v1/documents/{quote(document_id, safe='')}")
    assert read.status_code == 200, read.text
    text: str = read.json()["body_text"]
    return text


def marked(client: TestClient, url: str) -> str:
    """What is marked on the page that a link opens."""
    page = LexborHTMLParser(client.get(url.partition("#")[0]).text)
    return "\n".join(node.text() for node in page.css("main mark"))


def test_a_hit_is_verbatim_and_says_where_it_stands(client: TestClient) -> None:
    found = client.post("/v1/search", json={"query": "library opens on Saturdays"}).json()
    hit = found["hits"][0]
    assert hit["document_id"] == "budget-2020"
    assert (hit["title"], hit["date"], hit["languages"]) == (
        "Minutes of the Budget Committee",
        "2020-03-12",
        ["en"],
    )
    assert hit["text"] == body_of(client, "budget-2020")[hit["start"] : hit["end"]]
    assert "library" in {hit["text"][start:end].split()[0] for start, end in hit["highlights"]}
    assert hit["ranks"]["lexical"] == 1
    assert marked(client, hit["url"]).split() == hit["text"].split()
    passage = client.get(f"/v1/passages/{quote(hit['passage_id'], safe='')}").json()
    assert (passage["text"], passage["url"]) == (hit["text"], hit["url"])


def test_searching_by_link_is_searching(client: TestClient) -> None:
    posted = client.post("/v1/search", json={"query": "ថវិកា", "limit": 2, "filters": {"languages": ["km"]}})
    linked = client.get("/v1/search", params={"query": "ថវិកា", "limit": 2, "language": "km"})
    assert posted.json() == linked.json()
    assert {hit["document_id"] for hit in posted.json()["hits"]} == {"ថវិកា-2021"}


def test_a_question_in_one_language_finds_minutes_in_the_other(client: TestClient) -> None:
    found = client.post("/v1/search", json={"query": "library"}).json()
    assert {hit["document_id"] for hit in found["hits"]} >= {"budget-2020", "ថវិកា-2021"}


def test_dates_in_the_words_prefer_their_minutes_and_can_be_switched_off(client: TestClient) -> None:
    dated = client.post("/v1/search", json={"query": "budget in 2021"}).json()
    assert dated["understood"]["periods"] == [{"since": "2021-01-01", "until": "2021-12-31"}]
    order = [hit["document_id"] for hit in dated["hits"]]
    assert order[:2] == ["ថវិកា-2021"] * 2
    assert set(order) == {"ថវិកា-2021", "budget-2020"}
    whole = client.post("/v1/search", json={"query": "budget in 2021", "interpret": False}).json()
    assert whole["understood"]["periods"] == []
    assert {hit["document_id"] for hit in whole["hits"]} == {"ថវិកា-2021", "budget-2020"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2021-01-01"}, {"ថវិកា-2021"}),
        ({"until": "2020-12-31"}, {"budget-2020"}),
        ({"languages": ["en"]}, {"budget-2020"}),
        ({"documents": ["budget-2020"]}, {"budget-2020"}),
        ({"documents": ["none"]}, set()),
        ({"kinds": ["next_meeting"]}, {"budget-2020"}),
    ],
)
def test_filters_act_before_ranking(
    client: TestClient, filters: dict[str, object], expected: set[str]
) -> None:
    found = client.post("/v1/search", json={"query": "budget ថវិកា meeting", "filters": filters}).json()
    assert {hit["document_id"] for hit in found["hits"]} == expected


def test_every_citation_is_verbatim(client: TestClient) -> None:
    asked = client.post("/v1/ask", json={"question": "The library opens on Saturdays?"}).json()
    assert asked["refusal"] is None
    assert asked["answer"] == "\n".join(citation["quote"] for citation in asked["citations"])
    for citation in asked["citations"]:
        body = body_of(client, citation["document_id"])
        assert citation["quote"] == body[citation["start"] : citation["end"]]


def test_a_date_without_minutes_is_refused_with_that_reason(client: TestClient) -> None:
    asked = client.get("/v1/ask", params={"question": "What was decided in 2005?"}).json()
    assert (asked["answer"], asked["refusal"], asked["citations"]) == (None, "no_such_date", [])


def test_documents_are_listed_with_facets_and_read_whole(client: TestClient) -> None:
    listed = client.get("/v1/documents").json()
    assert [entry["document_id"] for entry in listed["documents"]] == ["ថវិកា-2021", "budget-2020"]
    assert listed["total"] == 2
    assert listed["facets"]["year"] == [{"value": 2021, "count": 1}, {"value": 2020, "count": 1}]
    assert client.get(listed["documents"][0]["url"]).headers["content-type"].startswith("text/html")
    whole = client.get(f"/v1/documents/{quote('ថវិកា-2021')}").json()
    assert whole["body_text"] == KHMER
    assert "".join(KHMER[section["start"] : section["end"]] for section in whole["sections"]) == KHMER


def test_the_original_comes_back_byte_for_byte_as_a_download(client: TestClient) -> None:
    got = client.get("/v1/documents/budget-2020/original")
    assert got.content == ENGLISH.encode()
    assert got.headers["content-disposition"] == "attachment; filename*=UTF-8''budget-2020.txt"
    assert got.headers["x-content-type-options"] == "nosniff"


def test_an_added_document_is_found_at_once_and_a_deleted_one_no_more(client: TestClient) -> None:
    text = "Minutes of the Zebra Group\nDate: 1 May 2022\nThe zebra enclosure costs 300 dollars.\n"
    added = client.post("/v1/documents", files={"file": ("zebra.txt", text.encode())}, headers=AUTHORISED)
    assert added.status_code == 201, added.text
    assert added.json()["document_id"] == "zebra"
    hits = client.get("/v1/search", params={"query": "zebra enclosure"}).json()["hits"]
    assert hits[0]["document_id"] == "zebra"
    assert client.delete("/v1/documents/zebra", headers=AUTHORISED).status_code == 204
    hits = client.get("/v1/search", params={"query": "zebra enclosure"}).json()["hits"]
    assert "zebra" not in {hit["document_id"] for hit in hits}
    assert client.delete("/v1/documents/zebra", headers=AUTHORISED).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_changes_need_the_key(client: TestClient, headers: dict[str, str]) -> None:
    refused = client.post("/v1/documents", files={"file": ("a.txt", b"Minutes")}, headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_allowed")
    assert client.delete("/v1/documents/budget-2020", headers=headers).status_code == 403
    assert client.get("/v1/documents").json()["total"] == 2


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("empty.txt", b"", 422, "unreadable_document"),
        ("torn.docx", b"PK\x03\x04 torn", 422, "unreadable_document"),
        ("tool.exe", b"MZ", 422, "unreadable_document"),
        ("big.txt", b"a" * 1_200_000, 413, "too_large"),
    ],
)
def test_an_upload_that_cannot_be_read_says_why(
    client: TestClient, name: str, content: bytes, status: int, code: str
) -> None:
    refused = client.post("/v1/documents", files={"file": (name, content)}, headers=AUTHORISED)
    assert (refused.status_code, refused.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/documents/none", 404, "unknown_document"),
        ("GET", "/v1/documents/none/original", 404, "unknown_document"),
        ("GET", "/v1/passages/none%231-2", 404, "unknown_passage"),
        ("GET", "/v1/nothing", 404, "not_found"),
        ("PUT", "/v1/search", 405, "method_not_allowed"),
        ("GET", "/v1/search", 422, "invalid_request"),
        ("GET", "/v1/search?query=...", 422, "invalid_query"),
        ("GET", "/v1/search?query=a&limit=101", 422, "invalid_request"),
        ("GET", "/v1/search?query=a&since=yesterday", 422, "invalid_request"),
        ("GET", "/v1/search?query=a&since=0", 422, "invalid_request"),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    failed = client.request(method, path, headers={"X-Request-ID": "8d0ab29c04a34b1c9a2b64ca7fa0a3f6"})
    assert failed.status_code == status
    error = failed.json()["error"]
    assert set(error) == {"code", "message", "request_id"}
    assert error["code"] == code
    assert error["request_id"] == failed.headers["x-request-id"]


def test_state_is_told(client: TestClient, service: Service) -> None:
    assert client.get("/v1/health").json() == {"status": "ok"}
    ready = client.get("/v1/ready").json()
    assert (ready["ready"], ready["encoder"]) == (True, "fake")
    status = client.get("/v1/status").json()
    assert (status["documents"], status["first"], status["last"]) == (2, "2020-03-12", "2021-04-05")
    assert client.get("/v1/rejections").json() == {"rejections": [], "total": 0}


def test_the_openapi_document_names_every_route_and_gives_examples(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/v1/search",
        "/v1/ask",
        "/v1/documents",
        "/v1/documents/{document_id}",
        "/v1/documents/{document_id}/original",
        "/v1/passages/{passage_id}",
        "/v1/health",
        "/v1/ready",
        "/v1/status",
        "/v1/rejections",
        "/v1/models",
        "/v1/chat/completions",
        "/v1/responses",
        "/open-webui/search",
        "/open-webui/load",
        "/retrieval",
        "/opensearch.xml",
        "/suggest",
    }
    assert "តើប្រទេស" in json.dumps(client.get("/openapi.json").json(), ensure_ascii=False)


@pytest.mark.parametrize(("requests", "kind"), [(SEARCH_REQUESTS, SearchIn), (ASK_REQUESTS, AskIn)])
def test_example_requests_are_requests(requests: dict[str, Any], kind: type[SearchIn | AskIn]) -> None:
    for example in requests.values():
        kind.model_validate(example["value"]).to_query()


@pytest.mark.parametrize(("replies", "kind"), [(SEARCH_RESPONSES, SearchOut), (ASK_RESPONSES, AskOut)])
def test_example_replies_are_whole_replies(replies: dict[str, Any], kind: type[SearchOut | AskOut]) -> None:
    for example in replies.values():
        assert kind.model_validate(example).model_dump(mode="json") == example


def test_the_docs_load_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs")
    assert "unsafe-inline" in page.headers["content-security-policy"]
    linked = re.findall(r"""(?:src|href)=["']([^"']+)""", page.text)
    assert len(linked) >= 2
    for link in linked:
        assert link.startswith("/docs-files/")
        assert client.get(link).status_code == 200


def test_responses_tell_browsers_to_do_nothing_with_them(client: TestClient) -> None:
    for path in ("/v1/health", "/v1/search?query=library", "/v1/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["cache-control"] == "no-store"


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 1000):
        yield b"a" * 1000


@pytest.mark.parametrize(
    ("path", "content", "headers", "status", "code"),
    [
        ("/v1/search", b"a" * 70_000, {}, 413, "too_large"),
        ("/v1/search", chunks(70_000), {}, 413, "too_large"),
        ("/v1/documents", b"a" * 1_200_000, AUTHORISED, 413, "too_large"),
        ("/v1/documents", chunks(1_200_000), AUTHORISED, 413, "too_large"),
        ("/v1/documents", chunks(1_200_000), {}, 403, "not_allowed"),
        ("/v1/documents", b"a" * 1_200_000, {}, 403, "not_allowed"),
    ],
)
def test_a_large_body_is_refused_whether_it_tells_its_length_or_not(
    client: TestClient,
    path: str,
    content: bytes | Iterator[bytes],
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    kind = "application/json" if path == "/v1/search" else "multipart/form-data; boundary=b"
    refused = client.post(path, content=content, headers={"Content-Type": kind} | headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (status, code)
