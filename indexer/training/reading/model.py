"""The reader as it learns: a cross-encoder over a question and a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from indexer.training.precision import reduced
from indexer.training.shipped import read_folder
from indexer.training.student import Student, piece_parts
from indexer.training.teacher import Teacher
from indexer.training.tokenizer_file import build_tokenizer

LONGEST = 272
"""Tokens of a question and a passage together; the last ones of the passage are cut."""
QUESTION_TOKENS = 64
ABOUT_TOKENS = 64
"""Of the line on the meeting that a passage is from (`indexer.about`)."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """ "[CLS] question [SEP] about [SEP] passage [SEP]" of several examples, each (n, width), right-padded.

    ids: token ids. sides: 0 in the question, 1 after it. mask: 1 where there is a token. offsets: for
    each example the (start, end) of each of its tokens in the passage's code points, (0, 0) outside it.
    """

    ids: Tensor
    sides: Tensor
    mask: Tensor
    offsets: Sequence[Sequence[tuple[int, int]]]


def inputs(
    tokenizer: Tokenizer, questions: Sequence[str], abouts: Sequence[str], passages: Sequence[str]
) -> Inputs:
    """What the reader is given for these questions over these passages, one by one."""
    first, last = tokenizer.encode("").ids
    asked, known, told = (
        tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for texts in (questions, abouts, passages)
    )
    rows, offsets, starts = [], [], []
    for question, about, passage in zip(asked, known, told, strict=True):
        starts.append(2 + len(question.ids[:QUESTION_TOKENS]))
        head = [first, *question.ids[:QUESTION_TOKENS], last, *about.ids[:ABOUT_TOKENS], last]
        room = LONGEST - len(head) - 1
        rows.append([*head, *passage.ids[:room], last])
        offsets.append([(0, 0)] * len(head) + passage.offsets[:room] + [(0, 0)])
    width = max(map(len, rows))
    table = np.zeros((3, len(rows), width), np.int64)
    for at, (row, start) in enumerate(zip(rows, starts, strict=True)):
        table[0, at, : len(row)], table[1, at, start : len(row)], table[2, at, : len(row)] = row, 1, 1
    ids, sides, mask = torch.from_numpy(table)
    return Inputs(ids, sides, mask, offsets)


class ReaderModel(nn.Module):
    """Tokens of a question and a passage to logits: a token is of the answer; the passage answers.

    Devlin et al. 2019, section 4.3, but with the answer's tokens tagged one by one, so that it may be a list.
    """

    vectors: Tensor
    rows: Tensor

    def __init__(self, body: nn.Module, vectors: Tensor, rows: Tensor) -> None:
        """vectors: the input vectors. rows: int64, the row of `vectors` for each token id."""
        super().__init__()
        self.body = body
        self.register_buffer("vectors", vectors, persistent=False)
        self.register_buffer("rows", rows, persistent=False)
        self.head = nn.Linear(vectors.shape[1], 2)

    def forward(self, ids: Tensor, sides: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of tokens (n, width) and of passages (n,)."""
        embedded = functional.embedding(self.rows[ids], self.vectors)
        with reduced(ids.device.type):
            hidden = self.body(
                inputs_embeds=embedded, token_type_ids=sides, attention_mask=mask
            ).last_hidden_state
        logits = self.head(hidden.float())
        return logits[..., 0], logits[:, 0, 1]


def from_encoder(work: Path) -> tuple[ReaderModel, Tokenizer]:
    """A reader that begins as the encoder in a training run's work folder, and its tokenizer.

    Raises FileNotFoundError where the folder has no checkpoint.
    """
    teacher = Teacher()
    pieces = (work / "pieces.txt").read_text(encoding="utf-8").split()
    parts, names = piece_parts(pieces)
    latin = teacher.latin()
    student = Student(teacher.body(), latin, parts, len(names))
    state = torch.load(work / "best.pt", map_location="cpu", weights_only=True)
    student.load_state_dict(state)
    with torch.no_grad():
        khmer = student.piece_vectors(torch.arange(len(pieces)))
    rows = torch.cat([torch.arange(len(latin)), len(latin) + torch.arange(2 * len(pieces)) // 2])
    body = teacher.body()
    body.load_state_dict(student.body.state_dict())
    reader = ReaderModel(body, torch.cat([latin, khmer]), rows)
    return reader, build_tokenizer(teacher.tokenizer_json, pieces)


def from_folder(folder: Path) -> tuple[ReaderModel, Tokenizer]:
    """The reader of a folder that `exporting.write_folder` made, to learn on: its weights as int8 left them.

    Raises FileNotFoundError where the folder has no model, ValueError where it is no reader.
    """
    weights, vectors, rows, head = read_folder(folder)
    if head is None:
        raise ValueError(f"{folder} holds no reader")
    weight, bias = head
    body = Teacher().body()
    body.load_state_dict(
        {name: torch.from_numpy(array.copy()) for name, array in weights.items()}, strict=False
    )
    reader = ReaderModel(body, torch.from_numpy(vectors), torch.from_numpy(rows))
    reader.head.weight.data.copy_(torch.from_numpy(weight))
    reader.head.bias.data.copy_(torch.from_numpy(bias))
    return reader, Tokenizer.from_file(str(folder / "tokenizer.json"))
