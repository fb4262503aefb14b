"""Numbers before lines: their style, their value, and the runs that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

_KHMER_LETTERS = "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ"
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Numbering(Enum):
    """How a line is numbered."""

    ROMAN = "roman"
    DIGITS = "digits"
    DOTTED = "dotted"
    LETTERS = "letters"

    @staticmethod
    def of(number: str) -> Numbering:
        """The style of a number as `lines.number_of` gives it."""
        return _read(number)[0]

    @staticmethod
    def begins(number: str) -> bool:
        """Whether a number is the first of a run."""
        return _read(number)[1][-1] == 1

    @staticmethod
    def follows(number: str, following: str) -> bool:
        """Whether a number is the next of its run."""
        style, value = _read(number)
        next_style, next_value = _read(following)
        return style is next_style and _next(value, next_value)


def numberings(numbers: Sequence[str | None], alike: Sequence[bool]) -> list[list[int]]:
    """The runs of numbers that follow one another, as positions; other lines may stand between.

    Where a number could continue two runs, as after a list inside a numbered section, it continues the
    one whose members are like it by `alike`.
    """
    runs: list[tuple[Numbering, list[int], list[tuple[int, ...]]]] = []
    for position, number in enumerate(numbers):
        if number is None:
            continue
        style, value = _read(number)
        open_runs = [run for run in reversed(runs[-12:]) if run[0] is style and _next(run[2][-1], value)]
        if value[-1] != 1 and open_runs:
            run = next((run for run in open_runs if alike[run[1][0]] == alike[position]), open_runs[0])
            run[1].append(position)
            run[2].append(value)
        else:
            runs.append((style, [position], [value]))
    return [positions for _, positions, _ in runs]


def _next(value: tuple[int, ...], following: tuple[int, ...]) -> bool:
    return following[:-1] == value[:-1] and following[-1] == value[-1] + 1


def _read(number: str) -> tuple[Numbering, tuple[int, ...]]:
    plain = re.sub("[()\\[\\]/៖\\s–-]|\\.$", "", number)
    if re.fullmatch("\\d+(?:\\.\\d+)+", plain):
        return Numbering.DOTTED, tuple(map(int, plain.split(".")))
    if plain.isdecimal():
        return Numbering.DIGITS, (int(plain),)
    if re.fullmatch("[IVX]+", plain):
        values = [_ROMAN[letter] for letter in plain]
        total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
        return Numbering.ROMAN, (total,)
    if plain in _KHMER_LETTERS and plain:
        return Numbering.LETTERS, (_KHMER_LETTERS.index(plain) + 1,)
    return Numbering.LETTERS, (ord(plain[0].lower()) - ord("a") + 1 if plain else 0,)
