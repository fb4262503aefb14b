"""The terms of a question: for the lexical arm, for highlighting, and for weighing answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from corpus import khmer, sounds
from corpus.document import Span
from corpus.khmer import Normalised
from corpus.ordinals import ordinals
from indexer import terms
from indexer.terms import Analysis, Term
from search_api.glossary import Glossary
from search_api.name_sounds import sounding_names

RENDERING_WEIGHT = 0.6
"""What a word of the other language counts beside a word of the question itself (DECISIONS.md)."""
SYNONYM_WEIGHT = 0.3
"""What a word counts that the glossary renders as it renders a word of the question."""
SOUND_WEIGHT = 1.0
"""What a name counts that sounds like one of the question, in whatever script."""
ORDINAL_WEIGHT = 2.0
"""What it counts that a passage or its title tells of the same meeting of its kind, such as the 23rd."""
CLUSTER_WEIGHT = 0.3
"""What a pair of clusters counts beside a word: there are several to a word."""
_MANY_MARKS = 4
"""Code points of a single cluster that is a word by itself, such as ស្ត្រី."""
_WITHOUT_KHMER = dict.fromkeys(range(0x1780, 0x17E0), " ")


class Sort(StrEnum):
    """A passage about something else is likely to lack the question's numbers and names."""

    NUMBER = "number"
    NAME = "name"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Notion:
    """One thing that a question names: its own words, and other ways to say them.

    Each of `forms` is a set of words in normal form that together say it; `sounds` are keys of names that it
    is a part of.
    """

    forms: tuple[frozenset[str], ...]
    sort: Sort
    sounds: frozenset[str] = frozenset()

    def stands_in(self, text: str, words: frozenset[str]) -> bool:
        """Whether a text in normal form, whose words are given too, says it in one of its forms.

        A name that sounds alike says it. Khmer words count wherever their letters stand, since a sentence may
        be segmented otherwise.
        """
        said = any(
            all(word in words or (khmer.has_khmer(word) and word in text) for word in form)
            for form in self.forms
        )
        return said or (bool(self.sounds) and not self.sounds.isdisjoint(_sounds_of(text)))


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """Weights by term for the lexical arm, and the notions that the question is made of."""

    words: Mapping[str, float]
    clusters: Mapping[str, float]
    notions: tuple[Notion, ...]
    is_khmer: bool
    names: tuple[tuple[Span, str], ...] = ()
    """What may be names in the question, with their keys (`corpus.sounds`)."""
    question: str = ""

    @classmethod
    def of(cls, question: str, glossary: Glossary) -> QuestionTerms:
        """The terms of a question in normal form."""
        own = terms.analyse_question(question)
        words = dict.fromkeys((term.text for term in own.words), 1.0)
        clusters = dict.fromkeys((term.text for term in own.clusters), CLUSTER_WEIGHT)
        matches = glossary.matches(question)
        names = sounding_names(question, [match.span for match in matches])
        words |= {terms.ordinal_term(number): ORDINAL_WEIGHT for _, number in ordinals(question)}
        notions: list[Notion] = []
        for match in matches:
            forms = [frozenset(term.text for term in own.words if term.span.overlaps(match.span))]
            ways = [(each, RENDERING_WEIGHT) for each in match.renderings]
            ways += [(each, SYNONYM_WEIGHT) for each in match.synonyms]
            for way, weight in ways:
                other = _terms_of(way)
                forms.append(frozenset(term.text for term in other.words))
                for term in other.words:
                    words.setdefault(term.text, weight)
                for term in other.clusters:
                    clusters.setdefault(term.text, weight * CLUSTER_WEIGHT)
            if forms[0]:
                named = any(map(_is_capitalised, (_within_sentence(question, match.span), *match.renderings)))
                sort = Sort.NAME if named else Sort.WORD
                notions.append(
                    Notion(tuple(form for form in forms if form), sort, _keys_at(match.span, names))
                )
        for term in own.words:
            if not any(term.span.overlaps(match.span) for match in matches):
                form = frozenset([term.text])
                notions.append(Notion((form,), _sort(question, term), _keys_at(term.span, names)))
        words |= {terms.sound_term(key): SOUND_WEIGHT for _, key in names}
        is_khmer = khmer.khmer_share(question) > 0.5
        return cls(words, clusters, tuple(notions), is_khmer, tuple(names), question)

    def coverage(self, text: str, frequency: Mapping[str, float]) -> float:
        """The share of the question's notions that a text in normal form holds, by rarity.

        `frequency` gives the share of passages that hold a word; a word unknown to it is rare.
        """
        return _share(self.notions, text, frequency)

    def missing(self, sort: Sort, text: str) -> float:
        """The share of the question's notions of a sort that a text in normal form lacks; 0 for none."""
        anchors = [notion for notion in self.notions if notion.sort is sort]
        return 1 - _share(anchors, text, {}) if anchors else 0.0

    def name_in(self, text: str) -> bool:
        """Whether a name of the question stands in a text in normal form, in either script."""
        words = frozenset(term.text for term in terms.words_of(text))
        sounding = _sounds_of(text)
        return any(
            not notion.sounds.isdisjoint(sounding)
            or (notion.sort is Sort.NAME and notion.stands_in(text, words))
            for notion in self.notions
        )

    def spelt_as_in(self, text: str, question: str) -> str:
        """The question, in normal form, with its names as a text in the other script spells them.

        A reader knows words, not sounds. The question may be in other words than its terms are of.
        """
        spellings = {key: span.of(text) for span, key in sounds.names(text)}
        chosen: dict[Span, str] = {}
        for span, key in sorted(self._names_in(question), key=lambda name: -len(name[0])):
            other = spellings.get(key, "")
            crosses = khmer.has_khmer(other) is not khmer.has_khmer(span.of(question))
            if other and crosses and not any(map(span.overlaps, chosen)):
                chosen[span] = other
        for span in sorted(chosen, reverse=True):
            question = f"{question[: span.start]}{chosen[span]}{question[span.end :]}"
        return question

    def _names_in(self, question: str) -> list[tuple[Span, str]]:
        """The names, where they stand in the question as it is put."""
        if question == self.question:
            return list(self.names)
        words = [(span.of(self.question), key) for span, key in self.names]
        places = [(question.find(word), len(word), key) for word, key in words]
        return [(Span(at, at + length), key) for at, length, key in places if at >= 0]

    def highlights(self, text: str) -> tuple[Span, ...]:
        """Runs of an original text that share a word with the question; runs that touch are one."""
        normalised, words = _read(text)
        matching = [term.span for term in words if term.text in self.words]
        matching += [span for word in self.words for span in _occurrences(normalised.text, word)]
        return _joined(text, [normalised.original(span) for span in sorted(matching)])


@lru_cache(maxsize=16_384)
def _terms_of(rendering: str) -> Analysis:
    """The terms of an entry of the glossary."""
    return terms.analyse_question(rendering)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Normalised, tuple[Term, ...]]:
    """A passage in normal form with its words outside Khmer; the same passages are shown again and again.

    Khmer words are looked for by their letters, which is ten times faster than segmenting the passage.
    """
    normalised = khmer.normalise(text)
    return normalised, terms.words_of(normalised.text.translate(_WITHOUT_KHMER))


def _keys_at(span: Span, names: Sequence[tuple[Span, str]]) -> frozenset[str]:
    return frozenset(key for name, key in names if name.overlaps(span))


@lru_cache(maxsize=4096)
def _sounds_of(text: str) -> frozenset[str]:
    return frozenset(key for _, key in sounds.names(text))


def _share(notions: Sequence[Notion], text: str, frequency: Mapping[str, float]) -> float:
    words = frozenset(term.text for term in terms.words_of(text))
    weights = [
        1 - max((frequency.get(word, 0.0) for word in notion.forms[0]), default=0.0) ** 0.5
        for notion in notions
    ]
    held = sum(
        weight for notion, weight in zip(notions, weights, strict=True) if notion.stands_in(text, words)
    )
    return held / sum(weights) if sum(weights) > 0 else 0.0


def _sort(question: str, term: Term) -> Sort:
    """A Latin word with a capital beyond the question's first letter is a name."""
    if question[term.span.start].isdigit():
        return Sort.NUMBER
    return Sort.NAME if _is_capitalised(_within_sentence(question, term.span)) else Sort.WORD


def _within_sentence(question: str, span: Span) -> str:
    """The words of a span, less the question's first letter, whose capital means nothing."""
    return question[max(1, span.start) : span.end]


def _is_capitalised(text: str) -> bool:
    return any(character.isupper() for character in text)


@lru_cache(maxsize=16_384)
def _is_long_khmer(word: str) -> bool:
    """Whether a word is Khmer of several clusters, or of one with many marks; others stand in too many."""
    return khmer.has_khmer(word) and (sum(1 for _ in khmer.clusters(word)) > 1 or len(word) >= _MANY_MARKS)


def _occurrences(text: str, word: str) -> list[Span]:
    """Where a Khmer word stands that is long enough to stand for itself, whatever is around it."""
    if not _is_long_khmer(word):
        return []
    found: list[Span] = []
    at = text.find(word)
    while at >= 0:
        found.append(Span(at, at + len(word)))
        at = text.find(word, at + len(word))
    return found


def _joined(text: str, spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
