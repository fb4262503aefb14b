"""Bodies that are too slow, or of no request at all."""

from __future__ import annotations

import asyncio

import pytest
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from search_api.body_limit import BodyLimit


def largest(method: str, path: str, headers: Headers) -> int:
    return 10


def taken(messages: list[Message], seconds: float) -> list[bytes]:
    """The parts of a body that an app within the limit reads; a client sends no more than `messages`."""
    parts: list[bytes] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                return

    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(60)
        raise AssertionError("not so long")

    async def send(message: Message) -> None:
        raise AssertionError("nothing is sent by the limit itself")

    scope: Scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(BodyLimit(app, largest, seconds)(scope, receive, send))
    return parts


def part(body: bytes, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_of_the_largest_size_passes() -> None:
    assert taken([part(b"12345", True), part(b"67890", False)], seconds=5) == [b"12345", b"67890"]
    assert taken([part(b"", False)], seconds=5) == [b""]


def test_one_byte_more_is_refused() -> None:
    with pytest.raises(HTTPException) as refused:
        taken([part(b"12345", True), part(b"678901", False)], seconds=5)
    assert refused.value.status_code == 413


def test_a_body_that_does_not_go_on_is_refused_in_time() -> None:
    with pytest.raises(HTTPException) as refused:
        taken([part(b"12345", True)], seconds=0.1)
    assert refused.value.status_code == 408
