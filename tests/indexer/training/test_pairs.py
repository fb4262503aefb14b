"""Reading pairs and questions."""

import json
from pathlib import Path
from random import Random

import pytest

from indexer.training.pairs import (
    Answered,
    Pair,
    is_held_out,
    is_useful_name,
    read_answered,
    read_pairs,
    read_series,
)


def written(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_repeats_and_rows_without_khmer_or_english_are_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "news.km-en.tsv", "ក\ta", "ក\ta", "abc\tb", "ខ\t", "", "ខ\tb")

    assert list(read_pairs([path])) == [Pair("ក", "a", "news"), Pair("ខ", "b", "news")]


def test_a_pair_that_a_test_has_on_either_side_is_no_lesson(tmp_path: Path) -> None:
    lessons = written(tmp_path, "everyday.tsv", "ញ៉ាំបាយ។\tEat!", "ខ\tHave you eaten", "គ\tc")
    tests = written(tmp_path, "tatoeba.tsv", "ញ៉ាំ បាយ\tEat rice.", "ឃ\tHave you eaten?")

    assert list(read_pairs([lessons], [tests])) == [Pair("គ", "c", "everyday")]


def test_names_of_skin_tones_are_no_lesson(tmp_path: Path) -> None:
    path = written(tmp_path, "cldr-names.km-en.tsv", "ក\tperson: dark skin tone", "ប្រេស៊ីល\tBrazil")

    assert list(read_pairs([path])) == [Pair("ប្រេស៊ីល", "Brazil", "cldr-names")]
    assert not is_useful_name("x")


def test_a_line_of_one_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"news\.tsv:2"):
        list(read_pairs([written(tmp_path, "news.tsv", "ក\ta", "ខ")]))


def test_neighbours_that_share_words_are_one_family(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "questions.tsv",
        "ក\tWho chaired the meeting?\tខ\tThe meeting was chaired by Laos.",
        "គ\tWhen was the meeting?\tឃ\tThe meeting was held in May, chaired by Laos.",
        "ង\tHow much money?\tច\tFunding comes from Australia.",
    )

    assert [row.family for row in read_answered([path])] == [1, 1, 2]


def test_a_question_on_a_group_of_meetings_comes_with_each_passage_that_answers(tmp_path: Path) -> None:
    meeting = {"title_km": "ប្រជុំ", "title_en": "Meeting", "heading_km": "១. បើក", "heading_en": "1. Opening"}
    group = {
        "meetings": [meeting | {"km": "ក", "en": "a"}, meeting | {"km": "ខ", "en": "b"}],
        "questions": [
            {"km": "អ្វី?", "en": "What?", "answers": [{"meeting": 1, "km": "ខ", "en": "b"}]},
            {"km": "ណា?", "en": "Where?", "answers": []},
        ],
    }
    path = written(tmp_path, "regional.jsonl", json.dumps(group, ensure_ascii=False))

    assert list(read_series([path])) == [
        Answered(
            Pair("អ្វី?", "What?", "series"),
            Pair("ប្រជុំ\n១. បើក\nខ", "Meeting\n1. Opening\nb", "series"),
            0,
        )
    ]


def test_a_meeting_may_come_under_a_made_up_name_of_its_file_too(tmp_path: Path) -> None:
    meeting = {
        "date": "2019-03-05",
        "title_km": "កំណត់ហេតុប្រជុំគណៈកម្មការលទ្ធកម្ម",
        "title_en": "Minutes of the Procurement Committee",
        "heading_km": "១. បើក",
        "heading_en": "1. Opening",
        "km": "ក",
        "en": "a",
    }
    asked = {"km": "អ្វី?", "en": "What?", "answers": [{"meeting": 0, "km": "ក", "en": "a"}]}
    path = written(tmp_path, "named.jsonl", json.dumps({"meetings": [meeting], "questions": [asked]}))

    drawn = {row.passage for each in range(60) for row in read_series([path], Random(each))}
    plain = "Minutes of the Procurement Committee\n1. Opening\na"

    assert all(pair.english.endswith("\n1. Opening\na") and pair.khmer.endswith("\nក") for pair in drawn)
    assert any(pair.english == plain for pair in drawn)
    assert any("2019" in pair.english for pair in drawn), "the name of a file"
    assert any("Procurement" not in pair.english.splitlines()[0] for pair in drawn), "a bare title"


def test_what_is_held_out_is_told_by_the_english_side_alone() -> None:
    pairs = [
        Pair(khmer, f"sentence {i}", source) for i in range(500) for khmer, source in (("ក", "a"), ("ខ", "b"))
    ]

    kept = [is_held_out(pair) for pair in pairs]

    assert kept[::2] == kept[1::2]
    assert 5 <= sum(kept[::2]) <= 45
