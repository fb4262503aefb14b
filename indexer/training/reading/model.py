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

from indexer.training.student import Student, piece_parts
from indexer.training.teacher import Teacher
from indexer.training.tokenizer_file import build_tokenizer

LONGEST = 256
"""Tokens of a question and a passage together; the last ones of the passage are cut."""
QUESTION_TOKENS = 64


@dataclass(frozen=True, slots=True)
class Inputs:
    """ "[CLS] question [SEP] passage [SEP]" of several examples, each (n, width), right-padded.

    ids: token ids. sides: 0 in the question, 1 in the passage. mask: 1 where there is a token. offsets: for
    each example the (start, end) of each of its tokens in the passage's code points, (0, 0) outside it.
    """

    ids: Tensor
    sides: Tensor
    mask: Tensor
    offsets: Sequence[Sequence[tuple[int, int]]]


def inputs(tokenizer: Tokenizer, questions: Sequence[str], passages: Sequence[str]) -> Inputs:
    """What the reader is given for these questions over these passages, pair by pair."""
    first, last = tokenizer.encode("").ids
    asked = tokenizer.encode_batch(list(questions), add_special_tokens=False)
    told = tokenizer.encode_batch(list(passages), add_special_tokens=False)
    rows, offsets, starts = [], [], []
    for question, passage in zip(asked, told, strict=True):
        head = [first, *question.ids[:QUESTION_TOKENS], last]
        room = LONGEST - len(head) - 1
        rows.append([*head, *passage.ids[:room], last])
        offsets.append([(0, 0)] * len(head) + passage.offsets[:room] + [(0, 0)])
        starts.append(len(head))
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
        with torch.autocast(ids.device.type, torch.bfloat16):
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
