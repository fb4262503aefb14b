"""What of a question gives place to another of its kind: a date, a body, an edition, a place, a part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from corpus import dates, khmer
from corpus.date_writing import khmer_digits
from corpus.document import Span
from search_api.cues import SECTION_KINDS
from search_api.territories import COUNTRY, PROVINCE
from search_api.understanding import body_pattern

_EDITION = re.compile("\\b\\d{1,3}(?:st|nd|rd|th)\\b|(?:លើក|វគ្គ)ទី\\s*\\d{1,3}", re.IGNORECASE)
_REACH = 40
"""How far before a date its prepositions are sought, in code points."""
_ALMOST_A_YEAR = timedelta(days=360)
_BEFORE_A_DATE = re.compile(
    "(?:\\b(?:in|since|during|for|of|on|by|before|after|until|from|through|over|the year)\\s+)+$"
    "|(?:(?:នៅ|ក្នុង|សម្រាប់|កាលពី|ចាប់ពី|តាំងពី|មុន|ក្រោយ|អំឡុង|ដើម|ចុង)\\s*)+$",
    re.IGNORECASE,
)
"""What goes with a date that is taken out of a question."""
_ANOTHER_YEAR = re.compile(
    "(?P<later>\\b(?:the )?(?:next|following) year\\b|\\b(?:the |a )?year (?:later|after(?: that)?)\\b"
    "|ឆ្នាំ(?:ក្រោយ|បន្ទាប់|ខាងមុខ)(?:មក|ទៀត|ពីនោះ)?)"
    "|(?P<earlier>\\b(?:the )?(?:previous|preceding) year\\b"
    "|\\b(?:the |a )?year (?:before|earlier)(?: that)?\\b"
    "|ឆ្នាំមុន(?:នោះ)?)",
    re.IGNORECASE,
)


def _dates(text: str, bodies: Sequence[str]) -> list[Span]:
    return [found.span for found in dates.mentions(text)]


def _bodies(text: str, bodies: Sequence[str]) -> list[Span]:
    folded = text.casefold()
    return _spans(body_pattern(body).finditer(folded) for body in bodies if body in folded)


def _editions(text: str, bodies: Sequence[str]) -> list[Span]:
    return _spans([_EDITION.finditer(text)])


def _countries(text: str, bodies: Sequence[str]) -> list[Span]:
    return _spans([COUNTRY.finditer(text)])


def _provinces(text: str, bodies: Sequence[str]) -> list[Span]:
    return _spans([PROVINCE.finditer(text)])


def parts(text: str, bodies: Sequence[str]) -> list[Span]:
    """The parts of minutes, such as recommendations."""
    folded = text.casefold()
    return _spans(cue.finditer(folded) for cue in SECTION_KINDS.values())


Slot: TypeAlias = Callable[[str, Sequence[str]], list[Span]]
"""Where a text in normal form names things of one kind, given the archive's bodies."""

SLOTS: tuple[Slot, ...] = (_dates, _bodies, _editions, _countries, _provinces, parts)


def exchanged(bare: str, before: str, bodies: Sequence[str]) -> str | None:
    """The question before with what a follow-up names in place of its like; None where it has no like.

    A date comes beside the question where that named none.
    """
    text = " ".join(khmer.normal_form(before).split())
    done = False
    for slot in SLOTS:
        new, old = slot(bare, bodies), slot(text, bodies)
        if not new or not old:
            continue
        words = _date_words(bare, new, text) if slot is _dates else new[0].of(bare)
        first = _start(text, old[0]) if slot is _dates else old[0].start
        last = old[-1].end if slot is _dates else old[0].end
        text = text[:first] + _spaced(text[:first], words) + text[last:]
        done = True
    new = _dates(bare, bodies)
    if done and new and not _dates(before, bodies):
        text = f"{text.rstrip(' ?។៕')} {bare[_start(bare, new[0]) : new[-1].end]}?"
    return text if done else None


def other_year(bare: str, before: str, days: Iterable[date | None]) -> str | None:
    """ "The year before" or "the next year" as a date, counted from the question before, or else from what
    its reply cited; None where a follow-up says nothing of the kind, or there is nothing to count from."""
    found = _ANOTHER_YEAR.search(bare)
    if found is None:
        return None
    step = 1 if found["later"] else -1
    named = [each.period for each in dates.mentions(before)]
    known = [day.year for day in days if day is not None]
    if named:
        known = [(named[-1].last if step > 0 else named[0].first).year]
    base = known[0] if known else None
    if base is None or not 1 < base + step < 9999:
        return None
    if khmer.has_khmer(found[0]):
        return f"ក្នុងឆ្នាំ{khmer_digits(base + step)}"
    return f"in {base + step}"


def _date_words(bare: str, found: Sequence[Span], before: str) -> str:
    """The words of a follow-up's dates; a year alone is said in the language of the question before."""
    words = bare[_start(bare, found[0]) : found[-1].end]
    year = re.search(r"\b(?:19|20)\d\d\b|(?<=ឆ្នាំ)(?:19|20)\d\d", words)
    into_khmer = khmer.khmer_share(before) > 0.5
    if len(found) > 1 or year is None or into_khmer == khmer.has_khmer(words):
        return words
    if dates.mentions(words)[0].period.last - dates.mentions(words)[0].period.first < _ALMOST_A_YEAR:
        return words
    return f"ក្នុងឆ្នាំ{year[0]}" if into_khmer else f"in {year[0]}"


def _start(text: str, span: Span) -> int:
    """Where a date begins with the preposition that goes with it."""
    before = max(0, span.start - _REACH)
    lead = _BEFORE_A_DATE.search(text[before : span.start])
    return before + lead.start() if lead else span.start


def _spaced(before: str, words: str) -> str:
    """Words after a text; English ones are parted from it, and what follows keeps its own space."""
    return f" {words}" if before and before[-1].isalnum() and words[:1].isascii() else words


def _spans(found: Iterable[Iterable[re.Match[str]]]) -> list[Span]:
    spans = sorted(
        {Span(*match.span()) for matches in found for match in matches}, key=lambda s: (s.start, -s.end)
    )
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
