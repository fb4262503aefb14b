"""The share of a question in each measure, worked out by hand."""

from __future__ import annotations

import pytest

from corpus.document import Span
from evals.measures import scores
from evals.score import Score, Share
from tests.evals.outcomes import OTHER, citation, hit, outcome, target

FIRST, SECOND = target(Span(10, 20)), target(Span(200, 220))


def ranking(score: Score) -> dict[str, float]:
    return {name: share.part for name, share in score.shares.items() if "@" in name}


def test_a_target_counts_at_the_first_passage_that_holds_it() -> None:
    [score] = scores([outcome("q", [FIRST], [hit(50, 90), hit(0, 50), hit(0, 50)])])
    assert ranking(score) == {
        "R@1": 0.0,
        "R@5": 1.0,
        "R@10": 1.0,
        "RR@10": 0.5,
        "nDCG@10": pytest.approx(0.6309, abs=1e-4),  # 1 / log2(3)
    }


def test_a_passage_that_holds_every_target_recalls_them_all() -> None:
    [score] = scores([outcome("q", [FIRST, target(Span(30, 40))], [hit(0, 50)])])
    assert ranking(score) == dict.fromkeys(["R@1", "R@5", "R@10", "RR@10", "nDCG@10"], 1.0)


def test_a_target_is_found_by_its_other_version_once() -> None:
    both = target(Span(10, 20), Span(50, 60))
    [score] = scores([outcome("q", [both, SECOND], [hit(50, 60, OTHER), hit(10, 20)])])
    assert score.direction == "en→en+km"
    assert ranking(score)["R@1"] == ranking(score)["R@10"] == 0.5


def test_what_is_not_found_counts_as_nothing() -> None:
    empty, wrong = scores([outcome("q", [FIRST]), outcome("r", [FIRST], [hit(60, 70)])])
    assert ranking(empty) == ranking(wrong) == dict.fromkeys(["R@1", "R@5", "R@10", "RR@10", "nDCG@10"], 0.0)


def test_unanswerable_questions_do_not_count_in_rankings_and_no_outcomes_have_no_scores() -> None:
    [score] = scores([outcome("q", [], [hit(0, 50)])])
    assert ranking(score) == {}
    assert scores([]) == []


def test_an_answer_is_right_by_its_citation_and_alike_by_its_words() -> None:
    cited = [citation(10, 20), citation(0, 5, entry=OTHER, quote="euros")]
    [score] = scores([outcome("q", [FIRST], cited=cited)])
    assert score.shares["correct"] == Share(1.0, 1.0)
    assert score.shares["exact"] == Share(0.0, 1.0)
    # "forty euros euros" against "forty dollars" shares one word of three and two.
    assert score.shares["word F1"] == Share(pytest.approx(2 / 5), 1.0)
    assert score.shares["citations"] == Share(1.0, 2.0)


def test_of_what_answers_the_share_that_is_cited_counts() -> None:
    cited = [citation(200, 220), citation(60, 70), citation(10, 20)]
    half, refused = scores(
        [
            outcome("q", [FIRST, SECOND, target(Span(80, 90)), target(Span(95, 99))], cited=cited),
            outcome("r", [FIRST], cited=[]),
        ]
    )
    assert half.shares["cited"] == Share(0.5, 1.0)
    assert refused.shares["cited"] == Share(0.0, 1.0)


@pytest.mark.parametrize("quote", ["Forty dollars.", "dollars forty", "សែសិប ដុល្លារ"])
def test_an_answer_is_exact_in_the_words_of_any_version(quote: str) -> None:
    both = target(Span(10, 20), Span(50, 60))
    [score] = scores([outcome("q", [both], cited=[citation(10, 20, quote)])])
    assert score.shares["exact"] == score.shares["word F1"] == Share(1.0, 1.0)


def test_a_list_is_exact_when_it_says_all_and_one_judged_quote_is_enough() -> None:
    cited = [citation(10, 20, "forty dollars"), citation(200, 220, "forty dollars")]
    whole, part = scores(
        [outcome("q", [FIRST, SECOND], cited=cited), outcome("r", [FIRST, SECOND], cited=cited[:1])]
    )
    assert whole.shares["exact"] == whole.shares["word F1"] == Share(1.0, 1.0)
    assert part.shares["exact"] == Share(1.0, 1.0)
    assert part.shares["word F1"] == Share(pytest.approx(2 / 3), 1.0)


@pytest.mark.parametrize(
    ("answerable", "refused", "precision", "recall", "f1"),
    [
        (True, True, Share(0, 1), Share(0, 0), Share(0, 1)),
        (True, False, Share(0, 0), Share(0, 0), Share(0, 0)),
        (False, True, Share(1, 1), Share(1, 1), Share(2, 2)),
        (False, False, Share(0, 0), Share(0, 1), Share(0, 1)),
    ],
)
def test_refusals_count_by_question(
    answerable: bool, refused: bool, precision: Share, recall: Share, f1: Share
) -> None:
    [score] = scores([outcome("q", [FIRST] if answerable else [], cited=[] if refused else [citation(0, 9)])])
    found = [score.shares[f"refusal {name}"] for name in ("precision", "recall", "F1")]
    assert found == [precision, recall, f1]
    assert ("correct" in score.shares) is answerable
    assert ("citations" in score.shares) is (answerable and not refused)
