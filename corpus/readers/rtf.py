"""Rich Text Format: paragraphs, headings, list items and table rows, with page headers and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from corpus.document import BlockKind, Layout
from corpus.errors import UnreadableDocument
from corpus.readers.composing import Composer

# striprtf keeps no structure, so its places are marked by private characters before it runs.
_CELL = "\ue000"
_ITEM = "\ue001"
_HEADING = "\ue010"
"""And eight more above it: one for each outline level."""

_OUTLINE = re.compile(r"\\outlinelevel([0-8])(?!\d) ?")
_CELL_END = re.compile(r"\\(?:nest)?cell(?![a-z]) ?")
_LIST_TEXT = re.compile(r"\\listtext(?![a-z])")
_ASIDE = re.compile(r"\{\\(?:\*\\)?(header[lrf]?|footer[lrf]?|footnote)(?![a-z])")
_TITLE = re.compile(r"\{\\title ([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_PAGE = re.compile(r"\\ansicpg\d+")
_BRACE = re.compile(r"\\[{}\\]|[{}]")
_NUMBER = re.compile(r"^\s*(\S+)\t\s*")


def read(content: bytes) -> Layout:
    """A file's layout; list items begin with the number or bullet that the writing program stored.

    Page headers and footers come first, once each; footnotes come last.
    Raises UnreadableDocument where the file's end is missing.
    """
    if not content.rstrip(b"\x00 \t\r\n").endswith(b"}"):
        raise UnreadableDocument("is torn: the end of the RTF is missing")
    source = _decode(content)
    page = _PAGE.search(source)
    prologue = "{\\rtf1\\ansi" + (page[0] if page else "") + " "
    composer = Composer()
    notes: list[str] = []
    seen: set[str] = set()
    for kind, group in _asides(source):
        text = _plain(prologue + group + "}").strip()
        if kind == "footnote":
            notes.append(text)
        elif text not in seen and any(map(str.isalpha, text)):
            seen.add(text)
            composer.add(BlockKind.PAGE_HEADER, text)
    for line in _plain(_marked(source)).split("\n"):
        _add(line, composer)
    for note in notes:
        composer.add(BlockKind.PARAGRAPH, note)
    title = _TITLE.search(source)
    return composer.layout(_plain(prologue + title[1] + "}") if title else None)


def _decode(content: bytes) -> str:
    """RTF is ASCII; programs that leave other bytes in it mean UTF-8 or the Western code page."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _marked(source: str) -> str:
    """The source with private characters where cells end and where headings and list items begin."""
    source = _CELL_END.sub(_character(_CELL).replace("\\", r"\\"), source)
    source = _LIST_TEXT.sub(lambda found: found[0] + _character(_ITEM), source)
    return _OUTLINE.sub(lambda found: _character(chr(ord(_HEADING) + int(found[1]))), source)


def _character(character: str) -> str:
    """A character's escape in RTF: a signed number of 16 bits, and no substitute after it."""
    return f"{{\\uc0\\u{ord(character) - 0x10000} }}"


def _plain(source: str) -> str:
    """The text of an RTF source; `\\u` escapes of characters beyond U+FFFF come in halves, joined here."""
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _add(line: str, composer: Composer) -> None:
    """Adds one line of marked text as the block that its marks say."""
    marks = [mark for mark in line if _CELL <= mark <= chr(ord(_HEADING) + 8)]
    text = line.translate({ord(mark): None for mark in marks})
    levels = [ord(mark) - ord(_HEADING) + 1 for mark in marks if mark >= _HEADING]
    if _CELL in marks:
        composer.add_row([cell.strip(_ITEM) for cell in line.split(_CELL)])
    elif levels:
        composer.add(BlockKind.HEADING, _NUMBER.sub(r"\1 ", text) if _ITEM in marks else text, levels[0])
    elif _ITEM in marks:
        composer.add(BlockKind.LIST_ITEM, _NUMBER.sub(r"\1 ", text), 1)
    else:
        composer.add(BlockKind.PARAGRAPH, text)


def _asides(source: str) -> Iterator[tuple[str, str]]:
    """The kind and the inside of each header, footer and footnote group."""
    for opening in _ASIDE.finditer(source):
        depth = 1
        for brace in _BRACE.finditer(source, opening.end()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                yield opening[1], source[opening.end() : brace.start()]
                break
