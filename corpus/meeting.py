"""What the opening of minutes says of the meeting: where it was, whose it was and who led it."""

from __future__ import annotations

import re

from corpus.dates import Period, normal_mentions
from corpus.document import Span, Stated
from corpus.opening import Opening, OpeningLine, cue, plain

_PLACE_LABEL = cue(
    "^\\W*(?:(?:meeting )?place|venue|location|held (?:at|in)|where|ទីកន្លែង|ទីតាំង"
    "|កន្លែងប្រជុំ)(?: ?ប្រជុំ)?\\**\\s*[:៖|]\\**\\s*(?P<it>[^\\n]+)"
)
_KHMER_PLACE = cue(
    "(?:នៅ|ក្នុង)\\s?(?:ឯ\\s?)?(?P<it>(?:ទីស្តីការ|សាលា?|បន្ទប់|សណ្ឋាគារ|ខេត្ត|រាជធានី|ទីក្រុង|ក្រុង|ក្រសួង"
    "|អគ្គនាយកដ្ឋាន|ឃុំ|សង្កាត់|ស្រុក|ខណ្ឌ|ភូមិ|វត្ត|មជ្ឈមណ្ឌល|វិទ្យាស្ថាន|អគារ|ទីចាត់ការ|ការិយាល័យ|វិមាន|ប្រទេស|មន្ទីរ)[^។៕\\n]{0,160})"
    "|(?P<online>តាម(?:រយៈ)?\\s?ប្រព័ន្ធ\\s?(?:វីដេអូ|អនឡាញ|ទូរសន្និសីទ)[^\\s។,]{0,30}"
    "|តាម(?:រយៈ)?\\s?(?:Zoom|វីដេអូ)[^\\s។]{0,20})"
)
_ENGLISH_PLACE = cue(
    "\\b(?:held|convened|took place|met|organi[sz]ed)\\b[^.\\n]{0,40}?\\b(?:in|at)\\s+"
    "(?P<it>(?:the\\s+)?(?:(?-i:[A-Z])|[a-z]+ (?:room|hall|office|house)\\b)[^.;\\n]{0,100}?)"
    "(?=,?\\s+(?:on|from|with|under|back|by|and was|to|during)\\b|[.;\\n]|$)",
    "\\b(?P<online>(?:(?:by|via) )?video[ -]?(?:conference|link)|(?:by|via) (?:zoom|teams)|online)\\b",
)
_PHRASE_END = cue(
    "\\s(?=(?:ក្រោម|ដោយ|បាន|ដែល|ដើម្បី|គណៈ|កិច្ចប្រជុំ|អង្គប្រជុំ|អនុគណៈ|មាន|ស្តីពី|វេលា|ថ្ងៃទី|ព្រមទាំង|និងមាន"
    "|តាមរយៈ|ដឹកនាំ|សិក្ខាសាលា|ក្នុងគោល|ក្នុងនាម|គ\\.ជ))"
    "|\\s(?=\\S*(?:បាន|ដែលមាន))"
)
_CHAIR_LABEL = cue(
    "^\\W*(?:chair(?:ed by|person|man|woman)?|co-chairs?|presid(?:ed by|ing officer)|moderator|facilitator"
    "|ប្រធាន(?:អង្គប្រជុំ|កិច្ចប្រជុំ|អង្គ)?|អធិបតី(?:ភាព|កិច្ចប្រជុំ)?|អ្នកដឹកនាំ(?:កិច្ច)?ប្រជុំ|ដឹកនាំដោយ)"
    "\\**\\s*[:៖|]\\**\\s*(?P<it>[^\\n]+)"
)
_CHAIRED = cue(
    "(?:ក្រោម|មាន)\\s?(?:អធិបតីភាព|អធិបតី|ការដឹកនាំ|ព្រះរាជាធិបតី|គណៈអធិបតី)(?:សម្របសម្រួល|ប្រជុំ)?"
    "(?:ដ៏ខ្ពង់ខ្ពស់)?\\s?(?:របស់|ដោយ|ពី)?\\s?(?P<it>[^។៕\\n]{2,200})",
    "(?:ដឹកនាំ|សម្របសម្រួល)(?:កិច្ចប្រជុំ|អង្គប្រជុំ)?ដោយ\\s?(?P<by>[^។៕\\n]{2,200})",
    "(?:(?:chaired|presided over|moderated|led) by|under the chairmanship of)\\s+(?P<en>[^\\n]{2,160}?)"
    "(?=(?<!\\bMr)(?<!\\bMs)(?<!\\bMrs)(?<!\\bDr)(?<!\\bH)(?<!\\bE)\\.\\s"
    "|\\.$|;|\\n|$|,? and (?:was )?attended|,? who)",
    "(?P<presiding>(?-i:(?:Mr|Ms|Mrs|Dr|H\\.E|H(?:is|er) Excellency|Dato|Datuk|General|Colonel|The)\\b)"
    "[^.;\\n]{2,140}?),? (?:who )?(?:presided|took the chair|was in the chair|chaired)\\b",
    "(?P<name>(?-i:[A-Z])[^\\s,:;]*(?: (?-i:[A-Z])[^\\s,:;]*){0,3}) "
    "\\((?:the )?chair(?:person|man|woman)?\\)",
)
_BODIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "SOMTC WG-TIP",
        cue(
            "(?:SOMTC\\s+)?WG[- ]?(?:on\\s+)?TIP\\b|(?:SOMTC\\s+)?working group on\\s+trafficking in persons",
            "ក្រុមការងារ\\s?SOMTC[^\\n]{0,30}(?:ប្រឆាំង|ប្រយុទ្ធ)[^\\n]{0,12}ជួញដូរមនុស្ស",
        ),
    ),
    ("AMMTC", cue("(?<![a-z])AMMTC(?![a-z])|ministerial meeting on transnational crime")),
    ("SOMTC", cue("(?<![a-z])SOMTC(?![a-z])|senior officials'? meeting on transnational crime")),
    (
        "NCCT",
        cue(
            "(?<![a-z])NCCT(?![a-z])|national committee (?:for|on) counter[- ]?trafficking",
            "គ\\.?\\s?ជ\\.?\\s?ប\\.?\\s?ជ(?![\\u1780-\\u17d3])",
            "(?<!អនុ)គណៈកម្មាធិការជាតិ(?:ដើម្បី)?(?:ប្រយុទ្ធ)?ប្រឆាំងអំពើជួញដូរមនុស្ស",
        ),
    ),
)
"""Bodies that minutes name in several ways, narrower ones first."""
_ENGLISH_BODY = re.compile(
    "(?:(?:(?:[A-Z][\\w'&-]*|of|on|for|and|the|in),? ){0,7}[A-Z][\\w'&-]* )?"
    "(?:Committee|Working Group|Task Force|Council|Commission|Board|Ministry|Secretariat|Department"
    "|Association|COMMITTEE|WORKING GROUP|TASK FORCE|COUNCIL|COMMISSION|BOARD|MINISTRY|SECRETARIAT)\\b"
    "(?: (?:on|of|for|to|ON|OF|FOR) (?:the )?[A-Z][\\w'-]*"
    "(?:,? (?:(?:and|of|in|for|the|AND|OF|IN) )*[A-Z][\\w'-]*){0,7})?"
)
_LEADING = re.compile(
    "^(?:(?:the|of|on|for|and|in|a)\\s+|.*?\\b(?:meeting|session|minutes)\\s+of\\s+(?:the\\s+)?)+",
    re.IGNORECASE,
)
_KHMER_BODY = cue(
    "(?:(?:អនុ|អគ្គ)?(?:គណៈកម្មាធិការ|គណៈកម្មការ|គណៈកម្មាធិកា)|ក្រុមការងារ|ក្រុមប្រឹក្សា|ក្រសួង|អគ្គលេខាធិការដ្ឋាន"
    "|លេខាធិការដ្ឋាន|អគ្គនាយកដ្ឋាន|អាជ្ញាធរ|គណៈអភិបាល|រដ្ឋបាល)[^\\n។៕(:៖,]{0,110}?"
    "(?=\\s*(?:\\(|លើកទី|លើក\\s|ប្រចាំ|ឆ្នាំ|ថ្ងៃ|\\s-\\s|\\sដែល|\\sបាន|\\sនៅ|\\sដើម្បី|[\\n។៕:៖,]|$))"
)
_NO_PLACE = re.compile("\\b(?:held|was|meeting|minutes|date|workshop|session|report)\\b", re.IGNORECASE)
_IN_SENTENCE = re.compile("\\b(?:on|of|from|by|dated|since|until)\\s+(?:\\w+day,?\\s+)?$", re.IGNORECASE)
_HEADER_LINES = 10


def place(opening: Opening, day: Period | None) -> Stated[str] | None:
    """Where the meeting was, or how if it was remote; `day` is when it was."""
    for line in opening.lines:
        if match := _PLACE_LABEL.search(line.text):
            return opening.stated(Span(*match.span("it")).shifted(line.span.start))
    first = opening.text[: opening.lines[:_HEADER_LINES][-1].span.end] if opening.lines else ""
    dates = [each.span for each in normal_mentions(first) if each.period.first == day.first] if day else []
    for line in _telling(opening, dates):
        for date in dates:
            if line.span.start <= date.start < line.span.end and len(line.text) < 160:
                found = _beside(line, date)
                if found:
                    return opening.stated(found)
        for pattern in (_KHMER_PLACE, _ENGLISH_PLACE):
            if match := pattern.search(line.text):
                name = "it" if match["it"] else "online"
                span = Span(*match.span(name))
                return opening.stated(_phrase(line.text, span).shifted(line.span.start))
    return None


def chair(opening: Opening) -> Stated[str] | None:
    """Who led the meeting."""
    for line in opening.lines:
        if match := _CHAIR_LABEL.search(line.text):
            return opening.stated(Span(*match.span("it")).shifted(line.span.start))
    for line in opening.lines:
        if match := _CHAIRED.search(line.text):
            span = Span(*match.span(match.lastgroup or 0))
            return opening.stated(_phrase(line.text, span).shifted(line.span.start))
    return None


def organiser(opening: Opening, title: Stated[str]) -> Stated[str] | None:
    """The body whose meeting it was: as its title, its letterhead or its first lines name it."""
    at_title = [line.span for line in opening.lines if title.span and _stands_in(opening, line, title.span)]
    whole_title = [Span(at_title[0].start, at_title[-1].end)] if at_title else []
    first = sorted(opening.lines[:_HEADER_LINES], key=lambda line: not plain(line))
    header = [line.span for line in first if len(line.text) < 200]
    for part in (whole_title, header, [line.span for line in first]):
        named = [found for span in part if (found := _body_in(opening, span))]
        if named:
            return named[0]
    return None


def _stands_in(opening: Opening, line: OpeningLine, span: Span) -> bool:
    return opening.traced.original(line.span).overlaps(span)


def _body_in(opening: Opening, within: Span) -> Stated[str] | None:
    text = within.of(opening.text).replace("\n", " ")
    for name, pattern in _BODIES:
        if match := pattern.search(text):
            words = opening.stated(Span(*match.span()).shifted(within.start))
            return Stated(name, words.span) if words else None
    if match := _KHMER_BODY.search(text) or _ENGLISH_BODY.search(text):
        lead = _LEADING.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        if len(match[0]) - (start - match.start()) > 8:
            return opening.stated(Span(start, match.end()).shifted(within.start))
    return None


def _telling(opening: Opening, dates: list[Span]) -> list[OpeningLine]:
    """The lines that may tell of the place: the one with the date first, then the first ones."""
    first = [line for line in opening.lines[:_HEADER_LINES] if plain(line)]
    dated = [line for line in first if any(line.span.start <= date.start < line.span.end for date in dates)]
    return dated + [line for line in first if line not in dated and len(line.text) > 60]


def _beside(line: OpeningLine, day: Span) -> Span | None:
    """What a line gives beside a date, e.g. `Siem Reap, 20 April 2021`; None where it is a sentence."""
    if _IN_SENTENCE.search(line.text[: day.start - line.span.start]):
        return None
    before = Span(line.span.start, day.start)
    after = Span(day.end, line.span.end)
    for side in (before, after):
        text = side.of(" " * line.span.start + line.text)
        text = re.sub(
            "(?i)\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b", lambda match: " " * len(match[0]), text
        )
        words = re.search("[^\\W\\d_][^\\n]*[^\\W_)]\\)?", text)
        if words and len(words[0]) > 3 and words[0][0].isupper() and not _NO_PLACE.search(words[0]):
            return Span(*words.span()).shifted(side.start)
    return None


def _phrase(text: str, span: Span) -> Span:
    """A run cut before the next clause."""
    end = _PHRASE_END.search(text, span.start, span.end)
    return Span(span.start, end.start()) if end else span
