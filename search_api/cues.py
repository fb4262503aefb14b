"""The words by which questions say what they are after, in both languages.

Patterns are matched on the normal form of a question, case folded. Khmer has no word breaks that a
pattern could lean on, so each Khmer cue is long enough to stand for itself, or says what it may not
stand beside.
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
    """A pattern of English expressions, parted by bars, and Khmer ones, parted by spaces."""
    parts = [f"\\b(?:{english})\\b"] if english else []
    parts += [khmer.normal_form(word) for word in khmer_words.split()]
    return re.compile("|".join(parts))


WANTED: dict[Wanted, re.Pattern[str]] = {
    Wanted.DATE: _cue(
        "when|what (?:(?:is|was|were) the )?(?:dates?|day|year|month|time)|dates? of"
        "|which (?:date|day|year|month)|on what date|how long ago"
        "|deadline",
        "ពេលណា ថ្ងៃណា ថ្ងៃទីណា ថ្ងៃអ្វី ថ្ងៃទីប៉ុន្មាន ឆ្នាំណា ខែណា ខែអ្វី សប្តាហ៍ណា ត្រីមាសណា ថ្ងៃខែ កាលបរិច្ឆេទ"
        " ឆ្នាំប៉ុន្មាន វេលាណា កាលណា អង្កាល់ ផុតកំណត់",
    ),
    Wanted.NUMBER: _cue(
        "how many|how much|how large|how big|what (?:amount|sum|number|percentage|share|budget)|budget"
        "|funding|cost",
        "ប៉ុន្មាន ចំនួន ថវិកា ទឹកប្រាក់ ប៉ុណ្ណា ប៉ុណា ប៉ុនណា ទំហំ ភាគរយ",
    ),
    Wanted.PLACE: _cue(
        "where|which (?:city|country|province|place|venue|hotel)|what (?:city|country|place|venue)"
        "|venue|location",
        "ឯណា នៅណា មកពីណា ទៅណា (?:(?<![\\u1780-\\u17d3])|(?<=នៅ)|(?<=ពី)|(?<=ទៅ)|(?<=ធ្វើ)|(?<=ឡើង))ទីណា"
        " កន្លែងណា ទីកន្លែង ទីតាំងណា ក្រុងណា ប្រទេសណា រាជធានីណា ខេត្តណា ស្រុកណា ខណ្ឌណា ឃុំណា សង្កាត់ណា ភូមិណា"
        " តំបន់ណា សណ្ឋាគារណា អគារណា បន្ទប់ណា",
    ),
    Wanted.WHO: _cue(
        "who|whom|whose|chair|chairs|chaired"
        "|which (?:country|party|delegation|ministry|body|agency|organi[sz]ation)",
        "នរណា អ្នកណា ជនណា លោកណា រូបណា បុគ្គលណា មន្ត្រីណា ឈ្មោះអ្វី ឈ្មោះអី ប្រទេសណា ភាគីណា សមាជិកណា"
        " ប្រតិភូណា តំណាងណា ក្រសួងណា មន្ទីរណា នាយកដ្ឋានណា លេខាធិការដ្ឋានណា អាជ្ញាធរណា អង្គភាពណា ស្ថាប័នណា"
        " អង្គការណា គណៈកម្មាធិការណា គណៈកម្មការណា ក្រុមណា ក្រុមការងារណា ក្រុមហ៊ុនណា",
    ),
    Wanted.REASON: _cue(
        "why|for what reason|what caused|reason|reasons|cause|how come",
        "ហេតុអ្វី ហេតុអី មូលហេតុ ហេតុដូចម្តេច ហេតុម្តេច ហេតុផល ដោយសារអ្វី ដោយសារអី ព្រោះអ្វី ព្រោះអី"
        " ម្តេចបានជា ម៉េចបានជា អ្វីបណ្តាល បណ្តាលមកពីអ្វី",
    ),
    Wanted.LIST: _cue(
        "list|which .{2,40}s (?:were|are|did|do|have)|what (?:are|were|was) the .{0,60}s"
        "|what .{2,30}s (?:were|are|did|do)"
        "|all|every|main points|name the|enumerate",
        "អ្វីខ្លះ អីខ្លះ ណាខ្លះ ទាំងអស់ (?<!\\u17d2)រាយ(?!ការណ៍)",
    ),
}

_NEXT_CHAIR = (
    "(?:chairs?|hosts?|chairmanship)\\b.{0,30}\\bnext|next\\b.{0,20}\\b(?:chair|host)\\w*"
    "|(?:will|shall|would) (?:\\w+ ){0,3}(?:chair|host|preside)|to (?:chair|host|preside)"
    "|succe(?:eds?|eded|ssor)|chair\\w*\\b.{0,40}\\b(?:after|for (?:the year )?(?:19|20)\\d\\d)"
    "|t(?:akes?|ook) over .{0,20}chair\\w*",
    "ប្រធានបន្ទាប់ ម្ចាស់ផ្ទះបន្ទាប់ នឹង.{0,24}(?:ប្រធាន(?!បទ)|អធិបតី|ម្ចាស់ផ្ទះ) ប្រធាន(?!បទ).{0,24}ក្រោយ"
    " បន្ត.{0,8}ប្រធាន(?!បទ)",
)
"""Who chairs or hosts next, in English and in Khmer: minutes decide it, or tell it with the next meeting."""

SECTION_KINDS: dict[SectionKind, re.Pattern[str]] = {
    SectionKind.OBJECTIVES: _cue("objectives?|goals?|aims?|purposes?", "គោលបំណង គោលដៅ វត្ថុបំណង"),
    SectionKind.AGENDA: _cue("agenda", "របៀបវារ កម្មវិធីប្រជុំ កម្មវិធីកិច្ចប្រជុំ"),
    SectionKind.CHALLENGES: _cue(
        "challenges?|difficult(?:y|ies)|obstacles?|problems?|constraints?|hurdles?|barriers?",
        "បញ្ហា ប្រឈម ឧបសគ្គ ការលំបាក ផលលំបាក ខ្វះខាត ចំណុចខ្សោយ ចំនុចខ្សោយ",
    ),
    SectionKind.RECOMMENDATIONS: _cue(
        "recommend|recommends|recommended|recommendations?|suggest(?:ed|ions?)?|proposals?|advised?",
        "អនុសាសន សំណូមពរ សំណើ(?![មច]) ការណែនាំ ផ្តល់យោបល់ ឱ្យយោបល់",
    ),
    SectionKind.DECISIONS: _cue(
        "decisions?|decided?|agreed|adopted|approved|resolved|resolutions?|outcomes?|conclusions?|endorsed"
        f"|{_NEXT_CHAIR[0]}",
        f"សម្រេច សំរេច លទ្ធផល ឯកភាព យល់ព្រម អនុម័ត សន្និដ្ឋាន ប្រធានអណត្តិ អណត្តិបន្ត {_NEXT_CHAIR[1]}",
    ),
    SectionKind.NEXT_MEETING: _cue(
        "next (?:meeting|session|round|workshop)|\\b(?:meets?|convenes?) next\\b|upcoming meeting"
        f"|{_NEXT_CHAIR[0]}"
        "|(?:will|shall|would) .{0,80}\\b(?:meet|gather|(?:re)?convene|be held|take place)"
        "|(?:when|where)\\b.{0,80}\\bto (?:meet|gather|(?:re)?convene|be held|take place)",
        "ប្រជុំបន្ទាប់(?!ពី) ប្រជុំក្រោយ(?!ពី|មក|ឆ្នាំ|ខែ|ថ្ងៃ) ប្រជុំខាងមុខ សិក្ខាសាលាបន្ទាប់(?!ពី) លើកក្រោយ លើកបន្ទាប់(?!ពី)"
        " គ្រោង(?:នឹង)?(?:ធ្វើ|ប្រជុំ|រៀបចំ|ប្រារព្ធ) ប្រជុំ.{0,40}នឹង(?:ធ្វើ|ប្រព្រឹត្ត|រៀបចំ|ប្រារព្ធ) នឹង(?:ជួប)?ប្រជុំ"
        f" {_NEXT_CHAIR[1]}",
    ),
    SectionKind.PARTICIPANTS: _cue(
        "participants?|participated|attend(?:ed|ance|ees?)?|took part|present at|delegations?|delegates?",
        "ចូលរួម សមាសភាព អញ្ជើញ វត្តមាន ប្រតិភូ(?!កម្ម|អម)",
    ),
}

LATEST = _cue(
    "latest|newest|most recent(?:ly)?|recent|current(?:ly)?|next|upcoming|at present|nowadays|now"
    "|to date|up to date",
    "ចុងក្រោយ ក្រោយបង្អស់ ថ្មីបំផុត ថ្មីជាងគេ ថ្មីៗ បច្ចុប្បន្ន(?!ភាព) បន្ទាប់(?!ពី|មក|បន្សំ) លើកក្រោយ ខាងមុខ ឥឡូវ"
    " ពេលនេះ សព្វថ្ងៃ អាណត្តិបន្ត អាណត្តិបន្ទាប់ អណត្តិបន្ត អណត្តិបន្ទាប់",
)


_NO_NAME = (
    "the|an?|at|in|of|on|and|or|but|to|by|for|from|with|who|which|that|did|was|were|few|several|two|three|four|five|ten"
    "|year|month|week|time|day|item|point|extraordinary|special|annual|ordinary|technical|virtual|online|joint|\\w+ed"
)
"""Words between "latest" and "meeting" that are no body's name, or tell which of its meetings."""
LATEST_MEETING = _cue(
    "(?<!since )(?<!after )(?<!before )(?<!since the )(?<!after the )(?<!before the )"
    "(?:latest|newest|most recent|(?:^|(?:the|its|their|our|'s) )last) "
    f"(?:(?!(?:{_NO_NAME})s?\\b)[a-z][\\w'-]* ){{0,4}}?(?:meeting|minutes|session|sitting)",
    "(?:ប្រជុំ|សន្និបាត|កំណត់ហេតុ)(?:(?!ឆ្នាំ|ខែ|ថ្ងៃ|ចំណុច|មុន|សម្រេច|និយាយ|ទិន្នន័យ|បាន|ត្រូវ|វិសាមញ្ញ|ប្រចាំ|ពីរលើក|បីលើក|[0-9។?]).)"
    "{0,30}?(?:ចុងក្រោយ(?!នេះ)|ក្រោយបង្អស់|ថ្មីបំផុត|ថ្មីជាងគេ|ថ្មីៗបំផុត)",
)
"""The newest of some body's meetings, or its minutes: nothing but a name may stand between the words."""


MEETING = _cue(
    "meetings?|workshops?|sessions?|conferences?|seminars?|it|held|(?:take|took|taken) place|convened?|round",
    "ប្រជុំ សិក្ខាសាលា សន្និបាត សន្និសីទ ប្រព្រឹត្ត លើកទី វេទិកា",
)
"""The meeting itself, as that of which a date or a place is asked."""

_GREETINGS = (
    "hello|hi|hey|good (?:morning|afternoon|evening|day|night)|how are you|(?:many |ok )?thanks(?: a lot)?"
    "|thank you(?: (?:very|so) much| a lot)?|(?:good )?bye(?: bye)?|goodbye"
    "|(?:អរុណ|ទិវា|សាយ័ណ្ហ|រាត្រី)?សួស្តី|(?:ជំ|ជម្)រាប(?:សួរ|លា)|សុខសប្បាយ(?:ជា)?ទេ|(?:សូម)?អរគុណ(?:ច្រើន)?|លាហើយ"
)
_ADDRESSED = "there|everyone|all|sir|madam|kamnot|បង|លោកគ្រូ|អ្នកគ្រូ|លោកស្រី|លោក|អ្នកទាំងអស់គ្នា|បាទ|ចាស"
_GREETING = re.compile(f"(?:(?:{khmer.normal_form(_GREETINGS)})(?: ?(?:{_ADDRESSED}))* ?)+")
_NO_LETTERS = re.compile("[^\\w\u1780-\u17d3\u17dd]+")


def is_greeting(question: str) -> bool:
    """Whether a question in normal form is nothing but a greeting or thanks, which begin and end a chat."""
    return _GREETING.fullmatch(_NO_LETTERS.sub(" ", question.casefold()).strip()) is not None


CHAIRING = _cue(
    "chair|chairs|chaired|chairing|chairman|chairperson|chairmanship|presided?|presides|led|headed|moderated",
    "ប្រធាន អធិបតី ដឹកនាំ",
)
