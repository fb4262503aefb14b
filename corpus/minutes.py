"""What a set of minutes says: from a file's layout to a document."""

from __future__ import annotations

import re
from datetime import date

from corpus.chairs import chair
from corpus.dates import Period, mentions, opening_date
from corpus.document import Document, Layout, Meeting, Source, Stated
from corpus.languages import languages
from corpus.opening import opening
from corpus.organisers import organiser
from corpus.participants import attendance
from corpus.places import place
from corpus.sections import sections
from corpus.titles import names_a_meeting, title

_EIGHT_DIGITS = re.compile("(?<![0-9])((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])")


def describe(layout: Layout, source: Source) -> Document:
    """The document that a file's text makes: its languages, its meeting and its sections.

    Facts carry the exact place in the body that states them; those that only the file's name or
    properties state carry none, and those that nothing states are absent.
    """
    start = opening(layout)
    called = title(layout, start, source)
    parts = sections(layout, called.span if names_a_meeting(called.value) else None)
    day = opening_date(start.traced)
    present, count = attendance(layout.body, parts)
    return Document(
        source=source,
        body=layout.body,
        pages=layout.pages,
        languages=languages(layout.body),
        meeting=Meeting(
            title=called,
            date=day or _named_date(source.name),
            place=place(start, Period(day.value, day.value) if day else None),
            body=organiser(start, called),
            chair=chair(start),
            participants=present,
            participant_count=count,
        ),
        sections=parts,
    )


def _named_date(name: str) -> Stated[date] | None:
    """The one day that a file's name gives, e.g. `2021-04-20-workshop.txt` or `IT_20250220.md`."""
    stem = _EIGHT_DIGITS.sub(r"\1-\2-\3", name.rsplit(".", 1)[0]).replace("_", " ")
    days = {mention.period.first for mention in mentions(stem) if mention.period.first == mention.period.last}
    return Stated(days.pop(), None) if len(days) == 1 else None
