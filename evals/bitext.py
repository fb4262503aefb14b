"""How often Khmer and English texts of the same meaning find each other: accuracy@1, both directions.

`python -m evals.bitext PAIRS.tsv…`; a file has one pair a line, Khmer TAB English.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.bilingual import BilingualEncoder
from indexer.encoder import Encoder
from indexer.sentence_transformer import SentenceTransformerEncoder
from indexer.training.matching import found_first

COPIED = re.compile(r"[A-Za-zÀ-ɏ]+|[0-9០-៩]+(?:[.,:/][0-9០-៩]+)*")


@dataclass(frozen=True, slots=True)
class Bitext:
    """accuracy@1 over the texts of one file, each looked for among all of the other language's."""

    name: str
    pairs: int
    to_english: float
    to_khmer: float


def measure_bitext(name: str, pairs: Sequence[tuple[str, str]], encoder: Encoder) -> Bitext:
    """Both directions over pairs of (Khmer, English). Of no pairs, both are 0."""
    khmer = encoder.passages([pair[0] for pair in pairs])
    english = encoder.passages([pair[1] for pair in pairs])
    return Bitext(name, len(pairs), found_first(khmer, english), found_first(english, khmer))


def read_bitext(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file. Raises ValueError, with the line's number, on a line without two columns."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) < 2:
            raise ValueError(f"{path}:{number}: expected Khmer TAB English, found no tab")
        pairs.append((columns[0].strip(), columns[1].strip()))
    return pairs


def without_copied(khmer: str, english: str) -> tuple[str, str]:
    """The pair without the Latin words and numbers that both sides have.

    A name or number copied from one side to the other finds its partner with no knowledge of Khmer: on news
    that alone gives 0.38. Khmer and Latin digits count as the same.
    """
    shared = {_key(word) for word in COPIED.findall(khmer)} & {_key(word) for word in COPIED.findall(english)}

    def strip(text: str) -> str:
        kept = COPIED.sub(lambda word: " " if _key(word.group()) in shared else word.group(), text)
        return re.sub(r"\s+", " ", kept).strip()

    return strip(khmer), strip(english)


def _key(word: str) -> str:
    return word.casefold().translate({0x17E0 + digit: str(digit) for digit in range(10)})


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one row a file: name, pairs, Khmer to English, English to Khmer."""
    options = _options().parse_args(arguments)
    encoder: Encoder = (
        SentenceTransformerEncoder(options.encoder)
        if options.encoder
        else BilingualEncoder(threads=options.threads)
    )
    print(f"encoder {encoder.name}", file=sys.stderr)
    print("file\tpairs\tkm-en\ten-km")
    for path in options.pairs:
        rows = read_bitext(path)
        for name, shown in ((path.stem, rows), *_masked(path.stem, rows, options.without_copied)):
            found = measure_bitext(name, shown, encoder)
            print(f"{found.name}\t{found.pairs}\t{found.to_english:.3f}\t{found.to_khmer:.3f}", flush=True)


def _masked(
    stem: str, rows: Sequence[tuple[str, str]], wanted: bool
) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(f"{stem} without copied", [without_copied(*row) for row in rows])] if wanted else []


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bitext", description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+", metavar="PAIRS.tsv")
    parser.add_argument("--encoder", help="hub name or local folder; the shipped model when left out")
    parser.add_argument(
        "--without-copied",
        action="store_true",
        help="measure also without Latin words and digits on both sides",
    )
    parser.add_argument("--threads", type=int, default=2)
    return parser


if __name__ == "__main__":
    main()
