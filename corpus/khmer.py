"""Khmer text as data: its normal form with a map back, clusters, words and sentences.

One look can be typed in many orders, and words are not spaced. Everything that compares texts
compares normal forms; everything that shows text shows the original. Sources: the Khmer Encoding
Structure (Unicode L2/21-241, UTN #61) for the order of marks, by way of pheasa; The Unicode
Standard, chapter 16.4, for clusters; ICU's Khmer dictionary, by icu4py, for words.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pheasa
from icu4py.breakers import WordBreaker

from corpus.document import Span

NORMAL_FORM_VERSION = f"1+pheasa-{pheasa.NORMALIZATION_VERSION}"
"""Changes whenever the normal form of any text may change; archives are bound to it."""

COENG = "\u17d2"
CLUSTER_BOUNDARY = f"(?<!{COENG})(?=[\u1780-\u17b3])"
"""Matches the empty place before a base letter, where a cluster may begin."""

_MARK = "[\u17b4-\u17d1\u17d3\u17dd]"
_CLUSTER = re.compile(
    f"[\u1780-\u17b3](?:{COENG}[\u1780-\u17b3]|{_MARK})*|(?:{COENG}[\u1780-\u17b3]?|{_MARK})+"
)
_UNSPACED = re.compile("\\S+")
_LONGEST_REMEMBERED = 400
_KHMER = re.compile("[\u1780-\u17ff]")
_KHMER_LETTER = re.compile("[\u1780-\u17b3]")
_LETTERS = re.compile("[^\\W\\d_]+")
_LATIN = "[^\\W\\d_\u1780-\u17ff]"
_RUN = re.compile(
    "(?P<khmer>[\u1780-\u17d3\u17dd]+)"
    "|(?P<number>[0-9\u17e0-\u17e9]+(?:[.,][0-9\u17e0-\u17e9]+)*)"
    f"|(?P<other>{_LATIN}+(?:'{_LATIN}+)?)"
)
_SENTENCE_END = re.compile(
    # Khmer ends (។ ៕), question and exclamation marks; a full stop before a new sentence, unless it
    # ends an initial, a short title or a list number; a line's end.
    "[\u17d4\u17d5?!]+[\"')»\\]\u2019\u201d]*\\s*"
    "|(?<![\\s.(][^\\W\\d_])(?<!\\bMr)(?<!\\bMs)(?<!\\bDr)(?<!\\bMrs)(?<!\\bNo)(?<!\\bvs)(?<!^\\d)(?<!\\s\\d)"
    "(?<!^\\d\\d)(?<!\\s\\d\\d)\\.[\"')»\\]\u2019\u201d]*\\s+(?=[\"'(\u2018\u201c]*[A-Z\u1780-\u17b3])"
    "|(?<!\\s)\\s*\\n\\s*"
)

_Replacement = str | Callable[[re.Match[str]], str]
_Edit = tuple[int, int, str]
"""A change of text[start:end] into something else."""


def _plain(match: re.Match[str]) -> str:
    """NFKC of a character outside Khmer: ligatures, full-width forms and odd spaces made plain."""
    character = match[0]
    return "\ufffd" if "\ud800" <= character <= "\udfff" else unicodedata.normalize("NFKC", character)


_CLEANING: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    # Soft hyphen, ZWSP to RLM, bidi controls, word joiners, BOM, inherent vowels: nothing to see.
    (re.compile("[\u00ad\u17b4\u17b5\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"), ""),
    (re.compile("[^\x00-\x7f\u1780-\u17ff\u2010-\u2029\ufffd]"), _plain),
    (re.compile("[\u2018\u2019\u02bc]"), "'"),
    (re.compile("[\u201c\u201d]"), '"'),
    (re.compile("[\u2010\u2011]"), "-"),
    # ÷ (or : ) is typed for ៖ after Khmer.
    (re.compile("(?<=[\u1780-\u17d3\u17dd])( ?)\u00f7"), lambda match: match[1] + "\u17d6"),
    (re.compile("\u17b2"), "\u17b1"),
)
_DOUBLING: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    (re.compile("([\u17b6-\u17d1])\\1+"), lambda match: match[1]),
    # A shifter and the ុ that stands in for it, both typed.
    (re.compile("([\u17c9\u17ca])\u17bb(?=[\u17b7-\u17ba\u17be])"), lambda match: match[1]),
    (re.compile("(?<![ \u00a0])[ \u00a0]+(?=\u17d7)"), ""),
)
_MAXIMUM_ROUNDS = 4
"""Mending the order of marks can show doubled ones and the reverse; real text settles in one round."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in normal form, and the run of the original that each of its code points came from.

    `starts` and `ends` are as long as `text`.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def original(self, span: Span) -> Span:
        """The least run of the original that covers a span of the normal form.

        An empty span gives the empty run where it would stand.
        """
        if span.start < span.end:
            return Span(self.starts[span.start], self.ends[span.end - 1])
        if span.start < len(self.starts):
            return Span(self.starts[span.start], self.starts[span.start])
        end = self.ends[-1] if self.ends else 0
        return Span(end, end)

    def of_first(self, length: int) -> Normalised:
        """The part that comes from the first `length` code points of the original."""
        count = bisect_right(self.ends, length)
        return Normalised(self.text[:count], self.starts[:count], self.ends[:count])

    def _edited(self, edits: list[_Edit]) -> Normalised:
        pieces: list[str] = []
        starts, ends = array("L"), array("L")
        done = 0
        for start, end, new in edits:
            pieces += (self.text[done:start], new)
            starts.extend(self.starts[done:start])
            ends.extend(self.ends[done:start])
            if new:
                source = self.original(Span(start, end))
                starts.extend([source.start] * len(new))
                ends.extend([source.end] * len(new))
            done = end
        pieces.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return Normalised("".join(pieces), starts, ends)


def normal_form(text: str) -> str:
    """The form in which texts are compared: marks in canonical order, nothing invisible, Latin digits.

    Case, spacing and line ends are kept. Lone surrogates become U+FFFD.
    """
    if text.isascii():
        return text
    for pattern, replacement in _CLEANING:
        text = pattern.sub(replacement, text)
    for _ in range(0 if _is_ordered(text) else _MAXIMUM_ROUNDS):
        before = text
        text = _UNSPACED.sub(_mended, text)
        for pattern, replacement in _DOUBLING:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    return text


def normalise(text: str) -> Normalised:
    """`normal_form` of a text, with the way back to the original."""
    traced = Normalised(text, array("L", range(len(text))), array("L", range(1, len(text) + 1)))
    if text.isascii():
        return traced
    for pattern, replacement in _CLEANING:
        traced = _substituted(traced, pattern, replacement)
    for _ in range(0 if _is_ordered(traced.text) else _MAXIMUM_ROUNDS):
        before = traced.text
        edits = list(_all_mendings(before))
        traced = traced._edited(edits) if edits else traced
        for pattern, replacement in _DOUBLING:
            traced = _substituted(traced, pattern, replacement)
        if traced.text == before:
            break
    return traced


def _is_ordered(text: str) -> bool:
    """Whether a clean text has no marks to put in order, as it is with composed letters and no Khmer."""
    return not _KHMER.search(text) and unicodedata.is_normalized("NFC", text)


def _mended(match: re.Match[str]) -> str:
    run = match[0]
    if run.isascii():
        return run
    return _pheasa(run) if len(run) <= _LONGEST_REMEMBERED else _pheasa.__wrapped__(run)


@lru_cache(maxsize=1 << 14)
def _pheasa(run: str) -> str:
    """A run without spaces in pheasa's order; one text is normalised several times on its way."""
    return pheasa.normalize(run, digits="ascii", fold_deprecated=True)


@lru_cache(maxsize=1 << 14)
def _mendings(run: str) -> tuple[_Edit, ...]:
    """What pheasa changes in a run without spaces; its report costs ten times its plain result."""
    if _pheasa(run) == run:
        return ()
    report = pheasa.normalize(run, digits="ascii", fold_deprecated=True, report=True)
    return tuple((change.start, change.end, change.after) for change in report.changes)


def _all_mendings(text: str) -> Iterator[_Edit]:
    for match in _UNSPACED.finditer(text):
        run, offset = match[0], match.start()
        if run.isascii():
            continue
        mendings = _mendings(run) if len(run) <= _LONGEST_REMEMBERED else _mendings.__wrapped__(run)
        for start, end, after in mendings:
            yield offset + start, offset + end, after


def _substituted(traced: Normalised, pattern: re.Pattern[str], replacement: _Replacement) -> Normalised:
    edits = [
        (match.start(), match.end(), replacement if isinstance(replacement, str) else replacement(match))
        for match in pattern.finditer(traced.text)
    ]
    return traced._edited(edits) if edits else traced


def clusters(text: str) -> Iterator[Span]:
    """Khmer orthographic clusters, in order: a base with its subscripts and marks; other text is skipped."""
    return (Span(*place) for place in cluster_places(text))


def cluster_places(text: str) -> Iterator[tuple[int, int]]:
    """Where `clusters` start and end, without a Span for each: they are hundreds a passage."""
    return (match.span() for match in _CLUSTER.finditer(text))


def words(text: str) -> list[Span]:
    """Words and numbers of a text in normal form, in order; no spaces, no punctuation.

    Runs are parted by script first (ICU would keep ការអនុវត្តACTIP as one), then Khmer runs by ICU's
    dictionary.
    """
    return [Span(*place) for place in word_places(text)]


def word_places(text: str) -> Iterator[tuple[int, int]]:
    """Where `words` start and end, without a Span for each."""
    for run in _RUN.finditer(text):
        if run.lastgroup == "khmer":
            offset = run.start()
            for start, end in WordBreaker(run[0], "km").segments():
                yield offset + start, offset + end
        else:
            yield run.span()


def sentences(text: str) -> list[Span]:
    """Sentences in order, which partition the text: each keeps the marks and space that end it."""
    found: list[Span] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.end() > start and (text[start : end.end()].strip() or not found):
            found.append(Span(start, end.end()))
            start = end.end()
    if start < len(text):
        found.append(Span(start, len(text)))
    return found


def has_khmer(text: str) -> bool:
    """Whether any Khmer letter stands in the text."""
    return _KHMER_LETTER.search(text) is not None


def khmer_share(text: str) -> float:
    """The part of the text's letters that is Khmer, 0 to 1; 0 for a text without letters."""
    letters = sum(map(len, _LETTERS.findall(text)))
    return len(_KHMER_LETTER.findall(text)) / letters if letters else 0.0
