"""Readable ids of documents: the file's name, kept for the document's life."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from corpus import khmer

_LONGEST = 80
"""Code points, so that a passage's id fits into a link."""
_CUT = re.compile(f"{khmer.CLUSTER_BOUNDARY}|(?=-)")


def document_id(path: str, taken: Container[str]) -> str:
    """An id that is not taken, from the last part of a path: letters of any script and digits, joined by `-`.

    A name without either gives `document`; the second of one name gets `-2`.
    """
    name = path.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] or name
    text = khmer.normal_form(stem).casefold()
    kept = (each if unicodedata.category(each)[0] in "LMN" else "-" for each in text)
    slug = _shortened(re.sub("-+", "-", "".join(kept)).strip("-")) or "document"
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def _shortened(slug: str) -> str:
    """The slug up to the last cluster or word that fits."""
    if len(slug) <= _LONGEST:
        return slug
    places = [match.start() for match in _CUT.finditer(slug) if 0 < match.start() <= _LONGEST]
    return slug[: places[-1] if places else _LONGEST].rstrip("-")
