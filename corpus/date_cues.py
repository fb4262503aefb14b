"""Whether the words around a date say that it is the day of the meeting."""

from __future__ import annotations

import re

from corpus.document import Span
from corpus.khmer import normal_form


def _cues(*expressions: str) -> re.Pattern[str]:
    return re.compile(normal_form("|".join(expressions)), re.IGNORECASE)


_LABEL = _cues(
    "(?:date(?: and (?:time|place|venue))?|date of (?:the )?meeting|meeting date|day|when|held on"
    "|time and date|កាលបរិច្ឆេទ[^\n]{0,20}|ថ្ងៃ ?ខែ ?ឆ្នាំ[^\n]{0,20}|ថ្ងៃប្រជុំ|ពេលវេលា|កាលវេលា|ថ្ងៃខែ)"
    "\\**\\s*[:៖|\t–-]\\**[\\s|]*(?:[a-z]+day,? )?$",
    "\\bthe date (?:of the meeting )?(?:was|is) (?:[a-z]+day,? )?$",
)
_OTHER_MEETING = _cues(
    "(?:previous|last|preceding|prior|earlier|next|following|future|upcoming|another) "
    "(?:\\w+ )?(?:meeting|session|workshop|minutes)",
    "(?:approv|adopt|confirm|endors)\\w* (?:of )?(?:the |its )?(?:\\w+ )?(?:minutes|agenda|record)",
    "recall|as agreed|since the|will (?:be|meet|take|convene)|scheduled|postponed|shall|planned for",
    "លើកមុន|មុននេះ|កន្លង(?:មក|ទៅ)|លើកក្រោយ|ខាងមុខ|បន្ទាប់(?!ពី|មក)|នឹង(?:ប្រព្រឹត្ត|ធ្វើឡើង|រៀបចំ|ប្រជុំ)|គ្រោង|រំលឹក",
)
_PAPER = _cues(
    "\\bdated|\\bissued|published|\\bsigned|deadline|due (?:by|on|date)|no later than|\\bsubmit|\\breceived",
    "(?:letter|decree|prakas|circular|resolution|invitation|law|decision|notification) (?:no|n°|#|of|on)\\b",
    "ចុះ\\s*(?:លេខ|នៅ)?\\s*(?:ថ្ងៃ)?\\s*$|ចុះហត្ថលេខា|(?:អនុក្រឹត្យ|ព្រះរាជក្រឹត្យ|ព្រះរាជក្រម|ប្រកាស|លិខិត|សារាចរ|សេចក្តីជូនដំណឹង|ច្បាប់)[^\n]{0,40}លេខ",
    "យ៉ាងយូរ|ឱ្យបានមុន|ផុតកំណត់|(?:រហូត|ត្រឹម|មុន)\\s*$|\\b(?:by|before|until|since|from|after)\\s+(?:\\w+day,? )?$",
)
_EVENT = _cues(
    "\\bheld\\b|\\bmet\\b|convened|took place|\\bopened|organi[sz]ed|gathered|commenced|conducted",
    "called to order|minutes|meeting|session|workshop|conference|assembly|consultation|record of|summary of",
    "កាលពី|ប្រព្រឹត្តទៅ|បានរៀបចំ|បើក|ប្រជុំ|សិក្ខាសាលា|សន្និសីទ|វេទិកា|កំណត់ហេតុ|របាយការណ៍|ត្រូវ(?:នឹង|និង)",
    "(?:ព្រឹក|រសៀល|ល្ងាច|វេលា|ម៉ោង)[^\n]{0,40}$",
)
_SENTENCE_START = re.compile("[\u17d4\u17d5\n]|(?<=[a-z0-9)])[.;] (?=[A-Z])")
_EARLY_LINES = 8
"""A title page: lines so early state the meeting's own date, also without a label."""
_SHORT_REST = 40
"""Code points beside the date in a line that is about little else, e.g. `រាជធានីភ្នំពេញ, ថ្ងៃទី…`."""
_DATELINE = re.compile(
    "[^.!?\n]{0,80}(?:,|\\))\\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?", re.IGNORECASE
)
"""What stands before the date in a line such as `Kep, Cambodia, Tuesday 5 November 2024, 9 a.m. to noon`."""
_DATELINE_REST = 60
_DAY_ONLY = re.compile("\\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?", re.IGNORECASE)
_TIME = _cues("[\\s,|(–-]*(?:from |at )?(?:[0-9]{1,2}(?:[:.h][0-9]{2}|\\s?[ap]\\.?m\\b)|ម៉ោង|វេលា)")
"""After a date with nothing before it in its line: `10 March 2022, 9.00-11.00, Main Hall`."""
_CORRESPONDING = _cues("ត្រូវ ?(?:នឹង|និង|នៅ) ?$")
"""After the lunar date, the official form's own words for the day of the meeting."""


def standing(opening: str, span: Span) -> int:
    """How surely the date at `span` is the meeting's: 3 labelled so, 2 told so, 1 alone in its line, else 0.

    opening: the first part of the minutes in normal form.
    """
    line_start = opening.rfind("\n", 0, span.start) + 1
    line_end = opening.find("\n", span.end)
    line_end = len(opening) if line_end < 0 else line_end
    line_before, line_after = opening[line_start : span.start], opening[span.end : line_end]
    if _LABEL.search(line_before) or _CORRESPONDING.search(line_before):
        return 3
    starts = [match.end() for match in _SENTENCE_START.finditer(line_before)]
    before = line_before[max(starts, default=0) :]
    after = _SENTENCE_START.split(line_after, maxsplit=1)[0]
    if _OTHER_MEETING.search(before) or _PAPER.search(before[-80:]):
        return 0
    lines_before = sum(1 for line in opening[:line_start].split("\n") if line.strip())
    if lines_before >= _EARLY_LINES:
        return 0
    if _EVENT.search(before) or _EVENT.search(after[:120]):
        return 2
    rest = len(line_before.strip()) + len(line_after.strip())
    dateline = _DATELINE.fullmatch(line_before) and len(line_after.strip()) <= _DATELINE_REST
    timed = _DAY_ONLY.fullmatch(line_before) and _TIME.match(line_after)
    return 1 if rest <= _SHORT_REST or dateline or timed else 0
