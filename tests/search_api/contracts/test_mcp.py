"""The Model Context Protocol, spoken by the official client: over HTTP in both revisions, and over stdio."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import httpx2
import jsonschema
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult

from tests.search_api.running import Running

REVISIONS = {"legacy": "2025-11-25", "2026-07-28": "2026-07-28"}
TOOLS = (
    "search",
    "fetch",
    "ask",
    "search_passages",
    "list_meetings",
    "list_decisions",
    "read_section",
)

Talk = Callable[[Client], Awaitable[Any]]


def over_http(served: Running, talk: Talk, mode: str = "auto") -> Any:
    async def run() -> Any:
        async with Client(f"{served.url}/mcp", mode=mode) as client:
            return await talk(client)

    return anyio.run(run)


def called(served: Running, tool: str, **arguments: Any) -> CallToolResult:
    async def talk(client: Client) -> CallToolResult:
        schemas = {each.name: each.output_schema for each in (await client.list_tools()).tools}
        result = await client.call_tool(tool, arguments)
        if not result.is_error:
            jsonschema.validate(result.structured_content, schemas[tool] or {})
        return result

    result: CallToolResult = over_http(served, talk)
    return result


@pytest.mark.parametrize("mode", REVISIONS)
def test_both_revisions_list_the_tools_that_only_read(served: Running, mode: str) -> None:
    async def talk(client: Client) -> Any:
        return client.protocol_version, (await client.list_tools()).tools

    version, tools = over_http(served, talk, mode)

    assert version == REVISIONS[mode]
    assert tuple(tool.name for tool in tools) == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
        assert len(tool.description) > 80


@pytest.mark.parametrize("mode", REVISIONS)
def test_search_and_fetch_are_as_deep_research_wants_them(served: Running, mode: str) -> None:
    async def talk(client: Client) -> Any:
        found = await client.call_tool("search", {"query": "library on Saturdays"})
        first = found.structured_content["results"][0]
        return found, first, await client.call_tool("fetch", {"id": first["id"]})

    found, first, fetched = over_http(served, talk, mode)

    assert set(first) == {"id", "title", "url"}
    [content] = found.content
    assert content.type == "text"
    assert json.loads(content.text) == found.structured_content
    document = fetched.structured_content
    assert set(document) == {"id", "title", "text", "url", "metadata"}
    assert document["id"] == first["id"]
    assert "library opens on Saturdays" in document["text"]
    assert document["metadata"]["document_id"] == "budget-2020"
    assert json.loads(fetched.content[0].text) == document
    page = httpx2.get(document["url"])
    assert page.status_code == 200
    assert '<mark id="here">' in page.text


def test_fetch_reads_whole_minutes_too(served: Running) -> None:
    fetched = called(served, "fetch", id="budget-2020").structured_content
    assert fetched is not None
    assert fetched["text"] == httpx2.get(f"{served.url}/v1/documents/budget-2020").json()["body_text"]


def test_ask_quotes_or_refuses(served: Running) -> None:
    answered = called(served, "ask", question="On which day does the library open?").structured_content
    assert answered is not None
    assert "Saturdays" in answered["answer"]
    assert all(each["url"].startswith(served.url) for each in answered["citations"])
    refused = called(served, "ask", question="តើភពព្រះអង្គារមានព្រះច័ន្ទប៉ុន្មាន?").structured_content
    assert refused is not None
    assert refused["answer"] is None
    assert refused["refusal"]


def test_searching_with_filters(served: Running) -> None:
    found = called(served, "search_passages", query="teachers", languages=["km"], kinds=["challenges"])
    assert found.structured_content is not None
    assert {hit["document_id"] for hit in found.structured_content["hits"]} == {"ថវិកា-2021"}


def test_meetings_and_decisions_are_listed_between_dates(served: Running) -> None:
    meetings = called(served, "list_meetings", since="2021-01-01", until="2021-12-31").structured_content
    assert meetings is not None
    assert (meetings["total"], meetings["meetings"][0]["document_id"]) == (1, "ថវិកា-2021")
    decisions = called(served, "list_decisions", until="2020-12-31").structured_content
    assert decisions is not None
    [meeting] = decisions["meetings"]
    assert "The library opens on Saturdays." in meeting["decisions"][0]["text"]
    assert (decisions["total"], decisions["page"], decisions["pages"]) == (1, 1, 1)


def test_there_is_nothing_past_the_last_page(served: Running) -> None:
    beyond = called(served, "list_decisions", page=99).structured_content
    assert beyond is not None
    assert (beyond["meetings"], beyond["total"], beyond["pages"]) == ([], 2, 1)


@pytest.mark.parametrize("wanted", ["challenges", "Challenges"])
def test_a_section_is_read_by_kind_or_heading(served: Running, wanted: str) -> None:
    read = called(served, "read_section", document_id="budget-2020", section=wanted).structured_content
    assert read is not None
    [section] = read["sections"]
    assert "Two teachers left." in section["text"]
    assert "Challenges (challenges)" in read["headings"]


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("fetch", {"id": "nothing"}, "holds no passage"),
        ("read_section", {"document_id": "nothing", "section": "decisions"}, "nothing"),
        ("search", {"query": "?!"}, "no letters or digits"),
        ("search", {"query": "x" * 2001}, "2000"),
        ("search", {}, "query"),
        ("ask", {"question": "Who?", "since": "2020"}, "YYYY-MM-DD"),
        ("list_meetings", {"body": "SOMTC"}, "body"),
        ("ask", {"question": "Who?", "filters": {"bodies": ["SOMTC"]}}, "filters"),
        ("search_passages", {"query": "budget", "limit": 101}, "100"),
    ],
)
def test_what_is_wrong_is_told_to_the_model(
    served: Running, tool: str, arguments: dict[str, Any], message: str
) -> None:
    result = called(served, tool, **arguments)
    assert result.is_error
    assert message in result.content[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_there_is_no_session_to_listen_to_or_to_end(served: Running, method: str) -> None:
    reply = httpx2.request(method, f"{served.url}/mcp", headers={"Accept": "text/event-stream"}, timeout=10)
    assert reply.status_code == 405


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://evil.example", 403),
        ("null", 403),
        ("http://[broken", 403),
        ("", 403),
        ("http://localhost:6274", 200),
        (None, 200),
    ],
)
def test_pages_of_other_sites_are_refused(served: Running, origin: str | None, status: int) -> None:
    headers = {"Accept": "application/json, text/event-stream"} | (
        {} if origin is None else {"Origin": origin}
    )
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    assert httpx2.post(f"{served.url}/mcp", json=call, headers=headers).status_code == status
    own = headers | {"Origin": served.url}
    assert httpx2.post(f"{served.url}/mcp", json=call, headers=own).status_code == 200


def test_documents_are_resources(served: Running) -> None:
    async def talk(client: Client) -> Any:
        listed = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        return listed, templates, [await client.read_resource(each.uri) for each in listed]

    listed, templates, read = over_http(served, talk)

    assert {each.name for each in listed} == {"budget-2020", "ថវិកា-2021"}
    assert [each.uri_template for each in templates] == ["kamnot://documents/{document_id}"]
    texts = [each.contents[0].text for each in read]
    assert any("The library opens on Saturdays." in text for text in texts)
    assert any("បណ្ណាល័យបើកនៅថ្ងៃសៅរ៍" in text for text in texts)


def test_it_is_spoken_on_standard_input_and_output(archive: Path) -> None:
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "search_api", "mcp", "--archive", str(archive)],
        env={"KAMNOT_PUBLIC_URL": "https://minutes.example.gov"},
        cwd=str(Path(__file__).parents[3]),
    )

    async def run() -> Any:
        async with Client(stdio_client(started)) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            return names, await client.call_tool("search", {"query": "library"})

    names, found = anyio.run(run)

    assert tuple(names) == TOOLS
    assert found.structured_content["results"][0]["url"].startswith("https://minutes.example.gov/documents/")
