"""The figures, on outcomes small enough to work out by hand."""

from __future__ import annotations

import pytest

from corpus.document import Language, SectionKind, Span
from evals.judgment import Judgment, Relevant, Target
from evals.measures import Outcome, answer_measures, direction, holds, ranking_measures
from indexer.catalogue import Entry
from indexer.passage import Passage
from search_api.answer import Answer, Citation, NoAnswer, Refusal
from search_api.hit import Hit, Ranks, Results
from search_api.understanding import Understood

ENTRY = Entry("a", "a.txt", "A", None, None, (Language.ENGLISH,), 3, 0)
NOTHING = Results(Understood(), (), 0, 1)


def hit(start: int, end: int) -> Hit:
    passage = Passage(f"a#{start}-{end}", "a", Span(start, end), "", (), SectionKind.OTHER, None, ())
    return Hit(passage, ENTRY, 1.0, 1.0, Ranks(1, None), (), True)


def outcome(number: int, wanted: list[Span], hits: list[Hit], cited: Span | None) -> Outcome:
    relevant = tuple(Relevant("a.txt", "forty dollars") for _ in wanted)
    judgment = Judgment(f"q{number}", Language.ENGLISH, "How much?", "fact", "40", relevant)
    answer: Answer | NoAnswer = NoAnswer(Refusal.NOT_SAID, 0.1, NOTHING)
    if cited is not None:
        answer = Answer((Citation(ENTRY, cited, None, "forty euros"),), 0.9, NOTHING)
    return Outcome(judgment, tuple(Target("a", span) for span in wanted), "en→en", tuple(hits), answer)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 100, True), (15, 40, True), (0, 14, False), (16, 18, True), (20, 30, False)],
)
def test_a_run_holds_a_target_by_half_of_the_shorter_one(start: int, end: int, expected: bool) -> None:
    assert holds("a", start, end, Target("a", Span(10, 20))) is expected
    assert not holds("b", start, end, Target("a", Span(10, 20)))


def test_a_target_counts_at_the_first_passage_that_holds_it() -> None:
    second = outcome(1, [Span(10, 20)], [hit(50, 90), hit(0, 50), hit(0, 50)], None)
    assert ranking_measures([second]) == {
        "R@1": 0.0,
        "R@5": 1.0,
        "R@10": 1.0,
        "RR@10": 0.5,
        "nDCG@10": pytest.approx(0.6309, abs=1e-4),
    }


def test_unanswerable_questions_do_not_count_in_rankings() -> None:
    assert ranking_measures([outcome(1, [], [hit(0, 50)], None)]) == {}
    assert ranking_measures([]) == {}


def test_a_question_of_two_targets_is_half_recalled_by_one() -> None:
    half = outcome(1, [Span(10, 20), Span(200, 220)], [hit(0, 50)], None)
    assert ranking_measures([half])["R@10"] == 0.5


def test_answers_and_refusals_are_counted_apart() -> None:
    figures = answer_measures(
        [
            outcome(1, [Span(10, 20)], [], Span(10, 20)),
            outcome(2, [Span(10, 20)], [], Span(60, 80)),
            outcome(3, [Span(10, 20)], [], None),
            outcome(4, [], [], None),
            outcome(5, [], [], Span(0, 5)),
        ]
    )
    assert (figures.answerable, figures.unanswerable) == (3, 2)
    assert figures.correct == pytest.approx(1 / 3)
    assert (figures.refusal_precision, figures.refusal_recall, figures.refusal_f1) == (0.5, 0.5, 0.5)
    # "forty euros" against "forty dollars" shares one word of two each; a refusal shares none.
    assert figures.word_f1 == pytest.approx((0.5 + 0.5 + 0) / 3)


def test_no_outcomes_give_zeros() -> None:
    figures = answer_measures([])
    assert (figures.correct, figures.refusal_f1, figures.word_f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("languages", "expected"),
    [([], "en→none"), ([Language.KHMER], "en→km"), ([Language.KHMER, Language.ENGLISH] * 2, "en→en+km")],
)
def test_a_direction_names_both_sides(languages: list[Language], expected: str) -> None:
    assert direction(Judgment("q", Language.ENGLISH, "?", "fact", None, ()), languages) == expected
