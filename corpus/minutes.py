"""What a set of minutes says: from a file's layout to a document."""

from __future__ import annotations

from corpus.dates import meeting_date
from corpus.document import Document, Layout, Meeting, Section, SectionKind, Source, Span, Stated
from corpus.languages import languages


def describe(layout: Layout, source: Source) -> Document:
    """The document that a file's text makes: its languages, its meeting and its sections."""
    first = next((line for line in layout.body.split("\n") if line.strip()), source.name)
    return Document(
        source=source,
        body=layout.body,
        pages=layout.pages,
        languages=languages(layout.body),
        meeting=Meeting(
            Stated(layout.title or first.strip(), None), meeting_date(layout.body), None, None, None, (), None
        ),
        sections=(Section(SectionKind.OTHER, Span(0, len(layout.body)), None, ()),) if layout.body else (),
    )
