"""What the student is made of, starts from, and is held to."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from indexer.training.averaging import averaged
from indexer.training.carrying_over import carry_over
from indexer.training.first_vectors import first_vectors
from indexer.training.lessons import padded
from indexer.training.losses import contrast, imitation, retrieval
from indexer.training.pairs import Pair
from indexer.training.student import Student, piece_parts
from indexer.training.trial import english_kept, hold_trial

EYE = torch.eye(3)


class Body(nn.Module):
    """A body that has one number and passes its inputs on."""

    def __init__(self) -> None:
        super().__init__()
        self.number = nn.Parameter(torch.zeros(1))


def test_words_share_the_parts_that_they_have_in_common() -> None:
    table, names = piece_parts(["ការងារ", "ការងារ្យ", "ខ"])
    first, second = ({names[part] for part in row if part} for row in table[:2])

    assert "pការងារ" in first - second
    assert {"gការង", "cកា"} <= first & second
    assert [names[part] for part in table[2] if part] == ["pខ"]


def test_a_regression_gives_each_word_the_vector_of_what_it_stands_with() -> None:
    latin = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]], np.float32)
    # part 1 always stands with token 0, part 2 with token 1; part 3 is never seen
    vectors = first_vectors([[1], [2], [1], [2]] * 5, [[0], [1], [0], [1]] * 5, latin, 4)

    assert vectors[1:3] == pytest.approx(np.array([[1, 0], [0, 1]]), abs=1e-4)
    assert vectors[3] == pytest.approx(latin.mean(0))


def test_imitation_is_how_far_the_cosines_are_from_one() -> None:
    assert float(imitation(EYE, EYE)) == 0
    assert float(imitation(EYE, -EYE)) == 2


def test_contrast_does_not_punish_a_target_that_is_the_same_text() -> None:
    targets = torch.stack([EYE[0], EYE[0]])

    assert float(contrast(targets, targets, EYE[1:])) == pytest.approx(2 * math.exp(-20), rel=2, abs=1e-6)
    assert float(contrast(EYE[:2], EYE[[1, 0]], EYE[2:])) > 10


def test_a_question_that_finds_another_passage_is_punished() -> None:
    nothing = torch.zeros(3, 3, dtype=torch.bool)

    assert float(retrieval(EYE, EYE, nothing)) < 1e-3
    assert float(retrieval(EYE, EYE[[1, 2, 0]], nothing)) > 10


def test_texts_are_padded_on_the_right() -> None:
    batch = padded([[5, 6], [7]], [3, 4])

    assert batch.ids.tolist() == [[5, 6], [7, 0]]
    assert batch.mask.tolist() == [[1, 1], [1, 0]]
    assert batch.rows.tolist() == [3, 4]


def test_checkpoints_are_averaged_number_by_number(tmp_path: Path) -> None:
    for name, number in (("a.pt", 1.0), ("b.pt", 3.0)):
        torch.save({"student": {"x": torch.tensor([number])}}, tmp_path / name)

    assert averaged([tmp_path / "a.pt", tmp_path / "b.pt"]) == {"x": torch.tensor([2.0])}
    with pytest.raises(ValueError, match="no checkpoint"):
        averaged([])


def test_a_run_carries_over_the_parts_that_it_shares(tmp_path: Path) -> None:
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "pieces.txt").write_text("ក\nខ", encoding="utf-8")
    earlier = {"vectors.weight": torch.tensor([[0.0], [1.0], [2.0]]), "body.number": torch.tensor([7.0])}
    torch.save({"student": earlier}, tmp_path / "checkpoints" / "epoch-001.pt")
    parts, names = piece_parts(["ខ", "គ"])
    student = Student(Body(), torch.zeros(2, 1), parts, len(names))
    before = student.vectors.weight[2].item()

    carried = carry_over(student, names, tmp_path)

    assert carried == 2  # ខ, and part 0, which is nothing
    assert student.vectors.weight[:, 0].tolist() == [0.0, 2.0, before]
    assert student.body.number.item() == 7


def test_a_trial_looks_for_each_text_among_all_kept_texts() -> None:
    pairs = [Pair("ក", "a", "news"), Pair("ខ", "b", "news"), Pair("គ", "c", "everyday")]
    vectors = {"ក": 0, "ខ": 2, "គ": 2, "a": 0, "b": 1, "c": 2}

    tried = hold_trial(lambda texts: np.eye(3, dtype=np.float32)[[vectors[t] for t in texts]], pairs, [], [])

    # ខ is taken for c; of c, ខ and គ are equally near and the first is taken; b finds nothing near
    assert tried.figures == {"everyday": 0.5, "news": 0.5}


def test_english_is_kept_when_its_likenesses_are() -> None:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(20, 4)).astype(np.float32)
    turned = vectors[:, [1, 0, 3, 2]]

    assert english_kept(turned, vectors) == pytest.approx(1)
    assert english_kept(chance.normal(size=(20, 4)).astype(np.float32), vectors) < 0.5
