"""Linear layers in whole numbers."""

import numpy as np
import pytest

from indexer.training.rounding import choose_rounding, rounded


def test_a_row_is_rounded_to_127_steps_of_its_own() -> None:
    whole, scale = rounded(np.array([[1.0, -2.0], [0.0, 0.5]], np.float32), 1)

    assert whole.tolist() == [[64, -127], [0, 127]]
    assert scale[:, 0] == pytest.approx([2 / 127, 0.5 / 127])


def test_a_row_of_zeros_stays_zeros() -> None:
    whole, scale = rounded(np.zeros((1, 3), np.float32), 1)

    assert (whole * scale).tolist() == [[0, 0, 0]]


def test_one_large_channel_does_not_drown_the_small_ones() -> None:
    chance = np.random.default_rng(1)
    inputs = chance.normal(size=(400, 16)).astype(np.float32)
    inputs[:, 3] *= 50
    weight = chance.normal(size=(8, 16)).astype(np.float32)
    weight[:, 3] /= 50

    chosen = choose_rounding(inputs, weight)

    levels = np.clip(np.rint(inputs / chosen.divisors / chosen.step) + int(chosen.zero), 0, 255)
    outputs = (levels - int(chosen.zero)) * chosen.step @ (chosen.whole * chosen.scales)
    wanted = inputs @ weight.T
    step = np.abs(inputs).max() * 2 / 255
    plain = np.rint(inputs / step) * step @ weight.T
    assert np.abs(outputs - wanted).mean() < 0.5 * np.abs(plain - wanted).mean()
    assert np.abs(outputs - wanted).mean() < 0.02 * np.abs(wanted).mean()
