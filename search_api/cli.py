"""The command `kamnot`: what it can be told. What it then does is in commands.py, which loads slower."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from corpus.document import Language, SectionKind
from corpus.errors import KamnotError

INTERRUPTED = 130
"""The exit code of a command that was stopped by Ctrl-C, as shells have it."""

app = typer.Typer(
    name="kamnot",
    help="An archive of meeting minutes in Khmer and English that answers questions with verbatim citations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help takes half the time
    add_completion=False,
)

ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", "-a", help="The archive's folder. [default: KAMNOT_ARCHIVE or ./archive]"),
]
EncoderOption = Annotated[
    str | None,
    typer.Option(
        help="“kamnot”, or a sentence-transformers model by hub name or folder. [default: the archive's own]"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, as over HTTP.")]
LiteralOption = Annotated[
    bool, typer.Option("--literal", help="Don't read dates or “latest” out of the words.")
]
SinceOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Minutes of this day or later."),
]
UntilOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Minutes of this day or earlier."),
]
BodyOption = Annotated[list[str] | None, typer.Option("--body", help="Organising body; may be repeated.")]
LanguageOption = Annotated[list[Language] | None, typer.Option("--language", help="May be repeated.")]
KindOption = Annotated[
    list[SectionKind] | None, typer.Option("--kind", help="Kind of section; may be repeated.")
]
DocumentOption = Annotated[list[str] | None, typer.Option("--document", help="Document id; may be repeated.")]


@app.command()
def index(
    folder: Annotated[Path, typer.Argument(help="The folder of minutes, read with its subfolders.")],
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    allow_empty: Annotated[
        bool, typer.Option(help="Go on although the folder lost all its files, or is another one.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make the archive hold what a folder holds; only new and changed files cost anything."""
    from search_api import commands

    commands.index(folder, archive, encoder, allow_empty, as_json)


@app.command()
def reindex(
    encoder: Annotated[
        str, typer.Option(help="“kamnot”, or a sentence-transformers model by hub name or folder.")
    ],
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give the archive another encoder, while it is searched and served; stopped, it goes on next time."""
    from search_api import commands

    commands.reindex(encoder, archive, as_json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question, in Khmer or English.")],
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many hits are wanted.")] = 10,
    since: SinceOption = None,
    until: UntilOption = None,
    body: BodyOption = None,
    language: LanguageOption = None,
    kind: KindOption = None,
    document: DocumentOption = None,
    literal: LiteralOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find passages, in either language."""
    from search_api import commands

    filters = commands.filters(since, until, body, language, kind, document)
    commands.search(query, filters, limit, not literal, archive, encoder, as_json)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in Khmer or English.")],
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many hits stand beside the answer.")] = 5,
    since: SinceOption = None,
    until: UntilOption = None,
    body: BodyOption = None,
    language: LanguageOption = None,
    kind: KindOption = None,
    document: DocumentOption = None,
    literal: LiteralOption = False,
    as_json: JsonOption = False,
) -> None:
    """Answer a question in the minutes' own words, with citations, or say that they don't tell."""
    from search_api import commands

    filters = commands.filters(since, until, body, language, kind, document)
    commands.ask(question, filters, limit, not literal, archive, encoder, as_json)


@app.command()
def show(
    document: Annotated[
        str | None, typer.Argument(help="A document's id; without one, all are listed.")
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a document with what it says of the meeting, or list them all."""
    from search_api import commands

    commands.show(document, archive, as_json)


@app.command()
def status(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds, what was refused, and what it was made with."""
    from search_api import commands

    commands.status(archive, as_json)


@app.command()
def check(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Verify an archive whole: SQLite, both indexes, every vector and every span."""
    from search_api import commands

    if not commands.check(archive, as_json):
        raise typer.Exit(1)


@app.command()
def serve(
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that share the archive.")] = 1,
) -> None:
    """Serve the archive over HTTP until stopped."""
    from search_api import commands

    commands.serve(archive, encoder, host, port, workers)


@app.command()
def mcp(archive: ArchiveOption = None, encoder: EncoderOption = None) -> None:
    """Speak the Model Context Protocol on standard input and output, for a program that starts this one."""
    from search_api import commands

    commands.mcp(archive, encoder)


def main() -> None:
    """Runs the command; a known error is one line on stderr and exit code 2, Ctrl-C is 130."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # where a locale lacks Khmer
    try:
        app(prog_name="kamnot")
    except KamnotError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _fail(text: str) -> None:
    from search_api.terminal import safe

    print(f"kamnot: {safe(text, lines=False)}", file=sys.stderr)
    sys.exit(2)
