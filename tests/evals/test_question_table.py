"""Judged questions in a table, and what can be wrong with its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document, Language, Meeting, Section, SectionKind, Source, Span, Stated
from evals.judgment import Judgment, Relevant, UnusableJudgment
from evals.question_table import Row, judged, read_rows

BODY = "The library opens on Saturdays. ថវិកាមាន ៤០ ដុល្លារ។"
HEAD = "question\tdocument\tquote\tanswer\tkind\n"


def made_documents() -> dict[str, tuple[str, Document]]:
    meeting = Meeting(Stated("t", None), None, None, None, None, (), None)
    section = Section(SectionKind.OTHER, Span(0, len(BODY)), None, ())
    document = Document(
        Source("a.txt", "0", 1, "text/plain"), BODY, (), (Language.ENGLISH,), meeting, (section,)
    )
    return {"a": ("a", document), "a.txt": ("a", document)}


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "questions.tsv"
    path.write_text(text, encoding=encoding, newline="")
    return path


def row(line: int, question: str, document: str = "", quote: str = "") -> Row:
    return Row(line, question, document, quote, "", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_are_read_as_spreadsheets_write_them(tmp_path: Path, encoding: str) -> None:
    text = HEAD + 'ថវិកា?\ta.txt\t"ថវិកាមាន\n""៤០"" ដុល្លារ"\t\tmoney\r\n\t\t\t\t\n\nWhy?\r\n'
    assert read_rows(written(tmp_path, text, encoding)) == [
        Row(2, "ថវិកា?", "a.txt", 'ថវិកាមាន "៤០" ដុល្លារ', "", "money"),
        Row(6, "Why?", "", "", "", ""),
    ]


def test_columns_stand_in_any_order_and_two_may_be_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "Quote\tmy notes\tDocument\tQuestion\nb\t-\ta\tWhy?\n")
    assert read_rows(path) == [Row(2, "Why?", "a", "b", "", "")]


def test_a_table_without_rows_has_none(tmp_path: Path) -> None:
    assert read_rows(written(tmp_path, HEAD)) == []
    assert read_rows(written(tmp_path, "")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("question;document;quote\n", r"line 1: no column question, document, quote"),
        ("question\tdocument\n", r"line 1: no column quote"),
        (HEAD + 'Why?\ta\tb\n"How\ta\tb\nWho?\ta\tb\n', r"line 3: a cell that begins with a quotation mark"),
        (HEAD + '"How" many?\ta\tb\n', r"line 2: a cell that begins"),
        (HEAD + '"How\ta\tb\nWho"\ta\tb\n', r"line 2: a cell that begins"),
    ],
)
def test_a_broken_table_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(UnusableJudgment, match=expected):
        read_rows(written(tmp_path, text))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.tsv"
    path.write_bytes(b"PK\x03\x04\x00\x00\xff\xfe\x00")
    with pytest.raises(UnusableJudgment, match="questions"):
        read_rows(path)


def test_rows_of_one_question_are_its_targets() -> None:
    rows = [
        Row(2, "When?", "a.txt", "on Saturdays", "Saturdays", "time"),
        row(3, "ហេតុអ្វី?"),
        Row(4, "When?", "a", "៤០ ដុល្លារ", "forty", ""),
        row(5, "Where?", "a", "The library"),
    ]
    relevant = (Relevant("a.txt", "on Saturdays"), Relevant("a", "៤០ ដុល្លារ"))
    found, wrong = judged(rows, made_documents())
    assert wrong == []
    assert found == [
        Judgment("line 2", Language.ENGLISH, "When?", "time", "Saturdays; forty", relevant),
        Judgment("line 3", Language.KHMER, "ហេតុអ្វី?", "unanswerable", None, ()),
        Judgment("line 5", Language.ENGLISH, "Where?", "question", None, (Relevant("a", "The library"),)),
    ]


def test_every_broken_row_is_named_with_its_line() -> None:
    rows = [
        row(2, ""),
        row(3, "When?", "b.txt", "on Saturdays"),
        row(4, "Why?", "a", ""),
        row(5, "Who?", "", "on Saturdays"),
        row(6, "How?", "a", "on Sundays"),
        row(7, "Right?", "a", "on Saturdays"),
        row(8, "Right?"),
    ]
    found, wrong = judged(rows, made_documents())
    assert found == []
    assert [line.split(":")[0] for line in wrong] == [f"line {number}" for number in (2, 3, 4, 5, 6, 8)]
    assert "no document 'b.txt'" in wrong[1]
    assert "doesn't hold the quote 'on Sundays'" in wrong[4]


def test_no_rows_are_no_questions() -> None:
    assert judged([], {}) == ([], [])
