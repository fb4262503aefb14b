"""Where the meeting was that a question is about, as in "the Siem Reap meeting"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus import khmer
from search_api.glossary import Glossary
from search_api.question_terms import QuestionTerms
from search_api.territories import COUNTRY

_NAME = "(?-i:[A-Z])[\\w'’.-]*(?: (?-i:[A-Z])[\\w'’.-]*)*"
_MEETING = "(?:meeting|session|conference|workshop|seminar|round)s?"
_AT = "(?:នៅ|ឯ) ?(?!ឆ្នាំ|ខែ|ថ្ងៃ|ពេល|ក្នុង|លើ|ក្រៅ)(?:ទីក្រុង|រាជធានី|ក្រុង|ខេត្ត|ប្រទេស)? ?([\u1780-\u17d3\u17dd]{2,30})"
"""The name is where the run of letters begins, which goes on without a space."""
_OF_MEETING = re.compile(
    f"\\b({_NAME}) {_MEETING}\\b|\\b{_MEETING}(?: \\w+){{0,2}} (?:in|at) ({_NAME})"
    f"|(?:ប្រជុំ|សិក្ខាសាលា|សន្និសីទ)[^?។]{{0,30}}?{_AT}",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(f"\\b(?:in|at) ({_NAME})|{_AT}", re.IGNORECASE)
"""What happened somewhere was likely spoken of at a meeting there, but a country's name says too little."""


MOST = 20
"""Where a city has so many rooms and halls, most meetings are held there, and its name tells little."""


def may_name_a_place(question: str) -> bool:
    """Whether a question in normal form says where something was; `named_places` finds none otherwise."""
    return any(_names(question))


def named_places(question: str, places: Iterable[str], glossary: Glossary) -> tuple[str, ...]:
    """Those of the places of an archive's meetings that a question in normal form names, in either script.

    None where they are more than MOST.
    """
    named = [(name, QuestionTerms.of(f"in {name}", glossary)) for name in dict.fromkeys(_names(question))]
    found = tuple(
        place
        for place in (places if named else ())
        if any(_is_in(khmer.normal_form(place), name, terms) for name, terms in named)
    )
    return found if len(found) <= MOST else ()


def _is_in(place: str, name: str, terms: QuestionTerms) -> bool:
    """Whether a place has a name as it is written, or, where Khmer is in play, what may be the same name."""
    if khmer.has_khmer(name) or khmer.has_khmer(place):
        return terms.name_in(place)
    return re.search(f"(?<!\\w){re.escape(name)}(?!\\w)", place, re.IGNORECASE) is not None


def _names(question: str) -> Iterator[str]:
    for match in _OF_MEETING.finditer(question):
        yield next(filter(None, match.groups()))
    for match in _SOMEWHERE.finditer(question):
        name = next(filter(None, match.groups()))
        if not COUNTRY.match(name):
            yield name
