"""The only reader (and writer) of the environment: every setting is KAMNOT_ and its name in capitals."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.recipe import SHIPPED, Prefixes, Recipe, recipe_of
from search_api.errors import InvalidSetting

SHIPPED_ENCODER = SHIPPED
"""The setting that names the encoder in the package."""
MEBIBYTE = 1024 * 1024
_PREFIX = "KAMNOT_"
_SHORTEST_KEY = 16
_URL = re.compile(r"https?://[^\s/]([^\s]*[^\s/])?")
_DTYPES = ("float32", "bfloat16", "float16")
_NO_PREFIX = "none"
"""What a prefix is set to that is to be empty, since an empty setting counts as not set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this process serves an archive. Raises InvalidSetting.

    encoder: "kamnot" for the model in the package, or a sentence-transformers model by hub name or
    local folder; None for the archive's own, and the one in the package for a new archive. encoder_dtype
    and the prefixes, likewise: None for the archive's own, or else the model's. threads: of the encoder in
    the package; encoder_device and encoder_batch: of every other. key: whoever shows it may add and delete
    documents; None is for nobody. read_key: only who shows it, or the key, may read; None is for everybody.
    requests_per_minute: of one caller, in each worker process; 0 is as many as come. public_url: what links
    in answers begin with, such as "https://minutes.example.gov". searxng: whether `/search` answers as
    SearXNG does. model_url and model: an OpenAI-compatible endpoint, such as "http://127.0.0.1:11434/v1",
    and the language model there that writes answers; model_seconds: how long it may take for one.
    """

    archive: Path = Path("archive")
    encoder: str | None = None
    threads: int = 2
    encoder_dtype: str | None = None
    encoder_question_prefix: str | None = None
    encoder_passage_prefix: str | None = None
    encoder_device: str = "cpu"
    encoder_batch: int = 16
    key: str | None = field(default=None, repr=False)
    upload_mebibytes: int = 50
    public_url: str = ""
    read_key: str | None = field(default=None, repr=False)
    requests_per_minute: int = 0
    searxng: bool = False
    model_url: str = ""
    model: str = ""
    model_key: str | None = field(default=None, repr=False)
    model_seconds: int = 60

    def __post_init__(self) -> None:
        _require(1 <= self.threads <= 64, "threads", "a number from 1 to 64")
        known = self.encoder_dtype is None or self.encoder_dtype in _DTYPES
        _require(known, "encoder_dtype", f"one of {', '.join(_DTYPES)}")
        _require(1 <= self.encoder_batch <= 1024, "encoder_batch", "a number from 1 to 1024")
        _require(1 <= self.upload_mebibytes <= 1024, "upload_mebibytes", "a number from 1 to 1024")
        for name in ("key", "read_key"):
            key = getattr(self, name)
            long_enough = key is None or (len(key) >= _SHORTEST_KEY and key.isascii())
            _require(long_enough, name, f"a key of {_SHORTEST_KEY} ASCII characters or more")
        for name in ("public_url", "model_url"):
            is_url = not getattr(self, name) or _URL.fullmatch(getattr(self, name))
            _require(bool(is_url), name, "a URL with http:// or https:// and no / at its end")
        _require(0 <= self.requests_per_minute <= 1_000_000, "requests_per_minute", "a number to 1000000")
        _require(bool(self.model) == bool(self.model_url), "model", "set together with KAMNOT_MODEL_URL")
        _require(1 <= self.model_seconds <= 600, "model_seconds", "a number from 1 to 600")

    def recipe(self, made_with: str | None) -> Recipe:
        """What to make the encoder from, for an archive made with the encoder of this name, or a new one.

        What is set comes before what the archive says, so an archive of another encoder can be refused.
        """
        recorded = recipe_of(made_with) if made_with else Recipe(SHIPPED)
        model = _resolved(self.encoder) if self.encoder else recorded.model
        usual = recorded if model == recorded.model else Recipe(model)
        set_here = [name for name in _OF_OTHER_MODELS if getattr(self, name) is not None]
        if model == SHIPPED and set_here:
            _require(False, set_here[0], f"left away, for the encoder {SHIPPED!r} has no such choice")
        return Recipe(model, self.encoder_dtype or usual.dtype, self._prefixes or usual.prefixes)

    @property
    def _prefixes(self) -> Prefixes | None:
        given = (self.encoder_question_prefix, self.encoder_passage_prefix)
        if given == (None, None):
            return None
        return Prefixes(*("" if prefix in (None, _NO_PREFIX) else prefix for prefix in given))

    @property
    def reading_keys(self) -> frozenset[str]:
        """Any of which lets a caller read; none where everybody may."""
        return frozenset({self.read_key, self.key or self.read_key}) if self.read_key else frozenset()

    def following(self) -> Settings:
        """The same, with whatever encoder the archive says."""
        return replace(
            self, encoder=None, encoder_dtype=None, encoder_question_prefix=None, encoder_passage_prefix=None
        )


_OF_OTHER_MODELS = ("encoder_dtype", "encoder_question_prefix", "encoder_passage_prefix")
"""Settings that decide vectors, of models that aren't in the package."""


def _resolved(model: str) -> str:
    """A model's folder by its whole path, by which an archive can find it again; a hub name as it is."""
    path = Path(model).expanduser()
    return str(path.resolve()) if path.is_dir() and model != SHIPPED else model


def _switch(value: str) -> bool:
    """Whether something is to be on. Raises ValueError for what is neither."""
    if value.casefold() not in _SWITCHES:
        raise ValueError(value)
    return _SWITCHES[value.casefold()]


_SWITCHES = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}

_READERS: Mapping[str, Callable[[str], object]] = {
    "archive": Path,
    "encoder": str,
    "threads": int,
    "encoder_dtype": str,
    "encoder_question_prefix": str,
    "encoder_passage_prefix": str,
    "encoder_device": str,
    "encoder_batch": int,
    "key": str,
    "upload_mebibytes": int,
    "public_url": str,
    "read_key": str,
    "requests_per_minute": int,
    "searxng": _switch,
    "model_url": str,
    "model": str,
    "model_key": str,
    "model_seconds": int,
}


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the environment; one that is empty counts as not set.

    Raises InvalidSetting, naming the first that can't be used.
    """
    given: dict[str, object] = {}
    for name, read in _READERS.items():
        value = environment.get(_PREFIX + name.upper(), "")
        if value:
            try:
                given[name] = read(value)
            except ValueError:
                _require(False, name, "true or false" if read is _switch else "a whole number")
    return Settings(**given)  # type: ignore[arg-type]  # _READERS has the type of each


def export(settings: Settings) -> None:
    """Leaves what a command's options set in the environment for worker processes to read.

    The encoder is not among it: it was compared with the archive's, which workers follow from then on.
    """
    os.environ[_PREFIX + "ARCHIVE"] = str(settings.archive.resolve())
    for name in ("encoder", *_OF_OTHER_MODELS):
        os.environ[_PREFIX + name.upper()] = ""


def _require(holds: bool, name: str, expected: str) -> None:
    """Raises InvalidSetting unless the setting is right; the value is not told, for it may be the key."""
    if not holds:
        raise InvalidSetting(f"{_PREFIX}{name.upper()} has to be {expected}")
