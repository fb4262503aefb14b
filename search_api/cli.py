"""The command `kamnot`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel
from rich.console import Console

from corpus.document import Language, SectionKind
from corpus.errors import KamnotError
from indexer.filters import Filters
from search_api.command_schemas import CheckOut, ReportOut
from search_api.document_schemas import DocumentOut, DocumentsOut, StatusOut
from search_api.presentation import (
    indexing_progress,
    show_answer,
    show_document,
    show_entries,
    show_report,
    show_results,
    show_status,
)
from search_api.query import Query
from search_api.schemas import AskOut, SearchOut
from search_api.settings import Settings, read_settings

if TYPE_CHECKING:
    from indexer.archive import Archive
    from search_api.startup import Service

app = typer.Typer(
    name="kamnot",
    help="An archive of meeting minutes in Khmer and English that answers questions with verbatim citations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_out = Console(highlight=False, soft_wrap=True)
_remarks = Console(stderr=True, highlight=False, soft_wrap=True)

ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", "-a", help="The archive's folder. [default: KAMNOT_ARCHIVE or ./archive]"),
]
EncoderOption = Annotated[
    str | None, typer.Option(help="“kamnot”, or a sentence-transformers model by hub name or folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, as over HTTP.")]
LiteralOption = Annotated[
    bool, typer.Option("--literal", help="Don't read dates or “latest” out of the words.")
]
DateOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]
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
    from indexer import build
    from search_api.startup import open_encoder

    settings = _settings(archive, encoder)
    model = open_encoder(settings.encoder, settings.threads)
    with indexing_progress(_remarks) as show:
        report = build.index(
            folder, settings.archive, model, progress=show, remark=_remark, allow_empty=allow_empty
        )
    if as_json:
        _print_json(ReportOut.from_report(report))
    else:
        show_report(_out, report)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question, in Khmer or English.")],
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    since: DateOption = None,
    until: DateOption = None,
    body: BodyOption = None,
    language: LanguageOption = None,
    kind: KindOption = None,
    document: DocumentOption = None,
    literal: LiteralOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find passages, in either language."""
    filters = _filters(since, until, body, language, kind, document)
    asked = Query(_decoded(query), filters, limit, interpret=not literal)
    with _service(archive, encoder) as service:
        results = service.searcher.search(asked)
    if as_json:
        _print_json(SearchOut.from_results(asked, results, service.settings.public_url))
    else:
        show_results(_out, results)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in Khmer or English.")],
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many hits stand beside the answer.")] = 5,
    since: DateOption = None,
    until: DateOption = None,
    body: BodyOption = None,
    language: LanguageOption = None,
    kind: KindOption = None,
    document: DocumentOption = None,
    literal: LiteralOption = False,
    as_json: JsonOption = False,
) -> None:
    """Answer a question in the minutes' own words, with citations, or say that they don't tell."""
    filters = _filters(since, until, body, language, kind, document)
    asked = Query(_decoded(question), filters, limit, interpret=not literal)
    with _service(archive, encoder) as service:
        answer = service.answerer.answer(asked)
    if as_json:
        _print_json(AskOut.from_answer(asked, answer, service.settings.public_url))
    else:
        show_answer(_out, answer)


@app.command()
def show(
    document: Annotated[
        str | None, typer.Argument(help="A document's id; without one, all are listed.")
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a document with what it says of the meeting, or list them all."""
    with _archive(archive) as opened, opened.snapshot() as snapshot:
        base = _settings(archive).public_url
        if document is None:
            entries = snapshot.documents()
            if as_json:
                facets = snapshot.facets()
                _print_json(DocumentsOut.from_entries(entries, len(entries), facets, base))
            else:
                show_entries(_out, entries)
            return
        found = snapshot.document(_decoded(document))
    if as_json:
        _print_json(DocumentOut.from_document(found, base))
    else:
        show_document(_out, found)


@app.command()
def status(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds, what was refused, and what it was made with."""
    with _archive(archive) as opened, opened.snapshot() as snapshot:
        found, rejections = snapshot.status(), snapshot.rejections()
    if as_json:
        _print_json(StatusOut.from_status(found))
    else:
        show_status(_out, found, rejections)


@app.command()
def check(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Verify an archive whole: SQLite, both indexes, every vector and every span."""
    from indexer.checking import check as check_archive

    problems = check_archive(_settings(archive).archive)
    if as_json:
        _print_json(CheckOut(sound=not problems, problems=problems))
    elif problems:
        for problem in problems:
            _out.print(problem, style="red", markup=False)
    else:
        _out.print("The archive is sound.", style="green")
    if problems:
        raise typer.Exit(1)


@app.command()
def serve(
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that share the archive.")] = 1,
) -> None:
    """Serve the archive over HTTP until stopped."""
    from search_api.serving import serve as serve_http

    settings = _settings(archive, encoder)
    with _archive(archive) as opened, opened.snapshot() as snapshot:
        documents = snapshot.count()
    _remark(f"serving {documents} documents at http://{host}:{port}  (routes: http://{host}:{port}/docs)")
    serve_http(settings, host, port, workers)


def main() -> None:
    """Runs the command; a known error is one line on stderr and exit code 2."""
    try:
        app()
    except KamnotError as error:
        _remarks.print(f"kamnot: {error}", style="red", markup=False)
        sys.exit(2)


def _settings(archive: Path | None, encoder: str | None = None) -> Settings:
    settings = read_settings()
    given = {"archive": archive, "encoder": encoder}
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def _service(archive: Path | None, encoder: str | None) -> Service:
    from search_api.startup import open_service

    return open_service(_settings(archive, encoder), _remark)


def _archive(archive: Path | None) -> Archive:
    from indexer.archive import Archive

    return Archive.open(_settings(archive).archive, remark=_remark)


def _filters(
    since: datetime | None,
    until: datetime | None,
    bodies: list[str] | None,
    languages: list[Language] | None,
    kinds: list[SectionKind] | None,
    documents: list[str] | None,
) -> Filters:
    return Filters(
        since=since.date() if since else None,
        until=until.date() if until else None,
        bodies=tuple(bodies or ()),
        languages=tuple(languages or ()),
        kinds=tuple(kinds or ()),
        documents=tuple(documents or ()),
    )


def _decoded(argument: str) -> str:
    """An argument whose bytes were no UTF-8 comes with lone surrogates, which nothing can print."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _remark(text: str) -> None:
    _remarks.print(text, style="dim", markup=False)


def _print_json(model: BaseModel) -> None:
    print(model.model_dump_json(indent=2))
