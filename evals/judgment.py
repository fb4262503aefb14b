"""Judged questions: what is asked, and which runs of which documents answer it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import khmer
from corpus.document import Document, Language, Span
from corpus.errors import KamnotError

SETS = Path(__file__).parent / "sets"


class UnusableJudgment(KamnotError):
    """A judged question can't be used: a broken line, an unknown file, or a quote that isn't there."""


@dataclass(frozen=True, slots=True)
class Relevant:
    """A verbatim run of a file that answers, at least in part.

    `versions` are where the same minutes say it too, elsewhere or in another version such as in the other
    language: any one of these places will do.
    """

    path: str
    quote: str
    versions: tuple[Relevant, ...] = ()

    @property
    def places(self) -> tuple[Relevant, ...]:
        """The run itself and where else it is said."""
        return (self, *self.versions)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A question with what answers it; nothing relevant means that the archive can't answer it."""

    id: str
    language: Language
    question: str
    kind: str
    answer: str | None
    relevant: tuple[Relevant, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A run of an archived document."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """Something that answers, with every place where it stands: finding one of them is finding it."""

    places: tuple[Place, ...]


def read_judgments(path: Path) -> list[Judgment]:
    """The judged questions of a JSON Lines file. Raises UnusableJudgment."""
    found: list[Judgment] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            relevant = tuple(_relevant(each) for each in row["relevant"])
            language = Language(row["language"])
            found.append(Judgment(row["id"], language, row["question"], row["kind"], row["answer"], relevant))
        except (ValueError, KeyError, TypeError) as error:
            raise UnusableJudgment(f"{path}, line {number}: {error!r}; see README.md for the form") from None
    return found


def read_set(name: str) -> list[Judgment]:
    """The judged questions of a set, all files of its folder in order. Raises UnusableJudgment."""
    folder = SETS / name
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        known = ", ".join(sorted(path.name for path in SETS.iterdir() if path.is_dir()))
        raise UnusableJudgment(f"there is no set {name!r} of questions in {SETS}; there are: {known}")
    return read_files(paths)


def read_files(paths: Sequence[Path]) -> list[Judgment]:
    """The judged questions of several files, joined. Raises UnusableJudgment, also for an id used twice."""
    found: dict[str, Judgment] = {}
    for path in paths:
        for judgment in read_judgments(path):
            if judgment.id in found:
                raise UnusableJudgment(f"{path}: the id {judgment.id} is used twice; each needs its own")
            found[judgment.id] = judgment
    return list(found.values())


def _relevant(row: Mapping[str, Any]) -> Relevant:
    versions = tuple(Relevant(each["path"], each["quote"]) for each in row.get("versions", ()))
    return Relevant(row["path"], row["quote"], versions)


def targets(judgment: Judgment, documents: Mapping[str, tuple[str, Document]]) -> list[Target]:
    """Where the judged quotes stand; `documents` gives id and document by path.

    Quotes are compared in normal form without regard to spacing, for readers space text differently.
    Raises UnusableJudgment.
    """
    return [
        Target(tuple(_place(judgment.id, place, documents) for place in relevant.places))
        for relevant in judgment.relevant
    ]


def _place(name: str, wanted: Relevant, documents: Mapping[str, tuple[str, Document]]) -> Place:
    if wanted.path not in documents:
        raise UnusableJudgment(f"{name}: no document was read from {wanted.path!r}")
    document_id, document = documents[wanted.path]
    span = locate(wanted.quote, document.body)
    if span is None:
        raise UnusableJudgment(f"{name}: {wanted.path!r} doesn't hold {wanted.quote[:60]!r}")
    return Place(document_id, span)


def locate(quote: str, body: str) -> Span | None:
    """The first place of a quote in a body, spacing and encoding aside; None if it isn't there."""
    wanted = "".join(khmer.normal_form(quote).split())
    if not wanted:
        return None
    at = body.find(quote)
    if at >= 0:
        return Span(at, at + len(quote))
    normalised = khmer.normalise(body)
    kept = [place for place, character in enumerate(normalised.text) if not character.isspace()]
    packed = "".join(normalised.text[place] for place in kept)
    at = packed.find(wanted)
    if at < 0:
        return None
    return normalised.original(Span(kept[at], kept[at + len(wanted) - 1] + 1))
