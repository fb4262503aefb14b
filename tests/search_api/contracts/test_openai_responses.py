"""Responses, asked by the official client."""

from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest
from openai import OpenAI

from tests.search_api.contracts.conftest import quoted
from tests.search_api.running import Running

SATURDAYS = "On which day does the library open?"


@pytest.fixture
def client(served: Running) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{served.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def test_a_question_is_answered_with_citations(client: OpenAI, served: Running) -> None:
    response = client.responses.create(model="kamnot", input=SATURDAYS)

    assert response.status == "completed"
    assert "Saturdays" in response.output_text
    [message] = response.output
    assert message.type == "message"
    [part] = message.content
    assert part.type == "output_text"
    assert part.annotations
    for mark in part.annotations:
        assert mark.type == "url_citation"
        assert quoted(served, mark.url) == part.text[mark.start_index : mark.end_index + 1]
        assert mark.url.startswith("http://127.0.0.1:")
    assert response.usage is not None
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens


def test_the_events_of_a_streamed_response_make_the_whole_one(client: OpenAI) -> None:
    whole = client.responses.create(model="kamnot", input=SATURDAYS)
    text, marks, kinds = "", 0, []
    with client.responses.stream(model="kamnot", input=SATURDAYS) as stream:
        for event in stream:
            kinds.append(event.type)
            if event.type == "response.output_text.delta":
                text += event.delta
            if event.type == "response.output_text.annotation.added":
                marks += 1
        final = stream.get_final_response()

    assert text == whole.output_text == final.output_text
    assert marks == len(whole.output[0].content[0].annotations)  # type: ignore[union-attr]
    assert [kinds[0], kinds[-1]] == ["response.created", "response.completed"]


def test_earlier_turns_are_sent_as_input(client: OpenAI) -> None:
    first = "What training budget was decided in 2020?"
    reply = client.responses.create(model="kamnot", input=first)

    second = client.responses.create(
        model="kamnot",
        input=[
            {"role": "user", "content": first},
            {"role": "assistant", "content": reply.output_text},
            {"role": "user", "content": [{"type": "input_text", "text": "and in 2021?"}]},
        ],
    )

    assert "៦០.០០០" in second.output_text


def test_what_was_not_stored_cannot_be_gone_on_from(client: OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="aren't stored"):
        client.responses.create(model="kamnot", input="And then?", previous_response_id="resp_1")
