"""Selected passages as files that researchers' programs read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from corpus.document import Language
from indexer.passage import Passage
from search_api.web.citing import citation, source
from search_api.web.selection import Selected
from search_api.web.word_file import word_file
from search_api.wording import Wording


class Format(StrEnum):
    """What a file of passages may be."""

    CSV = "csv"
    JSON = "json"
    BIBTEX = "bib"
    RIS = "ris"
    WORD = "docx"


MEDIA_TYPES: Mapping[Format, str] = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.BIBTEX: "application/x-bibtex; charset=utf-8",
    Format.RIS: "application/x-research-info-systems; charset=utf-8",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t")


def export(selected: Sequence[Selected], form: Format, wording: Wording) -> bytes:
    """The passages in their order as one file. Quotes are verbatim but for control characters."""
    if form is Format.WORD:
        return word_file(selected, wording)
    return _TEXTS[form](selected, wording).encode("utf-8")


def _row(each: Selected, wording: Wording) -> dict[str, object]:
    passage, document = each.passage, each.document
    return {
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "body": document.body,
        "section": " › ".join(passage.heading_path),
        "kind": passage.kind.value,
        "page": passage.page,
        "quote": passage.text.strip(),
        "citation": citation(wording, document, passage.page, passage.text),
        "url": each.url,
        "document_id": document.id,
        "passage_id": passage.id,
        "file": document.path,
    }


def _csv(selected: Sequence[Selected], wording: Wording) -> str:
    """With the mark by which spreadsheets know UTF-8; no cell begins as a formula does."""
    rows = [_row(each, wording) for each in selected]
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, fieldnames=list(rows[0]))
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return "\ufeff" + written.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else _CONTROL.sub("", str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(selected: Sequence[Selected], wording: Wording) -> str:
    rows = [
        {name: _CONTROL.sub("", value) if isinstance(value, str) else value for name, value in row.items()}
        for row in (_row(each, wording) for each in selected)
    ]
    return json.dumps({"passages": rows}, ensure_ascii=False, indent=2) + "\n"


def _bibtex(selected: Sequence[Selected], wording: Wording) -> str:
    entries = []
    for number, each in enumerate(selected, start=1):
        passage, document = each.passage, each.document
        fields = {
            "title": document.title,
            "author": document.body,
            "year": str(document.date.year) if document.date else None,
            "date": document.date.isoformat() if document.date else None,
            "type": "Minutes of a meeting",
            "pages": str(passage.page) if passage.page else None,
            "url": each.url,
            "langid": _language_names(passage),
            "annote": passage.text,
        }
        lines = [f"  {name} = {{{_braced(value)}}}" for name, value in fields.items() if value]
        year = document.date.year if document.date else "nd"
        entries.append(f"@report{{kamnot-{year}-{number},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def _braced(text: str) -> str:
    """On one line, with what TeX would act on written as its letters."""
    line = " ".join(_CONTROL.sub("", text).split())
    escaped = re.sub(r"([&%$#_])", r"\\\1", line.replace("\\", "\\textbackslash ").translate(_BRACES))
    return escaped.replace("~", "\\textasciitilde ").replace("^", "\\textasciicircum ")


_BRACES = str.maketrans({"{": "(", "}": ")"})
"""A brace alone would end the field for many programs, even behind a backslash."""


def _language_names(passage: Passage) -> str:
    return "khmer" if passage.languages[:1] == (Language.KHMER,) else "english"


def _ris(selected: Sequence[Selected], wording: Wording) -> str:
    lines: list[str] = []
    for each in selected:
        passage, document = each.passage, each.document
        day = document.date
        fields = [
            ("TY", "RPRT"),
            ("TI", document.title),
            ("AU", document.body),
            ("PY", str(day.year) if day else None),
            ("DA", day.strftime("%Y/%m/%d") if day else None),
            ("SP", str(passage.page) if passage.page else None),
            ("LA", ", ".join(language.value for language in passage.languages)),
            ("N1", source(wording, document, passage.page)),
            ("AB", passage.text),
            ("UR", each.url),
            ("ID", passage.id),
        ]
        lines += [f"{tag}  - {' '.join(_CONTROL.sub('', text).split())}" for tag, text in fields if text]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines)


_TEXTS: Mapping[Format, Callable[[Sequence[Selected], Wording], str]] = {
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.BIBTEX: _bibtex,
    Format.RIS: _ris,
}
