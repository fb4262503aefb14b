"""Which languages a text is written in."""

from __future__ import annotations

import re

from corpus.document import Language
from corpus.khmer import has_khmer, khmer_share

FAIR_SHARE = 0.15
"""The part of the letters from which a language counts; Latin names are 5–14% of Khmer minutes' letters."""

_LATIN = re.compile("[A-Za-z]")


def languages(text: str) -> tuple[Language, ...]:
    """The languages of a fair part of a text, the larger first; empty for a text without letters."""
    share = khmer_share(text)
    if not has_khmer(text):
        return (Language.ENGLISH,) if _LATIN.search(text) else ()
    if share < FAIR_SHARE:
        return (Language.ENGLISH,)
    if share > 1 - FAIR_SHARE:
        return (Language.KHMER,)
    both = (Language.KHMER, Language.ENGLISH)
    return both if share >= 0.5 else both[::-1]
