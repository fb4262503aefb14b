"""Who took part in a meeting, and how many they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Section, SectionKind, Span, Stated
from corpus.khmer import Normalised, normalise
from corpus.lines import is_list_item, lines
from corpus.opening import cue

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: number for number, word in enumerate(_UNITS.split(), 1)} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_BELOW_100 = (
    f"(?:{_TENS.replace(' ', '|')})(?:[- ](?:{_UNITS.replace(' ', '|')}))?|{_UNITS.replace(' ', '|')}"
)
_WORD = (
    "(?:(?:one|two|three|four|five|six|seven|eight|nine) hundred"
    f"(?: (?:and )?(?:{_BELOW_100}))?|{_BELOW_100})"
)
_N = "(?P<n>[0-9]{1,3}(?:[ ,.][0-9]{3}){1,2}|[0-9]{1,5})"
_COUNTS = (
    cue(f"សរុប(?:ទាំងអស់)?\\s?(?:មាន)?\\s?(?:ចំនួន)?\\s?{_N}\\s?(?:រូប|នាក់|អង្គ)"),
    cue(
        f"(?:អ្នក|សមាជិក|ការ|មន្ត្រី|តំណាង)?ចូលរួម(?!នៅ(?:ក្នុង)?សាល|ផ្ទាល់|តាម)[^។\\n]{{0,90}}?{_N}\\s?(?:រូប|នាក់|អង្គ)",
        f"(?<!គណៈ)(?:ប្រតិភូ|អ្នកសង្កេតការណ៍|មន្ត្រី|សមាជិក)[^។\\n]{{0,40}}?(?:ចំនួន"
        f"|មាន)\\s?{_N.replace('<n>', '<n2>')}\\s?(?:រូប|នាក់|អង្គ)"
        "(?=\\s*(?:បាន|ត្រូវបាន)?(?:អញ្ជើញ)?(?:មក)?(?:ចូលរួម|មកពី))",
    ),
    cue(
        "\\b(?:participants?|attendees|attendance|present|delegates)\\s*[:–-]\\s*(?:total\\s*(?:of\\s*)?)?"
        f"{_N}\\b(?![/.])",
        f"\\b(?:participants?|attendees|present|in attendance)\\s*\\({_N.replace('<n>', '<n2>')}\\)\\s*[:–-]",
        f"\\b(?:present|attend\\w*|participants)\\b[^.\\n]{{0,40}}\\b(?:has|of|contains"
        f"|holds) {_N.replace('<n>', '<n3>')} names\\b",
        f"\\btotal:? {_N.replace('<n>', '<n4>')} (?:people|persons|participants|delegates|attendees)\\b",
    ),
    cue(
        f"\\b(?:total(?: number)? of\\s+)?(?:(?P<words>(?a:{_WORD}))(?:\\s*\\([0-9]+\\))?|{_N})\\s+"
        "(?:[a-z-]+\\s+){0,3}?(?:participants|delegates|attendees|members|officials|representatives"
        "|persons|people)\\b"
    ),
)
_TOOK_PART = cue(
    "attend|joined|took part|participat|present|there were|were in|came|delegates|members and guests"
    "|logged in|connected"
)
_PART_OF_IT = cue(
    "(?:including|of whom|among them|ក្នុងនោះ[^។\\n]{0,40}|ក្នុងចំណោម[^។\\n]{0,40}|លើសពី|យ៉ាងតិច|យ៉ាងច្រើន)\\s*$",
    "(?:(?-i:[A-Z])\\w+ (?:has )?(?:joined|took part|participated|connected|attended)|represented"
    "|sent)(?: from [^.,]{2,30})? (?:with|by) $"
    "|(?:more than|at least|at most|no more than) $",
)
"""Before a number that isn't the whole: a part, one country's, or a limit."""
_FROM = cue(
    "ចូលរួមពី(?P<km>[^។\\n]{4,700})",
    "(?:ចូលរួម|រូប|នាក់)[^។\\n]{0,40}?មកពី(?P<from>[^។\\n]{4,500})",
    "\\b(?:attended by|(?:participants|delegates|delegations|representatives) (?:from|of)|came from"
    "|participation of)\\s+(?P<en>[^.\\n]{4,500})",
)
_LABEL = cue(
    "^\\W*(?:members? )?(?:present|participants?|attendees|in attendance|អ្នកចូលរួម"
    "|សមាសភាព(?:ចូលរួម)?|វត្តមាន|សមាជិកចូលរួម)"
    "\\**\\s*[:៖]\\**\\s*(?P<it>(?!ចំនួន|[0-9])[^\\n]{4,600})"
)
_LIST_ENDS = cue(
    "(?:សរុប|ចំនួន|ដែល|ក្នុងនោះ|ដើម្បី|តាមប្រព័ន្ធ|ក្រោម|នៅ(?:ក្នុង|ថ្ងៃ)|និងមាន|ក្នុងឋានៈ|គឺ)",
    "\\b(?:said|who|which|whose|joined|attended|took|were|was|as well as observers)\\b|;",
)
_BETWEEN = cue(
    "\\s*,\\s*(?:and\\s+|និង\\s*|ព្រមទាំង\\s*)?|\\s+and\\s+(?=the\\b|(?-i:[A-Z]))|\\s+(?:និង|ព្រមទាំង)\\s*",
    "(?<=[\\u1780-\\u17d3)0-9])\\s+(?=[\\u1780-\\u17d3])",
)
_ONE_OFFICE = re.compile("\\b(?:Department|Ministry|Office|Committee|Bureau|Institute)\\b[^,]*$")
"""Its name may hold an `and`."""
_LEADING = cue("^(?:តំណាង\\s*|(?:SOMTC\\s+)?(?:បណ្តា)?ប្រទេស(?!សមាជិក|ជាសមាជិក)\\s*|the\\s+)+")
_TELLING_SECTIONS = (SectionKind.OPENING, SectionKind.PARTICIPANTS)
_YEARS = frozenset(map(str, range(1950, 2100)))
_REACH = 4000
_LONGEST_NAME = 120


def attendance(
    body: str, sections: tuple[Section, ...]
) -> tuple[tuple[Stated[str], ...], Stated[int] | None]:
    """Who took part, by name or delegation, and how many in all: as opening or participants' section say."""
    told = [(section, normalise(section.span.of(body))) for section in _telling(sections)]
    return _participants(body, told), _count(told)


_Told = Sequence[tuple[Section, Normalised]]
"""The sections that tell of participants, each with its text in normal form."""


def _count(told: _Told) -> Stated[int] | None:
    for pattern in _COUNTS:
        for section, traced in told:
            for match in pattern.finditer(traced.text):
                groups = match.groupdict()
                start = traced.text.rfind("\n", 0, match.start()) + 1
                sentence = traced.text[start : match.end() + 80]
                if pattern is _COUNTS[-1] and not _TOOK_PART.search(sentence):
                    continue
                name = next(key for key, found in groups.items() if found)
                if _PART_OF_IT.search(traced.text[start : match.start(name)]):
                    continue
                value = _number(match[name])
                if value and not (pattern is _COUNTS[-1] and match[name] in _YEARS):
                    at = traced.original(Span(*match.span(name)))
                    return Stated(value, at.shifted(section.span.start))
    return None


def _participants(body: str, told: _Told) -> tuple[Stated[str], ...]:
    """The items of a list, or the members of a sentence."""
    for section, _ in told:
        if section.kind is SectionKind.PARTICIPANTS:
            start = section.heading.end if section.heading else section.span.start
            listed = [
                line for line in lines(body, Span(start, section.span.end)) if is_list_item(line.of(body))
            ]
            items = [item for line in listed if (item := _item(body, line))]
            if len(items) > 1:
                return tuple(items)
    named: list[Stated[str]] = []
    for section, traced in told:
        for match in (*_LABEL.finditer(traced.text), *_FROM.finditer(traced.text)):
            found: list[Stated[str]] = []
            for span in _members(traced.text, Span(*match.span(match.lastgroup or 0))):
                at = traced.original(span).shifted(section.span.start)
                found.append(Stated(" ".join(at.of(body).split()), at))
            named = found if len(found) > max(1, len(named)) else named
    return tuple(named)


def _telling(sections: tuple[Section, ...]) -> list[Section]:
    """The sections that may say who was there: participants before opening; or else the first."""
    found = [each for each in sections if each.kind in _TELLING_SECTIONS] or list(sections[:1])
    found.sort(key=lambda each: each.kind is not SectionKind.PARTICIPANTS)
    return [
        Section(
            each.kind, Span(each.span.start, min(each.span.end, each.span.start + _REACH)), each.heading, ()
        )
        for each in found
    ]


def _item(body: str, line: Span) -> Stated[str] | None:
    text = line.of(body)
    marker = re.match(
        "[\\s\u200b]*(?:[·•●○▪■*–—-]|\\(?[0-9០-៩]{1,3}[.)៖-]|\\(?[a-zA-Zក-អ][.)])?[\\s\u200b]*", text
    )
    start = line.start + (marker.end() if marker else 0)
    end = line.start + len(text.rstrip(" \t\n\r;,."))
    return Stated(" ".join(body[start:end].split()), Span(start, end)) if start < end else None


def _members(text: str, within: Span) -> Iterator[Span]:
    end = _LIST_ENDS.search(text, within.start, within.end)
    start, last = within.start, end.start() if end else within.end
    for gap in [*_BETWEEN.finditer(text, start, last), None]:
        if gap and gap[0].strip() == "and" and _ONE_OFFICE.search(text[start : gap.start()]):
            continue
        stop = gap.start() if gap else last
        piece = text[start:stop]
        lead = _LEADING.match(piece.lstrip())
        first = start + len(piece) - len(piece.lstrip()) + (lead.end() if lead else 0)
        stop = start + len(piece.rstrip())
        if 1 < stop - first <= _LONGEST_NAME:
            yield Span(first, stop)
        start = gap.end() if gap else last


def _number(written: str) -> int:
    digits = re.sub("[ ,.]", "", written)
    if digits.isdecimal():
        return int(digits)
    words = [word for word in re.split("[- ]", written.lower()) if word != "and"]
    hundreds = 100 * _NUMBERS[words[0]] if "hundred" in words else 0
    return hundreds + sum(_NUMBERS[word] for word in words[2 if hundreds else 0 :])
