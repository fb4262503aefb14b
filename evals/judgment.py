"""Judged questions: what is asked, and which runs of which documents answer it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import khmer
from corpus.document import Document, Language, Span
from corpus.errors import KamnotError

SETS = Path(__file__).parent / "sets"


class UnusableJudgment(KamnotError):
    """A judged question can't be used: a broken line, an unknown file, or a quote that isn't there."""


@dataclass(frozen=True, slots=True)
class Relevant:
    """A verbatim run of a file that answers, at least in part."""

    path: str
    quote: str


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
class Target:
    """Where in an archived document an answer stands."""

    document_id: str
    span: Span


def read_judgments(path: Path) -> list[Judgment]:
    """The judged questions of a JSON Lines file. Raises UnusableJudgment."""
    found: list[Judgment] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            relevant = tuple(Relevant(each["path"], each["quote"]) for each in row["relevant"])
            language = Language(row["language"])
            found.append(Judgment(row["id"], language, row["question"], row["kind"], row["answer"], relevant))
        except (ValueError, KeyError, TypeError) as error:
            raise UnusableJudgment(f"{path}, line {number}: {error!r}; see README.md for the form") from None
    return found


def targets(judgment: Judgment, documents: Mapping[str, tuple[str, Document]]) -> list[Target]:
    """Where the judged quotes stand; `documents` gives id and document by path.

    Quotes are compared in normal form without regard to spacing, for readers space text differently.
    Raises UnusableJudgment.
    """
    found: list[Target] = []
    for relevant in judgment.relevant:
        if relevant.path not in documents:
            raise UnusableJudgment(f"{judgment.id}: no document was read from {relevant.path!r}")
        document_id, document = documents[relevant.path]
        span = locate(relevant.quote, document.body)
        if span is None:
            raise UnusableJudgment(f"{judgment.id}: {relevant.path!r} doesn't hold {relevant.quote[:60]!r}")
        found.append(Target(document_id, span))
    return found


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
