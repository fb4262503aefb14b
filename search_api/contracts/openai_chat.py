"""OpenAI's chat completions and models, answered by the archive.

Source: https://platform.openai.com/docs/api-reference/chat, as the official Python package reads it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from corpus import khmer
from search_api.chat.reply import Mark, Piece, Reply
from search_api.chat.replying import Answering
from search_api.contracts.event_stream import event_stream
from search_api.contracts.openai_messages import MOST_MESSAGES, MessageIn, turns_of
from search_api.dependencies import Linking, Serving
from search_api.http_errors import responses
from search_api.schemas import FiltersIn

MODEL = "kamnot"

router = APIRouter(tags=["chat"], responses=responses(400, 401, 408, 413, 422, 429, 503))


class StreamOptions(BaseModel):
    """What a streamed reply ends with."""

    model_config = ConfigDict(extra="allow")

    include_usage: bool | None = None


class CompletionIn(BaseModel):
    """A conversation whose last message asks. What steers a language model, such as a temperature, does
    nothing here; `filters` is kamnot's own."""

    model_config = ConfigDict(extra="allow")

    messages: Annotated[list[MessageIn], Field(min_length=1, max_length=MOST_MESSAGES)]
    model: str = MODEL
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    filters: FiltersIn = FiltersIn()


class UrlCitation(BaseModel):
    """What a run of the content quotes; `end_index` is its last character."""

    start_index: int
    end_index: int
    url: str
    title: str


class Annotation(BaseModel):
    """A mark on the content."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation

    @classmethod
    def from_mark(cls, mark: Mark) -> Annotation:
        """The same with the end that OpenAI counts."""
        start, end = mark.span.start, mark.span.end - 1
        return cls(url_citation=UrlCitation(start_index=start, end_index=end, url=mark.url, title=mark.title))


class AssistantMessage(BaseModel):
    """The reply."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one reply."""

    index: Literal[0] = 0
    message: AssistantMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """Words read and written, as kamnot parts them: there is no language model's token to count."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int

    @classmethod
    def of(cls, messages: list[MessageIn], text: str) -> Usage:
        """Of a conversation and its reply."""
        read, written = word_count("\n".join(message.text for message in messages)), word_count(text)
        return cls(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)


class CompletionOut(BaseModel):
    """A reply whole."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage


class ModelOut(BaseModel):
    """What a client may choose."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "kamnot"


class ModelsOut(BaseModel):
    """All of them: the archive."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


@router.get("/models")
def list_models() -> ModelsOut:
    """The archive, as the one model there is."""
    return ModelsOut(data=[ModelOut()])


@router.post(
    "/chat/completions",
    response_model=CompletionOut,
    responses={200: {"content": {"text/event-stream": {}}}},
)
def complete(request: CompletionIn, service: Serving, base: Linking) -> CompletionOut | StreamingResponse:
    """The answer to the last message, read with those before it, with a `url_citation` for each quote."""
    answering = Answering.of(service, turns_of(request.messages), request.filters.to_filters())
    pieces = answering.pieces(base)
    identity: dict[str, Any] = {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "created": int(time.time()),
        "model": MODEL,
    }
    if request.stream:
        return event_stream(_chunks(request, pieces, identity))
    reply = Reply.of(pieces)
    message = AssistantMessage(content=reply.text, annotations=[Annotation.from_mark(m) for m in reply.marks])
    usage = Usage.of(request.messages, reply.text)
    return CompletionOut(choices=[Choice(message=message)], usage=usage, **identity)


def _chunks(
    request: CompletionIn, pieces: Iterator[Piece], identity: dict[str, Any]
) -> Iterator[dict[str, Any] | str]:
    """The events of a streamed reply; a mark comes right after the words that it is on."""
    wants_usage = bool(request.stream_options and request.stream_options.include_usage)
    frame = identity | {"object": "chat.completion.chunk"} | ({"usage": None} if wants_usage else {})

    def chunk(delta: dict[str, Any], finished: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finished, "logprobs": None}
        return frame | {"choices": [choice]}

    yield chunk({"role": "assistant", "content": ""})
    said: list[Piece] = []
    for piece in pieces:
        said.append(piece)
        if piece.text:
            yield chunk({"content": piece.text})
        if piece.url:
            mark = Reply.of(said).marks[-1]
            yield chunk({"annotations": [Annotation.from_mark(mark).model_dump()]})
    yield chunk({}, "stop")
    if wants_usage:
        usage = Usage.of(request.messages, Reply.of(said).text)
        yield frame | {"choices": [], "usage": usage.model_dump()}
    yield "[DONE]"


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(khmer.words(khmer.normal_form(text)))
