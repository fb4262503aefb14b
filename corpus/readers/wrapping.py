"""English lines that a mail program or an editor broke at a fixed width, joined again."""

from __future__ import annotations

import re
from itertools import pairwise

NARROWEST, WIDEST = 60, 100
"""Characters between which mail programs and editors wrap lines; the usual widths are 65 to 80."""

_WRAPPED_LINES = 5
"""So many lines must nearly reach the width before it counts as one that a program kept to."""

_NEARLY = 10
_SENTENCE_ENDS = (".", ":", ";", "!", "?")
_PLAIN_START = re.compile(r" *[A-Za-z(\"'“‘]")
_LATIN_ONLY = re.compile("[\x20-\x7e\u2010-\u201f]+")


def unwrap(text: str) -> str:
    """The text with a space for each line end that stands only because the next word was too long.

    It stays as long as it was. Lines with Khmer, list items and lines that end a sentence are left alone.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if (
        not NARROWEST <= width <= WIDEST
        or sum(len(line) > width - _NEARLY for line in lines) < _WRAPPED_LINES
    ):
        return text
    joined = [lines[0]]
    for above, line in pairwise(lines):
        word = line.lstrip(" ").split(" ", 1)[0]
        wrapped = (
            _PLAIN_START.match(line)
            and not above.rstrip().endswith(_SENTENCE_ENDS)  # the next line may be a heading
            and _LATIN_ONLY.fullmatch(above)
            and len(above.rstrip()) + 1 + len(word) > width
        )
        joined += (" " if wrapped else "\n", line)
    return "".join(joined)
