"""Begins a run with what another has learned, when more pairs have come and with them more pieces."""

from collections.abc import Sequence
from pathlib import Path

import torch

from indexer.training.student import Student, piece_parts


def carry_over(student: Student, names: Sequence[str], work: Path) -> int:
    """Give the student another run's last body and parts' vectors; how many parts that run had.

    names: the student's parts. Parts that the other run did not have keep their vectors. Raises
    FileNotFoundError when the work folder has no checkpoint.
    """
    checkpoints = sorted((work / "checkpoints").glob("epoch-*.pt"))
    if not checkpoints:
        raise FileNotFoundError(f"no checkpoint in {work}: --continue-from wants the work folder of a run")
    state = torch.load(checkpoints[-1], map_location="cpu", weights_only=True)["student"]
    _, learned_names = piece_parts((work / "pieces.txt").read_text(encoding="utf-8").split())
    learned = {name: row for row, name in enumerate(learned_names)}
    rows = [(row, learned[name]) for row, name in enumerate(names) if name in learned]
    ours, theirs = (torch.tensor(side) for side in zip(*rows, strict=True))
    with torch.no_grad():
        student.vectors.weight[ours] = state["vectors.weight"][theirs]
    body = {name.removeprefix("body."): t for name, t in state.items() if name.startswith("body.")}
    student.body.load_state_dict(body)
    return len(rows)
