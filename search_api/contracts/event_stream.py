"""Server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi.responses import StreamingResponse

_HEADERS = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
"""nginx holds a reply back until it is whole unless told not to."""


def event_stream(events: Iterable[dict[str, Any] | str], named: bool = False) -> StreamingResponse:
    """Events as they come, objects as JSON; `named` says each one's `type` as the event's name too."""
    return StreamingResponse(_lines(events, named), media_type="text/event-stream", headers=_HEADERS)


def _lines(events: Iterable[dict[str, Any] | str], named: bool) -> Iterator[str]:
    for event in events:
        name = f"event: {event['type']}\n" if named and isinstance(event, dict) else ""
        data = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
        yield f"{name}data: {data}\n\n"
