"""How a run of minutes is cited in a text."""

from __future__ import annotations

from indexer.catalogue import Entry
from search_api.web.marking import shown
from search_api.wording import Wording


def source(wording: Wording, document: Entry, page: int | None) -> str:
    """Title, body, date and page on one line."""
    parts = [document.title]
    if document.body and document.body not in document.title:
        parts.append(document.body)
    parts.append(wording.day(document.date))
    if page:
        parts.append(wording.text("page", n=page))
    return shown(", ".join(" ".join(part.split()) for part in parts))


def citation(wording: Wording, document: Entry, page: int | None, quote: str) -> str:
    """The quote with its source, on one line."""
    return f"“{shown(' '.join(quote.split()))}” ({source(wording, document, page)})"
