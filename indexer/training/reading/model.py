"""The reader as it learns: a cross-encoder over a question and a passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from indexer.training.matching import Floats
from indexer.training.onnx_graph import HEADS
from indexer.training.precision import reduced
from indexer.training.shipped import latin_rows, read_folder

LONGEST = 272
"""Tokens of a question and a passage together; the last ones of the passage are cut."""
QUESTION_TOKENS = 64
ABOUT_TOKENS = 80
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

    latin: Tensor
    rows: Tensor

    def __init__(self, body: nn.Module, latin: Tensor, khmer: Tensor, rows: Tensor) -> None:
        """latin, khmer: the input vectors, of which the Khmer ones learn. rows: int64, for each token id the
        row of both tables, one after the other.
        """
        super().__init__()
        self.body = body
        self.register_buffer("latin", latin, persistent=False)
        self.khmer = nn.Parameter(khmer)
        self.register_buffer("rows", rows, persistent=False)
        self.head = nn.Linear(latin.shape[1], 2)

    def forward(self, ids: Tensor, sides: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of tokens (n, width) and of passages (n,)."""
        embedded = functional.embedding(self.rows[ids], torch.cat([self.latin, self.khmer]))
        with reduced(ids.device.type):
            hidden = self.body(
                inputs_embeds=embedded, token_type_ids=sides, attention_mask=mask
            ).last_hidden_state
        logits = self.head(hidden.float())
        return logits[..., 0], logits[:, 0, 1]


def from_folder(folder: Path) -> tuple[ReaderModel, Tokenizer]:
    """The reader of a folder that `exporting.write_folder` made, to learn on: its weights as int8 left them.

    Raises FileNotFoundError where the folder has no model, ValueError where it is no reader.
    """
    weights, vectors, rows, head = read_folder(folder)
    if head is None:
        raise ValueError(f"{folder} holds no reader")
    latin, khmer = np.split(vectors, [latin_rows(vectors, rows)])
    body = bert({**weights, "embeddings.word_embeddings.weight": latin})
    reader = ReaderModel(body, *map(torch.from_numpy, (latin, khmer, rows)))
    for own, learned in zip((reader.head.weight, reader.head.bias), head, strict=True):
        own.data.copy_(torch.from_numpy(learned.copy()))
    return reader, Tokenizer.from_file(str(folder / "tokenizer.json"))


def bert(weights: Mapping[str, Floats]) -> nn.Module:
    """MiniLM's transformer with these weights, by their names in BertModel, its dropout off."""
    layers = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
    words, width = weights["embeddings.word_embeddings.weight"].shape
    config = BertConfig(
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=HEADS,
        intermediate_size=4 * width,
        # On a CPU drawing what to drop takes a quarter of the time, and an example is seen but once or twice.
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.0,
    )
    body = BertModel(config, add_pooling_layer=False)
    body.set_attn_implementation("eager")  # as in `indexer.training.teacher`
    body.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in weights.items()})
    return nn.Module.eval(body)
