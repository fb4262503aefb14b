"""A shipped model's ONNX graph back to weights that can learn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from indexer.training.matching import Floats


def read_folder(
    folder: Path,
) -> tuple[Mapping[str, Floats], Floats, NDArray[np.int64], tuple[Floats, Floats] | None]:
    """The body's tensors by their names in BertModel, input vectors, row by token id, and the weight and bias
    of a reader's head, which the encoder has none of.

    The reverse of `onnx_graph.build_graph`, as exactly as int8 allows. The places' table has the first token
    type added in, as there. Word vectors are in the input vectors only.
    """
    graph = onnx.load(folder / "onnx" / "model.onnx").graph
    found = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    places = np.asarray(found["places"], np.float32)
    weights: dict[str, Floats] = {
        "embeddings.position_embeddings.weight": places,
        "embeddings.token_type_embeddings.weight": found.get("types", np.zeros_like(places[:2])),
    }
    for name, array in found.items():
        if "LayerNorm" in name or name.endswith("dense.bias"):
            weights[name] = array
        elif name.endswith(".whole"):
            weights |= _linear(name.removesuffix(".whole"), found)
    vectors = found["vectors"] * found["vector_scales"]
    head = (found["head.weight"].T, found["head.bias"]) if "head.weight" in found else None
    return weights, vectors.astype(np.float32), found["rows"].astype(np.int64), head


def latin_rows(vectors: Floats, rows: NDArray[np.int64]) -> int:
    """How many input vectors are of English pieces, which come first; a Khmer piece has two token ids."""
    return 2 * len(vectors) - len(rows)


def _linear(name: str, found: Mapping[str, NDArray[np.generic]]) -> dict[str, Floats]:
    """A layer's weight (out, in); the three that the graph has joined in an attention, with their biases."""
    joined = np.asarray(found[f"{name}.whole"], np.float32) * np.asarray(found[f"{name}.scales"])
    if f"{name}.factors" in found:
        joined = joined * np.asarray(found[f"{name}.factors"])[:, None]
    if not name.endswith(".qkv"):
        return {f"{name}.weight": np.ascontiguousarray(joined.T, np.float32)}
    layer = name.removesuffix("qkv") + "attention.self."
    apart: dict[str, Floats] = {}
    for side, weight, bias in zip(
        ("query", "key", "value"),
        np.split(joined, 3, axis=1),
        np.split(np.asarray(found[f"{name}.bias"]), 3),
        strict=True,
    ):
        apart[f"{layer}{side}.weight"] = np.ascontiguousarray(weight.T, np.float32)
        apart[f"{layer}{side}.bias"] = np.asarray(bias, np.float32)
    return apart
