"""Bytes of a plain-text file to text: UTF-8, UTF-16 and UTF-32, or a reason why not."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_FAMILIAR = 0.9
"""The share of characters that Khmer or English text has in the ranges of `_is_familiar`.

UTF-16 read with its two bytes swapped has under a tenth there: Khmer U+1780 becomes U+8017, "a" U+6100.
"""

_UNWRITTEN = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
"""Control characters that no text file holds; the one left out in between, U+001A, ended files under DOS."""


def decode(content: bytes) -> str:
    """The text of a file that has no declaration of its encoding but perhaps a byte order mark.

    Without a mark it is UTF-8, or else UTF-16 in the byte order that makes it Khmer or English.
    Raises UnreadableDocument for other encodings, torn text and binary content.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_as(content[len(mark) :], encoding)
    if b"\x00" not in content:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            wide = _decode_unmarked_utf16(content)
            if wide is not None:
                return wide
            raise UnreadableDocument(_not_utf8(content, error)) from None
        if not _is_binary(text):
            return text
    wide = _decode_unmarked_utf16(content)
    if wide is None:
        raise UnreadableDocument("is binary, not text: it holds bytes that no UTF-8 or UTF-16 text has")
    return wide


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"is torn or damaged: marked as {encoding.upper()}, but its byte {error.start} can't be read so"
        ) from None
    if _is_binary(text):
        raise UnreadableDocument(f"is binary, not text, though marked as {encoding.upper()}")
    return text


def _decode_unmarked_utf16(content: bytes) -> str | None:
    """The content as UTF-16 without a mark, or None unless exactly one byte order makes sense."""
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text and sum(map(_is_familiar, text)) >= _FAMILIAR * len(text):
            readings.append(text)
    return readings[0] if len(readings) == 1 else None


def _is_familiar(character: str) -> bool:
    """Whether Khmer or English minutes would hold this character: ASCII, Latin-1, Khmer, punctuation."""
    return (
        " " <= character <= "~"
        or character in "\t\r\n"
        or "\u1780" <= character <= "\u17ff"
        or "\xa0" <= character <= "\xff"
        or "\u200b" <= character <= "\u2026"
    )


def _is_binary(text: str) -> bool:
    """Whether there are NULs, or more control characters than a stray one in a hundred."""
    return "\x00" in text or len(_UNWRITTEN.findall(text)) * 100 > len(text)


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data" and not content[: error.start].isascii():
        return "is torn: its last character, in UTF-8, is incomplete"
    return (
        f"is neither UTF-8 nor UTF-16 (byte 0x{content[error.start]:02x} at {error.start}): "
        "save it as UTF-8 and try again"
    )
