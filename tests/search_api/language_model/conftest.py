"""A language model behind a real endpoint, as a process of the tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx2
import pytest

START_SECONDS = 60


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The address of tests/model_server.py, to which /v1 is added."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.model_server", str(port)], stderr=subprocess.DEVNULL
    ) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(START_SECONDS * 10):
                assert process.poll() is None
                try:
                    httpx2.get(f"{address}/v1/models")
                    break
                except httpx2.TransportError:
                    time.sleep(0.1)
            yield address
        finally:
            process.kill()
