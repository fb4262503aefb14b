"""A researcher's judged questions: rows of a TSV file, about the documents of their own archive."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.errors import UnreadableDocument
from corpus.readers.encoding import decode
from evals.judgment import Judgment, Relevant, UnusableJudgment, locate
from search_api.errors import InvalidQuery
from search_api.query import Query

COLUMNS = ("question", "document", "quote", "answer", "kind")
_NEEDED = COLUMNS[:3]
_UNANSWERABLE = "unanswerable"
_ANSWERABLE = "question"
"""The kinds of questions whose rows tell none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a question, and one run of a document that answers it, or none; `line` is its first."""

    line: int
    question: str
    document: str
    quote: str
    answer: str
    kind: str


def read_rows(path: Path) -> list[Row]:
    """The rows of a file, in order; columns may stand in any order. Raises UnusableJudgment.

    UTF-8 or UTF-16, as spreadsheets export it; a cell may stand in quotation marks.
    """
    try:
        text = decode(path.read_bytes())
    except UnreadableDocument as error:
        raise UnusableJudgment(f"{path} {error.reason}") from None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    found: list[Row] = []
    line, head = 1, list[str]()
    try:
        for cells in lines:
            if not head:
                head = _head(path, cells)
            elif any("\t" in cell for cell in cells):
                raise csv.Error("a tab inside of a quotation")
            else:
                told = dict(zip(head, (" ".join(cell.split()) for cell in cells), strict=False))
                if any(told.values()):
                    found.append(Row(line, *(told.get(name, "") for name in COLUMNS)))
            line = lines.line_num + 1
    except csv.Error:
        raise UnusableJudgment(
            f"{path}, line {line}: a cell that begins with a quotation mark has to end with one, and those "
            "within it have to be doubled"
        ) from None
    return found


def _head(path: Path, cells: Sequence[str]) -> list[str]:
    head = [cell.strip().lower() for cell in cells]
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        raise UnusableJudgment(
            f"{path}, line 1: no column {', '.join(missing)}; the first row has to name the columns "
            f"{', '.join(COLUMNS)} with tabs between them (answer and kind may be left out)"
        )
    return head


def judged(
    rows: Sequence[Row], documents: Mapping[str, tuple[str, Document]]
) -> tuple[list[Judgment], list[str]]:
    """The questions of rows, and what is wrong, a line of the file each.

    `documents` gives id and document by id and by path. Rows of one question are its targets.
    """
    wrong: list[str] = []
    by_question: dict[str, list[Row]] = {}
    for row in rows:
        problem = _problem(row, documents)
        if problem:
            wrong.append(f"line {row.line}: {problem}")
        by_question.setdefault(row.question, []).append(row)
    for group in by_question.values():
        wrong += [
            f"line {row.line}: no document, but line {group[0].line} has one for the same question; "
            "a question is answerable or not"
            for row in group[1:]
            if bool(row.document) is not bool(group[0].document)
        ]
    return ([] if wrong else [_judgment(group) for group in by_question.values()]), wrong


def _problem(row: Row, documents: Mapping[str, tuple[str, Document]]) -> str | None:
    try:
        Query(row.question)
    except InvalidQuery as error:
        return str(error)
    if not row.document:
        return "a quote without its document" if row.quote else None
    if not row.quote:
        return "a document without the quote that answers"
    if row.document not in documents:
        return f"the archive has no document {row.document!r}; give its id or its file's path (kamnot show)"
    if locate(row.quote, documents[row.document][1].body) is None:
        return f"{row.document} doesn't hold the quote {row.quote[:60]!r}"
    return None


def _judgment(group: Sequence[Row]) -> Judgment:
    first = group[0]
    relevant = tuple(dict.fromkeys(Relevant(row.document, row.quote) for row in group if row.document))
    kind = next((row.kind for row in group if row.kind), _ANSWERABLE if relevant else _UNANSWERABLE)
    answer = "; ".join(dict.fromkeys(row.answer for row in group if row.answer)) or None
    language = Query(first.question).language
    return Judgment(f"line {first.line}", language, first.question, kind, answer, relevant)
