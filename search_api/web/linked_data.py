"""What a document's page says to programs: JSON-LD in the terms of schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.document import Span, Stated
from indexer.catalogue import Entry
from indexer.document_rows import ArchivedDocument
from search_api.schemas import document_url


def linked_data(
    archived: ArchivedDocument, entry: Entry, versions: Sequence[Entry], marked: Span | None, base: str
) -> dict[str, Any]:
    """The minutes as a DigitalDocument about an Event; a marked run as a Quotation that is part of it.

    `base` is what links begin with. What the minutes don't state is left out.
    """
    document, meeting = archived.document, archived.document.meeting
    event = {
        "@type": "Event",
        "name": entry.title,
        "startDate": entry.date.isoformat() if entry.date else None,
        "location": _named("Place", meeting.place),
        "organizer": _named("Organization", meeting.body),
    }
    quoted = marked.of(document.body) if marked else ""
    quotation = {"@type": "Quotation", "text": quoted, "url": document_url(entry.id, base, marked)}
    told = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": document_url(entry.id, base),
        "url": document_url(entry.id, base, marked),
        "name": entry.title,
        "inLanguage": [language.value for language in entry.languages],
        "encodingFormat": document.source.media_type,
        "about": _stated(event),
        "hasPart": quotation if quoted else None,
        "workTranslation": [{"@id": document_url(each.id, base)} for each in versions] or None,
    }
    return _stated(told)


def _named(kind: str, stated: Stated[str] | None) -> dict[str, str] | None:
    return {"@type": kind, "name": stated.value} if stated else None


def _stated(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
