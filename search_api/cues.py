"""The words by which questions say what they are after, in both languages.

Patterns are matched on the normal form of a question, case folded. Khmer has no word breaks that a
pattern could lean on, so each Khmer cue is long enough to stand for itself.
"""

from __future__ import annotations

import re
from enum import StrEnum

from corpus import khmer
from corpus.document import SectionKind


class Wanted(StrEnum):
    """The sort of thing that answers a question."""

    DATE = "date"
    NUMBER = "number"
    PLACE = "place"
    WHO = "who"
    REASON = "reason"
    LIST = "list"


def _cue(english: str, khmer_words: str) -> re.Pattern[str]:
    parts = [f"\\b(?:{english})\\b"] if english else []
    parts += [re.escape(khmer.normal_form(word)) for word in khmer_words.split()]
    return re.compile("|".join(parts))


WANTED: dict[Wanted, re.Pattern[str]] = {
    Wanted.DATE: _cue(
        "when|what (?:date|day|year|month|time)|which (?:date|day|year|month)|on what date|how long ago"
        "|deadline",
        "ពេលណា ថ្ងៃណា ថ្ងៃទីប៉ុន្មាន ឆ្នាំណា ខែណា ថ្ងៃខែ កាលបរិច្ឆេទ ឆ្នាំប៉ុន្មាន ពេលវេលាណា",
    ),
    Wanted.NUMBER: _cue(
        "how many|how much|how large|how big|what (?:amount|sum|number|percentage|share|budget)|budget"
        "|funding|cost",
        "ប៉ុន្មាន ចំនួន ថវិកា ទឹកប្រាក់ ប៉ុណ្ណា ភាគរយ",
    ),
    Wanted.PLACE: _cue(
        "where|which (?:city|country|province|place|venue|hotel)|what (?:city|country|place|venue)"
        "|venue|location",
        "នៅឯណា ទីណា នៅណា កន្លែងណា ទីក្រុងណា ប្រទេសណា ខេត្តណា ទីកន្លែង ឯណា",
    ),
    Wanted.WHO: _cue(
        "who|whom|whose|chair|chairs|chaired"
        "|which (?:country|party|delegation|ministry|body|agency|organi[sz]ation)",
        "នរណា អ្នកណា ជនណា ប្រទេសណា ភាគីណា ក្រសួងណា អង្គភាពណា ស្ថាប័នណា អង្គការណា លោកណា",
    ),
    Wanted.REASON: _cue(
        "why|for what reason|what caused|reason|reasons|cause|how come",
        "ហេតុអ្វី មូលហេតុ ហេតុដូចម្តេច ដោយសារអ្វី ហេតុផល",
    ),
    Wanted.LIST: _cue(
        "list|which .{2,40}s (?:were|are|did|do|have)|what (?:are|were|was) the .{0,60}s"
        "|what .{2,30}s (?:were|are|did|do)"
        "|all|every|main points|name the|enumerate",
        "អ្វីខ្លះ ណាខ្លះ នរណាខ្លះ ទាំងអស់ រាយ",
    ),
}

SECTION_KINDS: dict[SectionKind, re.Pattern[str]] = {
    SectionKind.OBJECTIVES: _cue("objectives?|goals?|aims?|purposes?", "គោលបំណង គោលដៅ វត្ថុបំណង"),
    SectionKind.AGENDA: _cue("agenda", "របៀបវារៈ"),
    SectionKind.CHALLENGES: _cue(
        "challenges?|difficult(?:y|ies)|obstacles?|problems?|constraints?|hurdles?|barriers?",
        "បញ្ហាប្រឈម ភាពប្រឈម ឧបសគ្គ ការលំបាក បញ្ហា ផលលំបាក",
    ),
    SectionKind.RECOMMENDATIONS: _cue(
        "recommend|recommends|recommended|recommendations?|suggest(?:ed|ions?)?|proposals?|advised?",
        "អនុសាសន៍ សំណូមពរ ការណែនាំ ផ្តល់យោបល់",
    ),
    SectionKind.DECISIONS: _cue(
        "decisions?|decided?|agreed|adopted|approved|resolved|resolutions?|outcomes?|conclusions?|endorsed",
        "សេចក្តីសម្រេច សម្រេច ការសម្រេច លទ្ធផល ឯកភាព អនុម័ត",
    ),
    SectionKind.NEXT_MEETING: _cue(
        "next (?:meeting|session|round|workshop)|(?:chairs?|hosts?) (?:\\w+ )?next"
        "|next (?:chair|host)\\w*|upcoming meeting",
        "ប្រជុំបន្ទាប់ ប្រជុំលើកក្រោយ ប្រជុំក្រោយ ប្រធានបន្ទាប់ លើកបន្ទាប់",
    ),
    SectionKind.PARTICIPANTS: _cue(
        "participants?|participated|attend(?:ed|ance|ees?)?|took part|present at|delegations?|delegates?",
        "អ្នកចូលរួម ចូលរួម សមាសភាព អញ្ជើញ វត្តមាន គណៈប្រតិភូ",
    ),
}

LATEST = _cue(
    "latest|newest|most recent(?:ly)?|recent|current(?:ly)?|next|upcoming|at present|nowadays|now"
    "|to date|up to date",
    "ចុងក្រោយ ថ្មីបំផុត បច្ចុប្បន្ន បន្ទាប់ លើកក្រោយ ឥឡូវ សព្វថ្ងៃ អណត្តិបន្ត",
)
