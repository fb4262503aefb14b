"""A hit in the few words of a search engine's result."""

from __future__ import annotations

from search_api.hit import Hit

_TITLE = 200


def heading_of(hit: Hit) -> str:
    """The title, date, heading and page of a hit, in one line."""
    entry, passage = hit.document, hit.passage
    parts = [
        " ".join(entry.title.split())[:_TITLE],
        entry.date.isoformat() if entry.date else "",
        *(" ".join(heading.split())[:_TITLE] for heading in passage.heading_path[-1:]),
        f"p. {passage.page}" if passage.page else "",
    ]
    return " · ".join(part for part in parts if part)
