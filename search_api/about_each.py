"""A question about several times or meetings, put about each of them by itself.

"How did the budget develop from 2019 to 2021?" is answered by the minutes of each year, none of which answers
it all: "How did the budget develop in 2019?" is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus import khmer
from corpus.ordinals import meetings
from corpus.organisers import known_bodies
from search_api.asked_times import AskedTime

MOST = 12
"""A question is put about so many times or meetings at most, the last of them."""
_JOIN = re.compile(
    "[\\s,;/&]*(?:\\b(?:and|or|then|to|versus|vs\\.?|against|with|compared (?:with|to))\\b"
    "|និង|ឬ|(?:ប្រៀប)?ធៀប(?:ជាមួយ|ទៅនឹង|នឹង)?|ហើយនឹង|ទៅ)?"
    "[\\s,;]*(?:(?:\\b(?:in|for|of|the|during)\\b\\s*)*|(?:នៅ|ក្នុង|សម្រាប់)?(?:ឆ្នាំ|ខែ)?)\\s*"
)
"""What stands between the times of one list."""
_LEAD = re.compile(
    "\\b(?:in|over|during|throughout|within)\\s+(?:the )?(?:years |period )?$"
    "|(?=[នក្អំក])(?:នៅ)?(?:ក្នុង)?(?:អំឡុង|កំឡុង|រយៈ)?(?:ពេល)?\\s*$"
)
"""What goes before a longer time and would not before a year."""
_BETWEEN = re.compile(
    "\\b(?:at|from|between)\\s+(?=(?:the )?$)|(?:(?:ចាប់(?:តាំង|ផ្តើម)?|តាំង(?:តែ)?)?ពី|ចន្លោះ)\\s*$"
)
"""What goes before a run of meetings and would not before one."""
_NAMED = (
    "(?:plan|programme|program|strategy|roadmap|framework|phase|vision|agreement|memorandum|mou)s?\\b"
    "(?: (?:of|for|on)(?: (?!in |the )\\w+){0,4})?"
)
_NAME_BEFORE = re.compile(
    f"\\b{_NAMED}[\\s.\\d(]*$|(?:ផែនការ|កម្មវិធី|យុទ្ធសាស្ត្រ|ដំណាក់កាល|អនុស្សរណៈ)[^។?,]{{0,90}}$", re.IGNORECASE
)
_NAME_AFTER = re.compile(f"\\)? (?:\\w+ ){{0,3}}{_NAMED}", re.IGNORECASE)
_ACRONYM = re.compile("\\b[A-Z]{3,}\\s*\\(?$")
"""What stands beside the years that are part of something's name."""
_LONGEST = 1_000
"""A longer question, in characters, is not asked about several times."""


def about_each(question: str, times: Sequence[AskedTime], years: Collection[int]) -> list[str]:
    """The question, in normal form, put about each of the times, or else of the meetings, that it is about.

    None where that is but one. times: as understood. years: those that the archive has minutes of; a longer
    time is parted into these.
    """
    if len(question) > _LONGEST:
        return []
    return _about_each_time(question, times, years) or _about_each_meeting(question)


def _about_each_time(question: str, times: Sequence[AskedTime], years: Collection[int]) -> list[str]:
    lists = [each for each in _lists(question, times) if len(_parts(question, each, years)) > 1]
    if len(lists) > 1:  # "… of the plan for 2021–2025 in 2023 and 2024"
        lists = [each for each in lists if len(each) > 1]
    if len(lists) != 1 or len(question.casefold()) != len(question):
        return []
    (several,) = lists
    before, after = question[: several[0].span.start], question[several[-1].span.end :]
    if len(several) == 1:
        before = _led_in(before, several[0].span.of(question), question)
    return [f"{before}{part}{after}" for part in _parts(question, several, years)[-MOST:]]


def _about_each_meeting(question: str) -> list[str]:
    lists = [each for each in meetings(question) if len(each.numbers) > 1]
    if len(lists) != 1:
        return []
    (several,) = lists
    before = _BETWEEN.sub(_at, question[: several.span.start])
    return [f"{before}{name}{question[several.span.end :]}" for name in several.names[-MOST:]]


def _at(between: re.Match[str]) -> str:
    return "at " if between[0].isascii() else "នៅ"


def _led_in(before: str, words: str, question: str) -> str:
    """What goes before a year in place of a longer time: "in" for "from … to …", "during the …"."""
    lead = _LEAD.search(before.casefold())
    before = before[: lead.start()] if lead else before
    if khmer.khmer_share(question) > 0.5:
        led = bool(lead) or not re.match("[0-9]|ឆ្នាំ", words)
        return f"{before}{'នៅ' if led else ''}ឆ្នាំ"
    return f"{before}in " if lead or not words[0].isdigit() else before


def _lists(question: str, times: Sequence[AskedTime]) -> list[list[AskedTime]]:
    """The times, those together that only commas and the like part."""
    found: list[list[AskedTime]] = []
    for each in sorted(times, key=lambda time: time.span.start):
        if found and _JOIN.fullmatch(question[found[-1][-1].span.end : each.span.start].casefold()):
            found[-1].append(each)
        elif not _is_in_a_name(question, each):
            found.append([each])
    return found


def _is_in_a_name(question: str, time: AskedTime) -> bool:
    """Whether a run of years is part of a plan's name or the like; none is that "from" begins."""
    before, words = question[: time.span.start], time.span.of(question)
    if not time.is_long or not re.match("[0-9(]|ឆ្នាំ", words):
        return False
    acronym = _ACRONYM.search(before) and not known_bodies(before[-40:])
    beside = _NAME_BEFORE.search(before) or _NAME_AFTER.match(question, time.span.end)
    return bool(acronym or beside)


def _parts(question: str, times: Sequence[AskedTime], years: Collection[int]) -> list[str]:
    """What to call each of some times: by the question's words, or the years within it by their numbers."""
    found: list[str] = []
    for each in times:
        if each.is_long:
            within = range(each.period.first.year, each.period.last.year + 1)
            found += [str(year) for year in sorted(years) if year in within]
        else:
            found.append(each.span.of(question))
    return list(dict.fromkeys(found))
