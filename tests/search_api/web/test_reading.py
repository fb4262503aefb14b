"""Documents as pages."""

from __future__ import annotations

from pathlib import PurePosixPath

from corpus.document import Document, Meeting, Section, SectionKind, Source, Span, Stated
from search_api.web.reading import PART, read

HEADING = "1. Decisions"


def document(body: str, pages: tuple[Span, ...] = ()) -> Document:
    start = body.index(HEADING)
    heading = Span(start, start + len(HEADING))
    sections = (
        Section(SectionKind.OTHER, Span(0, start), None, ()),
        Section(SectionKind.DECISIONS, Span(start, len(body)), heading, (HEADING,)),
    )
    meeting = Meeting(Stated("Minutes", None), None, None, None, None, (), None)
    source = Source(str(PurePosixPath("a.txt")), "0" * 64, len(body), "text/plain")
    return Document(source, body, pages, (), meeting, sections)


BODY = f"Opening words.\n\n{HEADING}\n\nThe hall is built.\nThe road waits.\n"


def test_a_document_is_shown_by_its_sections_with_an_outline() -> None:
    reading = read(document(BODY), None, 0)
    assert [heading.text for heading in reading.outline] == [None, HEADING]
    assert "".join(piece.text for piece in reading.sections[1].heading) == HEADING
    assert "".join(piece.text for piece in reading.sections[1].text) == "The hall is built.\nThe road waits."
    assert (reading.before, reading.after) == (None, None)


def test_the_wanted_run_is_marked() -> None:
    start = BODY.index("The road")
    reading = read(document(BODY), Span(start, start + 15), 0)
    assert [piece.text for piece in reading.sections[1].text if piece.marked] == ["The road waits."]


def test_a_run_outside_the_body_is_no_mark() -> None:
    assert read(document(BODY), Span(10, 10_000), 0).marked is None
    assert len(read(document(BODY), None, 10**8).sections) == 2


def test_pages_are_told_where_they_begin() -> None:
    cut = BODY.index(HEADING)
    reading = read(document(BODY, (Span(0, cut), Span(cut, len(BODY)))), None, 0)
    assert [section.page for section in reading.sections] == [1, 2]


def test_a_long_document_comes_in_parts_that_hold_all_of_it() -> None:
    body = BODY + "A line of the annex.\n" * (PART // 10)
    shown, start = "", 0
    for _ in range(9):
        reading = read(document(body), None, start)
        shown += "".join(
            piece.text for section in reading.sections for piece in (*section.heading, *section.text)
        )
        if reading.after is None:
            break
        start = reading.after
    assert "".join(shown.split()) == "".join(body.split())
    assert reading.before is not None


def test_one_endless_line_is_cut() -> None:
    reading = read(document(BODY + "x" * 3 * PART), None, 0)
    assert sum(len(piece.text) for section in reading.sections for piece in section.text) <= PART
    assert reading.after
