"""Which questions lean on the one before, and what they ask when they stand by themselves.

Two kinds lean. An ellipsis gives only what is other than before ("and in 2020?", "ចុះឆ្នាំ២០២០វិញ?"): it takes
the place of its like in the question before. An anaphora asks something new of what was spoken of ("who
chaired it?"): it goes to the minutes that the reply before cited. Whatever else is asked is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus import khmer
from corpus.date_writing import khmer_digits
from search_api.conversation.slots import SLOTS, Slot, exchanged, other_year, parts
from search_api.conversation.turns import Turn
from search_api.cues import LATEST, MEETING, WANTED, Wanted
from search_api.understanding import Understood, understand

_LEAD = re.compile(
    "^(?:(?:ok(?:ay)?|so|and|but|or|then|also)[,\\s]+)*(?:(?:what|how) about|and|but|or|then|also)\\b[,\\s]*"
    "|^(?:ហើយ|អញ្ចឹង|ដូច្នេះ)?\\s*ចុះ(?!បញ្ជី|ហត្ថលេខា|ឈ្មោះ|មូលដ្ឋាន|កិច្ចសន្យា|ពិនិត្យ|ផ្សាយ)(?:បើ|ចំណែក)?\\s*"
    "|^(?:ហើយ|ចំណែក|រួច(?!ផុត|រាល់|ហើយ))(?:ចុះ)?\\s*",
    re.IGNORECASE,
)
_TRAIL = re.compile("(?:\\b(?:then|too|as well|instead)|វិញ|ដែរ|ទៀត)$", re.IGNORECASE)
_MARKS = " ?។៕!."
_ASKING = re.compile(
    "\\b(?:who|whom|whose|what|when|where|why|how|which|did|does|do|was|were|is|are|has|have|had|can|could|will|would"
    ""
    "|list|name|tell|show|give|describe|explain|summari[sz]e|compare)\\b|ពន្យល់|រៀបរាប់|សង្ខេប|តើ|អ្វី|អី(?![\\u1780-\\u17d3])|ណា(?![\\u1780-\\u17d3])|ប៉ុន្មាន|ហេតុ|ឬទេ|ឬនៅ"
)
_QUESTIONS = tuple(WANTED[each] for each in (Wanted.DATE, Wanted.PLACE, Wanted.WHO, Wanted.REASON))
_LEANING = re.compile(
    "\\b(?:it|they|them|he|she|him|this|these|the (?:same|former|latter))\\b"
    "|\\bthose\\b(?! (?:who|whose|with|without|that|of|in|from)\\b| \\w+ing\\b)"
    "|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )\\bthere\\b"
    "|\\b(?:in|at|on|about|of|for|after|before|by|from|with|did|was|is|does) that\\b"
    "|\\bthat (?:meeting|workshop|session|decision|proposal|plan|project|year|budget|amount|group|time)\\b"
    "|(?<![\\u1780-\\u17d3])វា(?!ទ|យ|ង|ច|រ|ស|ល|ក)|គាត់|ពួកគេ|នោះ|(?:កិច្ចប្រជុំ|សិក្ខាសាលា|រឿង|បញ្ហា|គម្រោង|ផែនការ|សំណើ|ចំណុច)នេះ"
    "|ហ្នឹង|ហ្នុង|ការនេះ|ខាងលើ|ដដែល"
)
_POSSESSIVE = re.compile("\\b(?:its|theirs?|his|her)\\b")
_ABBREVIATED = re.compile("\\bIT\\b")
"""Information technology, which is no pronoun."""
_THAT_MEETING = re.compile(
    "\\b(?:that|this|the same) (?:meeting|workshop|session)\\b|(?:ប្រជុំ|សិក្ខាសាលា)(?:នោះ|នេះ|ហ្នឹង)"
)
_THE_MEETING = re.compile("\\bthe (?:meeting|workshop|session|conference)\\b|ប្រជុំ|សិក្ខាសាលា")
_EMPTY = frozenset(
    khmer.normal_form(
        "a an the of in on at to for by from with and or was were is are be been did does do has have had"
        " will would who whom what when where why how which many much long it its they them their this"
        " that these those there he she his her meeting workshop session held take took taken place chair"
        " chaired chairs led reason because please me tell us about exactly whose តើ អ្វី អី ណា ប៉ុន្មាន"
        " ហេតុ ហេតុអ្វី បាន ជា នៅ ឯណា ពេល ពេលណា នរណា អ្នក អ្នកណា ប្រធាន ដឹកនាំ កិច្ចប្រជុំ ប្រជុំ នោះ វា"
        " គាត់ ធ្វើ ឯ នៅឯណា ឡើង ប្រព្រឹត្ត ទៅ ដែរ ឬ ទេ ដោយ ពី ក្នុង លើ ការ ត្រូវ ដោយសារ ព្រោះ មូលហេតុ"
        " ចំនួន រូប ថ្ងៃ ខែ ឆ្នាំ កន្លែង ទីណា responsible cost costs proposed paid pays people persons"
        " ទទួលខុសត្រូវ ស្នើ អស់ លុយ ចំណាយ ប្រាក់ មាន មនុស្ស នាក់ ហ្នឹង អង្គប្រជុំ អ្នកចូលរួម ចូលរួម អង្គ ខ្លះ អ្វីខ្លះ"
    ).split()
)
"""Words that say nothing of a subject: a question of these alone leans on the one before."""
_MOST_BESIDE_A_PRONOUN = 3
_MOST_AFTER_A_LEAD = 2
_MOST_BESIDE_A_POSSESSIVE = 1
_MOST_OF_THE_MEETING = 0
_MOST_OF_AN_ELLIPSIS = 4
"""A question of more words that say something stands by itself, though it says “its” or begins with “and”."""


_LONGEST = 20
"""Turns that are looked back on; nobody refers to what was asked before them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands by itself, and the minutes that it is about; empty for all minutes.

    of_meeting: it asks of the meeting itself, so that no other minutes can answer.
    """

    text: str
    documents: tuple[str, ...] = ()
    of_meeting: bool = False


def standalone(
    turns: Sequence[Turn], bodies: Sequence[str], today: date, day_of: Callable[[str], date | None]
) -> Asked:
    """What the last of some turns asks, read with those before it.

    bodies: those of the archive, by `body_key`. day_of: the date of a document's meeting, by its id.
    Raises ValueError for no turn.
    """
    if not turns:
        raise ValueError("no question was asked")
    first, *following = turns[-_LONGEST:]
    asked, cited = Asked(first.question), first.cited
    for turn in following:
        asked = _read_after(turn.question, replace(asked, documents=cited), bodies, today, day_of)
        cited = turn.cited
    return asked


def _read_after(
    question: str,
    before: Asked,
    bodies: Sequence[str],
    today: date,
    day_of: Callable[[str], date | None],
) -> Asked:
    """A question that follows another; `before.documents` are those that its reply cited."""
    text = " ".join(khmer.normal_form(question).split())
    lead = _LEAD.match(text)
    bare = _without_trail(text[lead.end() :] if lead else text)
    understood = understand(bare, bodies, today)
    if not _asks(bare.casefold()):
        year = other_year(bare, before.text, [day_of(each) for each in before.documents])
        if year is not None:
            bare = year
        others = [slot for slot in SLOTS if slot(bare, bodies)]
        beside = len(_beside_slots(bare, bodies))
        if year or (lead and beside <= _MOST_OF_AN_ELLIPSIS) or (others and not beside):
            made = _exchange(bare, before, bodies, others)
            return replace(made, text=_in_digits_of(question + before.text, made.text))
        return Asked(question)
    if _leans(_ABBREVIATED.sub("", bare).casefold(), understood, lead is not None):
        return _about_the_same(bare, before, understood)
    return Asked(question)


def _without_trail(text: str) -> str:
    """A question without the marks that end it, and one word such as "then" before them."""
    return _TRAIL.sub("", text.rstrip(_MARKS)).rstrip(_MARKS)


def _asks(text: str) -> bool:
    return _ASKING.search(text) is not None or any(cue.search(text) for cue in _QUESTIONS)


def _exchange(bare: str, before: Asked, bodies: Sequence[str], others: Sequence[Slot]) -> Asked:
    made = exchanged(bare, before.text, bodies)
    if made is not None:  # another part is of the same minutes, anything else may be of others
        return Asked(made, before.documents if list(others) == [parts] else ())
    whole = _without_trail(before.text)
    if others:
        return Asked(f"{whole} {bare}?", ())
    # Nothing of its kind can be told in what was asked before: the same is asked of something else.
    return Asked(f"{bare}? ({whole})", before.documents)


def _about_the_same(bare: str, before: Asked, understood: Understood) -> Asked:
    if not before.documents:
        # Asked again, it says nothing more.
        return before if bare in before.text else Asked(f"{bare}? {before.text}")
    of_meeting = bool(understood.facts) or _THAT_MEETING.search(bare.casefold()) is not None
    if of_meeting or _asks_of_a_part(bare):
        return Asked(f"{bare}?", before.documents, of_meeting=True)
    return Asked(f"{bare}? ({_without_trail(before.text)})", before.documents)


def _leans(text: str, understood: Understood, led: bool) -> bool:
    if understood.periods or understood.bodies:
        return False
    if LATEST.search(text) and not _LEANING.search(text):
        return False
    said = len(_subject(_without_parts(text)))
    if _LEANING.search(text):
        return said <= _MOST_BESIDE_A_PRONOUN
    if _POSSESSIVE.search(text):
        return said <= _MOST_BESIDE_A_POSSESSIVE
    if led or not said:
        return said <= _MOST_AFTER_A_LEAD
    asks_of_meeting = any(cue.search(text) for cue in WANTED.values()) and MEETING.search(text)
    return bool(asks_of_meeting and _THE_MEETING.search(text) and said <= _MOST_OF_THE_MEETING)


def _asks_of_a_part(bare: str) -> bool:
    """Whether a question names a part of minutes, such as their recommendations, and nothing else."""
    return bool(parts(bare, ())) and not _subject(_without_parts(bare).casefold())


def _without_parts(text: str) -> str:
    for found in reversed(parts(text, ())):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


def _subject(text: str) -> list[str]:
    return [word for word in (span.of(text) for span in khmer.words(text)) if word not in _EMPTY]


def _beside_slots(bare: str, bodies: Sequence[str]) -> list[str]:
    """The words that say something beside what fills a slot."""
    rest = bare
    for slot in SLOTS:
        for found in reversed(slot(rest, bodies)):
            rest = rest[: found.start] + " " + rest[found.end :]
    return _subject(rest.casefold())


def _in_digits_of(written: str, text: str) -> str:
    """A text in normal form, which has Latin digits, with the Khmer ones that a Khmer asker writes."""
    return khmer_digits(text) if re.search("[០-៩]", written) and khmer.khmer_share(text) > 0.5 else text
