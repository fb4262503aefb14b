"""Sentence pairs and question families as they lie on disk."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from zlib import crc32

from corpus.document import Language
from indexer.about import called
from indexer.training.file_names import filed

KHMER = re.compile("[\u1780-\u17ff]")
HELD_OUT_ONE_IN = 25
"""One source row in this many is kept for choosing checkpoints."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages, and the file stem that it comes from."""

    khmer: str
    english: str
    source: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and the passage that answers it, each in both languages.

    family: rows of one family lie side by side in their file and are each other's hard negatives.
    """

    question: Pair
    passage: Pair
    family: int


def read_pairs(paths: Iterable[Path], tests: Iterable[Path] = ()) -> Iterator[Pair]:
    """The pairs of two-column files, useless names and repeats left out.

    tests: files of pairs that are for measuring; a pair that has a text of theirs on either side is left out
    too, since short sentences of everyday life coincide.
    Raises ValueError on a line of fewer than two columns.
    """
    measured = {_plain(text) for path in tests for _, columns in _rows(path) for text in columns[:2]}
    seen: set[tuple[str, str]] = set()
    for path in paths:
        source = path.name.split(".")[0]
        for number, columns in _rows(path):
            if len(columns) < 2:
                raise ValueError(f"{path}:{number}: expected Khmer TAB English")
            khmer, english = columns[0], columns[1]
            if not KHMER.search(khmer) or not english or (khmer, english) in seen:
                continue
            if _plain(khmer) in measured or _plain(english) in measured:
                continue
            if source == "cldr-names" and not is_useful_name(english):
                continue
            seen.add((khmer, english))
            yield Pair(khmer, english, source)


def read_answered(paths: Iterable[Path]) -> Iterator[Answered]:
    """The rows of four-column question files: question km, en, passage km, en.

    A row joins the family of the row before it when their passages share a third of their words,
    or their questions do.
    """
    for path in paths:
        source, family, before = path.name.split(".")[0], 0, set[str]()
        for number, columns in _rows(path):
            if len(columns) < 4:
                raise ValueError(f"{path}:{number}: expected four columns")
            words = set(re.findall("[a-z]{4,}", (columns[1] + " " + columns[3]).lower()))
            if len(words & before) * 3 < min(len(words), len(before) or 1):
                family += 1
            before = words
            yield Answered(Pair(columns[0], columns[1], source), Pair(columns[2], columns[3], source), family)


def read_exercises(paths: Iterable[Path]) -> Iterator[Answered]:
    """The answerable questions of exercise files (`reading.exercises`), those of one exercise a family."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for family, exercise in enumerate(map(json.loads, filter(str.strip, lines))):
                passage = Pair(exercise["km"], exercise["en"], "exercises")
                for asked in exercise["questions"]:
                    if asked["answer_en"]:
                        yield Answered(Pair(asked["km"], asked["en"], "exercises"), passage, family)


def read_series(paths: Iterable[Path], named: Random | None = None) -> Iterator[Answered]:
    """The questions of groups of meetings (`reading.meetings`), each with every passage that answers.

    A passage comes under its meeting's title and its heading, as one is embedded whose title says it all;
    with `named`, under what `file_names.filed` draws by it. A group is a family.
    """
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for family, group in enumerate(map(json.loads, filter(str.strip, lines))):
                passages = [
                    Pair(
                        _headed(meeting, Language.KHMER, named),
                        _headed(meeting, Language.ENGLISH, named),
                        "series",
                    )
                    for meeting in group["meetings"]
                ]
                for asked in group["questions"]:
                    question = Pair(asked["km"], asked["en"], "series")
                    for answer in asked["answers"]:
                        yield Answered(question, passages[answer["meeting"]], family)


def is_useful_name(english: str) -> bool:
    """Whether a CLDR name is worth learning: variants by skin tone, hair and sex are not."""
    variant = "skin tone|: (man|woman|men|women|boy|girl|person|medium|light|dark|red hair|curly hair|bald)"
    return not re.search(variant, english) and len(english) > 1


def is_held_out(pair: Pair) -> bool:
    """Whether this row is for choosing checkpoints: a fixed one in `HELD_OUT_ONE_IN` by its English side.

    By the English side, so that two renderings of one sentence fall on the same side of the cut.
    """
    return crc32(pair.english.lower().encode()) % HELD_OUT_ONE_IN == 0


def _headed(meeting: Mapping[str, str], language: Language, named: Random | None) -> str:
    titles = {each: meeting[f"title_{each.value}"] for each in Language}
    title, file = titles[language], ""
    if named:
        title, file = filed(titles, language, date.fromisoformat(meeting["date"]), named)
    told = called(title, None, file)
    parts = (*told, meeting[f"heading_{language.value}"], meeting[language.value])
    return "\n".join(part for part in parts if part)


def _plain(text: str) -> str:
    """A text less its case, spaces and punctuation, of which Khmer has its own."""
    return re.sub("[\\s\u200b-\u200d\u2060។៕!-/:-?]+", "", text.casefold())


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            columns = [column.strip() for column in line.rstrip("\n").split("\t")]
            if any(columns):
                yield number, columns
