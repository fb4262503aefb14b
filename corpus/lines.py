"""Lines of minutes: list items, lines that introduce a list, numbers before a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Span

INTRODUCING = "៖:÷"
"""Marks that end a line after which a list or an enumeration follows."""

_BULLET = "[+·•●○▪■□◦‣⁃➢➤✓∙*–—-]"
_NUMBER = (
    "\\(?(?:[0-9០-៩]{1,3}|[a-zA-Z]|[ក-អ]|[ivxIVX]{1,5})[.)៖/]|\\(?[0-9០-៩]{1,3}\\s?[-–]|[ក-អ]\\s?[-–](?=\\s)"
)
_DOTTED_NUMBER = "[0-9០-៩]{1,2}(?:\\.[0-9០-៩]{1,2})+\\.?"
_LIST_ITEM = re.compile(
    f'[\\s\u200b]*(?:{_BULLET}(?=\\s)|[·•●▪➢➤]|(?:{_DOTTED_NUMBER}|{_NUMBER})(?=[\\s\u200bក-អ“"(A-Z]))'
)
_NUMBERED = re.compile(f'[\\s\u200b]*(?:{_DOTTED_NUMBER}|{_NUMBER})(?=[\\s\u200bក-អ“"(A-Z])')
_INTRODUCTION = re.compile(f"[{INTRODUCING}][\\s\u200b*_]*$")
_LINE = re.compile("[^\\n]*\\n|[^\\n]+")


def lines(text: str, within: Span) -> Iterator[Span]:
    """The lines of a part of a text, their line ends included; they partition that part."""
    for match in _LINE.finditer(text, within.start, within.end):
        yield Span(*match.span())


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter, as an item of a list does."""
    return _LIST_ITEM.match(line) is not None


def after_marker(line: str) -> int:
    """Where the words of a list item begin, behind its bullet or number; 0 for another line."""
    match = _LIST_ITEM.match(line)
    return match.end() if match else 0


def number_of(line: str) -> str | None:
    """The number or letter that a line begins with, e.g. `៣.` or `2.1`; None without one."""
    match = _NUMBERED.match(line)
    return match[0].strip(" \t\u200b\ufeff") if match else None


def introduces(line: str) -> bool:
    """Whether a line ends as one does that introduces what follows: in ៖, : or ÷."""
    return _INTRODUCTION.search(line) is not None
