"""PDF files with a text layer, by pdfium: its objects in the order in which the page was written.

pdfium's own page text sorts by position, which tears Khmer clusters; object by object, with the text
that a producer stated for a cluster (ActualText, PDF 2.0, 14.9.4), minutes come out whole.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from corpus.document import Layout
from corpus.errors import UnreadableDocument
from corpus.readers.composing import Composer
from corpus.readers.pdf_lines import Line, Run, is_apart, lines_of
from corpus.readers.pdf_paragraphs import compose

_END_WITHIN = 2048
"""A whole file ends in "%%EOF", perhaps with junk after it; the standard allows 1,024 bytes."""

_BOLD = re.compile("bold|black|heavy|muol|moul|bokor", re.IGNORECASE)
"""Fonts of headings; Muol and Bokor are those of Khmer headings."""

_FORM_DEPTH = 8
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What pdfium gives for a hyphen at a line's end."""

_NO_TITLE = re.compile(r"microsoft word - |untitled|.*\.(?:docx?|odt|rtf|pdf)$", re.IGNORECASE)
"""Titles that a program put there, not a person."""

_Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: dict[int, _Matrix] = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, -1, 1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, 1, -1, 0, 0, 0),
}
"""What turns a page's own directions into those of a reader, by the page's rotation."""


def read(content: bytes) -> Layout:
    """A PDF's layout, with its pages; lines are rejoined into paragraphs.

    Larger or bold lines of their own are headings. A line that recurs at the top or bottom of pages is
    kept once, and page numbers aren't kept. Encrypted files are read if they open without a password.
    Raises UnreadableDocument for a file with a password, a torn one, or one without text.
    """
    if b"%%EOF" not in content[-_END_WITHIN:] and b"startxref" not in content[-_END_WITHIN:]:
        raise UnreadableDocument("is torn: the end of the PDF is missing")
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("is encrypted: save it without a password") from None
        raise UnreadableDocument(f"is torn or malformed: {error}") from None
    try:
        pages = [_Page(file[number]).lines() for number in range(len(file))]
        if not any(map(str.isalpha, "".join(line.text for lines in pages for line in lines))):
            raise UnreadableDocument(
                "has no text layer: it is a scan or a drawing, and text recognition (OCR) isn't available yet"
            )
        composer = Composer()
        compose(pages, max(file[number].get_width() for number in range(len(file))), composer)
        title = file.get_metadata_dict().get("Title", "").strip()
        return composer.layout(None if _NO_TITLE.match(title) else title)
    finally:
        file.close()


class _Page:
    """One page's text objects, each with its text and its place."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._text = page.get_textpage()
        self._upright = _UPRIGHT[page.get_rotation()]
        self._characters: dict[bytes, list[int]] = {}
        for position in range(pdfium.FPDFText_CountChars(self._text)):
            owner = _address(pdfium.FPDFText_GetTextObject(self._text, position))
            self._characters.setdefault(owner, []).append(position)
        self._stated: set[bytes] = set()
        self._bold: dict[bytes, bool] = {}

    def lines(self) -> list[Line]:
        """The page's lines in the order in which they were written."""
        return lines_of(list(self._runs(self._page, self._upright, 0)))

    def _runs(self, container: Any, matrix: _Matrix, depth: int) -> Iterator[Run]:
        inside = depth > 0
        count = (pdfium.FPDFFormObj_CountObjects if inside else pdfium.FPDFPage_CountObjects)(container)
        get = pdfium.FPDFFormObj_GetObject if inside else pdfium.FPDFPage_GetObject
        for number in range(count):
            item = get(container, number)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                yield from self._object_runs(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                yield from self._runs(item, _product(_matrix_of(item), matrix), depth + 1)

    def _object_runs(self, item: Any, matrix: _Matrix) -> Iterator[Run]:
        """A text object's run; several where white parts it."""
        mark = _stated_text_mark(item)
        own = _product(_matrix_of(item), matrix)
        height = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item, height)
        size = height.value * math.hypot(own[2], own[3])
        if mark in self._stated:  # its text was taken with an earlier object of its cluster
            yield Run("", own[4], _right_of(item, matrix), own[5], size, False)
            return
        bold = self._is_bold(item)
        text = ""
        start = reach = own[4]
        for character, left, right in self._glyphs(item):
            if mark is None and is_apart(character, left, reach, size):
                if text:
                    yield Run(text, start, reach, own[5], size, bold)
                text, start, reach = "", left, right
            text += character
            reach = max(reach, right)
        if mark is not None and text:
            self._stated.add(mark)
        if text or mark is None:
            # pdfium passes over objects that show spaces only, and gives them no characters
            yield Run(text or " ", start, reach, own[5], size, bold)

    def _glyphs(self, item: Any) -> Iterator[tuple[str, float, float]]:
        """An object's characters, each with its two ends; spaces that pdfium made up are left out."""
        box = pdfium.FS_RECTF()
        text, upright = self._text, self._upright
        for position in self._characters.get(_address(item), ()):
            if pdfium.FPDFText_IsGenerated(text, position) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(text, position)
            pdfium.FPDFText_GetLooseCharBox(text, position, box)
            ends = [box.left, box.right]
            if upright is not _UPRIGHT[0]:
                ends = [_applied(upright, x, y)[0] for x in ends for y in (box.bottom, box.top)]
            yield _HYPHENS.get(code) or chr(code), min(ends), max(ends)

    def _is_bold(self, item: Any) -> bool:
        font = pdfium.FPDFTextObj_GetFont(item)
        key = _address(font)
        if key not in self._bold:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
            self._bold[key] = bool(_BOLD.search(buffer.value.decode("utf-8", "replace")))
        return self._bold[key]


def _stated_text_mark(item: Any) -> bytes | None:
    """The identity of the marked content with an ActualText that an object belongs to, or None."""
    for number in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, number)
        if pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") != pdfium.FPDF_OBJECT_UNKNOWN:
            return _address(mark)
    return None


def _right_of(item: Any, matrix: _Matrix) -> float:
    box = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *box)
    left, bottom, right, top = (side.value for side in box)
    return max(_applied(matrix, x, y)[0] for x in (left, right) for y in (bottom, top))


def _address(handle: Any) -> bytes:
    """The identity of what a pdfium handle points to, as the pointer's own bytes."""
    return bytes(handle)


def _matrix_of(item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    """The matrix that applies `first` and then the other (PDF 1.7, 8.3.4)."""
    a, b, c, d, e, f = first
    shift = _applied(then, e, f)
    return (
        a * then[0] + b * then[2],
        a * then[1] + b * then[3],
        c * then[0] + d * then[2],
        c * then[1] + d * then[3],
        *shift,
    )


def _applied(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]
