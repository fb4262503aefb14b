"""The typed client and the LangChain retriever, against a real service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from corpus.document import Language
from search_api.client import Client
from search_api.errors import ServiceError
from search_api.langchain_retriever import KamnotRetriever
from search_api.schemas import FiltersIn
from tests.search_api.running import Running, running, sample_archive

READ_KEY = "a key to read with, long enough"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    archive: Path = sample_archive(tmp_path_factory.mktemp("client"))
    with running(archive, settings={"KAMNOT_READ_KEY": READ_KEY}) as service:
        yield service


@pytest.fixture
def client(served: Running) -> Iterator[Client]:
    with Client(served.url, READ_KEY) as client:
        yield client


def test_replies_come_in_the_services_own_types(client: Client) -> None:
    found = client.search("library on Saturdays", limit=2)
    assert found.hits[0].document_id == "budget-2020"
    answer = client.ask("On which day does the library open?")
    assert answer.answer is not None
    passage = client.passage(found.hits[0].passage_id)
    assert passage.text == found.hits[0].text
    document = client.document("ថវិកា-2021")
    assert "បណ្ណាល័យ" in document.body_text
    assert {each.document_id for each in client.documents()} == {"budget-2020", "ថវិកា-2021"}


def test_links_are_made_whole(client: Client, served: Running) -> None:
    link = client.link(client.search("library").hits[0].url)
    page = httpx2.get(link, headers={"Authorization": f"Bearer {READ_KEY}"})
    assert page.status_code == 200
    assert client.link("https://minutes.example.gov/x") == "https://minutes.example.gov/x"


def test_filters_act(client: Client) -> None:
    found = client.search("library", filters=FiltersIn(languages=[Language.KHMER]))
    assert {hit.document_id for hit in found.hits} == {"ថវិកា-2021"}


def test_what_is_refused_is_one_error_with_its_code(client: Client, served: Running) -> None:
    with pytest.raises(ServiceError, match="nothing") as raised:
        client.document("nothing")
    assert (raised.value.code, raised.value.status) == ("unknown_document", 404)
    with pytest.raises(ServiceError, match="no letters") as raised:
        client.search("?!")
    assert raised.value.code == "invalid_query"
    with Client(served.url) as keyless, pytest.raises(ServiceError, match="with a key") as raised:
        keyless.search("library")
    assert (raised.value.code, raised.value.status) == ("unauthorized", 401)
    with pytest.raises(ValidationError):
        client.search("library", limit=1000)


def test_a_service_that_is_not_there_is_an_error() -> None:
    with Client("http://127.0.0.1:9") as client, pytest.raises(ServiceError, match="can't be reached"):
        client.search("library")


def test_langchain_gets_documents_that_say_where_they_stand(served: Running) -> None:
    retriever = KamnotRetriever.at(served.url, READ_KEY, limit=2)

    with retriever.client:
        documents = retriever.invoke("library on Saturdays")

    assert 1 <= len(documents) <= 2
    first = documents[0]
    assert "The library opens on Saturdays." in first.page_content
    assert first.metadata["source"].startswith(f"{served.url}/documents/budget-2020?start=")
    assert (first.metadata["title"], first.metadata["date"]) == (
        "Minutes of the Budget Committee",
        "2020-03-12",
    )
    assert first.metadata["end"] - first.metadata["start"] == len(first.page_content)


def test_the_retriever_stands_in_a_chain(served: Running) -> None:
    retriever = KamnotRetriever.at(served.url, READ_KEY, filters=FiltersIn(languages=[Language.KHMER]))
    chain = retriever | RunnableLambda(lambda documents: [each.metadata["document_id"] for each in documents])
    with retriever.client:
        assert set(chain.invoke("library on Saturdays")) == {"ថវិកា-2021"}


def test_a_limit_out_of_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        KamnotRetriever.at("http://127.0.0.1:9", limit=0)
