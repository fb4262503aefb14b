"""The mean of several models' weights: steadier than any one (Izmailov et al. 2018, "Averaging Weights…")."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn


def averaged(checkpoints: Sequence[Path]) -> dict[str, Tensor]:
    """The students' weights, tensor by tensor. Raises ValueError when there is no checkpoint."""
    if not checkpoints:
        raise ValueError("no checkpoint to average: train first, or name the folder that has them")
    states = [torch.load(path, map_location="cpu", weights_only=True)["student"] for path in checkpoints]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def average(model: nn.Module, others: Sequence[Mapping[str, Tensor]]) -> None:
    """Makes the weights the mean of the model's own and others', by their names in the model's state.

    Wortsman et al. 2022, "Model soups: averaging weights of multiple fine-tuned models improves accuracy
    without increasing inference time", section 2.
    """
    own = model.state_dict()
    model.load_state_dict(
        {name: torch.stack([own[name], *(other[name] for other in others)]).mean(0) for name in own}
    )
