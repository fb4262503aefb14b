"""What a passage does not say of itself: when its meeting was, what it was, under which heading it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.date_writing import written
from corpus.document import Language


def about(day: date | None, title: str, headings: Sequence[str], language: Language) -> str:
    """One line, the date first, in the passage's language; what isn't known is left out."""
    parts = [written(day, language) if day else "", title, *headings[-1:]]
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())
