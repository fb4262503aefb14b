"""Two runs by pairs of one question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Span
from evals.comparison import Comparison, compare, paired
from evals.measures import scores
from evals.record import Record, UnusableRecord, write_record
from evals.score import Score
from evals.setting import UnusableSetting
from evals.tables import difference_table
from tests.evals.outcomes import citation, outcome, target

WANTED = target(Span(10, 20))


def made_scores() -> list[Score]:
    return scores([outcome("a", [WANTED]), outcome("b", [WANTED], cited=[citation(10, 20)]), outcome("c")])


def test_questions_are_paired_by_id_and_what_has_no_partner_is_named() -> None:
    a, b, c = made_scores()
    moved = replace(c, direction="en→km")
    assert paired([a, b, c], [b, moved, a]) == Comparison((a, b), (a, b), ("c",))


def test_runs_without_a_common_question_are_not_compared() -> None:
    with pytest.raises(UnusableRecord, match="no question in common"):
        paired(made_scores(), [])


def test_recorded_results_are_compared_without_running_anything(tmp_path: Path) -> None:
    first, second = (
        write_record(Record(name, "abc", "encoder=kamnot", tuple(made_scores())), tmp_path) for name in "xy"
    )
    found = compare(tmp_path, [], str(first), str(second))
    assert found.first == found.second == tuple(made_scores())


def test_both_sides_are_understood_before_one_is_run(tmp_path: Path) -> None:
    with pytest.raises(UnusableSetting, match="fusion=best"):
        compare(tmp_path / "nowhere", [], "encoder=kamnot", "fusion=best")


def test_the_table_tells_both_the_difference_and_p() -> None:
    first = made_scores()
    second = scores([outcome(name, [WANTED], cited=[citation(10, 20)]) for name in "ab"]) + first[2:]
    rows = difference_table(first, second, ("before", "after"), by_group=True).splitlines()
    assert rows[0] == "| questions | measure | before | after | difference | p |"
    assert "| all | correct | 0.500 | 1.000 | +0.500 | 1.0000 |" in rows  # one question proves nothing
    assert "| all | refusal recall | 1.000 | 1.000 | +0.000 | 1.0000 |" in rows
    assert "| all | confidence area | 0.500 | 0.500 | +0.000 | – |" in rows
    assert any(row.startswith("| en→en | correct |") for row in rows)
    assert any(row.startswith("| fact | correct |") for row in rows)
