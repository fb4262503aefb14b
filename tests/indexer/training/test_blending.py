"""The reader's weights between what they were and what they became."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from indexer.training.reading.model import blend


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.25, 1.5), (1.0, 3.0)])
def test_weights_are_moved_back_by_the_share_that_is_not_kept(share: float, expected: float) -> None:
    model = nn.Linear(2, 1)
    nn.init.constant_(model.weight, 1.0)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    nn.init.constant_(model.weight, 3.0)
    blend(model, before, share)
    assert model.weight.tolist() == [[expected, expected]]
    assert torch.equal(model.bias, before["bias"])
