"""Word translations learned from the project's own sentence pairs, for the lexical arm.

`python -m indexer.training.word_translations` writes corpus/word-translations.tsv anew. IBM Model 1 in
both directions (Brown et al. 1993, "The Mathematics of Statistical Machine Translation", section 4.1);
a pair of words is kept where the product of both probabilities is high: Khmer TAB English.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus import khmer
from indexer import terms

PAIRS = Path(__file__).parent / "pairs"
OUTPUT = Path(__file__).parents[2] / "corpus" / "word-translations.tsv"

ROUNDS = 6
"""Of expectation and maximisation; the table hardly changes after."""
LEAST_PRODUCT = 0.06
LEAST_PROBABILITY = 0.08
LEAST_COUNT = 3
"""On the development questions 0.04 and 0.08 find alike; below, the pairs are mostly parts of phrases."""

Words = Sequence[str]
Table = dict[tuple[str, str], float]


def read_pairs(folder: Path = PAIRS) -> Iterator[tuple[str, str]]:
    """Every Khmer–English pair of the project's own files, question and passage columns apart."""
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(row) == 4:
                    yield row[0], row[1]
                    yield row[2], row[3]
                else:
                    yield row[0], row[1]


def translation_table(pairs: Sequence[tuple[Words, Words]], rounds: int = ROUNDS) -> Table:
    """p(target word | source word) by (target, source), over pairs of (source, target) words."""
    table: Table = {}
    for _ in range(rounds):
        counts: defaultdict[tuple[str, str], float] = defaultdict(float)
        totals: defaultdict[str, float] = defaultdict(float)
        for source, target in pairs:
            for word in target:
                shares = [table.get((word, each), 1e-3 if not table else 0.0) for each in source]
                whole = sum(shares)
                for each, share in zip(source, shares, strict=True):
                    if share:
                        counts[word, each] += share / whole
                        totals[each] += share / whole
        table = {
            key: count / totals[key[1]] for key, count in counts.items() if count / totals[key[1]] > 1e-4
        }
    return table


def learned(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The Khmer and English words that translate each other in (Khmer, English) pairs, sorted.

    English words come in their commonest spelling, Khmer ones as ICU cuts them.
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cut = [(_khmer_words(left), _english_words(right, spellings)) for left, right in pairs]
    both = [(left, right) for left, right in cut if left and right]
    to_english = translation_table(both)
    to_khmer = translation_table([(right, left) for left, right in both])
    together = Counter((word, other) for left, right in both for word in set(left) for other in set(right))
    kept = [
        (word, spellings[other].most_common(1)[0][0])
        for (other, word), forth in to_english.items()
        if (back := to_khmer.get((word, other), 0.0)) * forth >= LEAST_PRODUCT
        and min(forth, back) >= LEAST_PROBABILITY
        and together[word, other] >= LEAST_COUNT
    ]
    return sorted(set(kept))


def _khmer_words(text: str) -> list[str]:
    words = (term.text for term in terms.analyse(khmer.normal_form(text)).words)
    return [word for word in words if khmer.has_khmer(word) and len(word) > 1 and not terms.is_stopword(word)]


def _english_words(text: str, spellings: defaultdict[str, Counter[str]]) -> list[str]:
    normal = khmer.normal_form(text)
    found: list[str] = []
    for term in terms.analyse(normal).words:
        if not terms.is_stopword(term.text) and not term.text[0].isdigit():
            spellings[term.text][term.span.of(normal)] += 1
            found.append(term.text)
    return found


def main() -> None:
    """Writes OUTPUT."""
    found = learned(read_pairs())
    OUTPUT.write_text("".join(f"{word}\t{other}\n" for word, other in found), encoding="utf-8")
    print(f"{len(found)} pairs of words in {OUTPUT}")


if __name__ == "__main__":
    main()
