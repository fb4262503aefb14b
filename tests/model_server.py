"""A real OpenAI-compatible server for tests, whose models behave as their names say.

`python -m tests.model_server PORT`. It serves /v1/chat/completions, streamed, and /asked, which tells
what it was asked last.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

app = FastAPI()
last: dict[str, Any] = {}


@app.get("/v1/models")
def models() -> dict[str, Any]:
    return {"object": "list", "data": []}


@app.get("/asked")
def asked() -> dict[str, Any]:
    return last


@app.post("/v1/chat/completions")
async def complete(request: Request) -> Response:
    body = await request.json()
    last.clear()
    last.update(body | {"authorization": request.headers.get("authorization")})
    told = json.loads(body["messages"][-1]["content"])
    model = body["model"]
    if model == "refusing":
        return JSONResponse({"error": {"message": "no such model"}}, 404)
    if model == "failing":
        return Response("<html>Bad gateway</html>", 502)
    if model == "babbling":
        return StreamingResponse(iter(["data: {not json\n\n"]), media_type="text/event-stream")
    if model == "other-shape":
        return StreamingResponse(iter(['data: {"choices": "none"}\n\n']), media_type="text/event-stream")
    return StreamingResponse(events(model, told), media_type="text/event-stream")


def events(model: str, told: dict[str, Any]) -> Iterator[str]:
    if model == "silent":
        time.sleep(60)
    if model == "stalling":
        for _ in range(300):
            time.sleep(0.1)
            yield ": still thinking\n\n"
    for piece in pieces(model, told):
        if model == "slow":
            time.sleep(0.6)
        yield f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': piece}}]})}\n\n"
        if model == "endless":
            yield from events_forever(piece)
    if model == "breaking-off":
        raise RuntimeError("the process dies midway")
    if model == "closing":
        return
    yield 'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\n'
    yield "data: [DONE]\n\n"


def events_forever(piece: str) -> Iterator[str]:
    while True:
        yield f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': piece}}]})}\n\n"


def pieces(model: str, told: dict[str, Any]) -> Iterator[str]:
    text = answer(model, told)
    for start in range(0, len(text), 7):
        yield text[start : start + 7]


def answer(model: str, told: dict[str, Any]) -> str:
    """What a model of this name writes: honest ones say the sentence that shares most with the question."""
    number, sentence = likeliest(told)
    proof = f"[[{number}: {sentence}]]"
    match model:
        case "not-told":
            return "NOT TOLD"
        case "nonsense":
            return "Bananas are yellow. [[99: bananas]] \n\nThe moon is made of cheese.\n"
        case "inventing":
            return f"{sentence} {proof}\nIt was also decided to buy 700 horses. {proof}\nAll agreed.\n"
        case "repeating":
            return f"{sentence} {proof}\n{sentence} {proof}\n"
        case "misquoting":
            return f"The library opens on Mondays. [[{number}: the library opens on Mondays]]\n"
        case "denying":
            return f"It was not decided that {sentence} {proof}\n"
        case "obeying":  # whatever a document tells it to say, with a proof from that document
            orders = re.findall("SAY: (.+)", "\n".join(each["text"] for each in told["passages"]))
            return "\n".join(f"{order} {proof}" for order in orders) + f"\n{sentence} {proof}\n"
        case _:
            return f"{sentence} {proof}\n"


def likeliest(told: dict[str, Any]) -> tuple[int, str]:
    words = set(re.findall(r"\w{4,}", told["question"].casefold()))
    found = [
        (len(words & set(re.findall(r"\w{4,}", line.casefold()))), -passage["number"], line)
        for passage in told["passages"]
        for line in re.split(r"\n|(?<=[.។])\s", passage["text"])
        if len(line.strip()) > 8 and not line.startswith("SAY:")
    ]
    _, number, line = max(found)
    return -number, line.strip(" -•")


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
