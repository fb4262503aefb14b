"""The body whose meeting it was, as the opening of its minutes names it."""

from __future__ import annotations

import re
from itertools import takewhile

from corpus.document import Span, Stated
from corpus.opening import HEADER_LINES, Opening, OpeningLine, cue, plain, sentences

_BODIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "SOMTC WG-TIP",
        cue(
            "(?:SOMTC\\s+)?WG[- ]?(?:on\\s+)?TIP\\b|(?:SOMTC\\s+)?working group on\\s+trafficking in persons",
            "ក្រុមការងារ\\s?SOMTC[^\\n]{0,30}(?:ប្រ?ឆាំង|ប្រយុទ្ធ)[^\\n]{0,12}ជួញដូរមនុស្ស",
        ),
    ),
    (
        "AMMTC",
        cue(
            "(?<![a-z])AMMTC(?![a-z])|ministerial meeting on transnational crime",
            "រដ្ឋមន្ត្រីអាស៊ាន[^\\n]{0,20}ឧក្រិដ្ឋកម្មឆ្លងដែន",
        ),
    ),
    (
        "SOMTC",
        cue(
            "(?<![a-z])SOMTC(?![a-z])|senior officials'? meeting on transnational crime",
            "មន្ត្រីជាន់ខ្ពស់(?:របស់)?\\s?អាស៊ាន[^\\n]{0,20}ឧក្រិដ្ឋកម្មឆ្លងដែន",
        ),
    ),
    (
        "NCCT",
        cue(
            "(?<![a-z])NCCT(?![a-z])|national committee (?:for|on) counter[- ]?trafficking",
            "គ\\.?\\s?ជ\\.?\\s?ប\\.?\\s?ជ(?:(?![\\u1780-\\u17d3])|(?=កំណត់ហេតុ|របាយការណ៍|បាន))",
            "(?<!អនុ)គណៈកម្មាធិការជាតិ(?:ដើម្បី)?(?:ប្រយុទ្ធ)?ប្រឆាំងអំពើជួញដូរមនុស្ស",
        ),
    ),
)
"""Bodies that minutes name in several ways, narrower ones first."""
KNOWN_BODIES = frozenset(name for name, _ in _BODIES)
"""Those have one name here, however and in which language minutes call them."""
_ENGLISH = (
    "(?:(?:(?:[A-Z][\\w'&-]*|of|on|for|and|the|in),? ){{0,7}}[A-Z][\\w'&-]* )?(?:{})\\b"
    "(?: (?:on|of|for|to|ON|OF|FOR) (?:the )?[A-Z][\\w'-]*"
    "(?:,? (?:(?:and|of|in|for|the|AND|OF|IN) )*[A-Z][\\w'-]*){{0,7}})?"
)
_KHMER = (
    "(?:{})[^\\n។៕(:៖,|]{{0,110}}?(?=\\s*(?:\\(|\\||លើកទី|លើក\\s|ប្រចាំ|ឆ្នាំ|ថ្ងៃ|\\s[-–]\\s|\\s(?:ដែល|ដោយ|នៅ"
    "|ដើម្បី|មាន)|បាន|កំណត់ហេតុ|របាយការណ៍"
    "|[0-9]+\\s?(?:រូប|នាក់)|[\\n។៕:៖,]|$))"
)
_COLLEGES = (
    cue(_KHMER.format("(?:អនុ)?(?:គណៈកម្មាធិការ|គណៈកម្មការ|គណៈកម្មាធិកា|គណៈបញ្ជាការ|ក្រុមការងារ|ក្រុមប្រឹក្សា)")),
    re.compile(
        _ENGLISH.format(
            "Committee|Working Group|Task Force|Council|Commission|Board"
            "|COMMITTEE|WORKING GROUP|TASK FORCE|COUNCIL|COMMISSION|BOARD"
        )
    ),
)
_OFFICES = (
    cue(
        _KHMER.format(
            "ក្រសួង|(?:អគ្គ)?លេខាធិការដ្ឋាន|អគ្គនាយកដ្ឋាន|(?:អគ្គ)?ស្នងការដ្ឋាន|អាជ្ញាធរ|គណៈអភិបាល|រដ្ឋបាល|អង្គភាព"
            "|នាយកដ្ឋាន|មន្ទីរ"
        )
    ),
    re.compile(
        _ENGLISH.format(
            "Ministry|Secretariat|Department|Association|Authority|Inspectorate|MINISTRY|SECRETARIAT"
            "|DEPARTMENT|ASSOCIATION|AUTHORITY"
        )
    ),
)
_LEADING = re.compile(
    "^(?:(?:the|of|on|for|and|in|a)\\s+|.*?\\b(?:meeting|session|minutes)\\s+of\\s+(?:the\\s+)?"
    "|(?:[0-9]+(?:st|nd|rd|th)|(?:(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)y-)?(?:first|second"
    "|third|fourth|fifth"
    "|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|\\w+teenth|\\w+tieth)\\s+)+",
    re.IGNORECASE,
)
_OF_ANOTHER = cue(
    "(?:\\b(?:head|chair\\w*|members?|delegat\\w+|official\\w*|secretary|director"
    "|representative\\w*) (?:of|from)|\\bfrom)(?: the)?\\s+$",
    "(?:ប្រធាន|តំណាង|លេខាធិការ(?:រង)?|អភិបាល(?:រង)?|នាយក(?:រង)?|រដ្ឋលេខាធិការ|មន្ត្រី|មកពី|សមាជិក|ដៃគូ|នៅ(?:ក្នុង)?"
    "|ទីស្តីការ|ក្នុង|អំពី|លើ|ជាមួយ)\\s?$",
)
"""Before a body in a sentence: it is the place of the meeting or someone's office, or is spoken of."""
_ITS_MEETING = cue(
    "(?:meetings?|sessions?|minutes) of (?:the )?$|(?:organi[sz]ed|convened|hosted|held"
    "|called) by (?:the )?$",
    "(?:(?:រៀបចំ|សហការ|សម្របសម្រួល|ប្រារព្ធ)(?:ឡើង)?(?:ដោយ|របស់)|(?:កិច្ច|អង្គ)?ប្រជុំ(?:របស់)?|សិក្ខាសាលារបស់"
    "|មហាសន្និបាតរបស់)\\s?$",
)
_IT_MET = cue(
    "^(?:\\s*\\([^)\\n]{1,40}\\))?,?\\s*(?:has |had )?(?:held|convened|met|organi[sz]ed|hosted|called"
    "|gathered)\\b",
    "^(?:\\s*\\([^)\\n]{1,40}\\))?\\s*បាន(?:បើក|រៀបចំ|ជួប|ប្រជុំ|កោះ|ដឹកនាំ|ធ្វើកិច្ច|ប្រារព្ធ)",
)
_UNIT_OF = cue(
    "(?P<it>(?:អង្គភាព|នាយកដ្ឋាន|(?:អនុ)?គណៈកម្មការ|(?:អនុ)?គណៈកម្មាធិការ|(?:អនុ)?ក្រុមការងារ|ការិយាល័យ"
    "|ផ្នែក)[^\\n។៕(:៖,]{0,60}?"
    "\\s?(?:នៃ|របស់)\\s?(?:អគ្គលេខាធិការដ្ឋាន)?)\\s?$"
)
"""Before the name of a body: a unit of it, which is the one that met."""
_PLACED = re.compile("(?<=[a-z]) in (?=[A-Z])")
"""Within a sentence what follows is where the meeting was, not part of the name."""
_PARAGRAPH = 200
"""Code points; a longer line is no title and no letterhead."""


def known_bodies(text: str) -> frozenset[str]:
    """Which of KNOWN_BODIES a text in normal form names, in whatever way; not SOMTC in "SOMTC WG-TIP"."""
    return _told_apart(text)[0]


def without_known_bodies(text: str) -> str:
    """A text in normal form with line breaks in place of the names of KNOWN_BODIES."""
    return _told_apart(text)[1]


def _told_apart(text: str) -> tuple[frozenset[str], str]:
    found = set()
    for name, pattern in _BODIES:
        text, count = pattern.subn("\n", text)
        if count:
            found.add(name)
    return frozenset(found), text


def organiser(opening: Opening, title: Stated[str]) -> Stated[str] | None:
    """The body whose meeting it was: as its title, its letterhead or its first sentences name it.

    A letterhead may name a ministry or a province and then its committee: the committee is the one
    that meets. A sentence counts only where it says whose meeting it was.
    """
    at_title = [line.span for line in opening.lines if title.span and _stands_in(opening, line, title.span)]
    first = [line for line in opening.lines[:HEADER_LINES] if plain(line)]
    header = [line.span for line in takewhile(lambda line: not _is_sentence(line), first)]
    named: list[Stated[str] | None] = []
    for part in ([Span(at_title[0].start, at_title[-1].end)] if at_title else [], header):
        for read in (_known, _college):
            named += [read(opening, span) for span in part]
        named += [_office(opening, span) for span in part if part is header]
    found = next(filter(None, named), None)
    return found or next(filter(None, (_in_sentences(opening, line) for line in first)), None)


def _stands_in(opening: Opening, line: OpeningLine, span: Span) -> bool:
    return opening.traced.original(line.span).overlaps(span)


def _is_sentence(line: OpeningLine) -> bool:
    return len(line.text) >= _PARAGRAPH or line.text.endswith(("។", "៕", "."))


def _known(opening: Opening, within: Span) -> Stated[str] | None:
    text = within.of(opening.text).replace("\n", " ")
    for name, pattern in _BODIES:
        for match in pattern.finditer(text):
            if unit := _UNIT_OF.search(text, 0, match.start()):
                return opening.stated(Span(unit.start(), match.end()).shifted(within.start))
            words = opening.stated(Span(*match.span()).shifted(within.start))
            return Stated(name, words.span) if words else None
    return None


def _college(opening: Opening, within: Span) -> Stated[str] | None:
    return _named(opening, within, _COLLEGES)


def _office(opening: Opening, within: Span) -> Stated[str] | None:
    return _named(opening, within, _OFFICES)


def _named(opening: Opening, within: Span, patterns: tuple[re.Pattern[str], ...]) -> Stated[str] | None:
    text = within.of(opening.text).replace("\n", " ")
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not _OF_ANOTHER.search(text[: match.start()]) and (span := _without_lead(match)):
                return opening.stated(span.shifted(within.start))
    return None


def _without_lead(match: re.Match[str]) -> Span | None:
    lead = _LEADING.match(match[0])
    start = match.start() + (lead.end() if lead else 0)
    return Span(start, match.end()) if match.end() - start > 8 else None


def _in_sentences(opening: Opening, line: OpeningLine) -> Stated[str] | None:
    """The body that a sentence of a line says met, or whose meeting it says it was."""
    for sentence in sentences(line.text):
        text = line.text[: sentence.end]
        for name, pattern in (*_BODIES, *((None, each) for each in (*_COLLEGES, *_OFFICES))):
            for match in pattern.finditer(text, sentence.start):
                span = Span(*match.span()) if name else _without_lead(match)
                if span and not name:
                    span = Span(span.start, span.start + len(_PLACED.split(span.of(text), maxsplit=1)[0]))
                if not span or _OF_ANOTHER.search(text[: span.start]):
                    continue
                if _ITS_MEETING.search(text[: span.start]) or _IT_MET.search(text[span.end :]):
                    words = opening.stated(span.shifted(line.span.start))
                    return Stated(name, words.span) if words and name else words
    return None
