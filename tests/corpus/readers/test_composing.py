from corpus.document import Block, BlockKind, Layout, Span
from corpus.readers.composing import Composer, clean


def test_every_line_end_becomes_a_newline() -> None:
    assert clean("a\r\nb\rc\u2028d\u2029e\x85f\x0bg") == "a\nb\nc\nd\ne\nf\ng"


def test_controls_and_lone_surrogates_are_replaced_and_khmer_is_kept() -> None:
    assert clean("ស្រ្តី\x00\x1b[1m\ud800\u200bក") == "ស្រ្តី  [1m\ufffd\u200bក"


def test_nothing_composes_to_an_empty_layout() -> None:
    assert Composer().layout() == Layout("", (), (), None)


def test_blocks_without_a_visible_character_are_passed_over() -> None:
    composer = Composer()
    for text in ("", " \n\t", "\u200b\ufeff", "\xa0"):
        composer.add(BlockKind.PARAGRAPH, text)
    assert composer.layout() == Layout("", ())


def test_blocks_stand_on_lines_of_their_own_and_spans_hold_their_text() -> None:
    composer = Composer()
    composer.add(BlockKind.HEADING, " ខ្មែរ ", 1)
    composer.add(BlockKind.PARAGRAPH, "one\r\n\r\n two")
    assert composer.layout("  A\n title ") == Layout(
        body="ខ្មែរ\none\n two",
        blocks=(Block(BlockKind.HEADING, Span(0, 5), 1), Block(BlockKind.PARAGRAPH, Span(6, 14), 0)),
        title="A title",
    )


def test_a_row_is_one_line_of_its_filled_cells() -> None:
    composer = Composer()
    composer.add_row(["១", "", "Mr\nX ", "ប្រធាន"])
    composer.add_row(["", ""])
    assert composer.layout() == Layout(
        body="១ | Mr X | ប្រធាន", blocks=(Block(BlockKind.TABLE_ROW, Span(0, 17)),)
    )


def test_pages_partition_the_body_and_an_empty_page_is_an_empty_span() -> None:
    composer = Composer()
    for text in ("ab", "", "cd"):
        composer.start_page()
        composer.add(BlockKind.PARAGRAPH, text)
    composer.start_page()
    layout = composer.layout()
    assert layout.body == "ab\ncd"
    assert layout.pages == (Span(0, 3), Span(3, 3), Span(3, 5), Span(5, 5))
