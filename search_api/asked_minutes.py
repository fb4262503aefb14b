"""Which minutes of the archive a question means: those of the latest meeting of a body, and those of a
numbered, placed or dated one of a body that it calls by a name of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.dates import Period
from indexer.catalogue import Entry
from indexer.encoder import Encoder
from indexer.filters import body_key
from indexer.snapshot import Snapshot
from search_api.asked_meeting import numbers_of
from search_api.called_bodies import called_body, of_the_same_bodies, told_apart
from search_api.query import Cue, Query
from search_api.understanding import Understood, outermost

MOST = 100
"""Where a number, place or time is of more meetings, it isn't told by their names which are of a body."""


def with_minutes_meant(
    understood: Understood, snapshot: Snapshot, query: Query, near: Sequence[str], encoder: Encoder
) -> Understood:
    """What was understood, with the minutes meant and the day of the latest meeting.

    near: the ids of documents that the arms found for the question, the best first; the latest meeting of a
    body without a name of its own is one of theirs.
    """
    if not query.interpret:
        return understood
    return _with_the_latest(_of_called_body(understood, snapshot, query, near, encoder), snapshot, query)


def _of_called_body(
    understood: Understood, snapshot: Snapshot, query: Query, near: Sequence[str], encoder: Encoder
) -> Understood:
    called = None if Cue.BODIES in query.ignored else called_body(query.normal_form)
    if called is None:
        return understood
    meant: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    for entries in _alike(understood, snapshot, query, near, called.is_numbered):
        of_it, of_others = (
            told_apart(called.name, entries, encoder) if len(entries) <= MOST else (meant, beside)
        )
        if understood.latest_meeting:
            of_it = of_the_same_bodies(of_it, entries, encoder)
        if of_it or called.is_numbered:
            meant |= of_it
            beside |= of_others
    return replace(understood, meant=meant, beside=beside - meant)


def _alike(
    understood: Understood, snapshot: Snapshot, query: Query, near: Sequence[str], is_numbered: bool
) -> list[list[Entry]]:
    """The minutes, of whatever body, of each number, or else of the place or each time that is named; the
    first of those found where the latest are asked for.
    """
    if is_numbered:
        listed = snapshot.documents(query.filters)
        return [[each for each in listed if number in numbers_of(each)] for number in understood.numbers]
    if understood.met_in:
        return [[each for each in snapshot.documents(query.filters) if each.place in understood.met_in]]
    if understood.periods:
        within = (query.filters.within(period) for period in understood.periods)
        return [snapshot.documents(filters) for filters in within if filters]
    return [list(snapshot.entries(near[:MOST]).values())] if understood.latest_meeting else []


def _with_the_latest(understood: Understood, snapshot: Snapshot, query: Query) -> Understood:
    """With the day of a body's newest minutes as its period, where a question is about the latest of them.

    Not where it says more of the meeting: its number, its time, or where it was held.
    """
    ignored = not query.ignored.isdisjoint({Cue.DATES, Cue.LATEST})
    told = understood.periods or understood.numbers or understood.year_parts or understood.places
    if ignored or told or not understood.latest_meeting:
        return understood
    if understood.meant:
        entries = snapshot.entries(understood.meant).values()
        days = {entry.date for entry in entries if not entry.body}
        days |= {_newest(snapshot, query, body_key(entry.body)) for entry in entries if entry.body}
        days = {max((day for day in days if day is not None), default=None)}
    else:
        chosen = {body_key(body) for body in query.filters.bodies}
        named = outermost(understood.bodies)
        bodies = chosen.intersection(named) if chosen and named else chosen or named
        days = {_newest(snapshot, query, body) for body in bodies}
    periods = tuple(Period(day, day) for day in sorted(day for day in days if day is not None))
    return replace(understood, periods=periods)


def _newest(snapshot: Snapshot, query: Query, body: str) -> date | None:
    return snapshot.newest(replace(query.filters, bodies=(body,), kinds=()))
