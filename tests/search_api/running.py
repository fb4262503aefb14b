"""The service as a real process on loopback, with the shipped encoder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2

from indexer.bilingual import BilingualEncoder
from indexer.build import index
from tests.search_api.conftest import ENGLISH, KEY, KHMER

START_SECONDS = 60


@dataclass
class Running:
    """A started service."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str, **parameters: str) -> httpx2.Response:
        """A reply over a connection of its own, so that any worker may give it."""
        return httpx2.get(f"http://127.0.0.1:{self.port}{path}", params=parameters, timeout=30)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def workers(self) -> list[int]:
        """The processes that answered requests."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return sorted({json.loads(line)["process"] for line in lines if line.startswith("{")})


@contextmanager
def running(archive: Path, workers: int = 1, settings: Mapping[str, str] | None = None) -> Iterator[Running]:
    """A service over an archive, with these settings beside the key, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "search_api", "serve", "--port", str(port), "--workers", str(workers)]
    environment = os.environ | {"KAMNOT_ARCHIVE": str(archive), "KAMNOT_KEY": KEY} | dict(settings or {})
    log = archive.parent / f"log-{port}"
    with (
        log.open("wb") as stderr,
        subprocess.Popen(command, env=environment, stderr=stderr, start_new_session=True) as process,
    ):
        service = Running(process, port, log)
        try:
            wait_until_ready(service)
            yield service
        finally:
            with suppress(ProcessLookupError):  # its workers too, which would outlive it
                os.killpg(process.pid, signal.SIGKILL)


def wait_until_ready(service: Running) -> None:
    for _ in range(START_SECONDS * 10):
        assert service.process.poll() is None, service.log.read_text(encoding="utf-8")
        try:
            if service.get("/v1/ready").is_success:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the service did not come up")


def sample_archive(folder: Path) -> Path:
    """The archive of the two meetings of conftest, with the shipped encoder, made in a folder."""
    (folder / "minutes").mkdir()
    (folder / "minutes" / "budget-2020.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "minutes" / "ថវិកា-2021.txt").write_text(KHMER, encoding="utf-8")
    index(folder / "minutes", folder / "archive", BilingualEncoder(), remark=print)
    return folder / "archive"
