"""The pages' addresses."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import FileResponse, RedirectResponse

from corpus.document import Language, Span
from corpus.errors import KamnotError
from indexer.catalogue import Order
from indexer.errors import UnknownPassage
from search_api.decisions import timeline
from search_api.dependencies import Linking, Serving
from search_api.http_errors import shown
from search_api.query import MAXIMUM_LIMIT
from search_api.web.exports import MEDIA_TYPES, Format, export
from search_api.web.linked_data import linked_data
from search_api.web.page_state import PageState, Sort, read_state
from search_api.web.reading import read
from search_api.web.rendering import document_address, render, static_files
from search_api.web.results import find
from search_api.web.selection import Selected
from search_api.web.similarity import similar_passages
from search_api.web.year_chart import bars
from search_api.wording import COOKIE, wording_for

_YEAR_SECONDS = 365 * 24 * 3600
_DOCUMENTS_PER_PAGE = 50
_STATIC_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


class PageRoute(APIRoute):
    """A route whose errors are pages too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler; a known error becomes a page of its status."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except KamnotError as error:
                status = shown(error).status_code
            except RequestValidationError:
                status = 422
            return render(request, "error.html", {"status": status}, status)

        return handled


router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/")
def ask(request: Request, service: Serving) -> Response:
    """The box; with a question its answer and what was found."""
    state = read_state(request.query_params)
    if not state.question:
        with service.archive.snapshot() as snapshot:
            return render(request, "home.html", {"state": state, "status": snapshot.status()})
    found = find(service, state)
    context = {"state": state, "found": found, "chart": bars(found.years), "sorts": list(Sort)}
    return render(request, "results.html", context)


@router.get("/documents")
def documents(request: Request, service: Serving) -> Response:
    """Every document, with facets."""
    state = read_state(request.query_params)
    order = {Sort.OLDEST: Order.OLDEST}.get(state.sort, Order.NEWEST)
    with service.archive.snapshot() as snapshot:
        total = snapshot.count(state.filters)
        pages = max(1, -(-total // _DOCUMENTS_PER_PAGE))
        offset = (min(state.page, pages) - 1) * _DOCUMENTS_PER_PAGE
        entries = snapshot.documents(state.filters, offset, _DOCUMENTS_PER_PAGE, order)
        everything = snapshot.facets(PageState(bodies=state.bodies, languages=state.languages).filters)
    context = {"state": state, "entries": entries, "total": total, "pages": pages, "facets": everything}
    return render(request, "documents.html", context | {"chart": bars(everything.years)})


@router.get("/decisions")
def decisions(request: Request, service: Serving) -> Response:
    """What was decided, by date."""
    state = read_state(request.query_params)
    with service.archive.snapshot() as snapshot:
        order = Order.OLDEST if state.sort is Sort.OLDEST else Order.NEWEST
        found = timeline(snapshot, state.filters, order, state.page)
    chart = bars(found.facets.years)
    return render(request, "decisions.html", {"state": state, "found": found, "chart": chart})


@router.get("/documents/{document_id:path}")
def read_document(
    request: Request,
    document_id: str,
    service: Serving,
    base: Linking,
    start: Annotated[int, Query(ge=0, le=10**9)] = 0,
    end: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """A document; with `start` and `end` opened at that run, which is marked."""
    with service.archive.snapshot() as snapshot:
        archived = snapshot.document(document_id)
        versions = snapshot.versions(document_id)
        entry = snapshot.entries([document_id])[document_id]
    within = Span(start, end) if start < end <= len(archived.document.body) else None
    reading = read(archived.document, Span(start, end) if end > start else None, start)
    context = {"archived": archived, "entry": entry, "versions": versions, "reading": reading}
    context["linked_data"] = linked_data(archived, entry, versions, within, base)
    return render(request, "document.html", context | {"changes": service.settings.key is not None})


@router.get("/similar")
def similar(request: Request, service: Serving, passage: Annotated[str, Query(max_length=1000)]) -> Response:
    """Passages like a passage."""
    with service.archive.snapshot() as snapshot:
        found = similar_passages(snapshot, passage)
        own = snapshot.passage(passage)
        entry = snapshot.entries([own.document_id])[own.document_id]
    return render(request, "similar.html", {"own": own, "entry": entry, "found": found})


@router.post("/export")
def export_passages(
    request: Request,
    service: Serving,
    base: Linking,
    form: Annotated[Format, Form(alias="format")],
    passage: Annotated[list[str], Form(max_length=MAXIMUM_LIMIT * 5)] = [],  # noqa: B006
) -> Response:
    """The selected passages as a file; those that are gone are left out, if any are left."""
    wording = wording_for(request)
    selected: list[Selected] = []
    with service.archive.snapshot() as snapshot:
        for each in dict.fromkeys(passage):
            try:
                found = snapshot.passage(each)
            except UnknownPassage:
                continue
            entry = snapshot.entries([found.document_id])[found.document_id]
            selected.append(Selected(found, entry, base + document_address(entry.id, found.span)))
    if not selected:
        message = "export_unknown" if passage else "nothing_selected"
        return render(request, "error.html", {"status": 422, "message": message}, 422)
    name = f"kamnot-passages.{form.value}"
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
    return Response(export(selected, form, wording), media_type=MEDIA_TYPES[form], headers=headers)


@router.get("/manage")
def manage(request: Request, service: Serving) -> Response:
    """Where those with the key add files; it lists what could not be read."""
    with service.archive.snapshot() as snapshot:
        rejections = snapshot.rejections()[:200]
    allowed = service.settings.key is not None
    return render(request, "manage.html", {"allowed": allowed, "rejections": rejections})


@router.get("/language/{language}")
def choose_language(language: Language, back: Annotated[str, Query(max_length=8000)] = "/") -> Response:
    """Remembers a language and goes back to where it was chosen."""
    # Only within this service: “//host” and “/\\host” would lead out of it.
    inside = back.startswith("/") and back[1:2] not in ("/", "\\") and back.isprintable()
    response = RedirectResponse(quote(back, safe="/?&=%#+,:;@!$'()*~") if inside else "/", 303)
    response.set_cookie(COOKIE, language.value, max_age=_YEAR_SECONDS, samesite="lax", httponly=True)
    return response


@router.get("/static/{name:path}")
def static_file(request: Request, name: str) -> Response:
    """A style sheet, script or font of the package."""
    path = static_files().get(name)
    kind = _STATIC_TYPES.get(path.suffix) if path else None
    if path is None or kind is None:
        return render(request, "error.html", {"status": 404}, 404)
    return FileResponse(
        path, media_type=kind, headers={"Cache-Control": f"public, max-age={_YEAR_SECONDS}, immutable"}
    )
