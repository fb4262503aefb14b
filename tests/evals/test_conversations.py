"""Conversations of two turns, judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.document import Language
from evals.contract_speed import ASK, CONTRACTS, SEARCH, rows
from evals.conversations import SHIPPED, Conversation, outcomes, read_conversations
from evals.judgment import Judgment, Relevant, UnusableJudgment
from evals.setting import Setting
from evals.speed import Latency
from tests.search_api.conftest import ENGLISH, KHMER

ROW = {
    "id": "c1",
    "language": "en",
    "first": "What training budget was decided in 2020?",
    "question": "and in 2021?",
    "kind": "date",
    "answer": "60,000",
    "relevant": [{"path": "ថវិកា-2021.txt", "quote": "ដំឡើងដល់ ៦០.០០០ ដុល្លារ"}],
}


def written(folder: Path, row: dict[str, object]) -> Path:
    path = folder / "conversations.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_a_conversation_is_a_judged_question_with_one_before_it(tmp_path: Path) -> None:
    relevant = (Relevant("ថវិកា-2021.txt", "ដំឡើងដល់ ៦០.០០០ ដុល្លារ"),)
    second = Judgment("c1", Language.ENGLISH, "and in 2021?", "date", "60,000", relevant)
    expected = [Conversation("What training budget was decided in 2020?", second)]
    assert read_conversations(written(tmp_path, ROW)) == expected


def test_a_question_without_one_before_it_is_refused(tmp_path: Path) -> None:
    row = {name: value for name, value in ROW.items() if name != "first"}
    with pytest.raises(UnusableJudgment, match="first"):
        read_conversations(written(tmp_path, row))


def test_the_shipped_conversations_are_enough_in_both_languages() -> None:
    found = read_conversations(SHIPPED)
    assert len({each.second.id for each in found}) == len(found) >= 40
    languages = [each.second.language for each in found]
    assert languages.count(Language.KHMER) == languages.count(Language.ENGLISH)


def test_a_follow_up_is_answered_in_its_conversation_only(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes"
    minutes.mkdir()
    (minutes / "budget-2020.txt").write_text(ENGLISH, encoding="utf-8")
    (minutes / "ថវិកា-2021.txt").write_text(KHMER, encoding="utf-8")

    [alone], [after] = outcomes(minutes, read_conversations(written(tmp_path, ROW)), Setting())

    assert not alone.correct
    assert after.correct


def test_contracts_are_set_beside_the_route_that_does_their_work() -> None:
    times = {name: Latency(10.0, 20.0) for name in CONTRACTS} | {"Dify": Latency(11.0, 22.5)}

    table = {row[0]: row for row in rows(times)}

    assert table[SEARCH] == [SEARCH, "10.0", "20.0", "", ""]
    assert table["Dify"] == ["Dify", "11.0", "22.5", SEARCH, "+2.5"]
    assert table["responses"] == ["responses", "10.0", "20.0", ASK, "+0.0"]
