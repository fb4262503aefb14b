"""A question's passages go through the reader together, and are set against one another."""

from __future__ import annotations

import pytest
import torch

from indexer.training.reading.exercises import Example
from indexer.training.reading.fitting import BATCH, _batches, _choices, _lists


def example(question: int, place: int, language: str) -> Example:
    return Example(f"question {question}?", f"passage {place} {language}", None, False, 1, place=place)


EXAMPLES = [
    example(question, place, language)
    for question in range(30)
    for place in range(6)
    for language in ("km", "en")
]


def test_a_list_has_each_passage_of_a_question_once_in_a_language_that_chance_picks() -> None:
    lists = _lists(EXAMPLES, seed=1)
    assert len(lists) == 30
    for each in lists:
        assert len({other.question for other in each}) == 1
        assert sorted(other.place for other in each) == list(range(6))
    languages = {other.passage.split()[-1] for each in lists for other in each}
    assert languages == {"km", "en"}
    assert _lists(EXAMPLES, seed=1) == lists != _lists(EXAMPLES, seed=2)


def test_a_batch_never_parts_a_list_nor_grows_past_its_size() -> None:
    lists = _lists(EXAMPLES, seed=1)
    batches = list(_batches(lists, seed=1))
    assert sorted(map(repr, (each for batch in batches for each in batch))) == sorted(map(repr, lists))
    assert all(sum(map(len, batch)) <= BATCH for batch in batches)


def test_the_choice_costs_nothing_where_the_answering_passages_take_it_all() -> None:
    answers = torch.tensor([1.0, 0, 1, 0, 0, 1, 1])
    sure = torch.tensor([9.0, -9, 9, 0, 0, 0, 0])
    (loss,) = _choices(sure, answers, [3, 2, 2])  # none of the second's answers, all of the third's
    assert float(loss) == pytest.approx(0, abs=1e-3)
    (even,) = _choices(torch.zeros(7), answers, [3, 2, 2])
    assert float(even) == pytest.approx(float(torch.log(torch.tensor(1.5))))
