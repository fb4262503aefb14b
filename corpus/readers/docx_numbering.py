"""The numbers and bullets that Word shows before list items but doesn't store with their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corpus.readers.composing import BULLET, PLAIN_BULLETS
from corpus.readers.word_xml import value_of, with_styles, word

LEVELS = 9
"""Word's lists nest no deeper (ECMA-376, 17.9.6)."""

_PLACE = re.compile(r"%([1-9])")
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x"}
_ROMAN |= {9: "ix", 5: "v", 4: "iv", 1: "i"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    style: str | None


class Numbering:
    """The running numbers of a document's lists; `numbering` is the root of its numbering part, if any."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._define(numbering)

    def next(self, paragraph: Element, styles: Mapping[str, Element]) -> tuple[str, int]:
        """A paragraph's number or bullet and its depth, counting it; depth 0 means it is no list item."""
        number, level, style = _numbered(paragraph, styles)
        if number in (None, "0"):
            return "", 0
        template = self._lists.get(number or "", "")
        levels = self._levels.get(template, {})
        if level is None:
            level = next((at for at, each in levels.items() if style and each.style == style), 0)
        level = min(max(level, 0), LEVELS - 1)
        if level not in levels:
            return "", level + 1
        counts = self._counts.setdefault(template, [None] * LEVELS)
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level] = self._restarts.pop((number or "", level), counts[level])
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return _shown(level, levels, counts), level + 1

    def _define(self, numbering: Element) -> None:
        for template in numbering.findall(word("abstractNum")):
            self._levels[template.get(word("abstractNumId"), "")] = {
                int(level.get(word("ilvl"), "0")): _Level(
                    start=int(value_of(level, "start") or 1),
                    form=value_of(level, "numFmt") or "decimal",
                    text=value_of(level, "lvlText") or "",
                    style=value_of(level, "pStyle"),
                )
                for level in template.findall(word("lvl"))
            }
        for instance in numbering.findall(word("num")):
            number = instance.get(word("numId"), "")
            self._lists[number] = value_of(instance, "abstractNumId") or ""
            for override in instance.findall(word("lvlOverride")):
                start = value_of(override, "startOverride")
                if start is not None:
                    self._restarts[number, int(override.get(word("ilvl"), "0"))] = int(start)


def _numbered(paragraph: Element, styles: Mapping[str, Element]) -> tuple[str | None, int | None, str | None]:
    """The list's number, the level and the style that say so: the paragraph's own, or its style's."""
    for element in with_styles(paragraph, styles):
        properties = element.find(f"{word('pPr')}/{word('numPr')}")
        if properties is not None and (number := value_of(properties, "numId")) is not None:
            level = value_of(properties, "ilvl")
            style = None if element is paragraph else element.get(word("styleId"))
            return number, int(level) if level else (0 if style is None else None), style
    return None, None, None


def _shown(level: int, levels: Mapping[int, _Level], counts: list[int | None]) -> str:
    """A level's pattern filled in: "%1.%2" is "2.3" for the third item under the second."""
    if levels[level].form == "bullet":
        return levels[level].text if levels[level].text in PLAIN_BULLETS else BULLET

    def filled(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        if at not in levels:
            return ""
        count = counts[at]
        return _written(levels[at].start if count is None else count, levels[at].form)

    return _PLACE.sub(filled, levels[level].text).strip()


def _written(count: int, form: str) -> str:
    """A count in Word's number format; formats other than letters and Roman numbers come as digits."""
    match form:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if count > 0:
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)  # Word writes aa after z
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman" if 0 < count < 4000:
            letters = ""
            for value, sign in _ROMAN.items():
                letters += sign * (count // value)
                count %= value
            return letters.upper() if form == "upperRoman" else letters
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)
