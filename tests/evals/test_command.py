"""`kamnot eval` on a small archive, and how little `kamnot` loads without it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals import command, own_archive
from evals.command import MissingPackages, require_packages
from tests.search_api.conftest import opened

HEAD = "question\tdocument\tquote\n"


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An archive of two minutes under the fake encoder, which whatever is asked for opens."""
    with opened(tmp_path) as service:
        monkeypatch.setattr(own_archive, "open_service", lambda settings, remark: service)
        yield


def ran(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["kamnot", "eval", *arguments])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def test_an_archive_is_measured_on_its_owners_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table, page = tmp_path / "questions.tsv", tmp_path / "report.html"
    table.write_text(
        HEAD
        + "When does the library open?\tbudget-2020.txt\tThe library opens on Saturdays\n"
        + "បណ្ណាល័យបើកនៅថ្ងៃណា?\tថវិកា-2021\tបណ្ណាល័យបើកនៅថ្ងៃសៅរ៍\n"
        + "Who won the football match?\t\t\n",
        encoding="utf-8",
    )
    assert ran(monkeypatch, str(table), "--report", str(page)) == 0
    written = capsys.readouterr()
    assert written.err == ""
    for arm in ("dense", "lexical", "fused", "fused and read"):
        assert f"| {arm} | en→en | 1 | " in written.out
        assert f"| {arm} | km→km | 1 | " in written.out
    assert "| all | 1 |" in written.out  # one question is unanswerable
    assert "questions.tsv" in page.read_text(encoding="utf-8")


def test_a_broken_row_is_named_and_nothing_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "questions.tsv"
    table.write_text(HEAD + "When?\tbudget-2020\ton Sundays\nWhere?\t\t\n", encoding="utf-8")
    assert ran(monkeypatch, str(table)) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert "questions.tsv, line 2: budget-2020 doesn't hold the quote 'on Sundays'" in written.err
    assert "1 of 2 rows can't be used" in written.err


def test_a_table_without_questions_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "questions.tsv"
    table.write_text(HEAD, encoding="utf-8")
    assert ran(monkeypatch, str(table)) == 2
    assert "holds no question" in capsys.readouterr().err


def test_what_is_not_installed_is_named_with_the_remedy() -> None:
    require_packages(("json",))
    with pytest.raises(MissingPackages, match=r"\(no_such_package\); .* pip install 'kamnot\[evals\]'"):
        require_packages(("json", "no_such_package"))


def test_kamnot_loads_nothing_heavy_for_its_help() -> None:
    script = (
        "import sys, evals.command\n"
        "heavy = {'numpy', 'scipy', 'matplotlib', 'ir_measures', 'jinja2', 'apsw', 'pydantic', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
