"""Judged questions and where their answers stand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, Language, Meeting, Section, SectionKind, Source, Span, Stated
from corpus.folder import File, document, files
from corpus.readers.sandbox import Sandbox
from evals.judgment import SETS, Judgment, Relevant, Target, UnusableJudgment, locate, read_judgments, targets

MINUTES = Path(__file__).parents[2] / "corpus" / "minutes"
BODY = "កិច្ចប្រជុំ  ស្រ្តី\nbudget of 40 dollars"


def made_document(body: str) -> Document:
    meeting = Meeting(Stated("t", None), None, None, None, None, (), None)
    section = Section(SectionKind.OTHER, Span(0, len(body)), None, ())
    return Document(Source("a.txt", "0", 1, "text/plain"), body, (), (Language.KHMER,), meeting, (section,))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("budget of 40", "budget of 40"),
        ("budget  of\n៤០", "budget of 40"),
        ("កិច្ចប្រជុំ ស្ត្រី", "កិច្ចប្រជុំ  ស្រ្តី"),
        ("not there", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_quote_is_found_whatever_its_spacing_and_encoding(quote: str, expected: str | None) -> None:
    span = locate(quote, BODY)
    assert (None if span is None else span.of(BODY)) == expected


def test_targets_say_document_and_place() -> None:
    judgment = Judgment("d1", Language.ENGLISH, "How much?", "fact", "40", (Relevant("a.txt", "40 dollars"),))
    assert targets(judgment, {"a.txt": ("a", made_document(BODY))}) == [Target("a", Span(30, 40))]
    assert targets(replace(judgment, relevant=()), {}) == []


@pytest.mark.parametrize("relevant", [Relevant("b.txt", "40"), Relevant("a.txt", "41 dollars")])
def test_a_judgment_that_points_nowhere_is_named(relevant: Relevant) -> None:
    judgment = Judgment("d7", Language.ENGLISH, "How much?", "fact", "40", (relevant,))
    with pytest.raises(UnusableJudgment, match="d7"):
        targets(judgment, {"a.txt": ("a", made_document(BODY))})


@pytest.mark.parametrize("line", ["{", "{}", '{"id": "a", "relevant": [{}]}', "[]"])
def test_a_broken_line_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(UnusableJudgment, match="line 2"):
        read_judgments(path)


def test_every_development_judgment_points_into_the_sample_minutes() -> None:
    judgments = read_judgments(SETS / "development" / "questions.jsonl")
    assert len({judgment.id for judgment in judgments}) == len(judgments) >= 300
    unanswerable = [judgment for judgment in judgments if not judgment.relevant]
    assert all(judgment.kind == "unanswerable" and judgment.answer is None for judgment in unanswerable)
    assert len(unanswerable) >= 0.15 * len(judgments)
    with Sandbox() as sandbox:
        read = {
            entry.path: (entry.path, document(entry, sandbox))
            for entry in files(MINUTES)
            if isinstance(entry, File) and entry.path != "SOURCES.md"
        }
    assert sum(len(targets(judgment, read)) for judgment in judgments) == sum(
        len(judgment.relevant) for judgment in judgments
    )


def test_questions_are_of_the_language_that_they_say() -> None:
    from corpus import khmer

    for line in (SETS / "development" / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["language"] == "en":
            assert not khmer.has_khmer(row["question"]), row["id"]
