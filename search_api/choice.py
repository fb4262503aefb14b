"""Which of the extracts that were weighed are cited as the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Span
from indexer.catalogue import Entry
from indexer.filters import body_key
from search_api.cues import Wanted
from search_api.evidence import Evidence
from search_api.extracts import Extract
from search_api.understanding import KNOWN_KEYS, Understood

_ALTERNATIVES = 3
"""The most further minutes that are cited beside the main answer,"""
_CLOSE, _LIKELY = 0.8, 0.4
"""where their confidence is this share of the best one's or more, and at least so much."""
_NEARLY = 0.4
"""By so much less another sentence of the same minutes may be preferred to be cited too."""
_SAME_AGE = 0.75
"""Where the newest is wanted, it wins over an older extract with this share of its confidence."""
_ALSO_READ = 0.05
"""What one more item of a list is read with at least where the question is after the list."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An extract with its evidence and what that makes of it."""

    extract: Extract
    evidence: Evidence
    preference: float
    confidence: float


def best_of(weighed: Sequence[Weighed], understood: Understood) -> Weighed:
    """What answers best, of some extracts with the preferred first: the newest where that is wanted, and a
    list rather than one item of it where the question is after the list."""
    best = _newest(weighed, understood) if understood.latest else weighed[0]
    return _whole(best, weighed, understood)


def another_sentence(weighed: Sequence[Weighed], best: Weighed, understood: Understood) -> list[Weighed]:
    """The next sentence of the best one's minutes, where it is preferred nearly as much.

    It may be a further part of the answer, or the reply that the best one leads to. None stands beside a
    list, nor beside what states a fact about the meeting that is asked for.
    """
    if best.extract.is_list or (understood.facts and best.evidence.stated):
        return []
    for each in weighed:
        of_it = each.extract.hit.document.id == best.extract.hit.document.id and not each.extract.is_list
        if of_it and not each.extract.overlaps(best.extract) and each.extract.text != best.extract.text:
            return [each] if each.preference >= best.preference - _NEARLY else []
    return []


def further(weighed: Sequence[Weighed], best: Weighed) -> list[Weighed]:
    """The preferred extract of each other document that answers about as well, and likely does.

    None is of another meeting than the one asked about.
    """
    least = max(_CLOSE * best.confidence, _LIKELY)
    found: dict[str, Weighed] = {best.extract.hit.document.id: best}
    for each in weighed:
        if each.confidence >= least and not each.evidence.other_meeting:
            found.setdefault(each.extract.hit.document.id, each)
    return list(found.values())[1 : 1 + _ALTERNATIVES]


def over_several(
    chosen: Sequence[Weighed], of_each: Sequence[Weighed], understood: Understood
) -> list[Weighed]:
    """An answer about several times or meetings: what answers best, then what else does, in order of date.

    chosen: what answers the question as it is put, the best first. of_each: what answers it about each alone.
    Minutes of another body or meeting are left out, and those of another part of a year in which the times
    asked about begin or end. So is the best of the chosen where it is of no such time or another meeting, and
    of_each tells of two; of the further ones, those stay that are of such a time and have no other answer.
    Where no sections of minutes are asked for, all are of one body, as far as bodies are known by name.
    """
    of_each = [each for each in of_each if _is_meant(each, understood)]
    if not of_each:
        return list(chosen)
    told = {each.extract.hit.document.id for each in of_each}
    beside = [each for each in chosen[1:] if _is_of_time(each, understood)]
    beside = [each for each in beside if each.extract.hit.document.id not in told]
    best = next((each for each in of_each if each.extract.overlaps(chosen[0].extract)), chosen[0])
    strays = not best.extract.hit.timely or bool(best.evidence.other_meeting)
    if best is chosen[0] and len(of_each) > 1 and strays:
        best = max(of_each, key=lambda each: each.confidence)
    if not understood.kinds:  # how one thing developed; sections are asked for of whatever body
        of_each = [each for each in of_each if _may_be_one_body(each, best)]
    found = [best]
    for each in sorted([*of_each, *beside], key=_day):
        others = found if each in beside else found[:1]
        if not any(each.extract.overlaps(other.extract) for other in found) and not any(
            _is_version(each.extract.hit.document, other.extract.hit.document) for other in others
        ):
            found.append(each)
    return found


def _may_be_one_body(weighed: Weighed, other: Weighed) -> bool:
    """Whether two minutes may be of one body: those known by name are told apart, others have many names."""
    bodies = {body_key(each.extract.hit.document.body or "") for each in (weighed, other)}
    return len(bodies) == 1 or bodies.isdisjoint(KNOWN_KEYS)


def _is_meant(weighed: Weighed, understood: Understood) -> bool:
    day = weighed.extract.hit.document.date
    beside = day is not None and not understood.covers(day)
    cut = day is not None and any(
        period.first.year <= day.year <= period.last.year for period in understood.periods
    )
    return not weighed.evidence.other_meeting and not (beside and cut)


def _is_version(mine: Entry, other: Entry) -> bool:
    """Whether both are of one meeting, each in another language."""
    day, body = mine.date, body_key(mine.body or "")
    same = day is not None and body != "" and (day, body) == (other.date, body_key(other.body or ""))
    return same and set(mine.languages).isdisjoint(other.languages)


def _day(weighed: Weighed) -> date:
    return weighed.extract.hit.document.date or date.max


def _is_of_time(weighed: Weighed, understood: Understood) -> bool:
    day = weighed.extract.hit.document.date
    of_time = not understood.periods or (day is not None and understood.covers(day))
    return of_time and not weighed.evidence.other_meeting


def _newest(weighed: Sequence[Weighed], understood: Understood) -> Weighed:
    """The newest of those about as sure as the first; of the time asked about, where there is one."""
    rivals = [
        each
        for each in weighed
        if each.confidence >= _SAME_AGE * weighed[0].confidence
        and (each.extract.hit.timely or not understood.periods)
    ]
    dated = [(day, each) for each in rivals if (day := each.extract.hit.document.date) is not None]
    return max(dated, key=lambda pair: (pair[0], pair[1].confidence))[1] if dated else weighed[0]


def _whole(best: Weighed, weighed: Sequence[Weighed], understood: Understood) -> Weighed:
    """The list that an extract is of or introduces, with its confidence, where "What was decided?" is asked.

    Nothing in particular may be wanted, such as who or when. For an item the list must stand in a section of
    the kind that is asked for, and another item must be read as answering too: not every decision answers
    "What was decided about the vans?"
    """
    if best.extract.is_list or set(understood.wanted) - {Wanted.LIST}:
        return best
    for whole in weighed:
        if not whole.extract.is_list:
            continue
        if best.extract.leads_in and _introduces(best.extract, whole.extract):
            return replace(whole, confidence=max(whole.confidence, best.confidence))
        if whole.evidence.kind and whole.extract.overlaps(best.extract):
            others = _less(whole.extract, best.extract)
            also = (
                each.evidence.reading >= _ALSO_READ and each.extract.overlaps(others)
                for each in weighed
                if not each.extract.is_list
            )
            return replace(whole, confidence=max(whole.confidence, best.confidence)) if any(also) else best
    return best


def _introduces(sentence: Extract, whole: Extract) -> bool:
    """Whether a list begins right after a sentence, but for its first bullet or number."""
    first, last = whole.spans[0], sentence.spans[-1]
    between = Span(last.end, max(last.end, first.start)).of(sentence.document.body)
    return sentence.document is whole.document and first.start >= last.end and len(between.split()) <= 1


def _less(whole: Extract, item: Extract) -> Extract:
    """A list less the item that an extract is of."""
    return replace(
        whole, spans=tuple(span for span in whole.spans if not any(map(span.overlaps, item.spans)))
    )
