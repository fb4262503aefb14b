"""Who may ask, and how often: one check before every route, whatever contract it speaks."""

from __future__ import annotations

import binascii
import secrets
from base64 import b64decode
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from search_api import http_errors

OPEN = frozenset({"/v1/health", "/v1/ready"})
"""What monitors ask, which tells nothing of the minutes; it isn't counted either."""


class Access:
    """ASGI middleware that lets through who shows one of the keys, no oftener than `admit` allows.

    keys: shown as “Authorization: Bearer KEY”, or as the password of Basic authentication, which browsers
    and clients without a field for a key can show; none lets everybody through. admit: how many seconds a
    caller, by key or address, has to wait; 0 for now.
    """

    def __init__(self, app: ASGIApp, keys: frozenset[str], admit: Callable[[str], int]) -> None:
        self._app = app
        self._keys = keys
        self._admit = admit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"] in OPEN:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        shown = shown_key(headers.get("authorization", ""))
        if self._keys and not any(_same(shown, key) for key in self._keys):
            await self._refuse(headers)(scope, receive, send)
            return
        client = scope.get("client")
        wait = self._admit(shown if self._keys else client[0] if client else "")
        if wait:
            too_many = HTTPException(429, "too many requests; wait a while", {"Retry-After": str(wait)})
            await http_errors.shown_http(too_many)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    @staticmethod
    def _refuse(headers: Headers) -> ASGIApp:
        person = "text/html" in headers.get("accept", "")
        challenge = 'Basic realm="kamnot", charset="UTF-8"' if person else 'Bearer realm="kamnot"'
        detail = "this archive is read with a key: show it as “Authorization: Bearer KEY”"
        return http_errors.shown_http(HTTPException(401, detail, {"WWW-Authenticate": challenge}))


def shown_key(authorization: str) -> str:
    """The key in a header `Authorization`; empty where there is none."""
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(rest.strip(), validate=True).decode("utf-8", "replace").partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    return ""


def _same(shown: str, key: str) -> bool:
    return secrets.compare_digest(shown.encode("utf-8", "replace"), key.encode())
