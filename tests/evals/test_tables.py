"""Figures as Markdown."""

from __future__ import annotations

from corpus.document import Language, Span
from evals.measures import scores
from evals.statistics import Figure
from evals.tables import failures, quality_table, ranking_table, refusal_table, shown, table
from tests.evals.outcomes import citation, hit, outcome, target

OUTCOMES = [
    outcome("a", [target(Span(10, 20))], [hit(0, 50)], [citation(10, 20)]),
    outcome("b", [target(Span(10, 20))], [hit(60, 90)], [citation(60, 90, "one\ntwo")], kind="list"),
    outcome("c", language=Language.KHMER),
    outcome("d", cited=[citation(0, 9)]),
]


def test_a_figure_stands_before_its_interval() -> None:
    assert shown(Figure(0.5, (0.25, 0.755), 4)) == "0.50 (0.25–0.76)"
    assert shown(Figure(0.5, None, 1)) == "0.50"
    assert shown(None) == "–"


def test_a_cell_may_hold_a_bar() -> None:
    assert table([["a|b"], ["c"]]) == "| a\\|b |\n| --- |\n| c |"


def test_rows_are_directions_then_all_then_kinds() -> None:
    rows = [line.split(" | ")[:2] for line in quality_table(scores(OUTCOMES)).splitlines()[2:]]
    assert rows == [["| en→en", "2"], ["| all", "2"], ["| fact", "1"], ["| list", "1"]]


def test_each_arm_has_its_rows() -> None:
    rows = [line.split(" | ")[:3] for line in ranking_table({"x": scores(OUTCOMES)}).splitlines()[2:]]
    assert rows == [["| x", "en→en", "2"], ["| x", "all", "2"]]


def test_refusals_are_told_by_language() -> None:
    lines = refusal_table(scores(OUTCOMES)).splitlines()[2:]
    assert [line.split(" | ")[:2] for line in lines] == [["| en", "1"], ["| km", "1"], ["| all", "2"]]
    assert lines[1] == "| km | 1 | 1.00 | 1.00 | 1.00 | – |"


def test_failures_tell_what_was_expected_and_what_came() -> None:
    assert failures(OUTCOMES).splitlines() == [
        "- b [en→en, list] How much is b?",
        "  expected: 40",
        "  got (0.50): one / two",
        "- d [en→none, fact] How much is d?",
        "  expected: a refusal",
        "  got (0.50): forty euros",
    ]


def test_no_questions_have_tables_too() -> None:
    assert refusal_table([]).splitlines()[2:] == ["| all | 0 | – | – | – | – |"]
    assert failures([]) == ""
