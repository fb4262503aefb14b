"""Measuring whether translations find each other."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evals.bitext import Bitext, measure_bitext, read_bitext, without_copied
from indexer.encoder import Rows


class NumberEncoder:
    """A fake: a text is a number of degrees, its vector points there."""

    name = "degrees"
    dimensions = 2

    def passages(self, texts: Sequence[str]) -> Rows:
        angles = np.radians(np.array([float(text) for text in texts], np.float32))
        return np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32).reshape(len(texts), 2)

    def questions(self, texts: Sequence[str]) -> Rows:
        return self.passages(texts)


def test_the_two_directions_are_measured_apart() -> None:
    pairs = [("0", "10"), ("40", "15"), ("90", "90")]

    found = measure_bitext("three", pairs, NumberEncoder())

    # 0→10, 40→15 and 90→90 are right; 10→0 and 90→90 are, but 15 is nearer to 0 than to 40
    assert found == Bitext("three", 3, to_english=1.0, to_khmer=pytest.approx(2 / 3))


def test_of_no_pairs_both_figures_are_0() -> None:
    assert measure_bitext("none", [], NumberEncoder()) == Bitext("none", 0, 0.0, 0.0)


def test_words_and_numbers_on_both_sides_are_removed_from_both() -> None:
    assert without_copied("ប្រធាន SOMTC លើកទី២៧ ប្រើ Zoom", "The 27 of SOMTC chair") == (
        "ប្រធាន លើកទី ប្រើ Zoom",
        "The of chair",
    )


def test_a_pair_that_shares_nothing_is_left_as_it_is() -> None:
    assert without_copied("សួស្តី ១២", "Hello 13") == ("សួស្តី ១២", "Hello 13")


def test_a_line_without_a_tab_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("ក\ta\nខ b\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"pairs\.tsv:2"):
        read_bitext(path)


def test_the_first_two_columns_are_the_pair(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("ក\ta\tmore\nខ\tb\n", encoding="utf-8")

    assert read_bitext(path) == [("ក", "a"), ("ខ", "b")]
