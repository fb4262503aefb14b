"""A reader's graph, back to the weights that it was built from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from indexer.training.onnx_graph import HEADS, build_graph
from indexer.training.rounding import layer_inputs
from indexer.training.shipped import read_folder

LATIN, PIECES, LAYERS, WIDTH = 30, 5, 2, 96


def test_weights_come_back_as_int8_left_them(tmp_path: Path) -> None:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=LATIN,
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=128,
        max_position_embeddings=16,
    )
    body = BertModel(config, add_pooling_layer=False).eval()
    pieces = np.random.default_rng(1).normal(0, 0.02, (PIECES, WIDTH)).astype(np.float32)
    head = (np.ones((2, WIDTH), np.float32), np.array([1, 2], np.float32))
    weights = {name: tensor.numpy() for name, tensor in body.state_dict().items()}
    seen = layer_inputs(body, lambda: body(torch.arange(12)[None]))
    (tmp_path / "onnx").mkdir()
    graph = build_graph(weights, pieces, seen, LAYERS, head)
    (tmp_path / "onnx" / "model.onnx").write_bytes(graph.SerializeToString())

    found, vectors, rows, came_back = read_folder(tmp_path)

    again = BertModel(config, add_pooling_layer=False).eval()
    missing, unexpected = again.load_state_dict(
        {name: torch.from_numpy(array.copy()) for name, array in found.items()}, strict=False
    )
    assert set(missing) <= {"embeddings.word_embeddings.weight", "embeddings.position_ids"}
    assert unexpected == []
    assert vectors[:LATIN] == pytest.approx(weights["embeddings.word_embeddings.weight"], abs=1e-3)
    assert vectors[LATIN:] == pytest.approx(pieces, abs=1e-3)
    assert rows.tolist() == [*range(LATIN), *np.repeat(np.arange(PIECES) + LATIN, 2)]
    assert came_back is not None
    assert [each.tolist() for each in came_back] == [each.tolist() for each in head]
    with torch.no_grad():
        embedded = torch.from_numpy(vectors[:LATIN])[None, :12]
        given = body(torch.arange(12)[None]).last_hidden_state
        taken = again(inputs_embeds=embedded).last_hidden_state
    assert torch.cosine_similarity(given, taken, dim=-1).min() > 0.995
