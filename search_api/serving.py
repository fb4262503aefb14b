"""Runs the HTTP service: granian, which drops slow clients, in one process or several."""

from __future__ import annotations

import multiprocessing
import socket
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LOGGING_CONFIG, LogLevels

from search_api.errors import AddressTaken
from search_api.settings import Settings, export

GRACE_SECONDS = 10
"""For requests under way when the service is stopped."""
HEADER_SECONDS = 10
"""A client that takes longer to send a request's headers is dropped."""


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serves until SIGINT or SIGTERM, then lets requests under way end.

    Workers are spawned, never forked: FAISS hangs in a forked process (reliability.md).
    """
    multiprocessing.set_start_method("spawn", force=True)  # granian takes what is set here
    export(settings)
    Granian(
        "search_api.app:from_environment",
        factory=True,
        interface=Interfaces.ASGI,
        address=host,
        port=port,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        websockets=False,
        workers_kill_timeout=GRACE_SECONDS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig={"handlers": _to_stderr()},
        log_access=False,
    ).serve()


def require_free(host: str, port: int) -> None:
    """Raises AddressTaken. Granian's workers share their port, and would share it with another service."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise AddressTaken(host, port, error.strerror or str(error)) from None


def _to_stderr() -> dict[str, dict[str, str]]:
    """Granian's own handlers, which write to stdout, on stderr."""
    handlers: Any = LOGGING_CONFIG["handlers"]
    return {name: handler | {"stream": "ext://sys.stderr"} for name, handler in handlers.items()}
