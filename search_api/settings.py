"""The only reader (and writer) of the environment: every setting is KAMNOT_ and its name in capitals."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from search_api.errors import InvalidSetting

SHIPPED_ENCODER = "kamnot"
"""The setting that names the encoder in the package."""
MEBIBYTE = 1024 * 1024
_PREFIX = "KAMNOT_"
_SHORTEST_KEY = 16
_URL = re.compile(r"https?://[^\s/]([^\s]*[^\s/])?")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this process serves an archive. Raises InvalidSetting.

    encoder: "kamnot" for the model in the package, or a sentence-transformers model by hub name or
    local folder. threads: of the encoder. key: whoever shows it may add and delete documents; None is
    for nobody. public_url: what links in answers begin with, such as "https://minutes.example.gov".
    """

    archive: Path = Path("archive")
    encoder: str = SHIPPED_ENCODER
    threads: int = 2
    key: str | None = field(default=None, repr=False)
    upload_mebibytes: int = 50
    public_url: str = ""

    def __post_init__(self) -> None:
        _require(1 <= self.threads <= 64, "threads", "a number from 1 to 64")
        _require(1 <= self.upload_mebibytes <= 1024, "upload_mebibytes", "a number from 1 to 1024")
        long_enough = self.key is None or len(self.key) >= _SHORTEST_KEY
        _require(long_enough, "key", f"a key of {_SHORTEST_KEY} characters or more")
        is_url = not self.public_url or _URL.fullmatch(self.public_url)
        _require(bool(is_url), "public_url", "a URL with http:// or https:// and no / at its end")


_READERS: Mapping[str, Callable[[str], object]] = {
    "archive": Path,
    "encoder": str,
    "threads": int,
    "key": str,
    "upload_mebibytes": int,
    "public_url": str,
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
                _require(False, name, "a whole number")
    return Settings(**given)  # type: ignore[arg-type]  # _READERS has the type of each


def export(settings: Settings) -> None:
    """Leaves what a command's options set in the environment for worker processes to read."""
    os.environ[_PREFIX + "ARCHIVE"] = str(settings.archive.resolve())
    os.environ[_PREFIX + "ENCODER"] = settings.encoder


def _require(holds: bool, name: str, expected: str) -> None:
    """Raises InvalidSetting unless the setting is right; the value is not told, for it may be the key."""
    if not holds:
        raise InvalidSetting(f"{_PREFIX}{name.upper()} has to be {expected}")
