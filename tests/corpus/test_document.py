"""The nouns of minutes: spans, and the pages they stand on."""

import pytest

from corpus.document import Document, Meeting, Source, Span, Stated


def document(*pages: Span) -> Document:
    nothing = Meeting(Stated("", None), None, None, None, None, (), None)
    return Document(Source("a.txt", "", 0, "text/plain"), "", pages, (), nothing, ())


@pytest.mark.parametrize(
    ("offset", "page"),
    [(0, 1), (4, 1), (5, 3), (9, 3), (10, 3)],
    ids=["first", "last", "next", "end", "after"],
)
def test_a_code_point_stands_on_the_page_that_holds_it(offset: int, page: int) -> None:
    assert document(Span(0, 5), Span(5, 5), Span(5, 10)).page_at(offset) == page


def test_a_format_without_pages_has_none() -> None:
    assert document().page_at(0) is None


@pytest.mark.parametrize(("text", "words"), [("កខគ", "ខ"), ("abc", "b"), ("aខc", "ខ")])
def test_a_span_is_counted_in_code_points(text: str, words: str) -> None:
    assert Span(1, 2).of(text) == words
    assert Span(0, 1).shifted(1) == Span(1, 2)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(0, 2), Span(1, 3), True),
        (Span(0, 2), Span(2, 3), False),
        (Span(1, 1), Span(0, 2), False),
    ],
)
def test_spans_overlap_where_they_share_a_code_point(one: Span, other: Span, expected: bool) -> None:
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected
