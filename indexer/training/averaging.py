"""The mean of checkpoints: steadier than any one (Izmailov et al. 2018, "Averaging Weights…")."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def averaged(checkpoints: Sequence[Path]) -> dict[str, Tensor]:
    """The students' weights, tensor by tensor. Raises ValueError when there is no checkpoint."""
    if not checkpoints:
        raise ValueError("no checkpoint to average: train first, or name the folder that has them")
    states = [torch.load(path, map_location="cpu", weights_only=True)["student"] for path in checkpoints]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
