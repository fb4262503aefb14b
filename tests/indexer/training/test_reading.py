"""Exercises for the reader, and a model small enough to learn one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from indexer.training.pairs import Answered, Pair
from indexer.training.reading.exercises import (
    Example,
    answered_examples,
    hard_negatives,
    read_exercises,
)

EXERCISE = {
    "km": "ថវិកាមាន ៤០ ដុល្លារ។ បណ្ណាល័យបើកថ្ងៃសៅរ៍។",
    "en": "The budget is 40 dollars. The library opens on Saturday.",
    "questions": [
        {
            "km": "ថវិកាប៉ុន្មាន?",
            "en": "How much?",
            "answer_km": "ថវិកាមាន ៤០ ដុល្លារ។",
            "answer_en": "The budget is 40 dollars.",
        },
        {"km": "នៅឯណា?", "en": "Where?", "answer_km": None, "answer_en": None},
    ],
}


def written(folder: Path, *exercises: object) -> Path:
    path = folder / "exercises.jsonl"
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in exercises), encoding="utf-8")
    return path


def test_an_exercise_is_asked_in_four_pairings_with_its_answer_in_place(tmp_path: Path) -> None:
    found = list(read_exercises([written(tmp_path, EXERCISE)]))
    assert len(found) == 8
    assert Example("ថវិកាប៉ុន្មាន?", EXERCISE["en"], (0, 25), True, 1) in found
    assert Example("Where?", EXERCISE["km"], None, False, 1) in found


def test_an_answer_that_does_not_stand_in_its_passage_is_named_with_its_line(tmp_path: Path) -> None:
    wrong = {**EXERCISE, "questions": [{"km": "?", "en": "?", "answer_km": "ទេ", "answer_en": "No"}]}
    with pytest.raises(ValueError, match=":2: "):
        list(read_exercises([written(tmp_path, EXERCISE, wrong)]))


def test_the_shipped_exercises_hold_their_answers() -> None:
    folder = Path("indexer/training/exercises")
    found = list(read_exercises(sorted((Path(__file__).parents[3] / folder).glob("*.jsonl"))))
    assert len(found) > 4000
    assert 0.5 < np.mean([example.answers for example in found]) < 0.7


def row(name: str) -> Answered:
    return Answered(
        Pair(f"សំណួរ{name}", f"question {name}", "t"), Pair(f"ចម្លើយ{name}", f"answer {name}", "t"), 0
    )


def test_the_likeliest_other_passage_is_the_hard_negative() -> None:
    rows = [row("a"), row("b"), row("b")]
    questions = np.array([[1, 0], [0.6, 0.8], [0.6, 0.8]], np.float32)
    passages = np.array([[1, 0], [0.8, 0.6], [0.8, 0.6]], np.float32)
    assert hard_negatives(rows, questions, passages, 1).ravel().tolist() == [1, 0, 0]


def test_a_question_row_gives_two_pairings_of_its_own_passage_and_of_the_other() -> None:
    found = list(answered_examples([row("a"), row("b")], np.array([[1], [0]]), seed=1))
    assert [example.answers for example in found] == [True, True, False, False] * 2
    assert all(example.answer is None for example in found)
    assert {found[0].passage, found[1].passage} == {"ចម្លើយa", "answer a"}
