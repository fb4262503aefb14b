"""Exercises in which the meeting counts: whose passages tell neither their date nor whose meeting it was.

`series` reads groups of meetings of one body, written for kamnot, whose passages differ in little but what a
question is after. `placed` gives the other exercises a made-up meeting, and now and then a question its year.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpus.date_writing import ENGLISH_MONTH_NAMES, KHMER_MONTH_NAMES, khmer_digits
from corpus.document import Language
from corpus.khmer import khmer_share
from indexer.about import Names, about, called
from indexer.training.file_names import filed
from indexer.training.reading.exercises import SIDES, Example

_TELLS_TIME = re.compile("(?:19|20)[0-9]{2}|(?:១៩|២០)[០-៩]{2}")
_UNPLACED = 0.15
_ASKED_WITH_TIME = 0.35
_FIRST, _DAYS = date(2012, 1, 10), 365 * 14

Titles = Sequence[tuple[str, str]]


def read_titles(path: Path) -> Titles:
    """Titles of minutes, Khmer TAB English."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(khmer, english) for khmer, english in rows]


def placed(examples: Iterable[Example], titles: Titles, seed: int) -> Iterator[Example]:
    """The examples with a line on a meeting, some with its year in the question, or another one.

    A question with another year than its meeting's is one that the passage doesn't answer. Questions and
    passages that tell a year themselves are left as they are.
    """
    chance = random.Random(seed)
    meetings: dict[int, tuple[date, tuple[str, str]]] = {}
    for example in examples:
        day, title = meetings.setdefault(
            example.family, (_FIRST + timedelta(chance.randrange(_DAYS)), chance.choice(titles))
        )
        if chance.random() < _UNPLACED:
            yield example
            continue
        told = replace(example, about=about(day, *_in(example.passage, title)))
        timeless = not _TELLS_TIME.search(example.question) and not _TELLS_TIME.search(example.passage)
        if not timeless or not example.answers or chance.random() > _ASKED_WITH_TIME:
            yield told
        elif chance.random() < 0.5:
            yield replace(told, question=_with_time(example.question, day, chance))
        else:
            other = date(_other_year(day.year, chance), day.month, 1)
            question = _with_time(example.question, other, chance)
            yield replace(told, question=question, answers=False, answer=None)


def series(
    paths: Iterable[Path],
    first_family: int,
    asked_once: random.Random | None = None,
    named: random.Random | None = None,
) -> Iterator[Example]:
    """Each question over every meeting of its group, in the four pairings of languages.

    `asked_once` draws for each question one language that it is asked in, instead of both; `named` what the
    files of the minutes are called (`file_names`), which otherwise is not told.
    Raises ValueError, with the line, where an answer is no verbatim run of its passage.
    """
    family = first_family
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            family += 1
            try:
                yield from _group(json.loads(line), family, asked_once, named)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from None


def _group(
    group: Mapping[str, Any], family: int, asked_once: random.Random | None, named: random.Random | None
) -> Iterator[Example]:
    lines = [{side: _line(meeting, Language(side), named) for side in SIDES} for meeting in group["meetings"]]
    for asked in group["questions"]:
        answers = {each["meeting"]: each for each in asked["answers"]}
        asked_in = SIDES if asked_once is None else (asked_once.choice(SIDES),)
        for place, meeting in enumerate(group["meetings"]):
            for language in SIDES:
                answer = _span(meeting[language], answers[place][language]) if place in answers else None
                line = lines[place][language]
                for side in asked_in:
                    yield Example(
                        asked[side], meeting[language], answer, answer is not None, family, line, place
                    )


def _line(meeting: Mapping[str, str], language: Language, named: random.Random | None) -> str:
    day = date.fromisoformat(meeting["date"])
    titles = {each: meeting[f"title_{each.value}"] for each in Language}
    title, file = filed(titles, language, day, named) if named else (titles[language], "")
    return about(day, called(title, None, file), [meeting[f"heading_{language.value}"]], language)


def _span(passage: str, answer: str) -> tuple[int, int]:
    start = passage.find(answer)
    if start < 0 or not answer:
        raise ValueError(f"{answer[:60]!r} does not stand in the passage")
    return start, start + len(answer)


def _in(passage: str, title: tuple[str, str]) -> tuple[Names, Sequence[str], Language]:
    language = Language.KHMER if _is_khmer(passage) else Language.ENGLISH
    return Names("", title[language is Language.ENGLISH], ""), (), language


def _is_khmer(text: str) -> bool:
    return khmer_share(text) > 0.5


def _other_year(year: int, chance: random.Random) -> int:
    return chance.choice([other for other in range(year - 4, year + 5) if other != year])


def _with_time(question: str, day: date, chance: random.Random) -> str:
    """The question, asked of the year of a day or of its month."""
    monthly = chance.random() < 0.3
    if not _is_khmer(question):
        time = f"{ENGLISH_MONTH_NAMES[day.month - 1]} {day.year}" if monthly else str(day.year)
        asked = question.rstrip(" ?")
        lowered = asked if asked[:2].isupper() else asked[:1].lower() + asked[1:]
        return chance.choice(
            (
                f"{asked} in {time}?",
                f"In {time}, {lowered}?",
                f"{asked} at the {time} meeting?",
                f"{asked} {time}",
            )
        )
    time = f"ឆ្នាំ{day.year}"
    if monthly:
        time = f"ខែ{KHMER_MONTH_NAMES[day.month - 1]} {time}"
    if chance.random() < 0.5:
        time = khmer_digits(time)
    asked = question.rstrip(" ?")
    return chance.choice(
        (f"នៅ{time} {asked}?", f"{asked}នៅ{time}?", f"{asked}ក្នុងកិច្ចប្រជុំ{time}?", f"{asked} {time}")
    )
