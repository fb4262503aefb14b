"""Runs of text at their places on a page, put together into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SAME_LINE = 0.5
"""Ems that baselines may differ within a line; LibreOffice raises Khmer vowel signs by 0.17."""

WORD_GAP = 0.2
"""Ems of white between two runs that stand for a space; side bearings in Khmer fonts reach 0.13."""

_STEP_BACK = 0.5
"""Ems before the last run's end where a run may begin, as marks do, and still follow it.

One that begins further back was drawn late, in another font, and belongs in between.
"""

SAME_START = 0.1
"""Ems by which two runs' starts may differ and their order be that in which they were drawn."""

_SIGN_BACK = 1.5
"""Ems; the widest Khmer base letter, ឈ with its subscript, is 1.3 wide."""

_DEPENDENT = re.compile("[\u17b4-\u17d3\u17dd\u200b-\u200d]")
"""Khmer vowel signs, coeng and other signs: no space stands before them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text drawn at once, in points from the left and upwards; `start` and `right` include its white.

    No text means that what is drawn there belongs to the text of a run before it.
    """

    text: str
    start: float
    right: float
    baseline: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, with the space that ends it, if any; bold if most of it is."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The lines that runs make up, in the runs' order; lines of spaces only are left out."""
    groups: list[list[Run]] = []
    for run in runs:
        if groups and abs(run.baseline - groups[-1][0].baseline) <= SAME_LINE * max(
            groups[-1][0].size, run.size
        ):
            _place(run, groups[-1])
        elif run.text:
            groups.append([run])
    return [line for line in map(_line, groups) if line is not None]


def _place(run: Run, group: list[Run]) -> None:
    """Puts a run where it belongs among those of its line."""
    if run.start >= group[-1].right - _STEP_BACK * run.size:
        group.append(run)
        return
    # Marks of the cluster before it may start a little to its right; what follows starts a glyph later.
    after = run.start + SAME_START * run.size
    group.insert(next((at for at, other in enumerate(group) if other.start > after), len(group)), run)


def is_apart(character: str, start: float, reach: float, size: float) -> bool:
    """Whether a character set at `start` stands apart from a run that reaches to `reach`.

    So it is after white as wide as a space, or further back than a Khmer vowel sign is ever set.
    """
    together = -_SIGN_BACK * size < start - reach < WORD_GAP * size
    return not together and not _DEPENDENT.match(character)


def _spaced(before: str, after: str) -> bool:
    return before.endswith(" ") or after.startswith(" ")


def _line(group: list[Run]) -> Line | None:
    shown = [run for run in group if run.text.strip()]
    if not shown:
        return None
    text = ""
    reach = group[0].start
    for run in group:
        if run.text and is_apart(run.text, max(run.start, reach), reach, run.size):
            text += " "
        text = text.rstrip(" ") + " " + run.text.lstrip(" ") if _spaced(text, run.text) else text + run.text
        reach = max(reach, run.right)
    length = sum(len(run.text) for run in shown)
    return Line(
        text=text.lstrip(" "),
        left=min(run.start for run in shown),
        right=max(run.right for run in shown),
        baseline=shown[0].baseline,
        size=max(shown, key=lambda run: len(run.text)).size,
        bold=sum(len(run.text) for run in shown if run.bold) * 2 > length,
    )
