"""Documents and passages: listing, reading, adding, deleting."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Query, Response, UploadFile

from indexer.catalogue import Order
from search_api.dependencies import Filtering, Serving, Writing
from search_api.document_schemas import DocumentOut, DocumentsOut
from search_api.http_errors import responses
from search_api.schemas import PassageOut

router = APIRouter(tags=["documents"], responses=responses(422, 503))


@router.get("/documents")
def list_documents(
    filters: Filtering,
    service: Serving,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    order: Order = Order.NEWEST,
) -> DocumentsOut:
    """The documents that have a passage through the filters, a page of them, with facets of them all."""
    chosen = filters.to_filters()
    with service.archive.snapshot() as snapshot:
        entries = snapshot.documents(chosen, offset, limit, order)
        return DocumentsOut.from_entries(
            entries, snapshot.count(chosen), snapshot.facets(chosen), service.settings.public_url
        )


@router.get("/documents/{document_id}", responses=responses(404))
def read_document(document_id: str, service: Serving) -> DocumentOut:
    """A document whole: its body, what it says of the meeting, its sections and pages."""
    with service.archive.snapshot() as snapshot:
        return DocumentOut.from_document(
            snapshot.document(document_id), snapshot.versions(document_id), service.settings.public_url
        )


@router.get(
    "/documents/{document_id}/original",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}, **responses(404)},
)
def download_original(document_id: str, service: Serving) -> Response:
    """The file as it was indexed, byte for byte, as a download."""
    with service.archive.snapshot() as snapshot:
        source = snapshot.document(document_id).document.source
        content = snapshot.original(document_id)
    name = source.name.encode("utf-8", "replace").decode()
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
        "ETag": f'"{source.digest}"',
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.post("/documents", status_code=201, responses=responses(400, 403, 408, 409, 413, 507))
def add_document(
    file: Annotated[UploadFile, File(description="A file of minutes, of any kind that `index` reads.")],
    service: Writing,
) -> DocumentOut:
    """Adds a file, or puts it in place of the one of the same name; searches see it at once."""
    document_id = service.add(file.file.read(), file.filename or "")
    with service.archive.snapshot() as snapshot:
        return DocumentOut.from_document(
            snapshot.document(document_id), snapshot.versions(document_id), service.settings.public_url
        )


@router.delete("/documents/{document_id}", status_code=204, responses=responses(403, 404, 409, 507))
def delete_document(document_id: str, service: Writing) -> None:
    """Takes a document out of the archive; the file it was read from is not touched."""
    service.remove(document_id)


@router.get("/passages/{passage_id}", responses=responses(404))
def read_passage(passage_id: str, service: Serving) -> PassageOut:
    """A passage by its id, such as `2021-04-20-workshop#1204-1688` (percent-encoded in the path)."""
    with service.archive.snapshot() as snapshot:
        passage = snapshot.passage(passage_id)
        entry = snapshot.entries([passage.document_id])[passage.document_id]
    return PassageOut.from_passage(passage, entry, service.settings.public_url)
