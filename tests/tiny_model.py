"""A sentence-transformers model of a few words, made on the spot; none is downloaded."""

from __future__ import annotations

from pathlib import Path

import numpy as np

WORDS = ["[UNK]", "query:", "passage:", "លុយ", "money"]


def write_tiny_model(folder: Path, words: list[str] = WORDS) -> None:
    """A model whose vector of a text is the mean of its words' unit vectors."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit

    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    static = StaticEmbedding(tokenizer, embedding_weights=np.eye(len(words), dtype=np.float32))
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(modules=[static], prompts=prompts).save(str(folder))
