"""Texts of documents as pages show them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from corpus.document import Span
from search_api.web.marking import Piece, around, excerpt, pieces, shown

TEXT = st.text(alphabet="ab \nក\u200b។", max_size=80)
SPANS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 80)).map(lambda p: Span(min(p), max(p))), max_size=5
)


def test_marks_cut_a_text_into_pieces() -> None:
    found = pieces("one two three", [Span(4, 7)])
    assert found == [Piece("one ", False), Piece("two", True), Piece(" three", False)]


def test_marks_that_overlap_are_one() -> None:
    assert [p.text for p in pieces("abcdef", [Span(1, 3), Span(2, 5)]) if p.marked] == ["bcde"]


@given(TEXT, SPANS)
def test_pieces_hold_the_whole_text(text: str, marks: list[Span]) -> None:
    assert "".join(piece.text for piece in pieces(text, marks)) == text


@given(TEXT, SPANS, st.integers(1, 90))
@example(" aa", [Span(1, 1)], 1)
def test_an_excerpt_is_a_run_of_the_text(text: str, marks: list[Span], size: int) -> None:
    words = "".join(piece.text for piece in excerpt(text, marks, size) if piece.text not in ("… ", " …"))
    assert words in text
    assert len(words) <= size


@given(TEXT, st.integers(0, 80), st.integers(0, 80), st.integers(0, 50))
def test_surroundings_hold_what_they_surround(text: str, first: int, last: int, reach: int) -> None:
    span = Span(min(first, last, len(text)), min(max(first, last), len(text)))
    wider = around(text, span, reach)
    assert 0 <= wider.start <= wider.end <= len(text)
    if reach:
        assert wider.start <= span.start
        assert wider.end >= span.end


def test_what_turns_a_line_around_is_not_shown() -> None:
    assert shown("a\u202eb\u2066c\x00d\ud800") == "abc\ufffdd\ufffd"
