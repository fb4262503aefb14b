"""What in a question may be a name, by how it sounds, so that it is found in the other script too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus import khmer, sounds
from corpus.document import Span
from indexer import terms

_LATIN_WORD = re.compile("[^\\W\\d_\u1780-\u17ff]{2,}")
_FEW = 4
"""A question of so few words without a capital may be a name typed in small letters."""


def sounding_names(question: str, rendered: Sequence[Span]) -> list[tuple[Span, str]]:
    """What may be names in a question in normal form, with their keys (`corpus.sounds`).

    rendered: runs that the glossary has words for. Where neither a capital nor a space sets a name apart, it
    is only looked for outside them. What begins with a word of mere grammar is no name.
    """
    found = [*sounds.names(question), *_typed_small(question, rendered), *_in_khmer_runs(question, rendered)]
    return [each for each in dict.fromkeys(found) if not _is_grammar(each[0], question)]


def _is_grammar(word: Span, question: str) -> bool:
    return any(terms.is_stopword(term.text) for term in terms.words_of(word.of(question))[:1])


def _typed_small(question: str, rendered: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    words = [Span(*match.span()) for match in _LATIN_WORD.finditer(question)]
    if len(words) <= _FEW and question.islower():
        unknown = [word for word in words if not any(map(word.overlaps, rendered))]
        yield from sounds.keyed(question, [word for word in unknown if not _is_grammar(word, question)])


def _in_khmer_runs(question: str, rendered: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Runs of clusters without spaces that begin with a word that the glossary doesn't know.

    They may end within a word, since names are cut wrongly from what follows them.
    """
    clusters = list(khmer.clusters(question))
    begins = {word.start for word in khmer.words(question) if _is_unrendered(word, question, rendered)}
    for at, first in enumerate(clusters):
        last_end = first.end
        for last in clusters[at + 1 : at + sounds.LONGEST] if first.start in begins else ():
            if last.start != last_end:
                break
            last_end = last.end
            span = Span(first.start, last.end)
            if len(key := sounds.key(span.of(question))) >= sounds.SHORTEST_PAIR:
                yield span, key


def _is_unrendered(word: Span, question: str, rendered: Sequence[Span]) -> bool:
    """Whether a word is Khmer that the glossary doesn't know, or one cluster, which names fall apart into."""
    text = word.of(question)
    if not khmer.has_khmer(text) or terms.is_stopword(text):
        return False
    known = any(run.start <= word.start and word.end <= run.end for run in rendered)
    return not known or sum(1 for _ in khmer.clusters(text)) == 1
