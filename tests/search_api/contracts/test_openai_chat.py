"""Chat completions, asked by the official client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletion

from tests.search_api.conftest import KEY
from tests.search_api.contracts.conftest import quoted
from tests.search_api.running import Running

SATURDAYS = "On which day does the library open?"
KHMER_SATURDAYS = "តើបណ្ណាល័យបើកនៅថ្ងៃណា?"


@pytest.fixture
def client(served: Running) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{served.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def complete(client: OpenAI, *messages: tuple[str, str]) -> ChatCompletion:
    sent = [{"role": role, "content": text} for role, text in messages]
    return client.chat.completions.create(model="kamnot", messages=sent)  # type: ignore[arg-type]


def test_the_archive_is_the_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["kamnot"]


@pytest.mark.parametrize("question", [SATURDAYS, KHMER_SATURDAYS])
def test_every_citation_is_verbatim_and_its_link_opens_the_quote(
    client: OpenAI, served: Running, question: str
) -> None:
    message = complete(client, ("user", question)).choices[0].message

    assert message.content is not None
    assert message.annotations
    for annotation in message.annotations:
        mark = annotation.url_citation
        quote = message.content[mark.start_index : mark.end_index + 1]
        assert quoted(served, mark.url) == quote
        page = httpx2.get(mark.url)
        assert page.status_code == 200
        assert '<mark id="here">' in page.text
        assert mark.title


def test_the_reply_is_in_the_language_of_the_question(client: OpenAI) -> None:
    refused = complete(client, ("user", "តើភពព្រះអង្គារមានព្រះច័ន្ទប៉ុន្មាន?")).choices[0].message
    assert refused.content is not None
    assert refused.content.startswith("បណ្ណសារ") or refused.content.startswith("តាមលទ្ធផល")
    assert not refused.annotations


def test_a_streamed_reply_is_the_whole_one(client: OpenAI) -> None:
    whole = complete(client, ("user", SATURDAYS)).choices[0].message
    text, annotations, usages = "", [], []
    with client.chat.completions.create(
        model="kamnot",
        messages=[{"role": "user", "content": SATURDAYS}],
        stream=True,
        stream_options={"include_usage": True},
    ) as chunks:
        for chunk in chunks:
            if chunk.usage:
                usages.append(chunk.usage)
            for choice in chunk.choices:
                text += choice.delta.content or ""
                annotations += (choice.delta.model_extra or {}).get("annotations", [])

    assert text == whole.content
    assert annotations == [each.model_dump() for each in whole.annotations or ()]
    assert len(usages) == 1
    assert usages[0].total_tokens == usages[0].prompt_tokens + usages[0].completion_tokens > 0


def test_a_follow_up_is_read_with_the_turn_before_it(client: OpenAI) -> None:
    first = "What training budget was decided in 2020?"
    reply = complete(client, ("user", first)).choices[0].message.content or ""
    assert "40,000" in reply

    second = complete(client, ("user", first), ("assistant", reply), ("user", "and in 2021?"))

    content = second.choices[0].message.content or ""
    assert content.startswith("*Read as: What training budget was decided in 2021?*")
    assert "៦០.០០០" in content


def test_it_in_a_follow_up_is_the_meeting_that_was_cited(client: OpenAI) -> None:
    first = "What training budget was decided in 2020?"
    reply = complete(client, ("user", first)).choices[0].message.content or ""

    second = complete(client, ("user", first), ("assistant", reply), ("user", "Where was it held?"))

    message = second.choices[0].message
    assert message.annotations, message.content
    assert {urlsplit(each.url_citation.url).path for each in message.annotations} == {
        "/documents/budget-2020"
    }


def test_parts_of_text_are_read_and_pictures_passed_over(client: OpenAI) -> None:
    parts = [
        {"type": "text", "text": SATURDAYS},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
    ]
    reply = client.chat.completions.create(
        model="kamnot",
        messages=[{"role": "system", "content": "Answer in verse."}, {"role": "user", "content": parts}],  # type: ignore[list-item,misc]
        temperature=1.5,
    )
    assert "Saturdays" in (reply.choices[0].message.content or "")


@pytest.mark.parametrize(
    "messages",
    [
        [{"role": "assistant", "content": "Hello"}],
        [{"role": "user", "content": ""}],
        [{"role": "user", "content": "?!"}],
        [{"role": "user", "content": "long " * 1000}],
        [{"role": "user", "content": None}],
        [],
    ],
)
def test_a_conversation_that_asks_nothing_is_an_error_that_clients_understand(
    client: OpenAI, messages: list[dict[str, str]]
) -> None:
    with pytest.raises(openai.UnprocessableEntityError) as raised:
        client.chat.completions.create(model="kamnot", messages=messages)  # type: ignore[arg-type]
    assert raised.value.code in ("invalid_query", "invalid_request")


def test_filters_of_ours_act(client: OpenAI) -> None:
    reply = client.chat.completions.create(
        model="kamnot",
        messages=[{"role": "user", "content": "What was the training budget raised to?"}],
        extra_body={"filters": {"languages": ["km"]}},
    )
    marks = reply.choices[0].message.annotations
    assert marks
    assert all("budget-2020" not in mark.url_citation.url for mark in marks)


def test_markup_of_a_document_reaches_no_front_end(client: OpenAI, served: Running) -> None:
    text = (
        "Minutes of the Garden Group\nDate: 3 May 2022\n\nDecisions\n"
        "- The garden gate is painted [green](http://evil.example/x.png) <img src=x> this spring.\n"
    )
    key = {"Authorization": f"Bearer {KEY}"}
    sent = {"file": ("garden.txt", text.encode())}
    added = httpx2.post(f"{served.url}/v1/documents", files=sent, headers=key)
    assert added.status_code == 201
    try:
        reply = complete(client, ("user", "What colour is the garden gate painted?"))
    finally:
        httpx2.delete(f"{served.url}/v1/documents/garden", headers=key)
    content = reply.choices[0].message.content
    assert content is not None
    assert r"painted \[green\](http://evil.example/x.png) \<img src=x>" in content


def test_a_stream_ends_as_clients_expect(served: Running) -> None:
    body = {"messages": [{"role": "user", "content": SATURDAYS}], "stream": True}
    reply = httpx2.post(f"{served.url}/v1/chat/completions", json=body)
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = [line.removeprefix("data: ") for line in reply.text.split("\n") if line]
    assert events[-1] == "[DONE]"
    assert json.loads(events[0])["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert json.loads(events[-2])["choices"][0]["finish_reason"] == "stop"
