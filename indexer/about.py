"""What a passage does not say of itself: when and where its meeting was, what it was, and the heading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.date_writing import written
from corpus.document import Language


def about(day: date | None, title: str, headings: Sequence[str], language: Language, place: str = "") -> str:
    """One line, the date first, in the passage's language, with the place where the title lacks it.

    What isn't known is left out.
    """
    held = [written(day, language) if day else "", "" if place in title else place]
    parts = [", ".join(filter(None, held)), title, *headings[-1:]]
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())
