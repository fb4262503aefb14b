"""Times that questions call by what happened then."""

from __future__ import annotations

import re
from datetime import date

from corpus.dates import Period
from corpus.document import Span
from corpus.khmer import normal_form
from search_api.asked_times import AskedTime

PANDEMIC = Period(date(2020, 1, 1), date(2022, 12, 31))
"""The years in which COVID-19 kept officials from meeting as before; the emergency was declared on 30 January
2020 (WHO), and most borders of the region stood open again by the end of 2022."""

_NAME = "(?:the )?(?:covid(?:[- ]?19)?|corona(?:virus)?|pandemic)(?: pandemic| crisis| outbreak)?"
_KHMER_NAME = "[^។៕?]{0,28}?(?:កូវីដ|covid|ជំងឺរាតត្បាត|ជម្ងឺរាតត្បាត)(?:[- ]?19)?"
_TIME = "(?:years?|era|period|times?|days|lockdowns?)"


def _cue(english: str, khmer_words: str) -> re.Pattern[str]:
    return re.compile(f"\\b(?:{english})\\b|{normal_form(khmer_words)}")


_BEFORE = _cue(
    f"(?:(?:before|prior to|until) |pre-?){_NAME}(?: {_TIME})?", f"មុន(?:ពេល|គ្រា|សម័យ|មាន){_KHMER_NAME}"
)
_AFTER = _cue(f"(?:after |post-?){_NAME}(?: {_TIME})?", f"(?:ក្រោយ|បន្ទាប់)(?:ពី|ពេល|គ្រា|សម័យ){_KHMER_NAME}")
_DURING = _cue(
    f"(?:during|in|throughout|amid|over|through) {_NAME}(?: {_TIME})?|{_NAME} {_TIME}",
    f"(?:ក្នុង|អំឡុង|កំឡុង|ពេល|គ្រា|ឆ្នាំ|សម័យ|ដំណាក់កាល){_KHMER_NAME}",
)


def era_times(text: str) -> list[AskedTime]:
    """The time before, during or after the pandemic, where a question in folded normal form names it."""
    times = {
        _BEFORE: Period(date.min, date(2019, 12, 31)),
        _AFTER: Period(date(2022, 1, 1), date.max),
        _DURING: PANDEMIC,
    }
    named = ((cue.search(text), period) for cue, period in times.items())
    return [AskedTime(period, Span(*match.span())) for match, period in named if match][:1]
