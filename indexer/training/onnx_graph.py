"""The student as an ONNX graph of int8 weights, built node by node so that each rounding is chosen here.

Activations are rounded for each token by itself, so a text's vector does not depend on its batch; weights
for each output channel; the embedding table for each row.
"""

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
HEADS = 12
CONTRIB = "com.microsoft"
BLOCK = 32
"""Numbers with a scale in common: MiniLM has channels that are tens of times larger than others."""


class Graph:
    """Nodes and weights as they are added; a value is known by its name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, array: NDArray[np.generic]) -> str:
        """A constant under this name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """One node; its output's name."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name, domain=domain, **attributes))
        return name


def build_graph(weights: Mapping[str, Floats], pieces: Floats, layers: int) -> onnx.ModelProto:
    """Inputs input_ids, attention_mask, token_type_ids (unused; one type); output last_hidden_state.

    weights: the body's tensors by their names in transformers' BertModel. pieces: the Khmer vectors, each
    looked up by two ids (word-initial, within a word), so the table holds them once.
    """
    graph = Graph()
    hidden = _embedded(graph, weights, pieces)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)
    for layer in range(layers):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}.", hidden, mask)
    graph.add("Identity", hidden)
    graph.nodes[-1].output[0] = "last_hidden_state"
    shape = ["batch", "width"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, shape)
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info(
        "last_hidden_state", TensorProto.FLOAT, [*shape, weights["embeddings.LayerNorm.weight"].shape[0]]
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
    made = helper.make_graph(graph.nodes, "kamnot-encoder", inputs, [output], graph.weights)
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="kamnot")


def rounded(table: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """int8 with one scale for each slice across `axis`; table ≈ whole * scale."""
    scale = np.maximum(np.abs(table).max(axis, keepdims=True), 1e-12) / 127
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)


def _embedded(graph: Graph, weights: Mapping[str, Floats], pieces: Floats) -> str:
    words = weights["embeddings.word_embeddings.weight"]
    # Khmer ids come in twos; 2n - (2n - i) // 2 … written as a table, since ids are few and Gather is cheap.
    rows = np.concatenate([np.arange(len(words)), len(words) + np.arange(2 * len(pieces)) // 2])
    whole, scale = rounded(np.concatenate([words, pieces]), 1)
    row = graph.add("Gather", graph.weight("rows", rows.astype(np.int32)), "input_ids")
    whole_rows = graph.add("Gather", graph.weight("vectors", whole), row)
    scales = graph.add("Gather", graph.weight("vector_scales", scale), row)
    vectors = graph.add("Mul", graph.add("Cast", whole_rows, to=TensorProto.FLOAT), scales)
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    width = graph.add("Shape", "input_ids", start=1, end=2)
    start, axis = graph.weight("start", np.array([0])), graph.weight("axis", np.array([0]))
    placed = graph.add("Slice", graph.weight("places", places.astype(np.float32)), start, width, axis)
    norm = "embeddings.LayerNorm."
    return graph.add(
        "LayerNormalization",
        graph.add("Add", vectors, placed),
        graph.weight(norm + "weight", weights[norm + "weight"]),
        graph.weight(norm + "bias", weights[norm + "bias"]),
        axis=-1,
        epsilon=1e-12,
    )


def _layer(graph: Graph, weights: Mapping[str, Floats], layer: str, hidden: str, mask: str) -> str:
    names = [f"{layer}attention.self.{side}" for side in ("query", "key", "value")]
    joined = np.concatenate([weights[f"{name}.weight"] for name in names])
    sides = _linear(graph, hidden, layer + "qkv", joined)
    size = joined.shape[0] // 3
    thirds = graph.weight(layer + "thirds", np.array([size] * 3))
    graph.add("Split", sides, thirds, axis=-1)
    split = graph.nodes[-1]
    parts = [f"{split.output[0]}_{i}" for i in range(3)]
    del split.output[:]
    split.output.extend(parts)
    bias = graph.weight(layer + "qkv.bias", np.concatenate([weights[f"{name}.bias"] for name in names]))
    attended = graph.add(
        "MultiHeadAttention", *parts, bias, mask, domain=CONTRIB, num_heads=HEADS, mask_filter_value=-10000.0
    )
    hidden = _added(graph, weights, layer + "attention.output.", attended, hidden)
    name = layer + "intermediate.dense."
    inner = _linear(graph, hidden, name, weights[name + "weight"])
    inner = graph.add("BiasGelu", inner, graph.weight(name + "bias", weights[name + "bias"]), domain=CONTRIB)
    return _added(graph, weights, layer + "output.", inner, hidden)


def _added(graph: Graph, weights: Mapping[str, Floats], name: str, inner: str, skipped: str) -> str:
    dense = _linear(graph, inner, name + "dense", weights[name + "dense.weight"])
    given = [
        graph.weight(name + part, weights[name + part])
        for part in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")
    ]
    return graph.add("SkipLayerNormalization", dense, skipped, *given, domain=CONTRIB, epsilon=1e-12)


def _linear(graph: Graph, value: str, name: str, weight: Floats) -> str:
    """value · weightᵀ, both sides int8 in blocks of BLOCK; weight: (out, in)."""
    outputs, inputs = weight.shape
    blocks = weight.reshape(outputs, inputs // BLOCK, BLOCK)
    whole, scale = rounded(blocks, 2)
    return graph.add(
        "MatMulNBits",
        value,
        graph.weight(name + ".whole", (whole.astype(np.int16) + 128).astype(np.uint8)),
        graph.weight(name + ".scale", scale[..., 0]),
        domain=CONTRIB,
        K=inputs,
        N=outputs,
        bits=8,
        block_size=BLOCK,
        accuracy_level=4,
    )
