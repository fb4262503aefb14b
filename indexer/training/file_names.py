"""Names of files as offices give them, made up from the titles of minutes.

Real minutes are often called no more than "Minutes of the 6th meeting", and the name of their file says whose
they are, in either language. The groups of `series` have full titles; the reader is to learn to look for the
body in both, and to take nothing from a name that says nothing.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

from corpus.date_writing import ENGLISH_MONTH_NAMES, KHMER_MONTH_NAMES, khmer_digits
from corpus.document import Language

_FILED = 0.7
"""How often minutes are told with a file's name,"""
_EMPTY = 0.15
"""how often that name says nothing,"""
_BARE = 0.4
"""and how often, where it does, the title leaves all to it."""
_BARE_TITLES = {
    Language.KHMER: (
        "កំណត់ហេតុ",
        "កំណត់ហេតុប្រជុំ",
        "កំណត់ហេតុកិច្ចប្រជុំ",
        "របាយការណ៍កិច្ចប្រជុំ",
        "កំណត់ហេតុសង្ខេប",
    ),
    Language.ENGLISH: (
        "Minutes",
        "Minutes of the meeting",
        "Record of discussion",
        "Summary record",
        "Meeting report",
    ),
}
_EMPTY_NAMES = (
    "scan {}",
    "IMG {}",
    "Document{}",
    "minutes final",
    "កំណត់ហេតុ",
    "New folder {}",
    "draft v{}",
    "Untitled",
)
_ENDINGS = ("", "", "", " final", " (final)", " v2", " signed", " clean", " (ខ្មែរ)", " EN", " បានកែ")


def filed(
    titles: Mapping[Language, str], language: Language, day: date, chance: random.Random
) -> tuple[str, str]:
    """The title in a language as the minutes may show it, and the name of their file; "" where none is told.

    titles: the full title in each language.
    """
    title = titles[language]
    if chance.random() > _FILED:
        return title, ""
    if chance.random() < _EMPTY:
        return title, chance.choice(_EMPTY_NAMES).format(chance.randrange(1, 999)) + ".pdf"
    name = titles[chance.choice(tuple(Language))]
    cut = chance.random() < 0.4
    if cut:
        words = name.split(" ")
        name = " ".join(words[-max(2, len(words) * 2 // 3) :])
    if chance.random() < 0.7:
        parts = [name, _dated(day, chance)]
        chance.shuffle(parts)
        name = " ".join(parts)
    name += chance.choice(_ENDINGS)
    if chance.random() < 0.4:
        name = name.replace(" ", chance.choice("_-"))
    bare = not cut and chance.random() < _BARE  # what was cut off may be the body
    shown = chance.choice(_BARE_TITLES[language]) if bare else title
    return shown, f"{name.replace('/', ' ')}.docx"


def _dated(day: date, chance: random.Random) -> str:
    month = day.month - 1
    told = chance.choice(
        (
            day.isoformat(),
            f"{day:%Y%m%d}",
            f"{day:%d.%m.%Y}",
            f"{day:%d-%m-%y}",
            f"{day.day} {ENGLISH_MONTH_NAMES[month][:3]} {day.year}",
            f"{ENGLISH_MONTH_NAMES[month]} {day.year}",
            f"{day.day}{KHMER_MONTH_NAMES[month]}{day.year}",
            f"{KHMER_MONTH_NAMES[month]} {day.year}",
            f"{day.year}",
        )
    )
    return khmer_digits(told) if chance.random() < 0.25 else told
