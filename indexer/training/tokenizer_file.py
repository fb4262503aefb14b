"""One tokenizer.json for both languages: the teacher's word pieces, and Khmer pieces beside them."""

import json
from collections.abc import Sequence

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece

from indexer.training.khmer_pieces import COENG

RUN_CLUSTERS = 40
"""Word pieces are looked for in at most this many clusters at a time: the search is cubic in a run's length,
and a Khmer paragraph may be one run. Of the training texts' runs 99.5 % are shorter."""

FOLDS = [
    *((chr(0x17E0 + digit), str(digit)) for digit in range(10)),
    (f"{COENG}ដ", f"{COENG}ត"),
    ("\u17c1\u17b6", "\u17c4"),
    ("\u17c1\u17b8", "\u17be"),
    ("\u17b2", "\u17b1"),
    ("\u17d8", "។ល។"),
    ("។", "."),
    ("៕", "."),
    ("៖", ":"),
    ("\u17b4", ""),
    ("\u17b5", ""),
    ("\u17dd", "\u17d1"),
    *((f"{COENG}រ{COENG}{letter}", f"{COENG}{letter}{COENG}រ") for letter in "តកគចជទនបពភមយលវសហងញណធឋថខឃឆឈប"),
]
"""Encodings that look the same, written as one; kamnot's normal form does more, and does it upstream."""


def build_tokenizer(teacher_json: str, pieces: Sequence[str]) -> Tokenizer:
    """The teacher's tokenizer with Khmer pieces; piece i has ids n + 2i (first) and n + 2i + 1 (within).

    teacher_json: the teacher's tokenizer.json. n is its vocabulary's size. Accents are stripped from
    every script but Khmer, whose vowel signs are marks to Unicode.
    """
    vocabulary = dict(json.loads(teacher_json)["model"]["vocab"])
    first = len(vocabulary)
    for index, piece in enumerate(pieces):
        vocabulary[piece] = first + 2 * index
        vocabulary["##" + piece] = first + 2 * index + 1
    built = Tokenizer.from_str(teacher_json)
    built.model = WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=400)
    built.normalizer = normalizers.Sequence(
        [
            normalizers.BertNormalizer(strip_accents=False, lowercase=False),
            normalizers.NFD(),
            normalizers.Replace(Regex("(?![\u1780-\u17ff])\\p{Mn}"), ""),
            normalizers.Lowercase(),
            *(normalizers.Replace(found, written) for found, written in FOLDS),
        ]
    )
    cluster = f"(?:[\u1780-\u17d3\u17d7\u17d9-\u17dd](?:{COENG}[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*)"
    built.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(f"{cluster}{{1,{RUN_CLUSTERS}}}"), "isolated"),
            pre_tokenizers.BertPreTokenizer(),
        ]
    )
    built.no_truncation()
    built.no_padding()
    return built
