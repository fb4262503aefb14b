"""An endpoint as it is, down, slow, and talking nonsense."""

from __future__ import annotations

import json
import time

import httpx2
import pytest

from search_api.errors import ModelFailed
from search_api.language_model.endpoint import Endpoint, Message

ASKED = json.dumps(
    {"question": "library", "passages": [{"number": 1, "text": "The library opens on Saturdays."}]}
)


def stream(endpoint: str, model: str, seconds: float = 10) -> list[str]:
    with_key = Endpoint(f"{endpoint}/v1", model, "a key of the model", seconds)
    return list(with_key.stream([Message("system", "Rules"), Message("user", ASKED)]))


def test_the_pieces_come_as_they_are_written(endpoint: str) -> None:
    pieces = stream(endpoint, "honest")
    assert len(pieces) > 3
    written = "The library opens on Saturdays. [[1: The library opens on Saturdays.]]\n"
    assert written == "".join(pieces)


def test_model_key_and_messages_are_sent(endpoint: str) -> None:
    stream(endpoint, "honest")
    asked = httpx2.get(f"{endpoint}/asked").json()
    assert asked["authorization"] == "Bearer a key of the model"
    assert asked["messages"] == [
        {"role": "system", "content": "Rules"},
        {"role": "user", "content": ASKED},
    ]
    assert (asked["stream"], asked["temperature"]) == (True, 0)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("refusing", "answered 404"),
        ("failing", "answered 502"),
        ("babbling", "can't be used"),
        ("other-shape", "can't be used"),
        ("breaking-off", "broke off"),
        ("closing", "broke off"),
        ("endless", "didn't come to an end"),
    ],
)
def test_what_goes_wrong_is_told(endpoint: str, model: str, message: str) -> None:
    with pytest.raises(ModelFailed, match=message):
        stream(endpoint, model)


@pytest.mark.parametrize("model", ["silent", "slow", "stalling"])
def test_a_slow_model_is_given_up_in_time(endpoint: str, model: str) -> None:
    began = time.monotonic()
    with pytest.raises(ModelFailed, match="took more than 1 s"):
        stream(endpoint, model, seconds=1)
    assert time.monotonic() - began < 10


def test_an_endpoint_that_is_down_fails_at_once() -> None:
    with pytest.raises(ModelFailed, match="can't be reached"):
        stream("http://127.0.0.1:9", "honest")
