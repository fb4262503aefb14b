"""The command `kamnot`, with the shipped encoder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from indexer.bilingual import BilingualEncoder
from indexer.build import index
from search_api import cli
from tests.search_api.conftest import ENGLISH, KHMER

COMMANDS = ("index", "reindex", "search", "ask", "show", "status", "check", "serve", "mcp")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run: TypeAlias = Callable[..., Ended]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "minutes").mkdir()
    (folder / "minutes" / "budget-2020.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "minutes" / "ថវិកា-2021.txt").write_text(KHMER, encoding="utf-8")
    (folder / "minutes" / "empty.txt").write_bytes(b"")
    index(folder / "minutes", folder / "archive", BilingualEncoder(), remark=print)
    return folder / "archive"


@pytest.fixture
def run(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, on the archive unless its arguments name another."""
    monkeypatch.setenv("KAMNOT_ARCHIVE", str(archive))

    def ran(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["kamnot", *arguments])
        code: object = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code or 0
        assert isinstance(code, int)
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return ran


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(run: Run, command: str) -> None:
    assert command in run("--help").out
    helped = run(command, "--help")
    assert helped.code == 0
    assert helped.out.startswith(f"Usage: kamnot {command} ")
    assert helped.err == ""


def test_a_folder_is_indexed_and_then_costs_nothing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "tool.exe").write_bytes(b"MZ")
    place = ("--archive", str(tmp_path / "archive"))
    first = run("index", str(folder), *place)
    assert first.code == 0
    assert first.out.startswith("1 added; ")
    assert first.out.splitlines()[1:] == [
        "1 not indexed:",
        "  tool.exe: " + first.out.split("tool.exe: ")[1].strip(),
    ]
    assert first.err == ""
    again = run("index", str(folder), "--json", *place).json()
    assert (again["added"], again["unchanged"], again["passages"]) == ([], 1, 0)
    assert [each["path"] for each in again["rejected"]] == ["tool.exe"]


def test_a_search_prints_titles_dates_and_places(run: Run) -> None:
    found = run("search", "library opens on Saturdays", "--limit", "1", "--language", "en")
    assert found.code == 0
    assert found.out.startswith(" 1. Minutes of the Budget Committee · 2020-03-12 [")
    assert "The library opens on Saturdays." in found.out


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (["--since", "2021-01-01"], {"ថវិកា-2021"}),
        (["--until", "2020-12-31"], {"budget-2020"}),
        (["--language", "km"], {"ថវិកា-2021"}),
        (["--language", "km", "--language", "en"], {"ថវិកា-2021", "budget-2020"}),
        (["--kind", "next_meeting"], {"budget-2020"}),
        (["--document", "budget-2020"], {"budget-2020"}),
        (["--body", "none"], set()),
    ],
)
def test_filters_are_flags(run: Run, flags: list[str], expected: set[str]) -> None:
    found = run("search", "budget ថវិកា meeting", "--json", *flags).json()
    assert {hit["document_id"] for hit in found["hits"]} == expected


def test_words_are_read_literally_when_asked(run: Run) -> None:
    assert run("search", "budget in 2021", "--json").json()["understood"]["periods"] != []
    assert run("search", "budget in 2021", "--json", "--literal").json()["understood"]["periods"] == []


def test_an_answer_is_quoted_with_its_source(run: Run) -> None:
    asked = run("ask", "When does the library open?", "--json", "--language", "en").json()
    body = run("show", "budget-2020", "--json").json()["body_text"]
    for citation in asked["citations"]:
        assert citation["quote"] == body[citation["start"] : citation["end"]]
    shown = run("ask", "When does the library open?", "--language", "en").out
    for citation in asked["citations"]:
        assert f"“{citation['quote']}”" in shown


def test_a_refusal_says_why(run: Run) -> None:
    refused = run("ask", "What was decided in 2005?")
    assert refused.code == 0
    assert "The archive holds no minutes of that date, nor any that mention it." in refused.out


def test_documents_are_listed_one_a_line_off_a_terminal(run: Run) -> None:
    listed = run("show").out.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [
        ["ថវិកា-2021", "2021-04-05"],
        ["budget-2020", "2020-03-12"],
    ]
    assert [entry["document_id"] for entry in run("show", "--json").json()["documents"]] == [
        "ថវិកា-2021",
        "budget-2020",
    ]


def test_a_document_is_shown_whole(run: Run) -> None:
    shown = run("show", "ថវិកា-2021").out
    for line in KHMER.split("\n"):
        assert line in shown
    assert run("show", "ថវិកា-2021", "--json").json()["body_text"] == KHMER


def test_status_counts_and_lists_what_was_refused(run: Run) -> None:
    shown = run("status").out.splitlines()
    assert shown[0] == "Documents   2 (km 1, en 1)"
    assert shown[-2] == "1 not indexed:"
    assert shown[-1].startswith("  empty.txt: ")
    told = run("status", "--json").json()
    assert (told["documents"], told["rejected"], told["first"]) == (2, 1, "2020-03-12")


def test_a_sound_archive_passes_and_a_damaged_one_gives_exit_code_1(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    assert run("check") == Ended(0, "The archive is sound.\n", "")
    assert run("check", "--json").json() == {"sound": True, "problems": []}
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", archive, copy], check=True)
    (vectors,) = (copy / "vectors").glob("*.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-1])
    damaged = run("check", "--archive", str(copy))
    assert damaged.code == 1
    assert vectors.name in damaged.out
    assert run("check", "--json", "--archive", str(copy)).json()["sound"] is False


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("show", "none"), "kamnot: the archive holds no document 'none'"),
        (("ask", "..."), "kamnot: the question has no letters or digits"),
        (("ask", "a" * 2001), "kamnot: the question has 2,001 characters"),
        (("index", "/none"), "kamnot: /none can't be read as a folder"),
        (("status", "--archive", "/none"), "kamnot: there is no archive in /none"),
        (("status", "--archive", "/proc/1/none"), "kamnot: "),
        (("search", "a", "--document", "\x1b[31m\n", "--archive", "/no\x1b[31m\nne"), "kamnot: "),
    ],
)
def test_a_known_error_is_one_line_and_exit_code_2(run: Run, arguments: tuple[str, ...], line: str) -> None:
    failed = run(*arguments)
    assert (failed.code, failed.out) == (2, "")
    assert failed.err.startswith(line)
    assert failed.err.count("\n") == 1
    assert "\x1b" not in failed.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "a", "--limit", "101"),
        ("ask", "a", "--since", "then"),
        ("ask", "a", "--kind", "b"),
        ("go",),
    ],
)
def test_wrong_usage_is_told_on_stderr_with_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    failed = run(*arguments)
    assert (failed.code, failed.out) == (2, "")
    assert "Error: " in failed.err


def test_a_setting_that_cannot_be_used_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMNOT_THREADS", "many")
    assert run("status") == Ended(2, "", "kamnot: KAMNOT_THREADS has to be a whole number\n")
