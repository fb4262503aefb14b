"""Words of a question in the other language, from the glossary of the field.

The lexical arm knows letters only; a question about "recommendations" finds អនុសាសន៍ through here.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import khmer
from corpus.document import Span
from indexer import terms

_CORPUS = Path(__file__).parent.parent / "corpus"
SHIPPED = (_CORPUS / "glossary.tsv", _CORPUS / "word-translations.tsv")
"""The terms of the field, written by hand, and the words that indexer/training/word_translations.py
learned: Khmer TAB English, a pair a line, several lines where a term has several renderings."""

_MOST_SENSES = 6
_LONGEST = 6
"""The most English words an entry can have and still be looked for."""


@dataclass(frozen=True, slots=True)
class Match:
    """A run of a question that is an entry, and other ways to say it.

    `renderings` are in the other language; `synonyms` in its own, by way of a common rendering.
    """

    span: Span
    renderings: tuple[str, ...]
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Renderings by normal form: of Khmer phrases, and of stemmed English words joined by spaces."""

    from_khmer: Mapping[str, tuple[str, ...]]
    from_english: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, paths: Sequence[Path] = SHIPPED) -> Glossary:
        """The glossary of TSV files of pairs, both sides in normal form."""
        from_khmer: dict[str, list[str]] = defaultdict(list)
        from_english: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            with path.open(encoding="utf-8", newline="") as lines:
                for khmer_side, english_side in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                    from_khmer[khmer_side].append(english_side)
                    from_english[_key(english_side)].append(khmer_side)
        return cls(_frozen(from_khmer), _frozen(from_english))

    def matches(self, question: str) -> list[Match]:
        """The longest entries that a question in normal form holds, without overlap, in its order."""
        found = [*self._of_khmer(question), *self._of_english(question)]
        return sorted(found, key=lambda match: match.span)

    def _of_khmer(self, question: str) -> list[Match]:
        if not khmer.has_khmer(question):
            return []
        present = sorted((entry for entry in self.from_khmer if entry in question), key=len, reverse=True)
        found: list[Match] = []
        for entry in present:
            at = question.find(entry)
            if at >= 0 and not terms.is_stopword(entry):
                renderings = self.from_khmer[entry]
                back = [self.from_english[key] for key in map(_key, renderings)]
                found.append(Match(Span(at, at + len(entry)), renderings, _others(entry, back)))
                question = question.replace(entry, "\n" * len(entry))
        return found

    def _of_english(self, question: str) -> list[Match]:
        words = [term for term in terms.analyse(question).words if not khmer.has_khmer(term.text)]
        found: list[Match] = []
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                entry = " ".join(term.text for term in words[at : at + length])
                if entry in self.from_english and not (length == 1 and terms.is_stopword(entry)):
                    span = Span(words[at].span.start, words[at + length - 1].span.end)
                    renderings = self.from_english[entry]
                    back = [self.from_khmer[rendering] for rendering in renderings]
                    found.append(Match(span, renderings, _others(entry, back)))
                    at += length
                    break
            else:
                at += 1
        return found


def _others(entry: str, back: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """What the renderings of an entry are rendered by beside it; too many mean that one is ambiguous."""
    found = [each for renderings in back if len(renderings) <= _MOST_SENSES for each in renderings]
    return tuple(each for each in dict.fromkeys(found) if each != entry and _key(each) != entry)


def _key(english: str) -> str:
    """Stemmed words without a leading "to" or article, so that entries meet inflected questions."""
    words = [term.text for term in terms.analyse(english).words if not khmer.has_khmer(term.text)]
    while len(words) > 1 and words[0] in ("to", "the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def _frozen(entries: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(renderings)) for key, renderings in entries.items()}
