"""What a passage does not say of itself: when and where its meeting was, what it was, and the heading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from corpus.date_writing import written
from corpus.document import Language
from corpus.khmer import normal_form


class Names(NamedTuple):
    """What some minutes are called; "" for what isn't known, or stands in the title anyway."""

    body: str
    title: str
    file: str


def called(title: str, body: str | None, path: str) -> Names:
    """The names of minutes: the body that met, the title, and the name of the file at a path.

    Many titles are but "Minutes of the 6th meeting", and the others say whose.
    """
    packed = _packed(title)
    met, file = body or "", " ".join(PurePosixPath(path).stem.replace("_", " ").split())
    return Names("" if _packed(met) in packed else met, title, "" if _packed(file) in packed else file)


def about(
    day: date | None, names: Names, headings: Sequence[str], language: Language, place: str = ""
) -> str:
    """One line, the date first, in the passage's language, with the place where the title lacks it.

    What isn't known is left out.
    """
    held = [written(day, language) if day else "", "" if place in names.title else place]
    title = f"{names.title} ({names.file})" if names.file else names.title
    parts = [", ".join(filter(None, held)), names.body, title, *headings[-1:]]
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())


def _packed(text: str) -> str:
    return "".join(normal_form(text).casefold().split())
