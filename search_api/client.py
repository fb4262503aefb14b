"""A client of the HTTP service for Python programs, with the service's own types.

with Client("http://127.0.0.1:8000") as archive:
    answer = archive.ask("What were the challenges in the COVID years?")
    print(answer.answer, [citation.url for citation in answer.citations])
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import httpx2
from pydantic import BaseModel, ValidationError

from search_api.answer_schemas import AskIn, AskOut
from search_api.document_schemas import DocumentOut, DocumentsOut, EntryOut
from search_api.errors import ServiceError
from search_api.http_errors import ErrorOut
from search_api.schemas import FiltersIn, PassageOut, SearchIn, SearchOut

Model = TypeVar("Model", bound=BaseModel)

SECONDS = 60.0
_PER_PAGE = 500


class Client:
    """A service by its address; several threads may use one. A context manager.

    key: what KAMNOT_READ_KEY asks for, where it is set; it may stand in the address as a password instead.
    Every method raises ServiceError when the service refuses or can't be reached, and pydantic's
    ValidationError for a question or limit out of bounds.
    """

    def __init__(self, url: str, key: str | None = None, seconds: float = SECONDS) -> None:
        parts = urlsplit(url.rstrip("/"))
        key = key or unquote(parts.password or "")  # no link or message should show it
        self._url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx2.Client(base_url=self._url, headers=headers, timeout=seconds)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        filters: FiltersIn | None = None,
        interpret: bool = True,
    ) -> SearchOut:
        """The passages that come nearest to a query, best first."""
        asked = SearchIn(
            query=query, limit=limit, offset=offset, filters=filters or FiltersIn(), interpret=interpret
        )
        return self._post("/v1/search", asked, SearchOut)

    def ask(
        self, question: str, *, limit: int = 5, filters: FiltersIn | None = None, interpret: bool = True
    ) -> AskOut:
        """The answer to a question with its citations, or a refusal."""
        asked = AskIn(question=question, limit=limit, filters=filters or FiltersIn(), interpret=interpret)
        return self._post("/v1/ask", asked, AskOut)

    def documents(self) -> Iterator[EntryOut]:
        """Every document, the newest first, fetched as they are wanted."""
        offset = 0
        while True:
            found = self._get("/v1/documents", DocumentsOut, limit=_PER_PAGE, offset=offset)
            yield from found.documents
            offset += _PER_PAGE
            if offset >= found.total:
                return

    def document(self, document_id: str) -> DocumentOut:
        """A document whole."""
        return self._get(f"/v1/documents/{quote(document_id, safe='')}", DocumentOut)

    def passage(self, passage_id: str) -> PassageOut:
        """A passage by its id."""
        return self._get(f"/v1/passages/{quote(passage_id, safe='')}", PassageOut)

    def link(self, url: str) -> str:
        """A link of a reply, whole: services that aren't told their address give the path only."""
        return url if url.startswith(("http://", "https://")) else self._url + url

    def close(self) -> None:
        """Lets go of the connections."""
        self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _get(self, path: str, shape: type[Model], **parameters: Any) -> Model:
        return self._shaped(shape, "GET", path, params=parameters)

    def _post(self, path: str, body: BaseModel, shape: type[Model]) -> Model:
        return self._shaped(shape, "POST", path, json=body.model_dump(mode="json"))

    def _shaped(self, shape: type[Model], method: str, path: str, **sent: Any) -> Model:
        try:
            reply = self._http.request(method, path, **sent)
        except httpx2.HTTPError as error:
            raise ServiceError(f"{self._url} can't be reached: {type(error).__name__}", None, None) from None
        if reply.status_code >= 400:
            raise _refusal(reply)
        try:
            return shape.model_validate_json(reply.content)
        except ValidationError:
            raise ServiceError(f"{self._url} gave no reply of kamnot's", None, reply.status_code) from None


def _refusal(reply: httpx2.Response) -> ServiceError:
    try:
        problem = ErrorOut.model_validate_json(reply.content).error
    except ValidationError:
        return ServiceError(f"the service answered {reply.status_code}", None, reply.status_code)
    return ServiceError(problem.message, problem.code, reply.status_code)
