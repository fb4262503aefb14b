"""Passages of other bodies as what doesn't answer."""

from __future__ import annotations

from collections import Counter

from indexer.training.reading.exercises import Example
from indexer.training.reading.strangers import strangers
from tests.fakes import FakeEncoder

BODIES = [
    Example(f"question {body}?", f"passage {body} of a meeting", (0, 7), True, body, f"meeting {body}")
    for body in range(40)
]


def test_each_question_meets_so_many_passages_of_other_bodies_that_do_not_answer() -> None:
    found = list(strangers(BODIES, FakeEncoder(), 2, seed=1))
    assert Counter(each.question for each in found) == {each.question: 2 for each in BODIES}
    own = {each.question: each.passage for each in BODIES}
    assert all(each.passage != own[each.question] for each in found)
    assert not any(each.answers or each.answer for each in found)


def test_a_stranger_comes_with_its_own_meeting_and_is_told_apart_from_the_others_of_its_question() -> None:
    found = list(strangers(BODIES, FakeEncoder(), 2, seed=1))
    abouts = {each.passage: each.about for each in BODIES}
    assert all(each.about == abouts[each.passage] for each in found)
    assert len({(each.family, each.question, each.place) for each in found}) == len(found)


def test_a_passage_that_stands_in_several_examples_is_one_stranger() -> None:
    found = list(strangers([*BODIES, *BODIES], FakeEncoder(), 30 - 8, seed=1))
    assert all(count == 1 for count in Counter((each.question, each.passage) for each in found).values())
