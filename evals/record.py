"""Results kept in files, so that a later run can be set against them."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.errors import KamnotError
from evals.score import ANSWERING, CONFIDENCE_AREA, RANKING, REFUSING, Score, Share, by_direction, by_kind
from evals.statistics import figure

RESULTS = Path(__file__).parent / "results"
_DIGITS = 4


class UnusableRecord(KamnotError):
    """A recorded result can't be read, written or compared; the message says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """What came of a set of questions at one commit with one setting.

    `commit` ends in "-modified" where the tree held more than the commit.
    """

    questions: str
    commit: str
    setting: str
    scores: tuple[Score, ...]


def write_record(record: Record, folder: Path = RESULTS) -> Path:
    """Writes figures and scores, a question a line, and returns the file: named by set and commit."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{record.questions}-{record.commit}.json"
    rounded = tuple(_rounded(each) for each in record.scores)
    rows = [json.dumps(each, ensure_ascii=False) for each in _ROWS.dump_python(rounded, mode="json")]
    head = {
        "questions": record.questions,
        "commit": record.commit,
        "setting": record.setting,
        "figures": _figures(record),
    }
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    path.write_text(f'{text},\n "scores": [\n' + ",\n".join(rows) + "\n ]\n}\n", encoding="utf-8")
    return path


def read_record(path: Path) -> Record:
    """What `write_record` wrote. Raises UnusableRecord."""
    try:
        return _RECORD.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UnusableRecord(f"{path} is no recorded result: {place} {first['msg']}") from None


def current_commit() -> str:
    """The short name of the commit that this code is of. Raises UnusableRecord outside of a repository."""
    here = Path(__file__).parent
    try:
        name = _git(here, "rev-parse", "--short=10", "HEAD")
        changed = _git(here, "status", "--porcelain", "--", "..", ":!results")
    except (OSError, subprocess.CalledProcessError):
        raise UnusableRecord(f"{here} is in no git repository, so there is no commit to record") from None
    return f"{name}-modified" if changed else name


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _rounded(score: Score) -> Score:
    shares = {name: Share(round(each.part, _DIGITS), each.whole) for name, each in score.shares.items()}
    sure = None if score.confidence is None else round(score.confidence, _DIGITS)
    return replace(score, shares=shares, confidence=sure, seconds=round(score.seconds, _DIGITS))


def _figures(record: Record) -> dict[str, dict[str, list[float]]]:
    """Value and interval of each measure by direction and kind, for whoever opens the file."""
    groups = [*by_direction(record.scores)[:-1], *by_kind(record.scores), ("all", list(record.scores))]
    names = (*RANKING, *ANSWERING, *REFUSING, CONFIDENCE_AREA)
    found: dict[str, dict[str, list[float]]] = {}
    for label, group in groups:
        figures = {name: figure(group, name) for name in names if label == "all" or name not in REFUSING}
        found[label] = {
            name: [round(number, _DIGITS) for number in (each.value, *(each.interval or ()))]
            for name, each in figures.items()
            if each is not None
        }
    return found


_RECORD = TypeAdapter(Record)
_ROWS = TypeAdapter(tuple[Score, ...])
