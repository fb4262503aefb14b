"""int8 weights and activations whose steps are chosen beforehand, from what the layers really see.

MiniLM has channels tens of times larger than others, so a step for a whole tensor loses the small ones
(cosine with float32 .989 at worst), and a step chosen anew for each batch makes a vector depend on its
batch. Each input channel is therefore divided by a number of its own, which its weights are multiplied by
(Xiao et al. 2023, "SmoothQuant", section 4), and the step is fixed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

Floats = NDArray[np.float32]
SHARES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 1.0)
"""How much of a channel's size is moved to its weights: tried one by one for each layer."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """One linear layer in whole numbers.

    whole: int8 (in, out), the weights. scales: float32 (out,). divisors: float32 (in,), of the input. step,
    zero: input ≈ (uint8 - zero) * step * divisors.
    """

    whole: NDArray[np.int8]
    scales: Floats
    divisors: Floats
    step: np.float32
    zero: np.uint8


def rounded(table: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """int8 with one scale for each slice across `axis`; table ≈ whole * scale."""
    scale = np.maximum(np.abs(table).max(axis, keepdims=True), 1e-12) / 127
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)


def choose_rounding(inputs: Floats, weight: Floats) -> Rounding:
    """The rounding that changes the layer's outputs least. inputs: (n, in), as seen; weight: (out, in)."""
    wanted = inputs @ weight.T
    tried = [_round(inputs, weight, share) for share in SHARES]
    errors = [float(((_apply(rounding, inputs) - wanted) ** 2).mean()) for rounding in tried]
    return tried[int(np.argmin(errors))]


@torch.no_grad()
def layer_inputs(body: nn.Module, run: Callable[[], None], rows: int = 1500) -> Mapping[str, Floats]:
    """What each linear layer of the body is given, by its name: (rows and a few, in).

    run: puts example texts through the body one by one, since padding would be counted as seen.
    """
    seen: dict[str, list[Floats]] = {}
    hooks = [
        module.register_forward_pre_hook(
            lambda _, given, name=name: seen.setdefault(name, []).append(
                given[0].float().flatten(0, -2).numpy()
            )
        )
        for name, module in body.named_modules()
        if isinstance(module, nn.Linear)
    ]
    run()
    for hook in hooks:
        hook.remove()
    joined = {name: np.concatenate(parts) for name, parts in seen.items()}
    return {name: _sample(inputs, rows) for name, inputs in joined.items()}


def _sample(inputs: Floats, rows: int) -> Floats:
    """Evenly spaced rows, and those that hold a channel's largest and smallest value, which set its range."""
    even = np.linspace(0, len(inputs) - 1, min(rows, len(inputs))).astype(int)
    return np.asarray(inputs[np.unique(np.concatenate([even, inputs.argmax(0), inputs.argmin(0)]))])


def _round(inputs: Floats, weight: Floats, share: float) -> Rounding:
    largest = np.maximum(np.abs(inputs).max(0), 1e-3)
    heaviest = np.maximum(np.abs(weight).max(0), 1e-3)
    divisors = (largest**share / heaviest ** (1 - share)).astype(np.float32)
    whole, scales = rounded(np.ascontiguousarray((weight * divisors).T), 0)
    shown = inputs / divisors
    low, high = min(0.0, float(shown.min())), max(0.0, float(shown.max()))
    step = (high - low) / 255
    return Rounding(whole, scales[0], divisors, np.float32(step), np.uint8(round(-low / step)))


def _apply(rounding: Rounding, inputs: Floats) -> Floats:
    levels = np.clip(np.rint(inputs / rounding.divisors / rounding.step) + float(rounding.zero), 0, 255)
    shown = (levels - float(rounding.zero)) * rounding.step
    return np.asarray(shown @ (rounding.whole * rounding.scales), np.float32)
