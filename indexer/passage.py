"""What is found and cited: a passage of a document."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Language, SectionKind, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of one section of a document; the passages of a document partition its body in order.

    `text` is the body's own words, verbatim. `page` is where the first of them stands, None where the
    format has no pages.
    """

    id: str
    document_id: str
    span: Span
    text: str
    heading_path: tuple[str, ...]
    kind: SectionKind
    page: int | None
    languages: tuple[Language, ...]


def passage_id(document_id: str, span: Span) -> str:
    """The name under which a run of a document is known, e.g. `2021-04-20-somtc-workshop#1204-1688`."""
    return f"{document_id}#{span.start}-{span.end}"
