"""The service as a real process on loopback, with the shipped encoder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from search_api.serving import GRACE_SECONDS, HEADER_SECONDS
from tests.search_api.conftest import KEY
from tests.search_api.running import START_SECONDS, running, sample_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_archive(tmp_path_factory.mktemp("serving"))


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(number) for number in found.split()]


def read_reply(connection: socket.socket) -> bytes:
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


def test_workers_are_spawned_share_the_archive_and_all_see_an_upload(archive: Path) -> None:
    with running(archive, workers=2) as service:
        commands = [
            Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in children(service.process.pid)
        ]
        spawned = [command for command in commands if any(b"spawn_main(" in part for part in command)]
        assert len(spawned) == 2
        added = httpx2.post(
            f"http://127.0.0.1:{service.port}/v1/documents",
            files={
                "file": ("zebra.txt", b"Minutes of the Zebra Group\nDate: 1 May 2022\nThe zebra sleeps.\n")
            },
            headers={"Authorization": f"Bearer {KEY}"},
            timeout=60,
        )
        assert added.status_code == 201, added.text
        for attempt in range(200):
            hits = service.get("/v1/search", query="where the zebra sleeps").json()["hits"]
            assert hits[0]["document_id"] == "zebra", attempt
            if len(service.workers()) == 2:
                break
        assert len(service.workers()) == 2


def test_a_request_under_way_ends_and_then_the_service_does(archive: Path) -> None:
    sent = json.dumps({"query": "library on Saturdays"}).encode()
    head = (
        b"POST /v1/search HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
        + f"Content-Length: {len(sent)}\r\n\r\n".encode()
    )
    with running(archive) as service:
        with service.connect() as connection:
            connection.sendall(head + sent[:5])
            time.sleep(0.5)
            stopped = time.monotonic()
            service.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            assert service.process.poll() is None
            connection.sendall(sent[5:])
            assert read_reply(connection).startswith(b"HTTP/1.1 200 ")
        assert service.process.wait(GRACE_SECONDS) == 0
        assert time.monotonic() - stopped < GRACE_SECONDS


def test_an_interrupt_of_the_whole_group_ends_it_without_an_error(archive: Path) -> None:
    with running(archive, workers=2) as service:
        for _ in range(
            START_SECONDS * 10
        ):  # one that is only starting is not asked, but killed when time is up
            service.get("/v1/health")
            if len(service.workers()) == 2:
                break
            time.sleep(0.1)
        os.killpg(service.process.pid, signal.SIGINT)
        assert service.process.wait(GRACE_SECONDS) == 0
        assert "Traceback" not in service.log.read_text(encoding="utf-8")


def test_a_client_that_is_slow_with_its_headers_is_dropped(archive: Path) -> None:
    with running(archive) as service, service.connect() as connection:
        began = time.monotonic()
        connection.sendall(b"GET /v1/health HTTP/1.1\r\n")
        while time.monotonic() - began < HEADER_SECONDS + 5:
            time.sleep(1)
            try:
                connection.sendall(b"X")
            except (BrokenPipeError, ConnectionResetError):
                break
        assert time.monotonic() - began < HEADER_SECONDS + 4
        assert service.get("/v1/health").json() == {"status": "ok"}


def serve(*arguments: str) -> tuple[int, list[str]]:
    command = [sys.executable, "-m", "search_api", "serve", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stderr.decode().splitlines()


def test_an_address_in_use_is_one_line_and_exit_code_2(archive: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, lines = serve("--archive", str(archive), "--port", str(port))
    assert (code, len(lines)) == (2, 1)
    assert lines[0].startswith(f"kamnot: can't listen at 127.0.0.1:{port} (")


def test_a_missing_archive_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    code, lines = serve("--archive", str(tmp_path / "none"))
    assert (code, len(lines)) == (2, 1)
    assert lines[0].startswith("kamnot: there is no archive in ")
