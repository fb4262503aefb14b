"""Runs the HTTP service: granian, which drops slow clients, in one process or several."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces

from search_api.settings import Settings, export

GRACE_SECONDS = 10
"""For requests under way when the service is stopped."""


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serves until SIGINT or SIGTERM, then lets requests under way end.

    Workers are spawned, never forked: FAISS hangs in a forked process (reliability.md).
    """
    export(settings)
    Granian(
        "search_api.app:from_environment",
        factory=True,
        interface=Interfaces.ASGI,
        address=host,
        port=port,
        workers=workers,
        workers_kill_timeout=GRACE_SECONDS,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()
