"""Any other sentence encoder: a hub name or a local folder, through sentence-transformers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from ssl import SSLError
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import numpy as np

from indexer.encoder import Rows
from indexer.errors import ModelUnavailable
from indexer.recipe import Prefixes, Recipe

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


KNOWN_PREFIXES = {
    "multilingual-e5-large-instruct": Prefixes(
        "Instruct: Given a question, retrieve passages that answer it\nQuery: ", ""
    ),
    "e5-": Prefixes("query: ", "passage: "),
    "arctic-embed": Prefixes("query: ", ""),
    "bge-m3": Prefixes("", ""),
    "granite-embedding": Prefixes("", ""),
    "labse": Prefixes("", ""),
}
"""By a part of the model's name, the first that fits; from the models' cards. The names are lower case."""
QUESTION_PROMPTS = ("query", "question", "Retrieval-query", "search_query")
PASSAGE_PROMPTS = ("document", "passage", "Retrieval-document", "search_document")
"""What models call their prompts in their own configuration (Qwen3-Embedding, embeddinggemma, nomic)."""
_HUB_SECONDS = 10.0
"""For the hub to answer at all; without the question, its library tries for more than a minute."""
DIGESTED_END = 1 << 20
"""Bytes at either end of a file that its digest is made of."""


class SentenceTransformerEncoder:
    """A sentence-transformers model, with the prefixes that it was trained with.

    model: hub name, or the path of a folder. prefixes: None for those that are known for the model's name, or
    else those of its own configuration. dtype: "float32", "bfloat16" or "float16". A hub model that was
    fetched before is taken as it is, and the hub not asked. Code that a model brings along is never run.
    Raises ModelUnavailable when the model can be had neither from a folder nor from the hub, or not on the
    device.
    """

    def __init__(
        self,
        model: str,
        *,
        prefixes: Prefixes | None = None,
        device: str = "cpu",
        dtype: str = "float32",
        batch_size: int = 16,
    ) -> None:
        self._model = _load(model, device, dtype)
        own = known_prefixes(model) or configured_prefixes(self._model.prompts)
        self._prefixes = prefixes or own
        self._batch_size = batch_size
        recipe = Recipe(model, dtype, None if self._prefixes == own else prefixes)
        self._name = recipe.name(_revision(model))

    @property
    def name(self) -> str:
        """The model as it was named and its revision; dtype and prefixes where they aren't the usual ones."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The width of a row."""
        dimensions = self._model.get_embedding_dimension()
        if dimensions is None:
            raise TypeError(f"{self._name} does not say how wide its vectors are")
        return int(dimensions)

    def passages(self, texts: Sequence[str]) -> Rows:
        """One unit row for each passage, in order, with the passage prefix."""
        return self._encode(texts, self._prefixes.passage)

    def questions(self, texts: Sequence[str]) -> Rows:
        """One unit row for each question, in order, with the question prefix."""
        return self._encode(texts, self._prefixes.question)

    def _encode(self, texts: Sequence[str], prefix: str) -> Rows:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        rows = self._model.encode(
            list(texts),
            prompt=prefix,
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(rows, np.float32)


def known_prefixes(model: str) -> Prefixes | None:
    """The prefixes that a model's card asks for, by its name; None for a model that isn't known."""
    name = Path(model).name.lower()
    return next((prefixes for part, prefixes in KNOWN_PREFIXES.items() if part in name), None)


def configured_prefixes(prompts: Mapping[str, str | None]) -> Prefixes:
    """The prefixes in a model's own configuration, by the names that are in use for them."""

    def first(names: Sequence[str]) -> str:
        return next((found for name in names if (found := prompts.get(name))), "")

    return Prefixes(first(QUESTION_PROMPTS), first(PASSAGE_PROMPTS))


def _load(model: str, device: str, dtype: str) -> SentenceTransformer:
    if model.startswith(("/", ".", "~")) and not Path(model).is_dir():
        raise ModelUnavailable(f"the encoder {model} can't be loaded: there is no such folder")
    try:
        import torch
        from huggingface_hub.errors import HfHubHTTPError
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
    except ImportError as missing:
        raise ModelUnavailable(
            f"the encoder {model} needs sentence-transformers, which is not installed ({missing.name}):"
            " pip install sentence-transformers"
        ) from missing
    # Of the hub's error its bases: what its library lets through when a connection breaks is one of them.
    failures: tuple[type[BaseException], ...] = (OSError, ValueError, RuntimeError, SafetensorError)
    failures += HfHubHTTPError.__bases__

    def loaded(local_files_only: bool) -> SentenceTransformer:
        return SentenceTransformer(
            model,
            device=device,
            trust_remote_code=False,
            local_files_only=local_files_only,
            model_kwargs={"dtype": getattr(torch, dtype)},
        )

    try:
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as failure:
        raise ModelUnavailable(
            f"the encoder {model} can't be loaded: this machine has no device {device!r} for it"
            f" ({_first_line(failure)})"
        ) from failure
    try:
        if Path(model).is_dir() or _was_fetched(model):
            return loaded(local_files_only=True)
    except failures as failure:
        if Path(model).is_dir():
            raise ModelUnavailable(
                f"the encoder {model} can't be loaded: the folder holds no model that can be read"
                f" ({_first_line(failure)})"
            ) from failure
    try:
        _require_hub()
        return loaded(local_files_only=False)
    except failures as failure:
        raise ModelUnavailable(
            f"the encoder {model} can't be loaded: it is no folder of a model here, and the hub did not give"
            f" it ({_first_line(failure)}). Without a network: where there is one, run"
            f" `hf download {model} --local-dir FOLDER`, copy the folder over, and name its path as encoder"
        ) from failure


def _require_hub() -> None:
    """Raises OSError unless the hub can be reached; whatever it then answers is the library's to judge."""
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise OSError("HF_HUB_OFFLINE is set, and the model was never fetched")
    try:
        urlopen(Request(constants.ENDPOINT, method="HEAD"), timeout=_HUB_SECONDS).close()
    except HTTPError:
        pass
    except URLError as failure:
        if not isinstance(failure.reason, SSLError):  # the library may have certificates of its own
            raise OSError(f"{constants.ENDPOINT} can't be reached: {failure.reason}") from failure


def _first_line(failure: BaseException) -> str:
    return (str(failure).splitlines() or [type(failure).__name__])[0]


def _revision(model: str) -> str:
    """The commit that a hub model was loaded at; of a folder, a digest of its files."""
    folder = Path(model)
    if folder.is_dir():
        return _digest(folder)
    for name in ("modules.json", "config.json"):
        for found in _cached(model, name):
            if isinstance(found, str):
                return Path(found).parent.name[:12]
    return "unknown"


def _was_fetched(model: str) -> bool:
    """Whether sentence-transformers has asked the hub for the model before.

    What transformers alone has fetched lacks the modules after the network: taken from the cache such a
    model gets mean pooling instead of its own, without a word.
    """
    return any(found is not None for found in _cached(model, "modules.json"))


def _cached(model: str, name: str) -> Iterator[object]:
    """The path of a hub model's file in the cache, a mark that there is none in the model, or None."""
    from huggingface_hub import try_to_load_from_cache

    yield try_to_load_from_cache(model, name)
    if "/" not in model:
        yield try_to_load_from_cache(f"sentence-transformers/{model}", name)


def _digest(folder: Path) -> str:
    """Of each file its path, size and both ends: gigabytes of weights need not be read to tell two apart."""
    digest = blake2b(digest_size=6)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(f"{path.relative_to(folder)} {path.stat().st_size}".encode())
        with path.open("rb") as content:
            digest.update(content.read(DIGESTED_END))
            content.seek(max(0, path.stat().st_size - DIGESTED_END))
            digest.update(content.read())
    return digest.hexdigest()
