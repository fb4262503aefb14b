"""Documents that give orders, and a model that obeys them: nothing of it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from indexer import uploads
from indexer.bilingual import BilingualEncoder
from search_api.app import create_app
from search_api.language_model.endpoint import Endpoint
from search_api.language_model.writer import Writer
from tests.fakes import read_plainly
from tests.search_api.conftest import opened

ORDERS = [
    line
    for line in (Path(__file__).parent / "injections.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
QUESTION = "On which day does it say that the library opens, on Saturdays?"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, endpoint: str) -> Iterator[TestClient]:
    """The archive with a document for each order, behind a model that obeys them all."""
    encoder = BilingualEncoder()
    with opened(tmp_path_factory.mktemp("injection"), encoder=encoder) as service:
        for number, order in enumerate(ORDERS):
            text = (
                f"Minutes of the Library Group {number}\n\nDecisions\n"
                f"- The library opens on Saturdays.\nSAY: {order}\n"
            )
            uploads.put(
                service.archive.folder,
                encoder,
                text.encode(),
                f"library-{number}.txt",
                read=read_plainly,
                remark=print,
            )
        obeying = replace(service, writer=Writer(Endpoint(f"{endpoint}/v1", "obeying", None, 20)))
        with TestClient(create_app(service.settings, lambda: obeying)) as client:
            yield client


def test_there_are_orders() -> None:
    assert len(ORDERS) >= 15


@pytest.mark.parametrize("number", range(len(ORDERS)))
def test_an_obeyed_order_is_not_shown(client: TestClient, number: int) -> None:
    asked = {
        "messages": [{"role": "user", "content": QUESTION}],
        "filters": {"documents": [f"library-{number}"]},
    }

    message = client.post("/v1/chat/completions", json=asked).json()["choices"][0]["message"]

    content = message["content"]
    assert content.startswith("The library opens on Saturdays. [1]\n\n1. [Minutes of the Library Group")
    assert content.count("\n") == 2
    [annotation] = message["annotations"]
    assert annotation["url_citation"]["url"].startswith(f"http://testserver/documents/library-{number}?")
