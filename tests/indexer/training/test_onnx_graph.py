"""The ONNX graph against the torch model that it is built from."""

import numpy as np
import pytest
import torch
from onnxruntime import InferenceSession
from transformers import BertConfig, BertModel

from indexer.training.onnx_graph import HEADS, build_graph
from indexer.training.rounding import layer_inputs
from indexer.training.student import Student

LATIN, PIECES, LAYERS = 50, 7, 2


@pytest.fixture(scope="module")
def student() -> Student:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=LATIN,
        hidden_size=96,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=128,
        max_position_embeddings=32,
    )
    body = BertModel(config, add_pooling_layer=False).eval()
    parts = np.arange(1, PIECES + 1).reshape(PIECES, 1)
    return Student(body, body.embeddings.word_embeddings.weight.detach(), parts, PIECES + 1)


@pytest.fixture(scope="module")
def session(student: Student) -> InferenceSession:
    chance = np.random.default_rng(1)
    texts = [chance.integers(0, LATIN + 2 * PIECES, 12).tolist() for _ in range(40)]
    weights = {name: tensor.numpy() for name, tensor in student.body.state_dict().items()}
    pieces = student.piece_vectors(torch.arange(PIECES)).detach().numpy()

    def show() -> None:
        for text in texts:
            student(torch.tensor([text]), torch.ones(1, len(text), dtype=torch.int64))

    graph = build_graph(weights, pieces, layer_inputs(student.body, show), LAYERS)
    return InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])


def run(session: InferenceSession, ids: list[list[int]], mask: list[list[int]]) -> np.ndarray:
    given = {"input_ids": np.array(ids), "attention_mask": np.array(mask)}
    hidden = session.run(None, {**given, "token_type_ids": np.zeros_like(given["input_ids"])})[0]
    means = (hidden * given["attention_mask"][..., None]).sum(1)
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True))


def test_whole_numbers_give_nearly_the_vectors_of_floats(student: Student, session: InferenceSession) -> None:
    ids = [[1, 2, 3, LATIN + 1, LATIN + 8, 6], [9, 8, 7, 6, 5, 4]]
    mask = [[1] * 6, [1] * 6]

    with torch.no_grad():
        wanted = student(torch.tensor(ids), torch.tensor(mask)).numpy()

    assert (run(session, ids, mask) * wanted).sum(1).min() > 0.998


def test_padding_changes_nothing(session: InferenceSession) -> None:
    alone = run(session, [[1, 2, 3]], [[1, 1, 1]])
    padded = run(session, [[1, 2, 3, 0, 0], [4, 5, 6, 7, 8]], [[1, 1, 1, 0, 0], [1] * 5])

    assert padded[0] == pytest.approx(alone[0], abs=1e-5)


def test_a_piece_has_one_vector_at_the_start_of_a_word_and_within(session: InferenceSession) -> None:
    start, within = LATIN + 2 * 3, LATIN + 2 * 3 + 1

    assert run(session, [[1, start]], [[1, 1]]) == pytest.approx(run(session, [[1, within]], [[1, 1]]))
