"""Other models, through sentence-transformers; a tiny one is made on the spot, none is downloaded."""

import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.errors import ModelUnavailable
from indexer.recipe import Prefixes, recipe_of
from indexer.sentence_transformer import SentenceTransformerEncoder, configured_prefixes, known_prefixes
from tests.tiny_model import write_tiny_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "tiny"
    write_tiny_model(path)
    return path


@pytest.mark.parametrize(
    ("name", "prefixes"),
    [
        ("intfloat/multilingual-e5-small", Prefixes("query: ", "passage: ")),
        ("/models/multilingual-e5-base", Prefixes("query: ", "passage: ")),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", Prefixes("query: ", "")),
        ("BAAI/bge-m3", Prefixes("", "")),
        ("sentence-transformers/LaBSE", Prefixes("", "")),
        ("ibm-granite/granite-embedding-107m-multilingual", Prefixes("", "")),
        ("somebody/something", None),
    ],
)
def test_prefixes_go_by_the_models_name(name: str, prefixes: Prefixes | None) -> None:
    assert known_prefixes(name) == prefixes


def test_a_model_that_is_not_known_by_name_is_asked_for_its_prompts() -> None:
    assert configured_prefixes({"query": "Instruct: q\nQuery:", "document": ""}) == Prefixes(
        "Instruct: q\nQuery:", ""
    )
    assert configured_prefixes({"Retrieval-query": "task: q | query: "}) == Prefixes("task: q | query: ", "")
    assert configured_prefixes({}) == Prefixes("", "")


def test_questions_and_passages_get_their_prefixes(folder: Path) -> None:
    encoder = SentenceTransformerEncoder(str(folder))
    half = 0.5**0.5

    assert encoder.questions(["money"]) == pytest.approx(np.array([[0, half, 0, 0, half]]), abs=1e-6)
    assert encoder.passages(["លុយ"]) == pytest.approx(np.array([[0, 0, half, half, 0]]), abs=1e-6)


def test_prefixes_that_are_given_win(folder: Path) -> None:
    encoder = SentenceTransformerEncoder(str(folder), prefixes=Prefixes("", ""))

    assert encoder.questions(["money"]) == pytest.approx(np.array([[0, 0, 0, 0, 1]]), abs=1e-6)


def test_no_texts_give_no_rows(folder: Path) -> None:
    encoder = SentenceTransformerEncoder(str(folder))

    assert encoder.passages([]).shape == encoder.questions([]).shape == (0, 5)


def test_a_folders_name_changes_with_its_content(folder: Path) -> None:
    before = SentenceTransformerEncoder(str(folder)).name
    (folder / "README.md").write_text("changed", encoding="utf-8")
    same = SentenceTransformerEncoder(str(folder)).name
    weights = folder / "model.safetensors"
    content = weights.read_bytes()
    weights.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    after = SentenceTransformerEncoder(str(folder)).name
    weights.write_bytes(content)

    assert before == same != after


def test_what_decides_the_vectors_is_in_the_name(folder: Path) -> None:
    usual = SentenceTransformerEncoder(str(folder)).name
    same = SentenceTransformerEncoder(
        str(folder), prefixes=Prefixes("query: ", "passage: "), batch_size=3
    ).name
    bare = SentenceTransformerEncoder(str(folder), prefixes=Prefixes("", ""), dtype="bfloat16").name

    assert same == usual
    assert bare == f'{usual}+bfloat16 ["", ""]'
    assert recipe_of(bare).prefixes == Prefixes("", "")


def test_the_texts_go_to_the_model_by_the_batch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = SentenceTransformerEncoder(str(folder), batch_size=3)
    sizes: list[int] = []
    forward = encoder._model.forward

    def counted(features: dict[str, Any], **options: Any) -> Any:
        sizes.append(len(features["offsets"]))
        return forward(features, **options)

    monkeypatch.setattr(encoder._model, "forward", counted)
    encoder.passages(["money"] * 8)

    assert sizes == [3, 3, 2]


@pytest.mark.parametrize("device", ["cuda:99", "no such thing"])
def test_a_device_that_is_not_there_is_said(folder: Path, device: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"this machine has no device '{device}'"):
        SentenceTransformerEncoder(str(folder), device=device)


def test_a_torn_model_is_said(folder: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn"
    shutil.copytree(folder, torn)
    (torn / "model.safetensors").write_bytes((torn / "model.safetensors").read_bytes()[:40])

    with pytest.raises(ModelUnavailable, match="the folder holds no model that can be read"):
        SentenceTransformerEncoder(str(torn))


def test_a_hub_that_may_not_be_asked_is_an_error_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(ModelUnavailable, match="copy the folder over, and name its path"):
        SentenceTransformerEncoder("nobody/no-such-model")


def test_a_hub_that_cannot_be_reached_is_said_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    began = time.monotonic()

    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:9 can't be reached.*copy the folder over"):
        SentenceTransformerEncoder("nobody/no-such-model")
    assert time.monotonic() - began < 20


REVISION = "0123456789abcdef0123456789abcdef01234567"


def fetched(cache: Path, source: Path, revision: str = REVISION) -> None:
    """Lays a model into a cache of the hub, as if it had been fetched at a revision."""
    place = cache / "models--some--tiny"
    shutil.copytree(source, place / "snapshots" / revision)
    (place / "refs").mkdir(exist_ok=True)
    (place / "refs" / "main").write_text(revision, encoding="utf-8")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and a hub that isn't there."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    return tmp_path


def test_a_hub_model_is_named_by_its_revision(folder: Path, cache: Path) -> None:
    fetched(cache, folder)
    first = SentenceTransformerEncoder("some/tiny")
    fetched(cache, folder, revision="f" * 40)
    assert (first.name, SentenceTransformerEncoder("some/tiny").name) == (
        "some/tiny@0123456789ab",
        "some/tiny@ffffffffffff",
    )


def write_plain_transformer(folder: Path) -> None:
    """What transformers alone fetches of a model: weights and words, no modules after them."""
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder.mkdir()
    (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nmoney\n", encoding="utf-8")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=6, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8
    )
    BertModel(config).save_pretrained(folder)


def test_what_transformers_alone_has_fetched_is_not_taken_for_the_model(tmp_path: Path, cache: Path) -> None:
    write_plain_transformer(tmp_path / "plain")
    fetched(cache, tmp_path / "plain")
    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:9 can't be reached"):
        SentenceTransformerEncoder("some/tiny")


@pytest.mark.parametrize("path", ["/no/such/folder", "./none", "~/none"])
def test_a_path_without_a_folder_is_said_at_once(path: str) -> None:
    with pytest.raises(ModelUnavailable, match="no such folder"):
        SentenceTransformerEncoder(path)
