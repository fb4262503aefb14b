"""Whether a hit's minutes are of the meeting that a question is about, as far as both say."""

from __future__ import annotations

from functools import lru_cache

from corpus import khmer
from corpus.document import SectionKind
from corpus.ordinals import of_meetings, ordinals
from corpus.year_parts import YearPart, year_parts
from indexer.catalogue import Entry
from indexer.filters import body_key
from search_api.extracts import Extract
from search_api.hit import Hit
from search_api.understanding import KNOWN_KEYS, Understood


def is_of_another(hit: Hit, understood: Understood, text: str) -> bool:
    """Whether it is minutes of a meeting of another number or part of a year, of another of the bodies that
    have one name here or, where facts about one of these are asked for, of any other, or, where facts or
    sections of minutes are asked for, of another time.

    text: what they say, which may name the meeting that is asked for. Minutes may tell of other bodies and
    years, but the decisions of 2019 are not those of a meeting of 2020, nor a committee's chair the SOMTC's.
    """
    entry = hit.document
    of_itself = _of_itself(understood)
    stating = of_itself and bool(understood.facts)
    timed = of_itself and _of_sections(understood) and bool(understood.periods)
    dated_otherwise = timed and entry.date is not None and not understood.covers(entry.date)
    asked, body = KNOWN_KEYS.keys() & understood.bodies, body_key(entry.body or "")
    of_another_body = bool(asked) and body not in asked and (body in KNOWN_KEYS or (stating and body != ""))
    return tells_of_another(hit, understood, text) or of_another_body or dated_otherwise


def _of_itself(understood: Understood) -> bool:
    """Whether a question may be about what the minutes of its meeting say of that, not of another time."""
    return not (understood.era or SectionKind.NEXT_MEETING in understood.kinds)


def _of_sections(understood: Understood) -> bool:
    """Whether it is after facts about a meeting, or sections of minutes."""
    return bool(understood.facts or understood.kinds)


def tells_of_another(hit: Hit, understood: Understood, text: str) -> bool:
    """Whether a text of its minutes can't be about the meeting or the part of a year that is asked for.

    They are of an earlier meeting than the latest, which is asked for, or of another body with a meeting of
    that number, or of that time where facts or sections of minutes are asked for. Or the title, or else the
    file's name, numbers the meeting, and neither that number nor one in the text is asked for; or they and
    the text name quarters or halves of a year, and none of those asked for.
    """
    asked, parts = understood.numbers, understood.year_parts
    of_meeting = asked or understood.latest_meeting or (_of_itself(understood) and _of_sections(understood))
    if of_meeting and hit.document.id in understood.beside:
        return True
    return _is_numbered_otherwise(hit, asked, text) or _is_of_another_part(hit, parts, text)


def extract_tells_of_another(extract: Extract, understood: Understood) -> bool:
    """The same of an extract, to which its passage adds what it says where the extract stands in it."""
    passage = extract.hit.passage
    within = any(span.overlaps(passage.span) for span in extract.spans)
    return tells_of_another(extract.hit, understood, passage.text if within else extract.text)


def numbers_of(document: Entry) -> frozenset[int]:
    """The numbers that the title, or else the file's name, gives a meeting among its kind."""
    names = document.names
    return _numbers_named(names.title, names.file)


@lru_cache(maxsize=8192)
def _numbers_named(title: str, file: str) -> frozenset[int]:
    return _numbers(title) or of_meetings(khmer.normal_form(file))


def _is_numbered_otherwise(hit: Hit, asked: frozenset[int], text: str) -> bool:
    own = numbers_of(hit.document) if asked else frozenset()
    return bool(own) and asked.isdisjoint(own | _numbers(text))


def _is_of_another_part(hit: Hit, asked: frozenset[YearPart], text: str) -> bool:
    if not asked:
        return False
    told = "\n".join((*hit.document.names, *hit.passage.heading_path, text))
    parts = year_parts(khmer.normal_form(told))
    alike = {part for part in parts if part.of in {each.of for each in asked}}
    return bool(alike) and asked.isdisjoint(alike)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(number for _, number in ordinals(khmer.normal_form(text)))
