"""A checked question."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from corpus import khmer
from corpus.document import Language
from indexer.filters import Filters
from search_api.errors import InvalidQuery

MAXIMUM_CHARACTERS = 2_000
"""Longer than any question in the evaluation sets by a factor of ten; a bound on work per request."""
MAXIMUM_LIMIT = 100


class Cue(StrEnum):
    """What a question's own words may say beside what they ask."""

    DATES = "dates"
    BODIES = "bodies"
    PLACES = "places"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, where to look, and how many hits are wanted.

    `interpret` says whether dates, bodies, places and "latest" in the question's own words may act; those in
    `ignored` don't in any case.
    Raises InvalidQuery for a question without letters or digits, one that is too long, or a limit or
    offset out of bounds.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    offset: int = 0
    interpret: bool = True
    ignored: frozenset[Cue] = frozenset()

    def __post_init__(self) -> None:
        if len(self.text) > MAXIMUM_CHARACTERS:
            raise InvalidQuery(
                f"the question has {len(self.text):,} characters; at most {MAXIMUM_CHARACTERS:,} are taken"
            )
        if not any(unicodedata.category(character)[0] in "LN" for character in self.normal_form):
            raise InvalidQuery("the question has no letters or digits; ask in words, in Khmer or English")
        if not 1 <= self.limit <= MAXIMUM_LIMIT:
            raise InvalidQuery(f"the limit is {self.limit}; from 1 to {MAXIMUM_LIMIT} hits can be asked for")
        if not 0 <= self.offset <= MAXIMUM_LIMIT * 10:
            raise InvalidQuery(f"the offset is {self.offset}; it can be 0 to {MAXIMUM_LIMIT * 10}")

    @property
    def normal_form(self) -> str:
        """The question in the form in which it is compared with passages."""
        return " ".join(khmer.normal_form(self.text).split())

    @property
    def language(self) -> Language:
        """The language that most of the question's letters are of."""
        return Language.KHMER if khmer.khmer_share(self.text) > 0.5 else Language.ENGLISH
