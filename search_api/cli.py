"""The command `kamnot`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.console import Console

from corpus.document import Language, SectionKind
from corpus.errors import KamnotError
from indexer.filters import Filters
from search_api.query import Query
from search_api.settings import Settings, read_settings

app = typer.Typer(
    name="kamnot",
    help="An archive of meeting minutes in Khmer and English that answers questions with verbatim citations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_out = Console(highlight=False, soft_wrap=True)
_remarks = Console(stderr=True, highlight=False)

ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", "-a", help="The archive's folder. [default: KAMNOT_ARCHIVE or ./archive]")
]
EncoderOption = Annotated[
    str | None, typer.Option(help="“kamnot”, or a sentence-transformers model by hub name or folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, as over HTTP.")]
LiteralOption = Annotated[bool, typer.Option("--literal", help="Don't read dates or “latest” out of the words.")]
DateOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]
BodyOption = Annotated[list[str] | None, typer.Option("--body", help="Organising body; may be repeated.")]
LanguageOption = Annotated[list[Language] | None, typer.Option("--language", help="May be repeated.")]
KindOption = Annotated[list[SectionKind] | None, typer.Option("--kind", help="Kind of section; may be repeated.")]
DocumentOption = Annotated[list[str] | None, typer.Option("--document", help="Document id; may be repeated.")]
