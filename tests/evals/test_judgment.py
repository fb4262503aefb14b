"""Judged questions and where their answers stand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, Language, Meeting, Section, SectionKind, Source, Span, Stated
from corpus.folder import File, document, files
from corpus.readers.sandbox import Sandbox
from evals.judgment import (
    Judgment,
    Place,
    Relevant,
    Target,
    UnusableJudgment,
    locate,
    read_files,
    read_judgments,
    read_set,
    targets,
)

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
    assert targets(judgment, {"a.txt": ("a", made_document(BODY))}) == [Target((Place("a", Span(30, 40)),))]
    assert targets(replace(judgment, relevant=()), {}) == []


def test_a_target_has_the_places_of_all_its_versions() -> None:
    documents = {"a.txt": ("a", made_document(BODY)), "b.txt": ("b", made_document("៤០ ដុល្លារ"))}
    relevant = Relevant("a.txt", "40 dollars", (Relevant("b.txt", "៤០ ដុល្លារ"),))
    judgment = Judgment("d1", Language.ENGLISH, "How much?", "fact", "40", (relevant,))
    assert targets(judgment, documents) == [Target((Place("a", Span(30, 40)), Place("b", Span(0, 10))))]
    with pytest.raises(UnusableJudgment, match=r"b\.txt"):
        targets(judgment, {"a.txt": documents["a.txt"]})


def made_row(name: str, relevant: list[object]) -> str:
    row = {"id": name, "language": "en", "question": "?", "kind": "fact", "answer": None}
    return json.dumps(row | {"relevant": relevant})


def test_versions_may_be_told_or_left_out(tmp_path: Path) -> None:
    place = {"path": "a", "quote": "b"}
    path = tmp_path / "questions.jsonl"
    path.write_text(made_row("1", [place, place | {"versions": [{"path": "c", "quote": "d"}]}]))
    assert read_judgments(path)[0].relevant == (Relevant("a", "b"), Relevant("a", "b", (Relevant("c", "d"),)))


def test_the_files_of_a_set_are_joined_and_an_id_is_used_once(tmp_path: Path) -> None:
    paths = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    paths[0].write_text(made_row("a", []))
    paths[1].write_text(made_row("b", []))
    assert [judgment.id for judgment in read_files(paths)] == ["a", "b"]
    paths[1].write_text(made_row("a", []))
    with pytest.raises(UnusableJudgment, match=r"2\.jsonl: the id a is used twice"):
        read_files(paths)


def test_a_set_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnusableJudgment, match=r"no set 'tests' .*; there are: .*development"):
        read_set("tests")


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
    judgments = read_set("development")
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

    for judgment in read_set("development"):
        if judgment.language is Language.ENGLISH:
            assert not khmer.has_khmer(judgment.question), judgment.id
