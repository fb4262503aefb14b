"""What routes are handed."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from corpus.document import Language, SectionKind
from search_api.errors import NotAllowed
from search_api.schemas import Choice, Day, FiltersIn
from search_api.startup import Service

_bearer = HTTPBearer(auto_error=False, description="The key of KAMNOT_KEY; changes are off without one.")


def service(request: Request) -> Service:
    """The opened archive of this process."""
    opened: Service = request.state.service
    return opened


def link_base(request: Request, service: Annotated[Service, Depends(service)]) -> str:
    """What links begin with for programs that can't complete them: the set address, else the one asked at."""
    return service.settings.public_url or str(request.base_url).rstrip("/")


def filters(
    since: Annotated[Day | None, Query(description="Minutes of this day or later.")] = None,
    until: Annotated[Day | None, Query(description="Minutes of this day or earlier.")] = None,
    body: Annotated[list[Choice], Query(max_length=50, description="Organising body; may be repeated.")] = [],  # noqa: B006
    language: Annotated[list[Language], Query(max_length=2)] = [],  # noqa: B006
    kind: Annotated[list[SectionKind], Query(max_length=len(SectionKind))] = [],  # noqa: B006
    document: Annotated[list[Choice], Query(max_length=50, description="Document id; may be repeated.")] = [],  # noqa: B006
) -> FiltersIn:
    """Filters as query parameters."""
    return FiltersIn(
        since=since, until=until, bodies=body, languages=language, kinds=kind, documents=document
    )


def require_key(key: str | None, authorization: str) -> None:
    """Raises NotAllowed unless a header `Authorization` shows the key."""
    if key is None:
        raise NotAllowed("this archive takes no changes over HTTP; its host can set KAMNOT_KEY to allow them")
    scheme, _, shown = authorization.partition(" ")
    right = secrets.compare_digest(shown.strip().encode("latin-1", "replace"), key.encode())
    if scheme.lower() != "bearer" or not right:
        raise NotAllowed("changes need the header “Authorization: Bearer KEY” with the archive's key")


def writer(
    request: Request,
    service: Annotated[Service, Depends(service)],
    declared: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],  # for OpenAPI
) -> Service:
    """The service, for whoever shows the key. Raises NotAllowed."""
    require_key(service.settings.key, request.headers.get("authorization", ""))
    return service


Serving = Annotated[Service, Depends(service)]
Writing = Annotated[Service, Depends(writer)]
Linking = Annotated[str, Depends(link_base)]
Filtering = Annotated[FiltersIn, Depends(filters)]
