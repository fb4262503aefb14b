"""The first hits of a search read by the reader, and put in the order of what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from corpus import khmer
from corpus.document import Language
from corpus.ordinals import in_digits
from indexer.about import Names, about
from search_api.asked_meeting import tells_of_another
from search_api.hit import Hit, Results
from search_api.question_terms import QuestionTerms
from search_api.reader import Reader, Reading, Told

READ = 20
"""How many hits are read, some 16 ms each; DECISIONS.md has what more or fewer give."""
STRENGTH_BONUS = 0.5
ANSWERS_BONUS = 0.5
"""What a passage's strongest tokens add to its score, and that it answers at all."""

_LEAST_DOUBT = 1e-4
"""However sure the reader is; also odds that are always left."""


def reread(
    reader: Reader,
    questions: Mapping[str, str],
    results: Results,
    terms: QuestionTerms,
    most: int = READ,
) -> tuple[tuple[Hit, ...], Mapping[str, Reading]]:
    """The hits, the first ones in a new order and with new scores, and their readings by passage id.

    questions: in normal form, by the id of a hit's minutes. terms: the question's. most: so many are read.
    What is read only gains, so scores still fall with rank. Where the question names a meeting by its number,
    or a quarter or half of a year, what is read of another one counts for nothing: the reader takes the place
    of the 24th for an answer to where the 23rd was.
    """
    first = results.hits[:most]
    texts = [hit.passage.text for hit in first]
    read = read_of(reader, questions, list(zip(first, texts, strict=True)), terms)
    read = [
        unanswering(each) if tells_of_another(hit, results.understood, text) else each
        for hit, text, each in zip(first, texts, read, strict=True)
    ]
    scored = [
        replace(hit, score=hit.score + STRENGTH_BONUS * each.strength() + ANSWERS_BONUS * each.answers)
        for hit, each in zip(first, read, strict=True)
    ]
    readings = {hit.passage.id: each for hit, each in zip(first, read, strict=True)}
    return (*sorted(scored, key=lambda hit: -hit.score), *results.hits[most:]), readings


def read_of(
    reader: Reader, questions: Mapping[str, str], told: Sequence[tuple[Hit, str]], terms: QuestionTerms
) -> list[Reading]:
    """What is made of texts of hits, each of the question with its names as the text spells them."""
    asked: dict[str, list[int]] = {}
    for at, (hit, text) in enumerate(told):
        spelt = terms.spelt_as_in(khmer.normal_form(text), questions[hit.document.id])
        asked.setdefault(in_digits(spelt), []).append(at)
    found: dict[int, Reading] = {}
    for spelt, places in asked.items():
        texts = [Told(_line(told[at][0], terms), told[at][1]) for at in places]
        found.update(zip(places, reader.read(spelt, texts), strict=True))
    return [found[at] for at in range(len(told))]


def _line(hit: Hit, terms: QuestionTerms) -> str:
    """The line on a hit's meeting for the reader, which a place misleads that nobody asked about."""
    place = hit.document.place or ""
    asked_about = terms.name_in(khmer.normal_form(place))
    return in_digits(_about(hit, hit.document.names, place if asked_about else ""))


def odds_anywhere(readings: Iterable[Reading]) -> float:
    """The log of the summed odds that passages answer at all: what one surely does or several may."""
    answers = np.array([reading.answers for reading in readings]).clip(0, 1 - _LEAST_DOUBT)
    return float(np.log((answers / (1 - answers)).sum() + _LEAST_DOUBT))


def unanswering(reading: Reading) -> Reading:
    """The reading, with nothing that answers."""
    return replace(reading, shares=np.zeros_like(reading.shares), answers=0.0)


def meeting_line(hit: Hit) -> str:
    """The line on a hit's meeting, in its passage's language; no file's name, which may say anything."""
    return _about(hit, hit.document.names._replace(file=""), hit.document.place or "")


def _about(hit: Hit, names: Names, place: str) -> str:
    passage = hit.passage
    language = passage.languages[0] if passage.languages else Language.ENGLISH
    return about(hit.document.date, names, passage.heading_path, language, place)
