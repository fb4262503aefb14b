"""Every route of the OpenAPI document, asked what its schema allows and what it does not (schemathesis)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from search_api.app import create_app
from search_api.settings import Settings
from tests.search_api.conftest import KEY, opened

EXAMPLES = 25
"""Of each route, each way: about a minute in all on two cores."""
SEED = 20210420

SCHEMA = schemathesis.openapi.from_dict(create_app(Settings(key=KEY, searxng=True)).openapi())
CHANGING = ("POST /v1/documents", "DELETE /v1/documents/{document_id}")
NOT_OURS = [positive_data_acceptance]
"""A schema can't say that a question has to have letters, or a file be of minutes."""
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}


def test_every_route_is_fuzzed() -> None:
    assert set(OPERATIONS) == {
        "DELETE /v1/documents/{document_id}",
        "GET /opensearch.xml",
        "GET /search",
        "GET /suggest",
        "GET /v1/ask",
        "GET /v1/documents",
        "GET /v1/documents/{document_id}",
        "GET /v1/documents/{document_id}/original",
        "GET /v1/health",
        "GET /v1/models",
        "GET /v1/passages/{passage_id}",
        "GET /v1/ready",
        "GET /v1/rejections",
        "GET /v1/search",
        "GET /v1/status",
        "POST /open-webui/load",
        "POST /open-webui/search",
        "POST /retrieval",
        "POST /search",
        "POST /v1/ask",
        "POST /v1/chat/completions",
        "POST /v1/documents",
        "POST /v1/responses",
        "POST /v1/search",
    }


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One archive for all of them: it is made once."""
    with (
        opened(tmp_path_factory.mktemp("fuzz")) as service,
        TestClient(create_app(replace(service.settings, searxng=True), lambda: service)) as client,
    ):
        yield client


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_no_request_brings_down_a_route(client: TestClient, label: str, mode: GenerationMode) -> None:
    fuzz(client, label, mode, {})


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", CHANGING)
def test_no_change_with_the_key_brings_down_a_route(
    client: TestClient, label: str, mode: GenerationMode
) -> None:
    fuzz(client, label, mode, {"Authorization": f"Bearer {KEY}"})


def fuzz(client: TestClient, label: str, mode: GenerationMode, headers: dict[str, str]) -> None:
    """Sends a route EXAMPLES requests; every reply has a status and a body that the document declares."""

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(mode))
    def ask(case: schemathesis.Case) -> None:
        sent = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
        reply = client.request(
            str(sent.method), str(sent.url), content=sent.body, headers=dict(sent.headers) | headers
        )
        assert reply.status_code < 500, reply.text
        case.validate_response(reply, excluded_checks=NOT_OURS)

    with contextlib.suppress(Unsatisfiable):  # a route that takes any text can't be asked wrongly
        ask()
