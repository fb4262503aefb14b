"""`kamnot reindex` beside a running `kamnot serve`, both as real processes: no question fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from indexer.bilingual import BilingualEncoder
from tests.search_api.conftest import ENGLISH, KEY
from tests.search_api.running import Running, running, sample_archive
from tests.tiny_model import write_tiny_model

SHIPPED = BilingualEncoder().name


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return sample_archive(tmp_path)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    write_tiny_model(tmp_path / "tiny", ["[UNK]", *"library opens on Saturdays. budget the".split()])
    return tmp_path / "tiny"


def kamnot(archive: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "search_api", *arguments],
        capture_output=True,
        env=os.environ | {"KAMNOT_ARCHIVE": str(archive)} | environment,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Asking:
    """A client that never stops asking, in a thread of its own."""

    def __init__(self, service: Running) -> None:
        self.statuses: list[int] = []
        self.slowest = 0.0
        self._service = service
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        while not self._ended.is_set():
            began = time.monotonic()
            reply = self._service.get("/v1/search", query="library opens on Saturdays")
            self.slowest = max(self.slowest, time.monotonic() - began)
            hits = reply.json().get("hits", [{}])
            right = any(hit.get("document_id") == "budget-2020" for hit in hits)
            self.statuses.append(reply.status_code if right else 0)

    def __enter__(self) -> Asking:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def encoder_of(service: Running) -> str:
    return str(service.get("/v1/ready").json()["encoder"])


def wait_for(service: Running, encoder: str) -> None:
    """Until each of several connections meets a worker that asks with this encoder."""
    for _ in range(300):
        if all(encoder_of(service).startswith(encoder) for _ in range(8)):
            return
        time.sleep(0.1)
    raise AssertionError(f"the service did not come to {encoder}")


def test_questions_go_on_while_the_encoder_changes_and_back(
    archive: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMNOT_ENCODER", "kamnot")  # pinned when the service starts
    with running(archive, workers=2) as service, Asking(service) as asking:
        assert encoder_of(service) == SHIPPED
        code, out, err = kamnot(archive, "reindex", "--encoder", str(model))
        assert (code, out.startswith(f"The archive has the encoder {model}@")) == (0, True), err
        assert err == "KAMNOT_ENCODER is still kamnot: unset it, or this archive will be refused\n"
        wait_for(service, f"{model}@")
        added = httpx2.post(
            f"http://127.0.0.1:{service.port}/v1/documents",
            files={"file": ("zebra.txt", b"Minutes of the Zebra Group\nThe zebra sleeps.\n")},
            headers={"Authorization": f"Bearer {KEY}"},
            timeout=60,
        )
        assert added.status_code == 201, added.text
        code, out, err = kamnot(archive, "reindex", "--encoder", "kamnot", "--json")
        assert (code, json.loads(out)["encoder"]) == (0, SHIPPED)
        wait_for(service, SHIPPED)
        assert kamnot(archive, "check") == (0, "The archive is sound.\n", "")
        log = service.log.read_text(encoding="utf-8")
    assert set(asking.statuses) == {200}
    assert len(asking.statuses) > 20
    assert f"the archive has the encoder {model}@" in log
    assert "Traceback" not in log
    assert (
        asking.slowest < 8
    )  # importing torch takes the interpreter for a while; it may not take the request
    print(f"{len(asking.statuses)} questions, the slowest {asking.slowest:.2f} s")


def test_the_archive_says_its_encoder_to_every_command(archive: Path, model: Path) -> None:
    assert kamnot(archive, "reindex", "--encoder", str(model))[0] == 0
    folder = archive.parent / "minutes"
    (folder / "more.txt").write_text("Minutes of more\n\nThe budget.\n", encoding="utf-8")
    code, out, err = kamnot(archive, "index", str(folder))
    assert (code, out.startswith("1 added, 2 unchanged"), err) == (0, True, "")
    code, out, err = kamnot(archive, "search", "library opens on Saturdays.", "--limit", "1", "--json")
    assert (code, json.loads(out)["hits"][0]["document_id"], err) == (0, "budget-2020", "")
    assert kamnot(archive, "ask", "When does the library open?")[0] == 0
    assert f"Encoder     {model}@" in kamnot(archive, "status")[1]
    for command in (("search", "library"), ("ask", "library"), ("index", str(folder)), ("serve",)):
        code, out, err = kamnot(archive, *command, KAMNOT_ENCODER="kamnot")
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "kamnot reindex --encoder kamnot" in err
    again = kamnot(archive, "reindex", "--encoder", str(model))
    assert (again[0], again[1].endswith("already: nothing to do.\n"), again[2]) == (0, True, "")


@pytest.mark.parametrize(
    ("environment", "encoder", "line"),
    [
        ({"HF_HUB_OFFLINE": "1"}, "nobody/no-such-model", "hf download nobody/no-such-model"),
        ({"HF_ENDPOINT": "http://127.0.0.1:9"}, "nobody/no-such-model", "can't be reached"),
        ({}, "/no/such/model", "there is no such folder"),
        ({"KAMNOT_ENCODER_DTYPE": "bfloat16"}, "kamnot", "KAMNOT_ENCODER_DTYPE has to be left away"),
        ({"KAMNOT_ARCHIVE": "/none"}, "kamnot", "there is no archive in /none"),
    ],
)
def test_a_known_error_is_one_line_and_the_archive_stays(
    archive: Path, environment: dict[str, str], encoder: str, line: str
) -> None:
    code, out, err = kamnot(archive, "reindex", "--encoder", encoder, **environment)
    assert (code, out, err.count("\n"), line in err) == (2, "", 1, True), err
    assert kamnot(archive, "check") == (0, "The archive is sound.\n", "")


def test_a_dtype_is_kept_by_the_archive(archive: Path, model: Path) -> None:
    changed = kamnot(archive, "reindex", "--encoder", str(model), "--json", KAMNOT_ENCODER_DTYPE="bfloat16")
    report: dict[str, Any] = json.loads(changed[1])
    assert report["encoder"].endswith("+bfloat16")
    assert kamnot(archive, "search", "library")[0] == 0
    refused = kamnot(archive, "search", "library", KAMNOT_ENCODER_DTYPE="float32")
    assert (refused[0], "+bfloat16 (" in refused[2]) == (2, True)


def test_an_interrupted_change_says_how_to_go_on(archive: Path, model: Path) -> None:
    folder = archive.parent / "minutes"
    for number in range(300):
        (folder / f"{number}.txt").write_text(ENGLISH.replace("Budget", f"Budget {number}"), encoding="utf-8")
    kamnot(archive, "reindex", "--encoder", str(model))
    assert kamnot(archive, "index", str(folder))[0] == 0
    command = [
        sys.executable,
        "-m",
        "search_api",
        "reindex",
        "--encoder",
        "kamnot",
        "--archive",
        str(archive),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not (archive / "reindex.sqlite").exists():
            time.sleep(0.01)
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        _, remarks = process.communicate(timeout=30)
    assert process.returncode == 130
    assert remarks == "stopped; the archive is as it was, and the same command goes on from there\n"
    assert kamnot(archive, "check")[0] == 0
    report = json.loads(kamnot(archive, "reindex", "--encoder", "kamnot", "--json")[1])
    assert 0 < report["embedded"] <= report["passages"]
