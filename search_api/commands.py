"""What the commands of `kamnot` do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from corpus.document import Language, SectionKind
from indexer.archive import Archive, recorded_manifest
from indexer.errors import ArchiveMissing
from indexer.filters import Filters
from search_api import presentation
from search_api.query import Query
from search_api.settings import Settings, read_settings
from search_api.startup import Service, open_encoder, open_service
from search_api.terminal import safe, safe_json

if TYPE_CHECKING:
    from pydantic import BaseModel

LOCAL = "http://127.0.0.1:8000"
"""What links begin with where nothing says so: where `kamnot serve` is by default."""

_out = Console(highlight=False, soft_wrap=True)
_remarks = Console(stderr=True, highlight=False, soft_wrap=True)


def index(folder: Path, archive: Path | None, encoder: str | None, allow_empty: bool, as_json: bool) -> None:
    """Indexes a folder, with a progress bar on a terminal."""
    from indexer import build
    from search_api.progress import indexing_progress

    settings = _settings(archive, encoder)
    manifest = recorded_manifest(settings.archive)
    model = open_encoder(settings, manifest.encoder if manifest else None)
    try:
        with indexing_progress(_remarks) as show:
            report = build.index(
                folder, settings.archive, model, progress=show, remark=_remark, allow_empty=allow_empty
            )
    except KeyboardInterrupt:
        _remark("stopped; what was committed stays, and the same command goes on from there")
        raise
    if as_json:
        from search_api.command_schemas import ReportOut

        _print_json(ReportOut.from_report(report))
    else:
        presentation.show_report(_out, report)


def reindex(encoder: str, archive: Path | None, as_json: bool) -> None:
    """Gives an archive another encoder, with a progress bar on a terminal."""
    from indexer import reindexing
    from search_api.progress import reindexing_progress

    settings = _settings(archive, encoder)
    if recorded_manifest(settings.archive) is None:
        raise ArchiveMissing(settings.archive)
    model = open_encoder(settings)
    try:
        with reindexing_progress(_remarks) as show:
            report = reindexing.reindex(settings.archive, model, progress=show, remark=_remark)
    except KeyboardInterrupt:
        now = recorded_manifest(settings.archive)
        if now is not None and now.encoder == model.name:
            _remark(f"stopped, but the archive has the encoder {model.name} already")
        else:
            _remark("stopped; the archive is as it was, and the same command goes on from there")
        raise
    if as_json:
        from search_api.command_schemas import ReindexedOut

        _print_json(ReindexedOut.from_report(report))
    else:
        presentation.show_reindexed(_out, report)
    pinned = read_settings().encoder
    if pinned is not None and pinned != encoder:
        _remark(f"KAMNOT_ENCODER is still {pinned}: unset it, or this archive will be refused")


def search(
    text: str,
    filters: Filters,
    limit: int,
    interpret: bool,
    archive: Path | None,
    encoder: str | None,
    as_json: bool,
) -> None:
    """Prints the hits of a query."""
    query = Query(_decoded(text), filters, limit, interpret=interpret)
    with _service(archive, encoder) as service:
        results = service.search(query)
    if as_json:
        from search_api.schemas import SearchOut

        _print_json(SearchOut.from_results(query, results, service.settings.public_url))
    else:
        presentation.show_results(_out, results)


def ask(
    text: str,
    filters: Filters,
    limit: int,
    interpret: bool,
    archive: Path | None,
    encoder: str | None,
    as_json: bool,
) -> None:
    """Prints the answer to a question, or why there is none."""
    query = Query(_decoded(text), filters, limit, interpret=interpret)
    with _service(archive, encoder) as service:
        answer = service.answer_in_words(query)
    if as_json:
        from search_api.answer_schemas import AskOut

        _print_json(AskOut.from_answer(query, answer, service.settings.public_url))
    else:
        presentation.show_answer(_out, answer)


def show(document: str | None, archive: Path | None, as_json: bool) -> None:
    """Prints a document, or a list of all."""
    if as_json:
        from search_api.document_schemas import DocumentOut, DocumentsOut
    settings = _settings(archive)
    with Archive.open(settings.archive, remark=_remark) as opened, opened.snapshot() as snapshot:
        if document is None:
            entries = snapshot.documents()
            if as_json:
                facets = snapshot.facets()
                _print_json(DocumentsOut.from_entries(entries, len(entries), facets, settings.public_url))
            else:
                presentation.show_entries(_out, entries)
            return
        found, versions = snapshot.document(_decoded(document)), snapshot.versions(_decoded(document))
    if as_json:
        _print_json(DocumentOut.from_document(found, versions, settings.public_url))
    else:
        presentation.show_document(_out, found, versions)


def status(archive: Path | None, as_json: bool) -> None:
    """Prints an archive's figures."""
    with Archive.open(_settings(archive).archive, remark=_remark) as opened, opened.snapshot() as snapshot:
        found, rejections = snapshot.status(), snapshot.rejections()
    if as_json:
        from search_api.document_schemas import StatusOut

        _print_json(StatusOut.from_status(found))
    else:
        presentation.show_status(_out, found, rejections)


def check(archive: Path | None, as_json: bool) -> bool:
    """Prints what is wrong with an archive; whether nothing is."""
    from indexer.checking import check as check_archive

    problems = check_archive(_settings(archive).archive)
    if as_json:
        from search_api.command_schemas import CheckOut

        _print_json(CheckOut(sound=not problems, problems=problems))
    else:
        presentation.show_problems(_out, problems)
    return not problems


def serve(archive: Path | None, encoder: str | None, host: str, port: int, workers: int) -> None:
    """Serves an archive until stopped."""
    from search_api import serving

    settings = _settings(archive, encoder)
    serving.require_free(host, port)
    # Opened once here, so that what is wrong with it is one line and not the end of every worker.
    with open_service(settings, _remark) as service, service.archive.snapshot() as snapshot:
        documents = snapshot.count()
    place = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    _remark(f"serving {documents} documents at {place}  (routes: {place}/docs)")
    serving.serve(settings, host, port, workers)


def mcp(archive: Path | None, encoder: str | None) -> None:
    """Serves an archive to the program at the other end of standard input and output."""
    from search_api.contracts.mcp_server import ArchiveServer

    with _service(archive, encoder) as service:
        ArchiveServer(service, service.settings.public_url or LOCAL).over_stdio()


def filters(
    since: datetime | None,
    until: datetime | None,
    bodies: list[str] | None,
    languages: list[Language] | None,
    kinds: list[SectionKind] | None,
    documents: list[str] | None,
) -> Filters:
    """The filters that flags name."""
    return Filters(
        since=since.date() if since else None,
        until=until.date() if until else None,
        bodies=tuple(_decoded(body) for body in bodies or ()),
        languages=tuple(languages or ()),
        kinds=tuple(kinds or ()),
        documents=tuple(_decoded(document) for document in documents or ()),
    )


def _settings(archive: Path | None, encoder: str | None = None) -> Settings:
    settings = read_settings()
    return replace(settings, archive=archive or settings.archive, encoder=encoder or settings.encoder)


def _service(archive: Path | None, encoder: str | None) -> Service:
    return open_service(_settings(archive, encoder), _remark)


def _decoded(argument: str) -> str:
    """An argument whose bytes were no UTF-8 comes with lone surrogates, which nothing can print."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _remark(text: str) -> None:
    _remarks.print(safe(text, lines=False), style="dim", markup=False)


def _print_json(model: BaseModel) -> None:
    print(safe_json(model.model_dump_json(indent=2)))
