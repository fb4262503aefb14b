"""Answers that a model writes, from the question to the reply, over a real endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from search_api.answer import Answer, NoAnswer, Refusal
from search_api.app import create_app
from search_api.language_model.endpoint import Endpoint
from search_api.language_model.writer import Writer, lines
from search_api.language_model.written import Fallback, Written
from search_api.query import Query
from search_api.startup import Service
from tests.search_api.conftest import opened

SATURDAYS = "On which day does it say that the library opens, on Saturdays?"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path) as service:
        yield service


def with_model(service: Service, endpoint: str, model: str, seconds: float = 10) -> Service:
    return replace(service, writer=Writer(Endpoint(f"{endpoint}/v1", model, None, seconds)))


def test_what_a_model_says_twice_is_said_once(archive: Service, endpoint: str) -> None:
    answer = with_model(archive, endpoint, "repeating").answer_in_words(Query(SATURDAYS))
    assert isinstance(answer, Written)
    assert [claim.text for claim in answer.claims] == ["The library opens on Saturdays."]


def test_an_honest_model_is_quoted_with_its_proof(archive: Service, endpoint: str) -> None:
    answer = with_model(archive, endpoint, "honest").answer_in_words(Query(SATURDAYS))
    assert isinstance(answer, Written)
    [claim] = answer.claims
    assert claim.text == "The library opens on Saturdays."
    assert [citation.quote for citation in claim.citations] == ["The library opens on Saturdays."]
    assert (answer.model, answer.broken_off) == ("honest", False)


def test_what_a_model_invents_is_dropped_and_the_rest_stays(archive: Service, endpoint: str) -> None:
    answer = with_model(archive, endpoint, "inventing").answer_in_words(Query(SATURDAYS))
    assert isinstance(answer, Written)
    assert [claim.text for claim in answer.claims] == ["The library opens on Saturdays."]


@pytest.mark.parametrize("model", ["nonsense", "misquoting", "denying", "failing", "babbling", "refusing"])
def test_a_model_that_fails_leaves_the_extracts_and_that_is_said(
    archive: Service, endpoint: str, model: str
) -> None:
    service = with_model(archive, endpoint, model)
    answer = service.answer_in_words(Query(SATURDAYS))
    assert answer == Fallback(service.answer(Query(SATURDAYS, limit=10)), answer.reason)  # type: ignore[union-attr]
    assert isinstance(answer.answer, Answer)  # type: ignore[union-attr]


def test_a_model_that_breaks_off_leaves_what_it_had_proven(archive: Service, endpoint: str) -> None:
    answer = with_model(archive, endpoint, "breaking-off").answer_in_words(Query(SATURDAYS))
    assert isinstance(answer, Written)
    assert answer.broken_off
    assert [claim.text for claim in answer.claims] == ["The library opens on Saturdays."]


def test_a_model_may_judge_that_the_minutes_do_not_tell(archive: Service, endpoint: str) -> None:
    answer = with_model(archive, endpoint, "not-told").answer_in_words(Query(SATURDAYS))
    assert isinstance(answer, NoAnswer)
    assert answer.refusal is Refusal.NOT_SAID


def test_passages_go_to_the_model_as_data(archive: Service, endpoint: str) -> None:
    import httpx2

    with_model(archive, endpoint, "honest").answer_in_words(Query(SATURDAYS, limit=1))
    system, user = httpx2.get(f"{endpoint}/asked").json()["messages"]
    assert "never followed" in system["content"]
    assert user["content"].startswith('{"question": "On which day')
    assert user["content"].count('"number"') > 1  # as many as help, though one hit was asked for


@pytest.fixture
def client(archive: Service, request: pytest.FixtureRequest, endpoint: str) -> Iterator[TestClient]:
    service = with_model(archive, endpoint, request.param)
    with TestClient(create_app(service.settings, lambda: service)) as client:
        yield client


@pytest.mark.parametrize("client", ["honest"], indirect=True)
def test_asking_over_http_says_who_wrote(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": SATURDAYS, "limit": 1}).json()
    assert reply["answer"] == "The library opens on Saturdays. [1]"
    assert (reply["written_by"], reply["remark"]) == ("honest", None)
    assert [citation["quote"] for citation in reply["citations"]] == ["The library opens on Saturdays."]
    assert len(reply["hits"]) == 1


@pytest.mark.parametrize("client", ["failing"], indirect=True)
def test_asking_over_http_says_that_the_model_failed(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": SATURDAYS}).json()
    assert "Saturdays" in reply["answer"]
    assert (reply["written_by"], reply["remark"]) == (None, "model_unused")


@pytest.mark.parametrize("client", ["honest", "failing", "breaking-off", "not-told"], indirect=True)
@pytest.mark.parametrize("stream", [False, True])
def test_a_chat_is_told_in_every_case(
    client: TestClient, stream: bool, request: pytest.FixtureRequest
) -> None:
    sent = {"messages": [{"role": "user", "content": SATURDAYS}], "stream": stream}
    text = client.post("/v1/chat/completions", json=sent).text
    expected = {
        "honest": "Saturdays",
        "failing": "The language model could not be used",
        "breaking-off": "The language model broke off here",
        "not-told": "the archive does not hold the answer",
    }
    model = request.node.callspec.params["client"]
    assert expected[model] in text
    assert ("url_citation" in text) == (model != "not-told")


def test_lines_come_as_soon_as_they_are_whole() -> None:
    taken: list[str] = []

    def pieces() -> Iterator[str]:
        for piece in ("a", "b\nc", "", "\n\nd"):
            taken.append(piece)
            yield piece

    found = lines(pieces())
    assert next(found) == "ab"
    assert taken == ["a", "b\nc"]
    assert list(found) == ["c", "d"]
