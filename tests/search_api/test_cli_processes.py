"""The command as a process: what it loads, and how it ends among other programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search_api import cli
from tests.search_api.conftest import ENGLISH
from tests.search_api.running import sample_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_archive(tmp_path_factory.mktemp("processes"))


def environment(**more: str) -> dict[str, str]:
    return os.environ | more


def kamnot(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "search_api", *arguments]


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, search_api.cli\n"
        "heavy = {'numpy', 'faiss', 'tantivy', 'onnxruntime', 'pydantic', 'fastapi', 'rich', 'apsw'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_asking_loads_neither_torch_nor_the_http_layer(archive: Path) -> None:
    script = (
        "import sys\nsys.argv = ['kamnot', 'ask', 'library']\n"
        "from search_api.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'torch', 'fastapi', 'langchain_core', 'granian'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=environment(KAMNOT_ARCHIVE=str(archive)),
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_argument_that_is_no_text_is_answered(archive: Path) -> None:
    done = subprocess.run(
        [*(part.encode() for part in kamnot("search", "--archive", str(archive))), b"library \xff\xfe"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "library" in done.stdout.decode()


def test_a_reader_that_stops_reading_ends_the_command_quietly(archive: Path) -> None:
    command = " ".join(kamnot("show", "--archive", str(archive)))
    for more in ("", "budget-2020", "--json"):
        done = subprocess.run(
            ["bash", "-c", f"{command} {more} | head -c 1"], capture_output=True, check=False
        )
        assert (len(done.stdout), done.stderr) == (1, b"")


def test_nothing_but_text_goes_to_what_is_no_terminal(archive: Path) -> None:
    done = subprocess.run(
        kamnot("ask", "library", "--archive", str(archive)),
        capture_output=True,
        check=True,
        env=environment(TERM="xterm-256color"),
    )
    assert b"\x1b" not in done.stdout + done.stderr


def test_an_interrupted_indexing_says_how_to_go_on(tmp_path: Path) -> None:
    folder, archive = tmp_path / "minutes", tmp_path / "archive"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number}.txt").write_text(ENGLISH.replace("Budget", f"Budget {number}"), encoding="utf-8")
    command = kamnot("index", str(folder), "--archive", str(archive))
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not archive.exists():
            time.sleep(0.05)
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        _, remarks = process.communicate(timeout=30)
    assert process.returncode == cli.INTERRUPTED
    assert remarks == "stopped; what was committed stays, and the same command goes on from there\n"
