"""Which Khmer word pieces the model knows: words seen, and the clusters and letters below them.

The tokenizer cuts a Khmer run by greedy longest match, so a word that often bridges two others does harm
and is left out (`without_bridges`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from icu4py.breakers import WordBreaker

COENG = "\u17d2"
RUN = re.compile("[\u1780-\u17d3\u17d7\u17d9-\u17dd]+")
CLUSTER = re.compile(
    f"[\u1780-\u17d3\u17d7\u17d9-\u17dd](?:{COENG}[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*"
)
LETTERS = [chr(code) for code in [*range(0x1780, 0x17D4), 0x17D7, *range(0x17D9, 0x17DE)]]
BREAK = "\u200b"
LONGEST_NAME = 6
"""Clusters in the longest run that becomes a piece whole when it is a lexicon entry by itself."""


def greedy(run: str, pieces: frozenset[str], longest: int) -> list[str]:
    """A run as the tokenizer cuts it: the longest known piece first, left to right."""
    cut, start = [], 0
    while start < len(run):
        end = min(len(run), start + longest)
        while end > start + 1 and run[start:end] not in pieces:
            end -= 1
        cut.append(run[start:end])
        start = end
    return cut


def choose_pieces(texts: Sequence[str], names: Sequence[str], size: int) -> list[str]:
    """At most `size` pieces, the most frequent words first, every letter and every cluster seen among them.

    texts: normalised, their word breaks (ZWSP) kept where their writers gave them.
    names: entries of lexicons, of which the short ones become pieces whole.
    """
    words, clusters = Counter[str](), Counter[str]()
    marked: list[list[str]] = []
    for text in texts:
        given = BREAK in text
        for run in RUN.findall(text.replace(BREAK, "")):
            clusters.update(CLUSTER.findall(run))
            words.update(_icu_words(run))
        for written in _phrases(text) if given else ():
            words.update(written)
            marked.append(written)
    for name in names:
        plain = name.replace(BREAK, "").strip()
        if RUN.fullmatch(plain) and len(CLUSTER.findall(plain)) <= LONGEST_NAME:
            words[plain] += 2
    kept = [word for word, count in words.most_common() if count > 1 and len(word) > 1]
    must = list(dict.fromkeys([*LETTERS, *clusters]))
    room = size - len(must)
    wanted = [word for word in kept if word not in set(must)]
    spelled = [CLUSTER.findall(run) for text in texts for run in RUN.findall(text.replace(BREAK, ""))]
    wanted = without_bridges(wanted[:room], must, spelled, least=1, share=0.8)
    wanted = without_bridges(wanted, must, marked, least=3, share=0.5)
    return [*must, *wanted]


def without_bridges(
    words: Sequence[str], must: Sequence[str], marked: Sequence[Sequence[str]], *, least: int, share: float
) -> list[str]:
    """The words whose greedy matches in marked text end where a part of it ends, as a rule.

    marked: phrases as lists of parts, words or clusters. A word goes when less than this share of its
    matches, of `least` or more, end with a part; twice over, since each removal shifts others' matches.
    """
    kept = list(words)
    for _ in range(2):
        pieces = frozenset([*must, *kept])
        longest = max(map(len, pieces))
        matched, agreed = Counter[str](), Counter[str]()
        for phrase in marked:
            breaks = set(accumulate(map(len, phrase)))
            at = 0
            for piece in greedy("".join(phrase), pieces, longest):
                at += len(piece)
                matched[piece] += 1
                agreed[piece] += at in breaks
        kept = [word for word in kept if matched[word] < least or agreed[word] >= share * matched[word]]
    return kept


def _phrases(text: str) -> Iterator[list[str]]:
    for run in re.findall(f"[\u1780-\u17d3\u17d7\u17d9-\u17dd{BREAK}]+", text):
        words = [word for word in run.split(BREAK) if word]
        if len(words) > 1 and all(len(CLUSTER.findall(word)) <= 8 for word in words):
            yield words


def _icu_words(run: str) -> Iterable[str]:
    return _icu_words_tuple(run)


@lru_cache(maxsize=100_000)
def _icu_words_tuple(run: str) -> tuple[str, ...]:
    breaker = WordBreaker(run, "km")
    return tuple(run[start:end] for start, end in breaker.segments())
