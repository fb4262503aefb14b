"""The mean of several models' weights."""

from __future__ import annotations

import torch
from torch import nn

from indexer.training.averaging import average


def weighing(weight: float) -> nn.Linear:
    model = nn.Linear(2, 1)
    nn.init.constant_(model.weight, weight)
    nn.init.constant_(model.bias, -weight)
    return model


def test_the_weights_become_the_mean_of_all() -> None:
    model = weighing(1.0)
    average(model, [weighing(2.0).state_dict(), weighing(6.0).state_dict()])
    assert model.weight.tolist() == [[3.0, 3.0]]
    assert model.bias.tolist() == [-3.0]


def test_others_stay_as_they_were() -> None:
    other = weighing(2.0)
    average(weighing(1.0), [other.state_dict()])
    assert torch.equal(other.weight, torch.full((1, 2), 2.0))
