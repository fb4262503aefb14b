"""An archive gets another encoder while it is served: questions go on, and meet their own model's vectors."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from indexer.encoder import Encoder
from indexer.errors import ModelMismatch, ModelUnavailable
from indexer.next_vectors import NextVectors
from indexer.reindexing import reindex
from search_api import encoders as encoders_module
from search_api.app import create_app
from search_api.query import Query
from search_api.startup import Service
from tests.fakes import FakeEncoder, TurnedEncoder
from tests.search_api.conftest import KEY, opened

MODELS: dict[str, Callable[[], FakeEncoder]] = {
    "fake": FakeEncoder,
    "turned": lambda: TurnedEncoder(),
    "wider": lambda: FakeEncoder(96, "wider"),
}


class Shelf:
    """The models of this machine; counts how often each is loaded, and may lack some."""

    def __init__(self) -> None:
        self.loaded: list[str] = []
        self.lacking: set[str] = set()
        self.seconds = 0.0

    def load(self, name: str) -> Encoder:
        self.loaded.append(name)
        time.sleep(self.seconds)
        if name in self.lacking:
            raise ModelUnavailable(f"the encoder {name} can't be loaded")
        return MODELS[name]()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def served(tmp_path: Path, shelf: Shelf) -> Iterator[Service]:
    with opened(tmp_path, shelf.load) as service:
        yield service


@pytest.fixture
def asked(served: Service) -> Iterator[TestClient]:
    with TestClient(create_app(served.settings, lambda: served)) as client:
        yield client


def change(service: Service, encoder: str) -> None:
    reindex(service.archive.folder, MODELS[encoder](), remark=print, notice=0.0)


def found(client: TestClient) -> list[tuple[str, float]]:
    reply = client.get("/v1/search", params={"query": "library opens on Saturdays", "limit": "50"})
    assert reply.status_code == 200, reply.text
    return [(hit["passage_id"], hit["score"]) for hit in reply.json()["hits"]]


@pytest.mark.parametrize("encoder", ["turned", "wider"])
def test_a_running_service_asks_with_the_new_encoder(
    asked: TestClient, served: Service, encoder: str
) -> None:
    before = found(asked)
    change(served, encoder)
    after = found(asked)
    assert asked.get("/v1/ready").json()["encoder"] == encoder
    assert after[0][0] == before[0][0]
    searcher = served.answerer_with(MODELS[encoder]()).searcher
    hits = searcher.search(Query("library opens on Saturdays", limit=50)).hits
    assert after == [(hit.passage.id, round(hit.score, 6)) for hit in hits]
    answer = asked.get("/v1/ask", params={"question": "When does the library open?"})
    assert answer.status_code == 200


def test_questions_of_many_at_once_go_on_across_changes(
    asked: TestClient, served: Service, shelf: Shelf
) -> None:
    expected = found(asked)[0][0]
    ended = threading.Event()

    def keep_asking() -> int:
        count = 0
        while not ended.is_set():
            assert found(asked)[0][0] == expected
            count += 1
        return count

    shelf.seconds = 0.1
    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(keep_asking) for _ in range(4)]
        try:
            for encoder in ("turned", "fake", "wider", "turned"):
                change(served, encoder)
                time.sleep(0.3)
        finally:
            ended.set()
    assert min(each.result() for each in asking) > 5
    assert served.encoders.current.name == "turned"


def test_a_new_encoder_is_loaded_once_however_many_wait_for_it(served: Service, shelf: Shelf) -> None:
    change(served, "turned")
    shelf.seconds = 0.3
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: served.search(Query("library")).total, range(8)))
    assert (len(set(results)), shelf.loaded) == (1, ["turned"])


def test_a_searcher_refuses_vectors_of_another_model(served: Service) -> None:
    searcher, answerer = served.searcher, served.answerer
    change(served, "turned")
    with pytest.raises(ModelMismatch):
        searcher.search(Query("library"))
    with pytest.raises(ModelMismatch):
        answerer.answer(Query("library"))


def test_a_file_that_comes_after_the_change_gets_the_new_encoder_s_vectors(
    asked: TestClient, served: Service
) -> None:
    change(served, "turned")
    file = ("zebra.txt", b"Minutes of the Zebra Group\nDate: 1 May 2022\nThe zebra sleeps.\n")
    headers = {"Authorization": f"Bearer {KEY}"}
    added = asked.post("/v1/documents", files={"file": file}, headers=headers)
    assert added.status_code == 201, added.text
    with served.archive.snapshot() as snapshot:
        passages = snapshot.section_passages("zebra")
        rows = [snapshot.row(passage.id) for passage in passages]
        vectors = snapshot.vectors(rows)
        question = TurnedEncoder().questions(
            ["minutes of the zebra group date: 1 may 2022 the zebra sleeps."]
        )
        assert float(vectors[0] @ question[0]) > 0.9
    assert asked.delete("/v1/documents/zebra", headers=headers).status_code == 204


def test_a_model_that_is_not_to_be_had_is_said_and_not_tried_at_every_question(
    asked: TestClient, served: Service, shelf: Shelf
) -> None:
    shelf.lacking.add("turned")
    change(served, "turned")
    for _ in range(5):
        reply = asked.get("/v1/search", params={"query": "library"})
        assert (reply.status_code, reply.json()["error"]["code"]) == (503, "archive_unavailable")
    assert shelf.loaded == ["turned"]
    ready = asked.get("/v1/ready")
    assert (ready.status_code, ready.json()["ready"], ready.json()["encoder"]) == (503, False, "fake")
    assert asked.get("/v1/documents").json()["total"] == 2
    headers = {"Authorization": f"Bearer {KEY}"}
    assert asked.delete("/v1/documents/budget-2020", headers=headers).status_code == 204
    change(served, "fake")
    assert asked.get("/v1/search", params={"query": "library"}).status_code == 200
    assert asked.get("/v1/ready").status_code == 200


def test_a_model_that_comes_late_is_taken(
    served: Service, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoders_module, "_AGAIN_SECONDS", 0.0)
    shelf.lacking.add("turned")
    change(served, "turned")
    with pytest.raises(ModelUnavailable):
        served.search(Query("library"))
    shelf.lacking.clear()
    assert served.search(Query("library")).total > 0
    assert not served.encoders.failing


def test_another_revision_than_the_archive_s_is_not_taken(
    served: Service, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODELS, "turned@1", lambda: TurnedEncoder(64, "turned@2"))
    reindex(served.archive.folder, TurnedEncoder(64, "turned@1"), remark=print, notice=0.0)
    with pytest.raises(ModelUnavailable, match="needs the encoder turned@1, but here it is turned@2 now"):
        served.search(Query("library"))
    assert shelf.loaded == ["turned@1"]


def test_a_coming_encoder_is_loaded_ahead(served: Service, shelf: Shelf) -> None:
    folder = served.archive.folder
    with NextVectors(folder, "turned", 64) as vectors:
        served.encoders.look()
        assert shelf.loaded == []
        vectors.announce()
        served.encoders.look()
        served.encoders.look()
        assert (shelf.loaded, served.encoders.current.name) == (["turned"], "fake")
    change(served, "turned")
    served.encoders.look()
    assert (shelf.loaded, served.encoders.current.name) == (["turned"], "turned")


def test_a_coming_encoder_that_was_given_up_is_let_go(served: Service, shelf: Shelf) -> None:
    with NextVectors(served.archive.folder, "turned", 64) as vectors:
        vectors.announce()
        served.encoders.look()
    served.encoders.look()
    change(served, "turned")
    served.encoders.look()
    assert shelf.loaded == ["turned", "turned"]


def test_a_service_gets_the_time_to_load_what_is_coming(
    asked: TestClient, served: Service, shelf: Shelf
) -> None:
    shelf.seconds = 0.5
    began = time.monotonic()
    reindex(served.archive.folder, TurnedEncoder(), remark=print, notice=3.0)
    assert time.monotonic() - began >= 3.0
    began = time.monotonic()
    found(asked)
    assert time.monotonic() - began < 0.4
    assert shelf.loaded == ["turned"]


def test_nobody_is_waited_for_where_nobody_serves(served: Service) -> None:
    began = time.monotonic()
    reindex(served.archive.folder, TurnedEncoder(), remark=print, notice=60.0)
    assert time.monotonic() - began < 10


def test_a_service_without_questions_follows_by_itself(asked: TestClient, served: Service) -> None:
    change(served, "turned")
    for _ in range(100):
        if served.encoders.current.name == "turned":
            break
        time.sleep(0.1)
    assert served.encoders.current.name == "turned"
    assert asked.get("/v1/ready").json()["encoder"] == "turned"
