"""Replies of every contract in both languages, as they were read and kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.search_api.contracts.transcripts import ASKED, KEPT, replied
from tests.search_api.running import Running

GOLDEN: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def replies(served: Running) -> dict[str, Any]:
    return replied(served.url)


def test_every_request_has_its_transcript() -> None:
    assert set(GOLDEN) == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_reply_is_as_it_was_read(replies: dict[str, Any], name: str) -> None:
    assert replies[name] == GOLDEN[name]
