"""Where a meeting was, as the opening of its minutes says."""

from __future__ import annotations

import re

from corpus.dates import Period, normal_mentions
from corpus.document import Span, Stated
from corpus.opening import HEADER_LINES, Opening, OpeningLine, cue, plain, sentences

_PLACE_LABEL = cue(
    "^\\W*(?:(?:meeting )?place|venue|location|held (?:at|in)|where|ទីកន្លែង|ទីតាំង"
    "|កន្លែងប្រជុំ|(?:របៀប|ទម្រង់)(?=ប្រជុំ))(?: ?ប្រជុំ)?\\**\\s*[:៖|]\\**\\s*(?P<it>[^\\n]+)"
)
_KHMER_PLACE = cue(
    "(?:នៅ|ក្នុង)\\s?(?:ឯ\\s?)?(?P<it>(?:(?:កោះ(?!ប្រជុំ)|រដ្ឋ(?!បាល|លេខា|មន្ត្រី|សភា)|ស្ថានទូត|អគ្គស្នងការដ្ឋាន"
    "|ស្នងការដ្ឋាន|ច្រក(?:ព្រំដែន|អន្តរជាតិ)|ទីស្តីការ|សាលា?|បន្ទប់|សណ្ឋាគារ|ខេត្ត|រាជធានី|ទីក្រុង|ក្រុង|ក្រសួង"
    "|អគ្គនាយកដ្ឋាន|ឃុំ|សង្កាត់|ស្រុក|ខណ្ឌ|ភូមិ|វត្ត|មជ្ឈមណ្ឌល|វិទ្យាស្ថាន|អគារ|ទីចាត់ការ|ការិយាល័យ|វិមាន|ប្រទេស"
    "|មន្ទីរ))[^។៕\\n]{0,160})"
    "|(?P<online>តាម(?:រយៈ)?\\s?ប្រព័ន្ធ\\s?(?:វីដេអូ|អនឡាញ|ទូរសន្និសីទ|Zoom|Teams|Google Meet)[^\\s។,)]{0,30}"
    "|តាម(?:រយៈ)?\\s?(?:Zoom|វីដេអូ)[^\\s។]{0,20})"
)
_ENGLISH_PLACE = cue(
    "\\b(?:held|convened|took place|met|gathered|assembled|organi[sz]ed)\\b[^.\\n]{0,40}?\\b(?:in|at)\\s+"
    "(?P<it>(?:the\\s+)?(?:(?-i:[A-Z])|[a-z]+ (?:room|hall|office|house)\\b)[^.;\\n]{0,100}?)"
    "(?=,?\\s+(?:on|from|with|under|back|by|and was|to|during)\\b|[.;\\n]|$)",
    "\\b(?P<online>(?:(?:by|via) )?video[ -]?(?:conference|link)|(?:by|via|on|over) (?:zoom|teams)"
    "|(?:(?<=held )|(?<=met )|(?<=conducted )|(?<=\\())(?:wholly |entirely )?(?:online|on line))\\b",
)
_OWN_LINE = cue(
    "^(?:រាជធានី|ទីក្រុង|ខេត្ត|ក្រុង|ស្រុក|សណ្ឋាគារ|សាលប្រជុំ|ទីស្តីការ|កោះ)(?![^\\n]*(?:ប្រជុំ|សិក្ខា|បាន|កំណត់ហេតុ"
    "|[៖:]))[^\\n។]{2,100}$"
)
"""A line under the title that only names a place."""
_REMOTE_LINE = cue("តាម(?:រយៈ)?\\s?ប្រព័ន្ធ\\s?(?:វីដេអូ|អនឡាញ|ទូរសន្និសីទ|Zoom|Teams)[^\\n។,)]*")
_TELLS = cue(
    "ប្រជុំ|សិក្ខាសាលា|សន្និបាត|សន្និសីទ|វេទិកា|ពិធី|[0-9]{4}|ទីកន្លែង|\\b(?:meeting|workshop|held|met|gathered"
    "|took place|convened)\\b"
)
_PLANNED = cue(
    "(?:គ្រោង|លើកក្រោយ|លើកមុន|\\b(?:planned|next|previous|last|instead of|should have))(?:(?!ត្រូវបាន"
    "|\\b(?:was|were|held)\\b)[^។]){0,60}$"
)
_RECORD = cue("^(?:(?:summary |verbatim )?(?:record|minutes|notes|report)(?: of \\w+)?)\\s*[,:–-]\\s*")
_PHRASE_END = cue(
    "\\s(?=(?:ក្រោម|ដោយ|បាន|ដែល|ដើម្បី|គណៈ|កិច្ចប្រជុំ|អង្គប្រជុំ|អនុគណៈ|មាន|ស្តីពី|វេលា|ម៉ោង|(?:នៅ)?(?:ព្រឹក|រសៀល|ល្ងាច"
    "|យប់)?ថ្ងៃ|ជាមួយ|ព្រោះ|ព្រមទាំង|និងមាន"
    "|តាមរយៈ|ដឹកនាំ|សិក្ខាសាលា|ក្នុងគោល|ក្នុងនាម|គ\\.ជ))"
    "|\\s(?=\\S*(?:បាន|ដែលមាន))"
)
_SHORT = 160
"""Code points; a longer line is a paragraph."""
_NO_PLACE = re.compile("\\b(?:held|was|meeting|minutes|date|workshop|session|report)\\b", re.IGNORECASE)
_IN_SENTENCE = re.compile("\\b(?:on|of|from|by|dated|since|until)\\s+(?:\\w+day,?\\s+)?$", re.IGNORECASE)


def place(opening: Opening, day: Period | None) -> Stated[str] | None:
    """Where the meeting was, or how if it was remote; `day` is when it was."""
    for line in opening.lines:
        if match := _PLACE_LABEL.search(line.text):
            return opening.stated(Span(*match.span("it")).shifted(line.span.start))
    first = opening.text[: opening.lines[:HEADER_LINES][-1].span.end] if opening.lines else ""
    dates = [each.span for each in normal_mentions(first) if each.period.first == day.first] if day else []
    for line in _telling(opening, dates):
        for date in dates:
            if line.span.start <= date.start < line.span.end and len(line.text) < _SHORT:
                found = _beside(line, date)
                if found:
                    return opening.stated(found)
        if span := _in_sentences(line.text):
            return opening.stated(span.shifted(line.span.start))
    for line in opening.lines[1:HEADER_LINES]:
        for pattern in (_OWN_LINE, _REMOTE_LINE):
            if plain(line) and len(line.text) < _SHORT and (match := pattern.search(line.text)):
                return opening.stated(Span(*match.span()).shifted(line.span.start))
    return None


def _in_sentences(text: str) -> Span | None:
    """The place that a sentence about a meeting gives, but not where one was planned."""
    for sentence in sentences(text):
        if not _TELLS.search(text, sentence.start, sentence.end):
            continue
        for pattern in (_KHMER_PLACE, _ENGLISH_PLACE):
            start = sentence.start
            while match := pattern.search(text, start, sentence.end):
                span = Span(*match.span("it" if match["it"] else "online"))
                if not _PLANNED.search(text[sentence.start : span.start]):
                    return _phrase(text, span)
                start = span.start + 1
    return None


def _telling(opening: Opening, dates: list[Span]) -> list[OpeningLine]:
    """The lines that may tell of the place: the one with the date first, then the first ones."""
    first = [line for line in opening.lines[:HEADER_LINES] if plain(line)]
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
        if words and (record := _RECORD.match(words[0])):
            words = re.compile("[^\\n]*").match(text, words.start() + record.end(), words.end())
        if words and len(words[0]) > 3 and words[0][0].isupper() and not _NO_PLACE.search(words[0]):
            return Span(*words.span()).shifted(side.start)
    return None


def _phrase(text: str, span: Span) -> Span:
    """A run cut before the next clause."""
    end = _PHRASE_END.search(text, span.start, span.end)
    return Span(span.start, end.start()) if end else span
