"""The address `/mcp`, before the protocol's own server is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from search_api import http_errors

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class McpEndpoint:
    """An ASGI app that hands requests to what the lifespan opened as `mcp`, less those of others' pages.

    public_url: the service's address, if it was told. Source: MCP, "Streamable HTTP", security warning.
    """

    def __init__(self, public_url: str) -> None:
        self._own = urlsplit(public_url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        headers = Headers(scope=scope)
        if "origin" in headers and not self._is_own(headers["origin"], headers.get("host", "")):
            refused = HTTPException(403, "pages of other sites may not speak to this server")
            await http_errors.shown_http(refused)(scope, receive, send)
            return
        await scope["state"]["mcp"](scope, receive, send)

    def _is_own(self, origin: str, host: str) -> bool:
        """Whether an origin is this service's own or this machine's."""
        try:
            place = urlsplit(origin)
        except ValueError:
            return False
        return place.hostname in _THIS_MACHINE or (bool(place.netloc) and place.netloc in (host, self._own))
