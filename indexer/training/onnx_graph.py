"""The student as an ONNX graph of int8 weights, built node by node so that each rounding is chosen here.

A text's vector does not depend on its batch: no step is computed from what is in it. The embedding table
has a scale for each row, weights have one for each output (`indexer.training.rounding`).
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from indexer.training.rounding import Rounding, choose_rounding, rounded

Floats = NDArray[np.float32]
HEADS = 12
CONTRIB = "com.microsoft"


class Graph:
    """Nodes and weights as they are added; a value is known by its name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, array: NDArray[np.generic]) -> str:
        """A constant under this name."""
        self.weights.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def add(
        self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: int | float
    ) -> str:
        """One node; its output's name, to which _0, _1, … is added when it has several."""
        name = f"{kind}_{len(self.nodes)}"
        names = [name] if outputs == 1 else [f"{name}_{i}" for i in range(outputs)]
        node = helper.make_node(kind, inputs, names, name, domain=domain)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self.nodes.append(node)
        return name


def build_graph(
    weights: Mapping[str, Floats],
    pieces: Floats,
    inputs: Mapping[str, Floats],
    layers: int,
    head: tuple[Floats, Floats] | None = None,
) -> onnx.ModelProto:
    """Inputs input_ids, attention_mask, token_type_ids; output last_hidden_state, or logits with a head.

    weights: the body's tensors by their names in transformers' BertModel. pieces: the Khmer vectors, each
    looked up by two ids (word-initial, within a word), so the table holds them once. inputs: what each
    linear layer is given, by its name (`rounding.layer_inputs`). head: weight (out, width) and bias (out,) of
    a last layer in float32. Without one, as in the encoder, all tokens are of the first type.
    """
    graph = Graph()
    hidden = _embedded(graph, weights, pieces, two_types=head is not None)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)
    for layer in range(layers):
        hidden = _layer(graph, weights, inputs, f"encoder.layer.{layer}.", hidden, mask)
    name, size = "last_hidden_state", weights["embeddings.LayerNorm.weight"].shape[0]
    if head:
        name, size = "logits", len(head[0])
        hidden = graph.add("MatMul", hidden, graph.weight("head.weight", head[0].T))
        hidden = graph.add("Add", hidden, graph.weight("head.bias", head[1]))
    graph.add("Identity", hidden)
    graph.nodes[-1].output[0] = name
    shape = ["batch", "width"]
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, shape)
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info(name, TensorProto.FLOAT, [*shape, size])
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
    made = helper.make_graph(graph.nodes, "kamnot", given, [output], graph.weights)
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="kamnot")


def _embedded(graph: Graph, weights: Mapping[str, Floats], pieces: Floats, two_types: bool) -> str:
    words = weights["embeddings.word_embeddings.weight"]
    rows = np.concatenate([np.arange(len(words)), len(words) + np.arange(2 * len(pieces)) // 2])
    whole, scale = rounded(np.concatenate([words, pieces]), 1)
    row = graph.add("Gather", graph.weight("rows", rows.astype(np.int32)), "input_ids")
    whole_rows = graph.add("Gather", graph.weight("vectors", whole), row)
    scales = graph.add("Gather", graph.weight("vector_scales", scale), row)
    vectors = graph.add("Mul", graph.add("Cast", whole_rows, to=TensorProto.FLOAT), scales)
    types = weights["embeddings.token_type_embeddings.weight"]
    places = weights["embeddings.position_embeddings.weight"] + types[0]
    if two_types:
        table = graph.weight("types", (types - types[0]).astype(np.float32))
        vectors = graph.add("Add", vectors, graph.add("Gather", table, "token_type_ids"))
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


def _layer(
    graph: Graph,
    weights: Mapping[str, Floats],
    inputs: Mapping[str, Floats],
    layer: str,
    hidden: str,
    mask: str,
) -> str:
    sides = [f"{layer}attention.self.{side}" for side in ("query", "key", "value")]
    joined = np.concatenate([weights[f"{side}.weight"] for side in sides])
    bias = np.concatenate([weights[f"{side}.bias"] for side in sides])
    first = choose_rounding(inputs[sides[0]], joined)
    name = layer + "attention.output.dense"
    second = choose_rounding(inputs[name], weights[name + ".weight"])
    # What attention gives out is linear in its values, so they can be divided where they are made.
    undivided = np.concatenate([np.ones(len(bias) - len(second.divisors)), second.divisors]).astype(
        np.float32
    )
    first = replace(first, scales=first.scales / undivided)
    second = replace(second, divisors=np.ones_like(second.divisors))
    thirds = graph.add("Split", _linear(graph, hidden, layer + "qkv", first), axis=-1, outputs=3)
    attended = graph.add(
        "MultiHeadAttention",
        *(f"{thirds}_{third}" for third in range(3)),
        graph.weight(layer + "qkv.bias", bias / undivided),
        mask,
        domain=CONTRIB,
        num_heads=HEADS,
    )
    hidden = _added(
        graph, weights, layer + "attention.output.", _linear(graph, attended, name, second), hidden
    )
    name = layer + "intermediate.dense"
    inner = _linear(graph, hidden, name, choose_rounding(inputs[name], weights[name + ".weight"]))
    inner = graph.add(
        "BiasGelu", inner, graph.weight(name + ".bias", weights[name + ".bias"]), domain=CONTRIB
    )
    name = layer + "output.dense"
    outer = _linear(graph, inner, name, choose_rounding(inputs[name], weights[name + ".weight"]))
    return _added(graph, weights, layer + "output.", outer, hidden)


def _added(graph: Graph, weights: Mapping[str, Floats], name: str, dense: str, skipped: str) -> str:
    given = [
        graph.weight(name + part, weights[name + part])
        for part in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")
    ]
    return graph.add("SkipLayerNormalization", dense, skipped, *given, domain=CONTRIB, epsilon=1e-12)


def _linear(graph: Graph, value: str, name: str, rounding: Rounding) -> str:
    """value · weightᵀ; the bias is left to what follows."""
    if (rounding.divisors != 1).any():
        value = graph.add("Mul", value, graph.weight(name + ".factors", 1 / rounding.divisors))
    step, zero = (
        graph.weight(name + ".step", np.asarray(rounding.step)),
        graph.weight(name + ".zero", np.asarray(rounding.zero)),
    )
    levels = graph.add("QuantizeLinear", value, step, zero)
    whole, scales = (
        graph.weight(name + ".whole", rounding.whole),
        graph.weight(name + ".scales", rounding.scales),
    )
    zeros = graph.weight(name + ".zeros", np.zeros_like(rounding.scales, np.int8))
    return graph.add("MatMulIntegerToFloat", levels, whole, step, scales, zero, zeros, domain=CONTRIB)
