"""Whether a hit's minutes are of the meeting that a question is about, as far as both say."""

from __future__ import annotations

from corpus import khmer
from corpus.ordinals import ordinals
from corpus.organisers import KNOWN_BODIES
from indexer.about import called
from search_api.hit import Hit
from search_api.understanding import Understood


def is_of_another(hit: Hit, understood: Understood) -> bool:
    """Whether it is minutes of a meeting of another number, of another body that has one name here, or, where
    facts or sections of minutes are asked for, of another time.

    Minutes may tell of other years, but the decisions of 2019 are not those of a meeting of 2020.
    """
    entry = hit.document
    asked = KNOWN_BODIES.intersection(understood.bodies)
    of_another_body = bool(asked) and entry.body not in asked
    of_minutes = bool(understood.facts or understood.kinds) and not understood.era
    timed = of_minutes and bool(understood.periods)
    dated_otherwise = timed and entry.date is not None and not understood.covers(entry.date)
    return numbered_otherwise(hit, understood) or of_another_body or dated_otherwise


def numbered_otherwise(hit: Hit, understood: Understood) -> bool:
    """Whether title or file's name number the meeting, and neither they nor the passage as is asked."""
    if not understood.numbers:
        return False
    entry = hit.document
    own = _numbers("\n".join(called(entry.title, None, entry.path)))
    return bool(own) and understood.numbers.isdisjoint(own | _numbers(hit.passage.text))


def _numbers(text: str) -> frozenset[int]:
    return frozenset(number for _, number in ordinals(khmer.normal_form(text)))
