"""Whose minutes are meant where a question calls a body otherwise than they do: "the IT committee", គ.ដ.គ.

The four bodies that have one name here (`corpus.organisers`) are told by patterns; all others by how like
what a question calls them is to what some minutes are called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from corpus import khmer
from corpus.document import Span
from corpus.ordinals import meetings
from corpus.organisers import KNOWN_BODIES, without_known_bodies
from indexer.catalogue import Entry
from indexer.encoder import Encoder
from indexer.filters import body_key

LEAST_LIKE = 0.32
"""How like a name must be to what minutes are called, as a cosine off the middle of _COMMON, to mean it;"""
NEAR = 0.12
"""by so much less the likest may be beaten by others that are meant too."""
SAME = 0.75
"""How like what two minutes are called must be for one body to have several names."""
FAR = 0.2
"""What is less like it is of another body, where one may have met twice and be called otherwise then."""
UNLIKE = 0.1
"""What is less like it is surely of another body, where none is like it."""
_ABOUT, _JUST_SO = 0.06, 0.95
"""Of one body, for its latest meeting: what is less like by no more than this; called just so if so like."""
_SPELT = 0.6
"""How like they are where the minutes have the name's abbreviation, or words that it abbreviates."""
_OFF = 0.7
"""The share of the middle of _COMMON that is taken off: all names of bodies are like each other."""
_COMMON = (
    *("committee", "working group", "minutes of the meeting"),
    *("គណៈកម្មាធិការ", "ក្រុមការងារ", "កំណត់ហេតុកិច្ចប្រជុំ"),
)
_IN_FULL = {
    "SOMTC": (
        "Senior Officials Meeting on Transnational Crime",
        "កិច្ចប្រជុំមន្ត្រីជាន់ខ្ពស់អាស៊ានស្តីពីឧក្រិដ្ឋកម្មឆ្លងដែន",
    ),
    "SOMTC WG-TIP": ("Working Group on Trafficking in Persons", "ក្រុមការងារប្រឆាំងការជួញដូរមនុស្ស"),
    "AMMTC": (
        "Ministerial Meeting on Transnational Crime",
        "កិច្ចប្រជុំរដ្ឋមន្ត្រីអាស៊ានស្តីពីឧក្រិដ្ឋកម្មឆ្លងដែន",
    ),
    "NCCT": ("National Committee for Counter Trafficking", "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស"),
}
"""What KNOWN_BODIES are called in full."""
_PLAIN = (
    "the|a|an|of|at|in|on|by|for|to|from|with|and|or|as|about|than|after|before|during|since"
    "|did|do|does|was|were|is|are|be|had|has|have|hold|held|met|meet|meets"
    "|what|which|who|whom|whose|when|where|how|why|that|this|these|its|their|our|any|each|every|same"
    "|last|latest|newest|recent|next|previous|meetings?|minutes|session"
    "|will|would|can|could|may|shall|should|must|not|how|much|many|all|some|other|more|most|no"
    "|(?:[a-z]{4,7}-?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
    "|[a-z]{3,5}teenth|[a-z]{3,6}tieth"
    "|inaugural|\\d+(?:st|nd|rd|th)"
)
_WORD = f"(?!(?:{_PLAIN})\\b)[\\w'’&-]+"
_COLLEGE = "(?:(?:sub-?)?committee|working group|task force|board|council|commission|command)"
_PURPOSE = (
    f" (?:(?:on|for|against|that prepare[ds]) (?:the )?{_WORD}(?: (?:of )?{_WORD}){{0,4}}"
    "|of (?-i:[A-Z])[\\w-]+(?: (?-i:[A-Z])[\\w-]+){0,2})"
)
_ENGLISH = re.compile(
    f"\\b(?:{_WORD} ){{1,5}}(?:{_COLLEGE}|group)\\b(?:{_PURPOSE})?|\\b{_COLLEGE}{_PURPOSE}", re.IGNORECASE
)
_KHMER_COLLEGE = re.compile("(?:អនុ)?(?:គណៈកម្មាធិការ|គណៈកម្មការ|គណៈបញ្ជាការ|ក្រុមការងារ|ក្រុមប្រឹក្សា) ?")
_NO_PART = re.compile(
    "(?:លើក|ក្នុង|នៅ|មាន|ជា|ណា|ពី|ដល់|រក|យល់|ធ្វើ|បើក|និង|ឬ|ដោយ|របស់|តាម|ប្រចាំ|គ្រោង|ជួប|ជួយ|ដាក់|ចាប់|កំណត់"
    "|អនុម័ត|ស្នើ|ផ្តល់)$|បាន|ខែ|ឆ្នាំ|ថ្ងៃ|ត្រីមាស|ឆមាស|ត្រូវ|ដែល|តើ|ហេតុ|សម្រេច|ប្រជុំ|ចុងក្រោយ|រាយការណ៍|និយាយ"
    "|អ្នកណា|នរណា|ប៉ុន្មាន|អ្វី|គួរ|អាច|នឹង|ឱ្យ|ចង់|គេ|ទើប|កំពុង|មិន"
)
"""Words that begin what goes on after a Khmer name."""
_DOTTED = re.compile("(?!ក\\. ?ខ)[ក-អ](?:\\. ?[ក-អ]){2,5}\\.?(?![\u17b6-\u17d3])")
"""An abbreviation of Khmer words."""
_LATIN = re.compile(
    f"(?:(?!(?i:{_PLAIN})\\b)[A-Z][\\w-]+ ){{0,3}}"
    "(?<![A-Za-z])(?!USD|KHR|COVID|NGO|ROUTE|ROAD|PAGE)[A-Z]{3,6}"
    "(?=[ -]?\\d{1,2}\\b| ?លើក| [Mm]eeting)"
)
_NO_NAME = re.compile(
    "(?:working|study|age|target|ethnic|criminal|armed|blood|focus|peer|bulletin|notice|message)"
    " (?:group|board)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    "[\\s,:'’(–—-]*(?:s\\b)?[\\s(]*"
    "(?:(?:(?:[\\w'’-]+ ){0,2}(?:meeting|session|sitting)|of|the|by|held|holds?|met|meets?|its"
    "|របស់|នៃ|(?:កិច្ច|អង្គ)?ប្រជុំ|នៅ|តាម)[\\s,:]*){0,6}",
    re.IGNORECASE,
)
"""What stands between a body and the number of its meeting,"""
_AT_ITS = re.compile(
    "[^.?!;។]*?(?:\\b(?:at|in|during) (?:its|their) |(?:នៅ|ក្នុង)(?:ក្នុង)?(?:កិច្ច|អង្គ)?ប្រជុំ ?)", re.IGNORECASE
)
"""or between what a body does and the number,"""
_LONGEST = 110
_REACH = 60
"""and how far they are apart at most, in code points."""
_ABBREVIATION = re.compile("(?<![A-Za-z])[A-Z]{2,}(?![a-z])")
_MOST_KNOWN = 10_000
"""So many vectors of names are kept, some 15 MB."""
_KNOWN: dict[tuple[str, str], NDArray[np.float32]] = {}
"""Vectors of names, by encoder and name: the same minutes are asked about again and again."""


@dataclass(frozen=True, slots=True)
class CalledBody:
    """What a question calls a body, and whether that goes with the number of a meeting."""

    name: str
    is_numbered: bool


@lru_cache(maxsize=256)
def called_body(question: str) -> CalledBody | None:
    """The body that a question in normal form calls by a name that is none of KNOWN_BODIES.

    None where there is none, or several, but for one whose meeting alone is numbered.
    """
    text = without_known_bodies(question)
    if text != question:  # beside one of those, another body is but spoken of
        return None
    patterns = (_ENGLISH, _DOTTED, _LATIN)
    spans = [Span(*match.span()) for pattern in patterns for match in pattern.finditer(text)]
    spans = [each for each in spans if not _NO_NAME.fullmatch(text, each.start, each.end)]
    spans += _khmer_names(text)
    numbers = [each.span for each in meetings(text)]
    numbered = [each for each in spans if any(_goes_with(each, number, text) for number in numbers)]
    chosen = numbered or spans
    return CalledBody(chosen[0].of(text).strip(), bool(numbered)) if len(chosen) == 1 else None


def _khmer_names(text: str) -> list[Span]:
    """What Khmer calls bodies: the sort of body and the words after it, up to a verb or a space."""
    found: list[Span] = []
    for college in _KHMER_COLLEGE.finditer(text):
        if found and college.start() < found[-1].end:
            continue
        end = college.end()
        for word in khmer.words(text[college.end() : college.end() + _LONGEST]):
            part, gap = word.shifted(college.end()), text[end : word.start + college.end()]
            latin = part.of(text)[0].isascii()
            if (
                _NO_PART.match(part.of(text))
                or (gap and not (gap == " " and latin))
                or part.of(text).isdigit()
            ):
                break
            end = part.end
        if end > college.end():
            found.append(Span(college.start(), end))
    return found


def _goes_with(body: Span, number: Span, text: str) -> bool:
    first, last = sorted((body, number), key=lambda span: span.start)
    if first.overlaps(last):
        return True
    between = (first.end, last.start)
    patterns = (_BETWEEN, _AT_ITS) if first is body else (_BETWEEN,)
    near = last.start - first.end <= _REACH
    return near and any(pattern.fullmatch(text, *between) for pattern in patterns)


def told_apart(
    name: str, entries: Sequence[Entry], encoder: Encoder, far: float = inf
) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of those of some minutes that are of the body that a question calls so, and of those of others.

    What can't be told is in neither. far: none as like as that is told to be of another body.
    """
    likeness = _likeness(name, entries, encoder)
    likest = max(likeness, default=0.0)
    if likest < LEAST_LIKE:
        return frozenset(), _at(entries, likeness, below=UNLIKE)
    meant = _at(entries, likeness, max(likest - NEAR, LEAST_LIKE))
    return meant, _at(entries, likeness, below=min(likest - NEAR, far))


def of_one_body(name: str, entries: Sequence[Entry], encoder: Encoder) -> frozenset[str]:
    """The ids of those of some minutes that are of the likest body, whatever they call it.

    Where some call it just so, those with this name in theirs. Else those about as like, and those with names
    much like what one of these calls its body; of KNOWN_BODIES none joins another.
    """
    likeness = _likeness(name, entries, encoder)
    likest = max(likeness, default=0.0)
    if likest < LEAST_LIKE:
        return frozenset()
    found = _at(entries, likeness, max(likest - _ABOUT, LEAST_LIKE))
    if likest >= _JUST_SO:
        wanted = body_key(name)
        return found | {entry.id for entry in entries if wanted in body_key(entry.body or "")}
    others = [each for each in entries if each.id in found or each.body not in KNOWN_BODIES]
    for body in sorted({entry.body for entry in entries if entry.id in found and entry.body}):
        found |= _at(others, _likeness(body, others, encoder), SAME)
    return found


def _at(
    entries: Sequence[Entry], likeness: Sequence[float], least: float = -inf, below: float = inf
) -> frozenset[str]:
    pairs = zip(entries, likeness, strict=True)
    return frozenset(entry.id for entry, like in pairs if least <= like < below)


def _likeness(name: str, entries: Sequence[Entry], encoder: Encoder) -> list[float]:
    """How like a name is to the likest of what each of some minutes is called."""
    called = [_forms(entry) for entry in entries]
    forms = list(dict.fromkeys(form for each in called for form in each))
    if not forms:
        return []
    likeness = (
        _off_middle(_vectors(forms, encoder), encoder) @ _off_middle(encoder.questions([name]), encoder)[0]
    )
    like = dict(zip(forms, likeness.tolist(), strict=True))
    spelt = [_SPELT if _is_spelt_out(name, each) else 0.0 for each in called]
    return [max(least, *map(like.__getitem__, each)) for least, each in zip(spelt, called, strict=True)]


def _forms(entry: Entry) -> list[str]:
    file = re.sub("[_-]+", " ", PurePosixPath(entry.path).stem)
    forms = (entry.body, *_IN_FULL.get(entry.body or "", ()), entry.title, file)
    return [khmer.normal_form(form) for form in forms if form]


def _is_spelt_out(name: str, forms: Sequence[str]) -> bool:
    """Whether minutes have a name, or all its abbreviations, or words that begin with their letters."""
    if any(name.casefold() in form.casefold() for form in forms):
        return True
    dotted = ["".join(re.findall("[ក-អ]", each)) for each in _DOTTED.findall(name)]
    wanted = dotted + _ABBREVIATION.findall(name)
    told = {"".join(re.findall("[ក-អ]", each)) for form in forms for each in _DOTTED.findall(form)}
    told.update(each for form in forms for each in _ABBREVIATION.findall(form))
    initials = ["".join(span.of(form)[0] for span in khmer.words(form)).upper() for form in forms]
    return bool(wanted) and all(
        each in told or (len(each) > 2 and any(each in one for one in initials)) for each in wanted
    )


def _vectors(forms: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Unit vectors of some names, float32 (n, dimensions), those of one encoder kept in _KNOWN."""
    known = {form: row for form in forms if (row := _KNOWN.get((encoder.name, form))) is not None}
    missing = [form for form in forms if form not in known]
    known.update(zip(missing, encoder.passages(missing) if missing else (), strict=True))
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN.update({(encoder.name, form): known[form] for form in missing})
    return np.array([known[form] for form in forms])


def _off_middle(rows: NDArray[np.float32], encoder: Encoder) -> NDArray[np.float32]:
    """Rows less most of the middle of _COMMON, of length 1."""
    moved = rows - _OFF * _vectors([khmer.normal_form(each) for each in _COMMON], encoder).mean(0)
    unit: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True).clip(1e-9)
    return unit
