"""The words in headings and introductions that tell what a section of minutes is about."""

from __future__ import annotations

import re

from corpus.document import SectionKind
from corpus.khmer import normal_form


def _cue(*expressions: str) -> re.Pattern[str]:
    return re.compile(normal_form("|".join(expressions)), re.IGNORECASE)


_AGENDA_ITEM = re.compile("^\\W*agenda\\s+item\\s+[\\divx.]+\\s*[:.–-]\\s*", re.IGNORECASE)
_EARLIER = _cue("\\b(?:previous|last|matters arising|minutes of)\\b", "លើកមុន|កន្លងមក|កន្លងទៅ|មុននេះ")
_CUES: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    # The first that matches counts: an adopted agenda is no decision, a way past a challenge no challenge.
    (
        SectionKind.NEXT_MEETING,
        _cue(
            "\\b(?:next|future|forthcoming) (?:\\w+ )?(?:meeting|session|workshop|consultation|conference)",
            "(?:ប្រជុំ|សន្និបាត|សិក្ខាសាលា|សន្និសីទ)[^\n]{0,40}(?:ក្រោយ|បន្ទាប់)|^[^\n]{0,6}លើកក្រោយ",
        ),
    ),
    (SectionKind.AGENDA, _cue("\\bagenda\\b|order of business", "របៀបវារ|កម្មវិធី(?:នៃ)?(?:កិច្ច)?ប្រជុំ")),
    (
        SectionKind.RECOMMENDATIONS,
        _cue(
            "\\brecommend|\\bsuggest(?:ed|ions?)|\\badvised|way forward|\\bsolutions?\\b",
            "អនុសាសន|សំណូមពរ|ដំណោះស្រាយ|មតិណែនាំ|ទិសដៅ|បានស្នើ|សំណើ(?![មច])",
        ),
    ),
    (
        SectionKind.CHALLENGES,
        _cue(
            "challeng|difficult|obstacle|constraint|\\bproblems?\\b|barrier|bottleneck|shortcoming",
            "ប្រឈម|ឧបសគ្គ|ការលំបាក|ខ្វះខាត|កង្វះ|ចំណុចខ្សោយ|ចំនុចខ្សោយ|បញ្ហាចោទ",
        ),
    ),
    (
        SectionKind.OBJECTIVES,
        _cue("\\b(?:objectives?|purposes?|aims?|goals?)\\b", "គោលបំណង|គោលដៅ|វត្ថុបំណង"),
    ),
    (
        SectionKind.DECISIONS,
        _cue(
            "\\bdeci(?:sions?|ded)\\b|\\bresol(?:utions?|ved)\\b|\\bagree(?:d|ments?)\\b",
            "\\baction (?:items?|points?|plan)|^\\W*actions?\\W*$|\\bconclu",
            "\\b(?:outcomes?|adopted|next steps|approved)\\b",
            "(?:សម្រេច|សំរេច)(?!បាន)|ឯកភាព|អនុម័ត|ជាលទ្ធផល|សន្និដ្ឋាន|លទ្ធផលនៃ(?:កិច្ច)?ប្រជុំ",
            "ការងារ(?:ដែល)?ត្រូវ(?:បន្ត|អនុវត្ត|ធ្វើ)",
        ),
    ),
    (
        SectionKind.PARTICIPANTS,
        _cue(
            "\\bparticipants?\\b|\\battend(?:ance|ees?|ed)\\b|\\bpresent\\b|\\bapologies\\b",
            "\\bdelegations?\\b|\\babsent\\b",
            "អ្នកចូលរួម|សមាសភាព|វត្តមាន|សមាជិកចូលរួម|ការចូលរួម|អ្នកអវត្តមាន",
        ),
    ),
    (
        SectionKind.CLOSING,
        _cue(
            "\\bclos(?:ing|ure|ed)\\b|adjourn",
            "បិទ(?:អង្គ|កិច្ច)?(?:ប្រជុំ|សិក្ខាសាលា)|ពិធីបិទ|បានបញ្ចប់|បានបិទ|សេចក្តីបញ្ចប់|(?:មតិ|សុន្ទរកថា)បិទ",
        ),
    ),
    (
        SectionKind.OPENING,
        _cue(
            "\\bopen(?:ing|ed)\\b|\\bintroduction\\b|\\bwelcome\\b|call to order",
            "បើក(?:អង្គ|កិច្ច)?(?:ប្រជុំ|សិក្ខាសាលា)|(?:មតិ|សុន្ទរកថា)បើក|ស្វាគមន៍|សេចក្តីផ្តើម|ពិធីបើក",
        ),
    ),
    (
        SectionKind.DISCUSSION,
        _cue(
            "discuss|deliberat|\\bother business|matters arising|\\bminutes of\\b",
            "\\b(?:progress|reports?|remarks)\\b",
            "ពិភាក្សា|មតិ|បញ្ហាផ្សេង|របាយការណ៍|វឌ្ឍនភាព|បទបង្ហាញ",
        ),
    ),
)
_SPEECH = _cue(
    "\\b(?:reported|discussed|noted|stated|presented|recalled|described|asked|said|informed|explained|questioned)\\b",
    "លើកឡើង|ពិភាក្សា|បង្ហាញថា|ធ្វើការបង្ហាញ|ជម្រាប|រាយការណ៍|មានប្រសាសន៍|ចែករំលែក|បញ្ជាក់ថា|យល់ថា|បានស្នើ"
    "|រំលឹកថា|ពន្យល់ថា|ថ្លែងថា|អះអាងថា|សង្កេតឃើញថា|កត់សម្គាល់ថា|សួរថា",
)
_FUTURE = _cue(
    "\\bwill (?:be held|take place|meet|convene|be convened)|\\bis (?:planned|scheduled)",
    "នឹង(?:ប្រព្រឹត្ត|រៀបចំ|ធ្វើ|ប្រជុំ)|គ្រោង|កំណត់ធ្វើ",
)
_ORDINAL_MEETING = _cue(
    "\\b(?:the )?\\w+ (?:meeting|session|workshop|consultation|conference|assembly|seminar)\\b",
    "(?:ប្រជុំ|សន្និបាត|សិក្ខាសាលា)[^\n]{0,40}លើកទី",
)
_END = _cue("\\badjourned\\b|meeting (?:was )?(?:closed|ended)", "(?:បានបញ្ចប់|បានបិទ|ត្រូវបានបិទ|ចប់)\\s*នៅ")
_PARAGRAPH_START = 90
"""Code points of a paragraph that tell what it is about."""


def kind_of_heading(heading: str) -> SectionKind | None:
    """What the section under a heading or after an introduction is about; None where no word tells."""
    text = _AGENDA_ITEM.sub("", normal_form(heading).strip())
    for kind, cue in _CUES:
        if cue.search(text):
            looks_back = kind in (SectionKind.DECISIONS, SectionKind.RECOMMENDATIONS) and _EARLIER.search(
                text
            )
            return SectionKind.DISCUSSION if looks_back else kind
    return None


def kind_of_paragraph(paragraph: str) -> SectionKind | None:
    """NEXT_MEETING or CLOSING for a paragraph that tells when the next meeting is or this one ended."""
    text = normal_form(paragraph[: 2 * _PARAGRAPH_START])
    start = text[:_PARAGRAPH_START]
    if _ORDINAL_MEETING.search(start) and _FUTURE.search(text) and not _EARLIER.search(start):
        return SectionKind.NEXT_MEETING
    return SectionKind.CLOSING if _END.search(text) else None


def kind_of_text(text: str) -> SectionKind:
    """DISCUSSION for text that tells what people said, else OTHER."""
    spoken = _SPEECH.search(text) or _SPEECH.search(normal_form(text))
    return SectionKind.DISCUSSION if spoken else SectionKind.OTHER


def is_next_meeting(heading: str, text: str) -> bool:
    """Whether a section headed by a meeting's ordinal tells of one to come."""
    return bool(_ORDINAL_MEETING.search(normal_form(heading)) and _FUTURE.search(normal_form(text)))
