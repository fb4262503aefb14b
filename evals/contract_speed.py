"""What each contract costs beside the route that does its work: `/v1/search`, or `/v1/ask` where it answers.

Requests take turns over one connection to a service in a process of its own, so that whatever else the
machine does falls on all of them alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from evals.judgment import read_set
from evals.speed import MINUTES, Latency, serving
from indexer.build import index
from search_api.settings import SHIPPED_ENCODER, Settings
from search_api.startup import open_encoder

SEARCH, ASK = "/v1/search", "/v1/ask"
_WARMING = 10
_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Contract:
    """A request that asks a question; `work` names the route that it is compared with."""

    work: str
    path: str
    body: Callable[[str], dict[str, Any]] | None
    """None for a request with the question in its address, as `q`."""


CONTRACTS: Mapping[str, Contract] = {
    SEARCH: Contract(SEARCH, SEARCH, lambda q: {"query": q, "limit": _LIMIT}),
    "Open WebUI search": Contract(SEARCH, "/open-webui/search", lambda q: {"query": q, "count": _LIMIT}),
    "SearXNG": Contract(SEARCH, "/search", None),
    "Dify": Contract(
        SEARCH,
        "/retrieval",
        lambda q: {"knowledge_id": "kamnot", "query": q, "retrieval_setting": {"top_k": _LIMIT}},
    ),
    "MCP search": Contract(SEARCH, "/mcp", lambda q: _call("search", {"query": q})),
    "MCP search_passages": Contract(
        SEARCH, "/mcp", lambda q: _call("search_passages", {"query": q, "limit": _LIMIT})
    ),
    ASK: Contract(ASK, ASK, lambda q: {"question": q}),
    "MCP ask": Contract(ASK, "/mcp", lambda q: _call("ask", {"question": q})),
    "chat completions": Contract(
        ASK, "/v1/chat/completions", lambda q: {"messages": [{"role": "user", "content": q}]}
    ),
    "responses": Contract(ASK, "/v1/responses", lambda q: {"input": q}),
}


def measure(questions: int) -> dict[str, Latency]:
    """The time of each contract over development questions, on the sample minutes."""
    asked = list(
        islice(cycle(judgment.question for judgment in read_set("development")), questions + _WARMING)
    )
    names = list(CONTRACTS)
    times: dict[str, list[float]] = {name: [] for name in names}
    with TemporaryDirectory(prefix="kamnot-contracts-") as scratch:
        archive = Path(scratch) / "archive"
        index(MINUTES, archive, open_encoder(Settings(encoder=SHIPPED_ENCODER)), remark=lambda text: None)
        with (
            serving(archive, ("KAMNOT_SEARXNG=true",)) as address,
            httpx2.Client(base_url=address, timeout=60) as client,
        ):
            for turn, question in enumerate(asked):
                for at in range(len(names)):  # whoever comes first finds less in the processor's caches
                    name = names[(turn + at) % len(names)]
                    times[name].append(_seconds(client, CONTRACTS[name], question))
    return {name: Latency.of(found[_WARMING:]) for name, found in times.items()}


def rows(latencies: Mapping[str, Latency]) -> list[Sequence[str]]:
    """A table: each contract's times, and how far its 95th percentile is over that of its work."""
    head = ["contract", "p50 ms", "p95 ms", "p95 over", "by ms"]
    found: list[Sequence[str]] = [head]
    for name, contract in CONTRACTS.items():
        own, work = latencies[name], latencies[contract.work]
        over = "" if name == contract.work else f"{own.p95 - work.p95:+.1f}"
        found.append([name, f"{own.p50:.1f}", f"{own.p95:.1f}", contract.work if over else "", over])
    return found


def _call(tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    return {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": tool, "arguments": arguments},
    }


def _seconds(client: httpx2.Client, contract: Contract, question: str) -> float:
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    started = time.perf_counter()
    if contract.body is None:
        reply = client.get(contract.path, params={"q": question})
    else:
        reply = client.post(contract.path, json=contract.body(question), headers=headers)
    taken = time.perf_counter() - started
    reply.raise_for_status()
    return taken
