"""Chooses a file's reader by its suffix, once its content is seen to be what the suffix says."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath

from corpus.document import Layout
from corpus.errors import UnreadableDocument

MAX_SIZE = 50 * 2**20
"""Bytes. The longest minutes seen are under 1 MB; a scan of hundreds of pages is under 50."""

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".htm": "text/html",
    ".html": "text/html",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".rtf": "application/rtf",
    ".txt": "text/plain",
}
"""The suffixes that can be read, and the media type of each."""

_MODULES = {
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".md": "markdown",
    ".odt": "odt",
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".txt": "text",
}
"""Imported when first needed: the libraries of all families together take a second to load."""

_HINTS = {
    ".doc": "save it as .docx",
    ".markdown": "rename it to .md",
    ".xhtml": "rename it to .html",
    ".text": "rename it to .txt",
}

_PDF, _ZIP, _RTF, _OLE, _HTML = "a PDF", "a zip package", "RTF", "an old Office file", "HTML"
_EXPECTED = {".docx": _ZIP, ".odt": _ZIP, ".pdf": _PDF, ".rtf": _RTF, ".html": _HTML, ".htm": _HTML}
_XML_OUT_OF_MEMORY = 2
"""libxml2's XML_ERR_NO_MEMORY, which lxml reports as a mistake in the file."""

_PDF_HEADER_WITHIN = 1024
"""Readers accept junk before a PDF's header up to here (PDF 1.7, appendix H.3.4.1)."""


def suffix_of(name: str) -> str:
    """The suffix of a file's name in lower case, if it can be read.

    Raises UnreadableDocument, naming the known ones, if it can't.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in MEDIA_TYPES:
        return suffix
    known = ", ".join(sorted(MEDIA_TYPES))
    found = f"the suffix {suffix!r} isn't one that can be read" if suffix else "its name has no suffix"
    raise UnreadableDocument(f"{found}: {_HINTS.get(suffix, f'known ones are {known}')}")


def check_size(size: int) -> None:
    """Raises UnreadableDocument for a file of no bytes, or of more than MAX_SIZE."""
    if size == 0:
        raise UnreadableDocument("is empty: it has no bytes")
    if size > MAX_SIZE:
        raise UnreadableDocument(f"is too large: {size / 2**20:,.1f} MB, over {MAX_SIZE // 2**20} MB")


def read(content: bytes, name: str) -> Layout:
    """What a file says, by the reader of its suffix; `name` may be a path.

    Raises UnreadableDocument, with a reason in one line, for whatever can't be read as minutes.
    Hostile files can take all memory and time: call it through `corpus.readers.sandbox`.
    """
    suffix = suffix_of(name)
    check_size(len(content))
    _check_content(content, suffix)
    reader = import_module(f"corpus.readers.{_MODULES[suffix]}")
    try:
        layout: Layout = reader.read(content)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # the libraries raise errors of every kind on torn files
        if getattr(error, "code", None) == _XML_OUT_OF_MEMORY and type(error).__module__ == "lxml.etree":
            raise MemoryError from error
        raise UnreadableDocument(f"is torn or malformed: {_said(error)}") from error
    if not any(map(str.isalpha, layout.body)):
        raise UnreadableDocument("is empty: it has no letters")
    return layout


def _check_content(content: bytes, suffix: str) -> None:
    """Raises UnreadableDocument where the first bytes are those of another family than the suffix's."""
    found = _family(content)
    expected = _EXPECTED.get(suffix)
    if found == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableDocument("is encrypted: save it without a password")
        raise UnreadableDocument(f"is an old Office file (.doc) named {suffix}: save it as .docx")
    if found == expected or (found is None and expected in (None, _HTML)):
        return
    if found is None:
        raise UnreadableDocument(f"is no {suffix} file or is torn: its content doesn't begin like one")
    raise UnreadableDocument(f"doesn't match its suffix: it is named {suffix} but is {found}")


def _family(content: bytes) -> str | None:
    """What the first bytes are a sign of, or None."""
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _ZIP
    if content.startswith(b"{\\rt"):
        return _RTF
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLE
    start = content[:_PDF_HEADER_WITHIN]
    words = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if words.startswith((b"<!doctype html", b"<html")):
        return _HTML
    if b"%PDF-" in start:
        return _PDF
    return None


def _said(error: Exception) -> str:
    """An error of a library in one line of at most 200 characters."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:200]}" if text else type(error).__name__
