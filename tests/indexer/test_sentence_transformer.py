"""Other models, through sentence-transformers; a tiny one is made on the spot, none is downloaded."""

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from indexer.errors import ModelUnavailable
from indexer.sentence_transformer import (
    Prefixes,
    SentenceTransformerEncoder,
    configured_prefixes,
    known_prefixes,
)

WORDS = ["[UNK]", "query:", "passage:", "លុយ", "money"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose vector of a text is the mean of its words' unit vectors."""
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    words = StaticEmbedding(tokenizer, embedding_weights=np.eye(len(WORDS), dtype=np.float32))
    path = tmp_path_factory.mktemp("models") / "tiny"
    SentenceTransformer(modules=[words], prompts={"query": "query: ", "document": "passage: "}).save(
        str(path)
    )
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


def test_a_hub_that_cannot_be_reached_is_an_error_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(ModelUnavailable, match="copy the folder over, and name its path"):
        SentenceTransformerEncoder("nobody/no-such-model")


@pytest.mark.parametrize("path", ["/no/such/folder", "./none", "~/none"])
def test_a_path_without_a_folder_is_said_at_once(path: str) -> None:
    with pytest.raises(ModelUnavailable, match="no such folder"):
        SentenceTransformerEncoder(path)
