"""Results in files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from corpus.document import Span
from evals import record as records
from evals.measures import scores
from evals.record import Record, UnusableRecord, current_commit, read_record, write_record
from tests.evals.outcomes import citation, hit, outcome, target


def made_record() -> Record:
    outcomes = [
        outcome("right", [target(Span(10, 20))], [hit(0, 50)], [citation(10, 20)]),
        outcome("refused", confidence=0.25),
    ]
    return Record("development", "abc123", "encoder=kamnot", tuple(scores(outcomes)))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = write_record(made_record(), tmp_path / "results")
    assert path == tmp_path / "results" / "development-abc123.json"
    assert read_record(path) == made_record()
    assert write_record(read_record(path), tmp_path).read_bytes() == path.read_bytes()


def test_a_record_has_the_figures_and_a_question_a_line(tmp_path: Path) -> None:
    path = write_record(made_record(), tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[-4:-2]] == ["right", "refused"]
    figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
    assert figures["en→en"]["R@10"] == [1.0]
    assert figures["all"]["refusal F1"] == [1.0]


def test_a_record_without_questions_is_one(tmp_path: Path) -> None:
    empty = Record("none", "abc", "encoder=kamnot", ())
    assert read_record(write_record(empty, tmp_path)) == empty


@pytest.mark.parametrize("text", ["", "[]", '{"questions": "a"}'])
def test_what_is_no_record_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableRecord, match=r"a\.json is no recorded result"):
        read_record(path)


def test_a_commit_is_named_and_a_change_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evals").mkdir()
    monkeypatch.setattr(records, "__file__", str(tmp_path / "evals" / "record.py"))
    with pytest.raises(UnusableRecord, match="no git repository"):
        current_commit()
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "one"], check=True)
    name = current_commit()
    assert len(name) == 10
    (tmp_path / "evals" / "results").mkdir()
    (tmp_path / "evals" / "results" / "a.json").touch()
    assert current_commit() == name
    (tmp_path / "a.py").touch()
    assert current_commit() == f"{name}-modified"
