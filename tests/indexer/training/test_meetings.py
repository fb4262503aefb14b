"""Exercises in which the meeting counts."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from indexer.training.reading.exercises import Example
from indexer.training.reading.meetings import placed, read_titles, series

TRAINING = Path(__file__).parents[3] / "indexer" / "training"
TITLES = [("កំណត់ហេតុប្រជុំឃុំ", "Minutes of the commune")]


def meeting(year: int, chair: str) -> dict[str, str]:
    return {
        "title_km": "កំណត់ហេតុ",
        "title_en": "Minutes",
        "date": f"{year}-03-05",
        "heading_km": "១. បើក",
        "heading_en": "1. Opening",
        "km": f"លោក{chair} ជាប្រធាន។",
        "en": f"Mr {chair} chaired.",
    }


GROUP = {
    "meetings": [meeting(2019, "Sok"), meeting(2020, "Chan")],
    "questions": [
        {
            "km": "អ្នកណាជាប្រធាននៅឆ្នាំ២០១៩?",
            "en": "Who chaired in 2019?",
            "answers": [{"meeting": 0, "km": "លោកSok ជាប្រធាន។", "en": "Mr Sok chaired."}],
        },
        {"km": "នៅឯណា?", "en": "Where?", "answers": []},
    ],
}


def written(folder: Path, *groups: object) -> Path:
    path = folder / "series.jsonl"
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in groups), encoding="utf-8")
    return path


def test_only_the_meeting_that_is_asked_for_answers(tmp_path: Path) -> None:
    found = list(series([written(tmp_path, GROUP)], first_family=7))
    assert len(found) == 16
    assert {example.about for example in found if example.answers} == {
        "5 March 2019 · Minutes · 1. Opening",
        "ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០១៩ · កំណត់ហេតុ · ១. បើក",
    }
    assert all(example.passage[slice(*example.answer)] for example in found if example.answer)
    assert {example.family for example in found} == {8}


def test_a_question_can_be_asked_in_one_of_its_languages_only(tmp_path: Path) -> None:
    path = written(tmp_path, *[GROUP] * 20)
    found = list(series([path], first_family=0, asked_once=random.Random(3)))
    assert len(found) == 20 * 8
    asked = {(example.family, example.question) for example in found}
    assert len(asked) == 40
    assert {question for _, question in asked} == {
        "អ្នកណាជាប្រធាននៅឆ្នាំ២០១៩?",
        "Who chaired in 2019?",
        "នៅឯណា?",
        "Where?",
    }


def test_minutes_are_told_by_their_files_names_in_either_language(tmp_path: Path) -> None:
    path = written(tmp_path, *[GROUP] * 60)
    lines = {example.about for example in series([path], first_family=0, named=random.Random(4))}
    english = [line for line in lines if line.startswith("5 March 2019")]
    assert "5 March 2019 · Minutes · 1. Opening" in english
    assert any("(" in line and "កំណត់ហេតុ" in line for line in english)
    assert all(line.endswith(" · 1. Opening") for line in english)


def test_an_answer_that_does_not_stand_in_its_passage_is_named_with_its_line(tmp_path: Path) -> None:
    wrong = json.loads(json.dumps(GROUP))
    wrong["questions"][0]["answers"][0]["en"] = "Ms Sok chaired."
    with pytest.raises(ValueError, match=":2: 'Ms Sok"):
        list(series([written(tmp_path, GROUP, wrong)], first_family=0))


def test_the_shipped_series_hold_their_answers() -> None:
    found = list(series(sorted((TRAINING / "series").glob("*.jsonl")), first_family=0))
    assert len(found) > 8000
    assert 0.1 < np.mean([example.answers for example in found]) < 0.5  # six passages a group in most


def test_a_question_with_another_year_is_not_answered() -> None:
    told = [Example("Who chaired?", "Mr Sok chaired.", (0, 15), True, family) for family in range(400)]
    found = list(placed(told, TITLES, seed=1))
    assert len(found) == len(told)
    for example in found:
        day, _, title = example.about.partition(" · ")
        if example.about:
            assert title == "Minutes of the commune"
        if example.question != "Who chaired?":
            assert example.answers == (day.split()[-1] in example.question)
            assert example.answers == (example.answer is not None)
    asked = [example for example in found if example.question != "Who chaired?"]
    assert 60 < len(asked) < 200
    assert 0.3 < np.mean([example.answers for example in asked]) < 0.7


def test_what_tells_its_year_itself_is_left_as_it_is() -> None:
    told = [Example("តើនរណា?", "លោកសុខ ឆ្នាំ២០១៩។", (0, 6), True, family) for family in range(50)]
    assert {example.question for example in placed(told, TITLES, seed=1)} == {"តើនរណា?"}


def test_the_titles_stand_in_both_languages() -> None:
    titles = read_titles(TRAINING / "exercises" / "titles.tsv")
    assert len(titles) >= 20
    assert all("\u1780" <= khmer[0] <= "\u17ff" and english.isascii() for khmer, english in titles)
