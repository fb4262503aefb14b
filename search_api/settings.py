"""The only reader (and writer) of the environment: every setting is KAMNOT_ and its name in capitals."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from search_api.errors import InvalidSetting

SHIPPED_ENCODER = "kamnot"
"""The setting that names the encoder in the package."""
MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """How this process serves an archive.

    encoder: "kamnot" for the model in the package, or a sentence-transformers model by hub name or
    local folder. key: whoever shows it may add and delete documents; without one nobody may.
    public_url: what links in answers begin with, such as "https://minutes.example.gov".
    """

    model_config = SettingsConfigDict(env_prefix="KAMNOT_", extra="ignore")

    archive: Path = Path("archive")
    encoder: Annotated[str, Field(min_length=1)] = SHIPPED_ENCODER
    threads: Annotated[int, Field(ge=1, le=64)] = 2
    key: Annotated[SecretStr, Field(min_length=16)] | None = None
    upload_mebibytes: Annotated[int, Field(ge=1, le=1024)] = 50
    public_url: Annotated[str, Field(pattern="^(https?://.*[^/])?$")] = ""


def export(settings: Settings) -> None:
    """Leaves settings in the environment for worker processes to read."""
    os.environ["KAMNOT_ARCHIVE"] = str(settings.archive.resolve())
    os.environ["KAMNOT_ENCODER"] = settings.encoder


def read_settings() -> Settings:
    """The settings of the environment. Raises InvalidSetting, naming the first one that can't be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "KAMNOT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise InvalidSetting(f"{name}: {first['msg']}") from None
