"""Where the meeting was that a question is about, as in "the Siem Reap meeting"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import khmer, sounds
from search_api.glossary import Glossary
from search_api.territories import COUNTRY

FEW, SHARE = 20, 1 / 3
"""A name tells little where more than FEW meetings were held, and more than this share of all."""
_SPOTS = 6
"""A question says so often, at most, where something was; what is beyond is not looked at."""
_MEETING = "(?:meeting|session|conference|workshop|seminar|round)s?"
_HELD = "(?: (?:that |which )?(?:was|were|is|to be))?(?: (?:held|hosted|convened))?"
_KHMER = "\u1780-\u17d3\u17dd"
_TITLE = "(?:ទីក្រុង|រាជធានី|ក្រុង|ខេត្ត|ប្រទេស)"
_AT = f"នៅ(?: ?ក្នុង)? ?(?!ឆ្នាំ|ខែ|ថ្ងៃ|ពេល|លើ|ក្រៅ|ក្នុង|តែ|មាន|សល់|ជា|ណា|ទីណា| ){_TITLE}? ?"
_BEFORE = re.compile(f"(?:\\b(?:in|at)(?: the)? |{_AT})$", re.IGNORECASE)
_BEFORE_OF_MEETING = re.compile(
    f"(?:\\b{_MEETING}{_HELD} (?:in|at)(?: the)? "
    "|(?:ប្រជុំ|សិក្ខាសាលា|សន្និសីទ)(?:ដែល|បាន|ធ្វើ|ឡើង|ប្រារព្ធ|រៀបចំ|ប្រព្រឹត្តទៅ|លើកទី[0-9]+|ឆ្នាំ[0-9]+| )*"
    f"{_AT})$",
    re.IGNORECASE,
)
_AFTER = re.compile(f"(?:['’]s)? (?:[\\w-]+ )?{_MEETING}\\b", re.IGNORECASE)
_REACH = 80
_LATIN_WORD = re.compile("[A-Z](?:[\\w-]*\\w)?")
_KHMER_SPOT = re.compile(f"{_AT}([{_KHMER}]+)")

_PARTS = re.compile("[,;()«»/]| and | via |និង")
_VENUE = re.compile(
    "\\d|\\b(?:room|hotel|hall|building|floor|ministry|department|secretariat|embassy|annex|office|cent(?:re|er)|zoom"
    "|teams|video|link|online|conference|by|meeting|headquarters|house|university)\\b",
    re.IGNORECASE,
)
_KHMER_NAME = re.compile(f"{_TITLE}([{_KHMER}]+)|(?<![{_KHMER}])(កោះ[{_KHMER}]+)")
_KHMER_TITLE = re.compile(f"^{_TITLE}")
_STATE = re.compile("republic|kingdom|សាធារណរដ្ឋ|ព្រះរាជាណាចក្រ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toponym:
    """The name of a city, province or country in normal form, lower case, with its key by sound."""

    text: str
    key: str
    is_country: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A run of a question that stands where a place would; of_meeting: beside the word for a meeting."""

    text: str
    of_meeting: bool


def may_name_a_place(question: str) -> bool:
    """Whether a question in normal form says where something was; `named_places` finds none otherwise."""
    return any(_latin_spots(question)) or _KHMER_SPOT.search(question) is not None


def named_places(
    question: str, meetings: Mapping[str, Sequence[str]], glossary: Glossary, *, of_meeting: bool = False
) -> tuple[str, ...]:
    """Those of some meetings' places that a question in normal form names, in either script.

    meetings: places as minutes state them, each with its documents. A country counts only beside the word for
    a meeting, since things happen in countries; with of_meeting, so does any place. None where too many
    meetings were held there (FEW, SHARE).
    """
    latin = [spot for spot in _latin_spots(question) if spot.of_meeting or not of_meeting]
    khmer_spots = [spot for spot in _khmer_spots(question) if spot.of_meeting or not of_meeting]
    spots = [*latin, *khmer_spots]
    if not spots:
        return ()
    keys = {(sounds.key(spot.text), spot.of_meeting) for spot in latin}
    keys |= {(key, spot.of_meeting) for spot in khmer_spots for key in _beginnings(spot.text)}
    rendered = {
        (_KHMER_TITLE.sub("", rendering.casefold()), spot.of_meeting)
        for spot in spots
        for match in glossary.matches(spot.text)
        if match.span.start == 0
        for rendering in match.renderings
    }

    def is_named(name: Toponym) -> bool:
        sides = (True,) if name.is_country else (True, False)
        in_khmer = khmer.has_khmer(name.text)
        same = khmer_spots if in_khmer else latin
        written = any(
            spot.of_meeting in sides
            and (spot.text.startswith(name.text) if in_khmer else _begins(name.text, spot.text.casefold()))
            for spot in same
        )
        other = latin if in_khmer else khmer_spots
        sounding = len(name.key) >= sounds.SHORTEST and any((name.key, side) in keys for side in sides)
        said = any(side in sides and _begins(name.text, rendering) for rendering, side in rendered)
        return written or (bool(other) and (sounding or said))

    found = tuple(place for place in meetings if any(map(is_named, toponyms(place))))
    held = sum(len(meetings[place]) for place in found)
    return found if held <= max(FEW, SHARE * sum(map(len, meetings.values()))) else ()


@lru_cache(maxsize=16_384)
def toponyms(place: str) -> tuple[Toponym, ...]:
    """The names of cities, provinces and countries in a place as minutes state it, venues left out."""
    names: list[str] = []
    for part in map(str.strip, _PARTS.split(khmer.normal_form(place))):
        if khmer.has_khmer(part):
            names += (match[1] or match[2] for match in _KHMER_NAME.finditer(part))
        elif part[:1].isupper() and not _VENUE.search(part):
            names.append(re.sub(" (?:City|Province)$", "", part))
    return tuple(
        Toponym(name.casefold(), sounds.key(name), bool(COUNTRY.fullmatch(name) or _STATE.search(name)))
        for name in names
    )


def _latin_spots(question: str) -> Iterator[Spot]:
    """Runs of capitalised words after "in" or before "meeting", longer and shorter ones."""
    words = list(_LATIN_WORD.finditer(question))
    found = 0
    for first, word in enumerate(words):
        before = question[max(0, word.start() - _REACH) : word.start()]
        weak, strong = _BEFORE.search(before) is not None, _BEFORE_OF_MEETING.search(before) is not None
        for last in range(first, min(first + 3, len(words))):
            if last > first and question[words[last - 1].end() : words[last].start()] != " ":
                break
            named_after = _AFTER.match(question, words[last].end()) is not None
            if (weak or named_after) and found < 3 * _SPOTS:
                found += 1
                yield Spot(question[word.start() : words[last].end()], strong or named_after)


def _khmer_spots(question: str) -> Iterator[Spot]:
    for number, match in enumerate(_KHMER_SPOT.finditer(question)):
        if number < _SPOTS:
            before = question[max(0, match.start(1) - _REACH) : match.start(1)]
            yield Spot(match[1], _BEFORE_OF_MEETING.search(before) is not None)


def _beginnings(run: str) -> Iterator[str]:
    """The keys of a run's first clusters, since a name goes on into what follows it without a space."""
    for at, cluster in enumerate(khmer.clusters(run)):
        if at < sounds.LONGEST:
            yield sounds.key(run[: cluster.end])


def _begins(name: str, rendering: str) -> bool:
    return name == rendering or (len(rendering) >= 4 and name.startswith(f"{rendering} "))
