"""What counts as found, cited and right."""

from __future__ import annotations

import pytest

from corpus.document import Language, Span
from evals.outcome import direction, holds
from tests.evals.outcomes import OTHER, citation, outcome, target


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 100, True), (15, 40, True), (0, 14, False), (16, 18, True), (20, 30, False)],
)
def test_a_run_holds_a_target_by_half_of_the_shorter_one(start: int, end: int, expected: bool) -> None:
    assert holds("a", start, end, target(Span(10, 20))) is expected
    assert not holds("b", start, end, target(Span(10, 20)))


def test_a_target_is_held_by_either_of_its_versions() -> None:
    both = target(Span(10, 20), Span(50, 60))
    assert holds("a", 10, 20, both)
    assert holds("b", 50, 60, both)
    assert not holds("b", 10, 20, both)


def test_the_top_answer_is_what_the_main_citations_document_says() -> None:
    main, beside, same = citation(0, 5), citation(10, 20, entry=OTHER), citation(10, 20)
    wanted = [target(Span(10, 20))]
    assert outcome("q", wanted, cited=[main, beside, same]).top == (main, same)
    assert outcome("q", wanted, cited=[main, beside, same]).correct
    assert not outcome("q", [target(Span(0, 1), Span(10, 20))], cited=[citation(5, 9), beside]).correct
    assert outcome("q", wanted).top == ()


@pytest.mark.parametrize(
    ("answerable", "cited", "expected"),
    [(True, 10, False), (True, 60, True), (True, None, True), (False, None, False), (False, 10, True)],
)
def test_a_question_fails_by_a_wrong_answer_or_a_wrong_refusal(
    answerable: bool, cited: int | None, expected: bool
) -> None:
    citations = [] if cited is None else [citation(cited, cited + 10)]
    assert outcome("q", [target(Span(10, 20))] if answerable else [], cited=citations).failed is expected


@pytest.mark.parametrize(
    ("languages", "expected"),
    [([], "en→none"), ([Language.KHMER], "en→km"), ([Language.KHMER, Language.ENGLISH] * 2, "en→en+km")],
)
def test_a_direction_names_both_sides(languages: list[Language], expected: str) -> None:
    assert direction(Language.ENGLISH, languages) == expected
