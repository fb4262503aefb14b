"""Which minutes of the archive a question means: those of the latest meeting of a body, and those of a
numbered, placed or dated one of a body that it calls by a name of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from math import inf

from corpus.dates import Period
from indexer.catalogue import Entry
from indexer.encoder import Encoder
from indexer.filters import body_key
from indexer.snapshot import Snapshot
from search_api.asked_meeting import numbers_of
from search_api.called_bodies import FAR, called_body, of_one_body, told_apart
from search_api.query import Cue, Query
from search_api.understanding import Understood, outermost

MOST = 100
"""Where a number, place or time is of more meetings, it isn't told by their names which are of a body."""


def with_minutes_meant(
    understood: Understood,
    snapshot: Snapshot,
    query: Query,
    near: Callable[[], Sequence[str]],
    encoder: Encoder,
) -> Understood:
    """What was understood, with the minutes meant and the day of the latest meeting.

    near: gives the ids of documents that the arms found for the question, the best first; the latest meeting
    of a body without a name of its own is one of a body of theirs.
    """
    if not query.interpret:
        return understood
    called = None if Cue.BODIES in query.ignored else called_body(query.normal_form)
    if _asks_for_the_latest(understood, query):
        entries = list(snapshot.entries(near()[:MOST]).values()) if called else []
        of_body = of_one_body(called.name, entries, encoder) if called else frozenset()
        bodies = {body_key(each.body) for each in entries if each.id in of_body and each.body}
        latest = _with_the_latest(understood, snapshot, query, bodies)
        return replace(latest, beside=of_body - latest.meant if latest.meant else frozenset())
    if called is None:
        return understood
    meant: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    for entries in _alike(understood, snapshot, query, called.is_numbered):
        if len(entries) <= MOST:
            far = inf if called.is_numbered else FAR
            of_it, of_others = told_apart(called.name, entries, encoder, far)
            if of_it or called.is_numbered:
                meant |= of_it
                beside |= of_others
    return replace(understood, meant=meant, beside=beside - meant)


def _alike(understood: Understood, snapshot: Snapshot, query: Query, is_numbered: bool) -> list[list[Entry]]:
    """The minutes, of whatever body, of each number, or else of the place or each time that is named."""
    if is_numbered:
        listed = snapshot.documents(query.filters)
        return [[each for each in listed if number in numbers_of(each)] for number in understood.numbers]
    if understood.met_in:
        return [[each for each in snapshot.documents(query.filters) if each.place in understood.met_in]]
    within = (query.filters.within(period) for period in understood.periods)
    return [snapshot.documents(filters) for filters in within if filters]


def _asks_for_the_latest(understood: Understood, query: Query) -> bool:
    """Whether it is about a body's latest meeting, and says no more of that: its number, time or place."""
    ignored = not query.ignored.isdisjoint({Cue.DATES, Cue.LATEST})
    told = understood.periods or understood.numbers or understood.year_parts or understood.places
    return understood.latest_meeting and not ignored and not told


def _with_the_latest(
    understood: Understood, snapshot: Snapshot, query: Query, of_one_body: Set[str]
) -> Understood:
    """With the day of the newest minutes as the period, of each body that is chosen or named.

    of_one_body: keys of what one body is called whose newest minutes are meant.
    """
    if of_one_body:
        filters = replace(query.filters, bodies=tuple(sorted(of_one_body)), kinds=())
        newest = snapshot.newest(filters)
        if newest is None:
            return understood
        period = Period(newest, newest)
        within = filters.within(period)
        meant = frozenset(entry.id for entry in snapshot.documents(within)) if within else frozenset()
        return replace(understood, periods=(period,), meant=meant)
    chosen = {body_key(body) for body in query.filters.bodies}
    named = outermost(understood.bodies)
    days = {
        snapshot.newest(replace(query.filters, bodies=(body,), kinds=()))
        for body in (chosen.intersection(named) if chosen and named else chosen or named)
    }
    periods = tuple(Period(day, day) for day in sorted(day for day in days if day is not None))
    return replace(understood, periods=periods)
