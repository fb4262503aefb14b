"""What speaks for an extract as the answer to a question, in figures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus import dates, khmer
from search_api.asked_meeting import is_of_another
from search_api.cues import Wanted
from search_api.extracts import Extract, asked_facts
from search_api.hit import Hit
from search_api.question_terms import QuestionTerms, Sort
from search_api.reader import STRONGEST, Reading
from search_api.understanding import Understood

_NUMBER = re.compile(
    "\\d+(?:[.,]\\d+)*|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|half)\\b"
)
_REASON = re.compile(
    "\\bbecause\\b|\\bdue to\\b|\\bowing to\\b|\\bsince\\b|\\bas a result\\b|ដោយសារ|ដោយហេតុ|ព្រោះ|មូលហេតុ|ដើម្បី"
)
_PLACE = re.compile(
    "\\b(?:city|hotel|province|room|hall|centre|center|building|venue|held (?:in|at)|hosted? by|via|online"
    "|video)\\b"
    "|ទីក្រុង|ប្រទេស|ខេត្ត|សណ្ឋាគារ|រាជធានី|ទីស្តីការ|សាលប្រជុំ|វីដេអូ|មជ្ឈមណ្ឌល|អគារ"
)
_WHO = re.compile(
    "\\b(?:chair\\w*|mr|ms|mrs|dr|h\\.?e|minister|director|secretary|general|delegat\\w+|ministry|department"
    "|committee|country)\\b"
    "|ប្រធាន|ឯកឧត្តម|លោក|ភាគី|ក្រសួង|រដ្ឋមន្ត្រី|អគ្គ|នាយក|ប្រទេស|គណៈ|ប្រតិភូ|តំណាង|លេខាធិការ"
)

_FEW = 3
"""Tokens: an answer may be a name in a long sentence, or one item of a list."""
_LEAST = 0.001
"""Nothing is less likely, nor more likely than all but this."""


def _odds(likely: float) -> float:
    """A fifth of the log odds."""
    bounded = min(max(likely, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded)) / 5


_UNLIKELY = _odds(0.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Figures for one extract, each about 0 to 1, larger speaking for it but for what is missing.

    cosine: the extract's likeness to the question; passage: its passage's. coverage: the share of the
    question's words that the extract, its heading or its minutes' names hold, by weight, in either
    language. fit: the wanted sort of thing (a date, a number…) stands in it. kind: its section is of
    the kind asked for. lists: a list where a list is asked for. missing_numbers, missing_names:
    the share of the question's numbers and names that its passage, minutes' names, date and place lack;
    name_elsewhere: the share of names that the extract and its heading lack. stated: it states the fact
    that is asked for, of a meeting that may be the one meant. behind: how far its hit's score is behind the
    first one's.
    crossing: 1 where the extract is in the other language, whose words match less. reading: how likely the
    extract's words answer, as the reader has it; peak: how likely those few words do that answer best;
    answered: how likely its passage answers at all. untimely: 1 where the question names a time and the
    passage is not of it. reciprocal_rank: of its hit among the hits. other_meeting: 1 where its minutes are
    of another meeting than the question is about. leads_in: 1 for a sentence that introduces what follows.
    anywhere: as in `Asked`, a tenth of it. alone, alone_peak: how likely the extract answers, and those few
    words of it that do so best, where it was read by itself; 0 where it wasn't. reading_odds, alone_odds: a
    fifth of the log odds of reading and of alone, which tell two likely ones apart better.
    """

    cosine: float
    passage: float
    coverage: float
    fit: float
    kind: float
    lists: float
    sentence_for_list: float
    missing_numbers: float
    missing_names: float
    name_elsewhere: float
    stated: float
    behind: float
    length: float
    title: float
    crossing: float
    reading: float
    peak: float
    answered: float
    untimely: float
    reciprocal_rank: float
    other_meeting: float
    leads_in: float
    anywhere: float
    reading_odds: float
    alone: float = 0.0
    alone_peak: float = 0.0
    alone_odds: float = _UNLIKELY

    def read_alone(self, reading: Reading) -> Evidence:
        """The evidence with what the reader makes of the extract by itself."""
        return replace(
            self,
            alone=reading.answers,
            alone_peak=reading.strength(strongest=_FEW),
            alone_odds=_odds(reading.answers),
        )

    def row(self) -> NDArray[np.float64]:
        """The figures in the order of the fields."""
        return np.array(astuple(self))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as extracts are weighed for it.

    questions: as the reader is asked it, by the id of the minutes. frequency: as in
    `QuestionTerms.coverage`.
    anywhere: the log odds that some hit that was read answers, as `rereading.odds_anywhere` has them.
    """

    questions: Mapping[str, str]
    terms: QuestionTerms
    understood: Understood
    frequency: Mapping[str, float]
    anywhere: float


@dataclass(frozen=True, slots=True)
class HitEvidence:
    """What speaks for all extracts of a hit alike; figures as in `Evidence`.

    context: what is said around its passage, in normal form. reading: the reader's, of its passage.
    states: whether what its minutes state of their own meeting may be asked for.
    """

    context: str
    reading: Reading
    kind: float
    missing_numbers: float
    missing_names: float
    behind: float
    reciprocal_rank: float
    other_meeting: float
    states: bool


def of_hit(hit: Hit, heading: str, reading: Reading, rank: int, best: float, asked: Asked) -> HitEvidence:
    """What speaks for a hit.

    heading: the line above its passage. rank: among the hits, from 1. best: the first hit's score.
    """
    entry = hit.document
    context = khmer.normal_form("\n".join((heading, *entry.names)))
    dated = f"{entry.date.isoformat()} {entry.date.year}" if entry.date else ""
    place = khmer.normal_form(entry.place or "")
    wider = f"{khmer.normal_form(hit.passage.text)}\n{context}\n{dated}\n{place}"
    return HitEvidence(
        context=context,
        reading=reading,
        kind=float(hit.passage.kind in asked.understood.kinds),
        missing_numbers=asked.terms.missing(Sort.NUMBER, wider),
        missing_names=0.0 if _is_of_era(hit, asked) else asked.terms.missing(Sort.NAME, wider),
        behind=best - hit.score,
        reciprocal_rank=1 / rank,
        other_meeting=float(is_of_another(hit, asked.understood, hit.passage.text)),
        states=not is_of_another(hit, asked.understood, ""),
    )


def weigh(extract: Extract, cosine: float, told: HitEvidence, asked: Asked) -> Evidence:
    """The evidence for an extract; told: what speaks for its hit."""
    hit, question, understood = extract.hit, asked.terms, asked.understood
    text = khmer.normal_form(extract.text)
    title = extract.document.meeting.title.span
    facts = asked_facts(extract.document, understood)
    wants_list = Wanted.LIST in understood.wanted
    strengths = list(_strengths(extract, told.reading, STRONGEST))
    read = sum(strengths) / len(strengths) if strengths else 0.0
    states = told.states and any(span.overlaps(fact) for fact in facts for span in extract.spans)
    elsewhere = question.missing(Sort.NAME, f"{text}\n{extract.heading}")
    return Evidence(
        cosine=cosine,
        passage=hit.cosine,
        coverage=question.coverage(f"{text}\n{told.context}", asked.frequency),
        fit=_fit(text, question, understood),
        kind=told.kind,
        lists=float(extract.is_list and (wants_list or bool(understood.kinds))),
        sentence_for_list=float(not extract.is_list and wants_list),
        missing_numbers=told.missing_numbers,
        missing_names=told.missing_names,
        name_elsewhere=0.0 if _is_of_era(hit, asked) else elsewhere,
        stated=float(states),
        behind=told.behind,
        length=math.log(len(text) + 1) / 6,
        title=float(any(span.overlaps(title) for span in extract.spans)) if title else 0.0,
        crossing=float((khmer.khmer_share(text) > 0.5) is not question.is_khmer),
        reading=read,
        peak=max(_strengths(extract, told.reading, _FEW), default=0.0),
        answered=told.reading.answers,
        untimely=float(not hit.timely),
        reciprocal_rank=told.reciprocal_rank,
        other_meeting=told.other_meeting,
        leads_in=float(extract.leads_in),
        anywhere=asked.anywhere / 10,
        reading_odds=_odds(read),
    )


def _is_of_era(hit: Hit, asked: Asked) -> bool:
    """Whether its minutes are of the era asked about: they need not call it by its name."""
    return asked.understood.era and hit.timely


def _strengths(extract: Extract, reading: Reading, strongest: int) -> Iterator[float]:
    """How strongly each of the extract's spans answers that lies in its hit's passage."""
    passage = extract.hit.passage
    for span in extract.spans:
        if span.overlaps(passage.span):
            yield reading.strength(span.shifted(-passage.span.start), strongest)


def _fit(text: str, question: QuestionTerms, understood: Understood) -> float:
    """The share of the wanted sorts of thing that stand in the text; 0.5 where nothing special is wanted."""
    wanted = [sort for sort in understood.wanted if sort is not Wanted.LIST]
    if not wanted:
        return 0.5
    folded = text.casefold()
    checks = {
        Wanted.DATE: bool(dates.mentions(text)),
        Wanted.NUMBER: any(match[0] not in question.words for match in _NUMBER.finditer(folded)),
        Wanted.PLACE: _PLACE.search(folded) is not None,
        Wanted.WHO: _WHO.search(folded) is not None,
        Wanted.REASON: _REASON.search(folded) is not None,
    }
    return sum(checks[sort] for sort in wanted) / len(wanted)
