"""Requests in both languages on every contract, whose replies are kept in transcripts.json.

`python -m tests.search_api.contracts.transcripts` writes them anew, to be read before they are committed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from tests.search_api.running import running, sample_archive

KEPT = Path(__file__).parent / "transcripts.json"
SETTINGS = {"KAMNOT_SEARXNG": "true"}
MCP = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
_MEASURED = ("score", "confidence", "created", "created_at")
"""Figures that differ from run to run, or from one model to the next."""
_CHANGING = re.compile(r"(http://127\.0\.0\.1:)\d+|((?:chatcmpl-|resp_|msg_))[0-9a-f]{32}")

ENGLISH, KHMER = "On which day does the library open?", "តើបណ្ណាល័យបើកនៅថ្ងៃណា?"
UNKNOWN = "តើភពព្រះអង្គារមានព្រះច័ន្ទប៉ុន្មាន?"
REPLY = "“a” [1]\n\n1. [Minutes](http://127.0.0.1/documents/budget-2020?start=1&end=2#here)"


def chat(*messages: str, **more: Any) -> dict[str, Any]:
    """A conversation in which the user speaks first."""
    roles = ("user", "assistant")
    return {
        "model": "kamnot",
        "messages": [{"role": roles[at % 2], "content": text} for at, text in enumerate(messages)],
    } | more


def tool(name: str, **arguments: Any) -> dict[str, Any]:
    """A call of a tool."""
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


ASKED: dict[str, tuple[str, dict[str, Any] | None]] = {
    "chat, English": ("/v1/chat/completions", chat(ENGLISH)),
    "chat, Khmer": ("/v1/chat/completions", chat(KHMER)),
    "chat, refused": ("/v1/chat/completions", chat(UNKNOWN)),
    "chat, follow-up": (
        "/v1/chat/completions",
        chat("What training budget was decided in 2020?", REPLY, "ចុះឆ្នាំ២០២១វិញ?"),
    ),
    "chat, the meeting": ("/v1/chat/completions", chat(ENGLISH, REPLY, "កិច្ចប្រជុំនោះធ្វើនៅឯណា?")),
    "chat, streamed": ("/v1/chat/completions", chat(KHMER, stream=True)),
    "responses, English": ("/v1/responses", {"model": "kamnot", "input": ENGLISH}),
    "responses, streamed": ("/v1/responses", {"model": "kamnot", "input": KHMER, "stream": True}),
    "MCP search": ("/mcp", tool("search", query="library on Saturdays")),
    "MCP fetch": ("/mcp", tool("fetch", id="ថវិកា-2021")),
    "MCP ask": ("/mcp", tool("ask", question=KHMER)),
    "MCP decisions": ("/mcp", tool("list_decisions", since="2021-01-01")),
    "Open WebUI search": ("/open-webui/search", {"query": "library on Saturdays", "count": 1}),
    "Open WebUI load": (
        "/open-webui/load",
        {"urls": ["http://h/documents/budget-2020?start=0&end=31#here"]},
    ),
    "SearXNG": ("/search?q=library+on+Saturdays&format=json&language=en", None),
    "Dify": (
        "/retrieval",
        {
            "knowledge_id": "kamnot",
            "query": KHMER,
            "retrieval_setting": {"top_k": 1, "score_threshold": 0.1},
            "metadata_condition": {
                "conditions": [{"name": ["date"], "comparison_operator": "after", "value": "2021-01-01"}]
            },
        },
    ),
    "suggestions": ("/suggest?q=library", None),
}


def replied(address: str) -> dict[str, Any]:
    """What a service says to each, less what differs from run to run."""
    found: dict[str, Any] = {}
    for name, (path, body) in ASKED.items():
        if body is None:
            reply = httpx2.get(f"{address}{path}", timeout=60)
        else:
            reply = httpx2.post(f"{address}{path}", json=body, headers=MCP, timeout=60)
        text = _CHANGING.sub(lambda match: (match[1] or match[2]) + "…", reply.text)
        found[name] = settled(read(text))
    return found


def read(text: str) -> Any:
    """JSON, or the events of a stream."""
    if text.startswith(("data:", "event:")):
        data = [line.removeprefix("data: ") for line in text.splitlines() if line.startswith("data: ")]
        return [json.loads(each) if each.startswith("{") else each for each in data]
    return json.loads(text)


def settled(reply: Any) -> Any:
    """A reply with its measured figures as 0, also in the JSON text that MCP repeats."""
    if isinstance(reply, list):
        return [settled(each) for each in reply]
    if not isinstance(reply, dict):
        return reply
    if reply.get("type") == "text" and str(reply.get("text", "")).startswith("{"):
        return reply | {"text": settled(json.loads(reply["text"]))}
    return {name: 0 if name in _MEASURED else settled(value) for name, value in reply.items()}


if __name__ == "__main__":
    with TemporaryDirectory() as folder, running(sample_archive(Path(folder)), settings=SETTINGS) as service:
        made = json.dumps(replied(service.url), ensure_ascii=False, indent=1)
    KEPT.write_text(made + "\n", encoding="utf-8")
