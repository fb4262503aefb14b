"""Two runs over the same questions, each recorded before or made now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.judgment import Judgment
from evals.record import UnusableRecord, read_record
from evals.score import Score
from evals.setting import Setting, read_setting, scores_with


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scores of two runs, pairs of one question, and the questions that only one of them has."""

    first: tuple[Score, ...]
    second: tuple[Score, ...]
    unpaired: tuple[str, ...]


def compare(minutes: Path, judgments: Sequence[Judgment], first: str, second: str) -> Comparison:
    """Runs both settings, or reads them where they are files. Raises UnusableSetting, UnusableRecord."""
    sides = [_side(each) for each in (first, second)]  # both are understood before one is run
    return paired(*(_scores(side, minutes, judgments) for side in sides))


def paired(first: Sequence[Score], second: Sequence[Score]) -> Comparison:
    """The questions that both runs have and judge alike. Raises UnusableRecord if there are none."""
    others = {each.id: each for each in second}
    both = [each for each in first if each.id in others and others[each.id].direction == each.direction]
    if not both:
        raise UnusableRecord("the two runs have no question in common; compare runs of one set")
    kept = {each.id for each in both}
    unpaired = sorted({each.id for each in (*first, *second)} - kept)
    return Comparison(tuple(both), tuple(others[each.id] for each in both), tuple(unpaired))


def _side(text: str) -> Setting | Path:
    path = Path(text)
    return path if path.suffix == ".json" else read_setting(text)


def _scores(side: Setting | Path, minutes: Path, judgments: Sequence[Judgment]) -> Sequence[Score]:
    return read_record(side).scores if isinstance(side, Path) else scores_with(minutes, judgments, side)
