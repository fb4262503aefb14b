"""Text of documents as a terminal may be sent it."""

from __future__ import annotations

import re

_REPLACEMENT = "\ufffd"
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""C0 but tab and newline, DEL, C1, lone surrogates; then the controls of direction (Unicode 15.1, UAX #9
section 2), by which a text can be made to look as if it said something else. Zero-width spaces, which
Khmer is written with, stay."""
_SEPARATORS = re.compile("\r\n?|[\u2028\u2029]")


def safe(text: str, lines: bool = True) -> str:
    """A text without what a terminal would act on; with `lines` false, on one line too."""
    shown = _CONTROLS.sub(_REPLACEMENT, _SEPARATORS.sub("\n", text))
    return shown if lines else " ".join(shown.split())


def safe_json(json: str) -> str:
    """JSON that says the same, with what a terminal would act on written as escapes."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json)
