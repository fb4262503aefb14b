"""A cross-encoder's file in int8, and the reader that begins as it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from torch import nn
from transformers import BertConfig, BertModel

from indexer.training.onnx_graph import HEADS, build_graph
from indexer.training.reading.ranker import from_ranker, read_ranker
from indexer.training.rounding import layer_inputs

LATIN, PIECES, WIDTH = 400, 5, 96
WORDS = "embeddings.word_embeddings.weight"
Floats = NDArray[np.float32]


def body(seed: int) -> nn.Module:
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=LATIN,
        hidden_size=WIDTH,
        num_hidden_layers=1,
        num_attention_heads=HEADS,
        intermediate_size=4 * WIDTH,
        initializer_range=0.5,
    )
    made: nn.Module = BertModel(config, add_pooling_layer=False)
    return made.eval()


def ranker(path: Path, weights: dict[str, Floats], pooler: Floats, classifier: Floats) -> Path:
    """As onnxruntime's dynamic quantisation writes it: int8 with one step for a whole table."""
    stored: dict[str, NDArray[np.generic]] = {}
    nodes: list[onnx.NodeProto] = []

    def in_int8(name: str, table: Floats) -> str:
        scale = np.float32(np.abs(table).max() / 120)
        stored[f"{name}_scale"], stored[f"{name}_zero_point"] = np.asarray(scale), np.asarray(np.int8(3))
        stored[f"{name}_quantized"] = (np.rint(table / scale) + 3).astype(np.int8)
        return f"{name}_quantized"

    for name, table in weights.items():
        if "embeddings" in name and table.ndim == 2:
            in_int8(f"bert.{name}", table)
        elif table.ndim == 2:
            held = in_int8(f"onnx::MatMul_{len(nodes)}", table.T)
            place = name.removesuffix(".weight").replace(".", "/").replace("layer/", "layer.")
            nodes.append(helper.make_node("MatMulInteger", ["x", held], ["y"], f"/bert/{place}/MatMul_quant"))
        else:
            stored[f"bert.{name}"] = table
    in_int8("bert.pooler.dense.weight", pooler)
    in_int8("classifier.weight", classifier)
    kept = [numpy_helper.from_array(array, name) for name, array in stored.items()]
    onnx.save(helper.make_model(helper.make_graph(nodes, "ranker", [], [], kept)), path)
    return path


def encoder(folder: Path, seed: int, pieces: Floats) -> dict[str, Floats]:
    """An encoder's folder; its weights."""
    own = body(seed)
    weights = {name: tensor.numpy() for name, tensor in own.state_dict().items()}
    (folder / "onnx").mkdir(parents=True)
    graph = build_graph(weights, pieces, layer_inputs(own, lambda: own(torch.arange(12)[None])), 1)
    (folder / "onnx" / "model.onnx").write_bytes(graph.SerializeToString())
    Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]")).save(str(folder / "tokenizer.json"))
    return weights


def drawn(seed: int, *shape: int) -> Floats:
    return np.random.default_rng(seed).normal(0, 0.5, shape).astype(np.float32)


def test_weights_are_read_as_int8_left_them(tmp_path: Path) -> None:
    weights = {name: tensor.numpy() for name, tensor in body(1).state_dict().items()}
    pooler, classifier = drawn(2, WIDTH, WIDTH), drawn(3, WIDTH, 1)
    found, relevance = read_ranker(ranker(tmp_path / "model.onnx", weights, pooler, classifier))
    assert set(found) == set(weights)
    for name, table in weights.items():
        assert found[name] == pytest.approx(table, abs=float(np.abs(table).max()) / 200 + 1e-6)
    assert relevance == pytest.approx((pooler @ classifier)[:, 0], abs=0.2)


def test_khmer_pieces_are_turned_as_english_ones_are(tmp_path: Path) -> None:
    pieces, turn = drawn(4, PIECES, WIDTH), np.linalg.qr(drawn(5, WIDTH, WIDTH))[0]
    weights = encoder(tmp_path / "encoder", 6, pieces)
    other = {name: tensor.numpy() for name, tensor in body(7).state_dict().items()}
    other[WORDS] = (weights[WORDS] @ turn + 1).astype(np.float32)
    path = ranker(tmp_path / "model.onnx", other, drawn(2, WIDTH, WIDTH), drawn(3, WIDTH, 1))
    reader, _ = from_ranker(path, tmp_path / "encoder")
    expected = torch.from_numpy(pieces @ turn + 1).float()
    assert torch.cosine_similarity(reader.khmer - 1, expected - 1).min() > 0.99
    ids = torch.tensor([[1, 5, LATIN, LATIN + 1, LATIN + 2]])
    assert reader.rows[ids].tolist() == [[1, 5, LATIN, LATIN, LATIN + 1]]  # both ids of a piece have one row
    tokens, wholes = reader(ids, torch.zeros_like(ids), torch.ones_like(ids))
    assert (tokens.shape, wholes.shape) == ((1, 5), (1,))


def test_what_is_no_ranker_or_has_other_pieces_is_refused(tmp_path: Path) -> None:
    encoder(tmp_path / "encoder", 6, drawn(4, PIECES, WIDTH))
    with pytest.raises(ValueError, match="no cross-encoder"):
        read_ranker(tmp_path / "encoder" / "onnx" / "model.onnx")
    weights = {name: tensor.numpy() for name, tensor in body(1).state_dict().items()}
    weights[WORDS] = weights[WORDS][:-1]
    path = ranker(tmp_path / "model.onnx", weights, drawn(2, WIDTH, WIDTH), drawn(3, WIDTH, 1))
    with pytest.raises(ValueError, match="English pieces"):
        from_ranker(path, tmp_path / "encoder")
