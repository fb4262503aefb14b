"""How names sound in either script: keys that ភ្នំ ស្លាជ័យ and "Phnom Slachey" share.

A key is the word's consonants, those that one script or the other doesn't tell apart under one letter: k for
ក ខ គ ឃ, k, kh, g, gh and q. Vowels are left out, and r, w, y and h where they close a syllable, since
offices romanise as they hear. A phonetic key in the sense of Zobel and Dart 1996, "Phonetic String Matching",
for two scripts; what sounds the letters have is told by UNGEGN's romanisation of Khmer (1972).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus import khmer
from corpus.document import Span

SHORTEST, SHORTEST_PAIR = 3, 4
"""Consonants of a word, and of two neighbouring words together, that say enough."""
_LONGEST_CODE_POINTS = 50
LONGEST = 10
"""Clusters of a run of Khmer without spaces that may be a name."""

_LETTERS = {
    **dict.fromkeys("កខគឃ", "k"),
    **dict.fromkeys("ចឆជឈ", "c"),
    **dict.fromkeys("ដឋឌឍតថទធ", "t"),
    **dict.fromkeys("បផពភ", "p"),
    **dict.fromkeys("ងញណន", "n"),
    **dict.fromkeys("រឫឬ", "r"),
    **dict.fromkeys("លឡឭឮ", "l"),
    **dict.fromkeys("សឝឞ", "s"),
    "ម": "m",
    "យ": "y",
    "វ": "w",
    "ហ": "h",
}
_VOWEL = re.compile("[\u17b6-\u17c8ឫឬឭឮ]")
_SILENT = "\u17cd"
"""Over a letter that is not spoken."""
_UNSPOKEN = re.compile("ន្[ទធ]$")
"""What no vowel follows ends in n: ចន្ទ is Chan."""
_SPELLINGS = {
    "c": "t?chh?|[td]j|j",
    "s": "c(?=[eiy])|sh|[zxs]",
    "k": "ck|[kg]h?|q|c(?!$)(?![eiy])(?=[aouklrt])",
    "p": "ph|bh|[fpb]",
    "t": "[td]h?",
    "n": "nh|ng|ny(?=[aeiou])|n",
    "w": "[vw](?=[aeiouy])",
    "r": "r(?=[aeiouy])",
    "y": "y(?=[aeiou])",
    "h": "h(?=[aeiouy])",
    "l": "l",
    "m": "m",
}
"""Of each sound in Latin letters; the first that fits is taken."""
_SPELLING = re.compile("|".join(f"(?P<{sound}>{spelling})" for sound, spelling in _SPELLINGS.items()))
_LATIN_NAME = re.compile("(?<![^\\W_])[A-Z][a-z][^\\W\\d_\u1780-\u17ff]*")
_BEFORE_NAMES = re.compile(
    khmer.normal_form(
        "លោកជំទាវ|លោកស្រី|លោក|ឯកឧត្តម|អ្នកស្រី|កញ្ញា|បណ្ឌិត|ទីក្រុង|ក្រុង|រាជធានី|ខេត្ត|ស្រុក|ឃុំ|សង្កាត់|ភូមិ|ប្រទេស|រដ្ឋ|កោះ|សណ្ឋាគារ|ច្រក"
    )
)
_KHMER_RUN = re.compile("[\u1780-\u17d3\u17dd]+")


def names(text: str) -> Iterator[tuple[Span, str]]:
    """What may be names in a text in normal form, with their keys: single words, and two neighbours as one.

    In Latin letters words with a capital, in Khmer short runs between spaces, titles and words like "city".
    """
    yield from keyed(text, [Span(*match.span()) for match in _LATIN_NAME.finditer(text)])
    yield from keyed(text, list(_khmer_names(text)))


def keyed(text: str, words: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Words of a text with their keys, and each with the one before it where only a space parts them.

    What has too short a key to tell names apart is left out.
    """
    for at, word in enumerate(words):
        own = key(word.of(text))
        if len(own) >= SHORTEST:
            yield word, own
        if at and own and word.start - words[at - 1].end == 1 and key(words[at - 1].of(text)):
            pair = Span(words[at - 1].start, word.end)
            if len(joined := key(pair.of(text))) >= SHORTEST_PAIR:
                yield pair, joined


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """The key of a word or a run of words, in Khmer in normal form; empty where nothing is left."""
    letters = _khmer_letters(word) if khmer.has_khmer(word) else _latin_letters(word)
    return re.sub("nk", "n", re.sub("(.)\\1+", "\\1", letters))


def _latin_letters(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(str(match.lastgroup) for match in _SPELLING.finditer(plain) if match.lastgroup)


def _khmer_letters(word: str) -> str:
    found: list[str] = []
    clusters = [word[start:end] for start, end in khmer.cluster_places(word)]
    for at, cluster in enumerate(clusters):
        letters = [_LETTERS.get(letter, "") for letter in cluster if "\u1780" <= letter <= "\u17b3"]
        if _SILENT in cluster:
            continue
        if len(letters) > 1 and cluster[0] == "ហ":  # ហ្គ, ហ្វ and the like write foreign sounds
            letters = letters[1:]
        following = clusters[at + 1] if at + 1 < len(clusters) else ""
        # Before a consonant that is written twice, as in សុវណ្ណ, a letter without a vowel has one all the same.
        bare = at > 0 and not _VOWEL.search(cluster) and khmer.COENG not in following
        if bare and _UNSPOKEN.search(cluster):
            letters = letters[:-1]
        closes = bare and letters in (["r"], ["w"], ["y"], ["h"])
        found += [] if closes else letters
        if "\u17c6" in cluster and following != "ង":
            found.append("m")
        if "\u17c7" in cluster:
            found.append("s")
    return "".join(found)


def _khmer_names(text: str) -> Iterator[Span]:
    for run in _KHMER_RUN.finditer(text):
        start = run.start()
        for part in _parts(run[0]):
            short = 0 < len(part) <= _LONGEST_CODE_POINTS
            if short and not _BEFORE_NAMES.fullmatch(part) and len(list(khmer.clusters(part))) <= LONGEST:
                yield Span(start, start + len(part))
            start += len(part)


def _parts(run: str) -> Iterator[str]:
    """A run parted before and after words that stand before names."""
    done = 0
    for match in _BEFORE_NAMES.finditer(run):
        yield run[done : match.start()]
        yield match[0]
        done = match.end()
    yield run[done:]
