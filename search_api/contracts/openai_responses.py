"""OpenAI's responses, the newer of its two forms, answered by the archive.

Source: https://platform.openai.com/docs/api-reference/responses, as the official Python package reads it.
Nothing is stored here, so a `previous_response_id` is refused: send the earlier turns as input.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from search_api.chat.reply import Mark, Piece, Reply
from search_api.chat.replying import Answering
from search_api.contracts.event_stream import event_stream
from search_api.contracts.openai_chat import MODEL, word_count
from search_api.contracts.openai_messages import MOST_MESSAGES, MessageIn, turns_of
from search_api.dependencies import Linking, Serving
from search_api.errors import InvalidQuery
from search_api.http_errors import responses
from search_api.schemas import FiltersIn

router = APIRouter(tags=["chat"], responses=responses(400, 401, 408, 413, 422, 429, 503))


class ResponseIn(BaseModel):
    """A question, or a conversation whose last message asks; `filters` is kamnot's own."""

    model_config = ConfigDict(extra="allow")

    input: (
        Annotated[str, Field(min_length=1)]
        | Annotated[list[MessageIn], Field(min_length=1, max_length=MOST_MESSAGES)]
    )
    model: str = MODEL
    stream: bool | None = False
    previous_response_id: str | None = None
    filters: FiltersIn = FiltersIn()

    @property
    def messages(self) -> list[MessageIn]:
        """The conversation."""
        return [MessageIn(role="user", content=self.input)] if isinstance(self.input, str) else self.input


class ResponseAnnotation(BaseModel):
    """What a run of the text quotes; `end_index` is its last character."""

    type: Literal["url_citation"] = "url_citation"
    start_index: int
    end_index: int
    url: str
    title: str

    @classmethod
    def from_mark(cls, mark: Mark) -> ResponseAnnotation:
        """The same with the end that OpenAI counts."""
        return cls(start_index=mark.span.start, end_index=mark.span.end - 1, url=mark.url, title=mark.title)


class OutputText(BaseModel):
    """The text of a reply."""

    type: Literal["output_text"] = "output_text"
    text: str
    annotations: list[ResponseAnnotation]
    logprobs: list[None] = []


class OutputMessage(BaseModel):
    """The one output."""

    id: str
    type: Literal["message"] = "message"
    role: Literal["assistant"] = "assistant"
    status: Literal["in_progress", "completed"]
    content: list[OutputText]


class ResponseUsageOut(BaseModel):
    """Words read and written, as kamnot parts them."""

    input_tokens: int
    input_tokens_details: dict[str, int] = {"cached_tokens": 0, "cache_write_tokens": 0}
    output_tokens: int
    output_tokens_details: dict[str, int] = {"reasoning_tokens": 0}
    total_tokens: int


class ResponseOut(BaseModel):
    """A reply whole, or as far as it is."""

    id: str
    object: Literal["response"] = "response"
    created_at: int
    status: Literal["in_progress", "completed"]
    model: str = MODEL
    output: list[OutputMessage]
    usage: ResponseUsageOut | None
    error: None = None
    incomplete_details: None = None
    instructions: None = None
    metadata: dict[str, str] = {}
    parallel_tool_calls: bool = False
    temperature: None = None
    tool_choice: Literal["none"] = "none"
    tools: list[None] = []
    top_p: None = None
    previous_response_id: None = None
    store: bool = False


@router.post(
    "/responses", response_model=ResponseOut, responses={200: {"content": {"text/event-stream": {}}}}
)
def respond(request: ResponseIn, service: Serving, base: Linking) -> ResponseOut | StreamingResponse:
    """The answer to the last message, read with those before it, with a `url_citation` for each quote."""
    if request.previous_response_id is not None:
        raise InvalidQuery("responses aren't stored here: send the earlier turns in `input`")
    answering = Answering.of(service, turns_of(request.messages), request.filters.to_filters())
    events = _Events(
        f"resp_{uuid.uuid4().hex}", f"msg_{uuid.uuid4().hex}", int(time.time()), request.messages
    )
    pieces = answering.pieces(base)
    return (
        event_stream(events.of(pieces), named=True) if request.stream else events.response(Reply.of(pieces))
    )


class _Events:
    """One reply as it comes, in the events that OpenAI's clients follow."""

    def __init__(self, response_id: str, item_id: str, created: int, messages: list[MessageIn]) -> None:
        self._response_id, self._item_id, self._created = response_id, item_id, created
        self._messages = messages
        self._number = -1

    def response(self, reply: Reply | None) -> ResponseOut:
        """The whole, or its beginning where there is no reply yet."""
        done = reply is not None
        return ResponseOut(
            id=self._response_id,
            created_at=self._created,
            status="completed" if done else "in_progress",
            output=[self._message(reply)] if reply else [],
            usage=self._usage(reply) if reply else None,
        )

    def of(self, pieces: Iterator[Piece]) -> Iterator[dict[str, Any]]:
        """Every event, in order."""
        beginning = self.response(None).model_dump()
        place = {"item_id": self._item_id, "output_index": 0, "content_index": 0}
        empty = self._message(None).model_dump()
        yield self._event("created", response=beginning)
        yield self._event("in_progress", response=beginning)
        yield self._event("output_item.added", output_index=0, item=empty | {"content": []})
        yield self._event("content_part.added", **place, part=empty["content"][0])
        said: list[Piece] = []
        marks = 0
        for piece in pieces:
            said.append(piece)
            if piece.text:
                yield self._event("output_text.delta", **place, delta=piece.text, logprobs=[])
            if piece.url:
                mark = ResponseAnnotation.from_mark(Reply.of(said).marks[-1]).model_dump()
                yield self._event(
                    "output_text.annotation.added", **place, annotation_index=marks, annotation=mark
                )
                marks += 1
        reply = Reply.of(said)
        message = self._message(reply).model_dump()
        yield self._event("output_text.done", **place, text=reply.text, logprobs=[])
        yield self._event("content_part.done", **place, part=message["content"][0])
        yield self._event("output_item.done", output_index=0, item=message)
        yield self._event("completed", response=self.response(reply).model_dump())

    def _event(self, name: str, **fields: Any) -> dict[str, Any]:
        self._number += 1
        return {"type": f"response.{name}", "sequence_number": self._number, **fields}

    def _message(self, reply: Reply | None) -> OutputMessage:
        text = reply.text if reply else ""
        marks = [ResponseAnnotation.from_mark(mark) for mark in reply.marks] if reply else []
        return OutputMessage(
            id=self._item_id,
            status="completed" if reply else "in_progress",
            content=[OutputText(text=text, annotations=marks)],
        )

    def _usage(self, reply: Reply) -> ResponseUsageOut:
        read = word_count("\n".join(message.text for message in self._messages))
        written = word_count(reply.text)
        return ResponseUsageOut(input_tokens=read, output_tokens=written, total_tokens=read + written)
