from pathlib import Path

import pytest

from corpus.document import Block, BlockKind, Layout, Span
from corpus.readers.text import read

P = BlockKind.PARAGRAPH


def paragraphs(*spans: tuple[int, int]) -> tuple[Block, ...]:
    return tuple(Block(P, Span(*span)) for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Layout("", ())),
        ("ក\r\n\r\n ខ \r", Layout("ក\n\n ខ \n", paragraphs((0, 1), (3, 6)))),
        ("Minutes\n \u200b\nEnd", Layout("Minutes\n\nEnd", paragraphs((0, 7), (9, 12)))),
        ("ប្រធានSOMTC\n· one", Layout("ប្រធានSOMTC\n· one", paragraphs((0, 11), (12, 17)))),
    ],
)
def test_each_line_is_a_paragraph_and_the_body_is_the_text(text: str, expected: Layout) -> None:
    assert read(text.encode()) == expected


def test_form_feeds_part_pages() -> None:
    assert read("ក\n\fខ\f".encode()) == Layout(
        "ក\n\nខ\n", paragraphs((0, 1), (3, 4)), (Span(0, 3), Span(3, 5))
    )


def test_the_sample_minutes_keep_every_line() -> None:
    for sample in sorted((Path(__file__).parents[3] / "corpus" / "minutes").glob("*.txt")):
        content = sample.read_bytes()
        layout = read(content)
        lines = [line for line in content.decode("utf-8-sig").splitlines() if line.strip()]
        assert [block.span.of(layout.body) for block in layout.blocks] == lines
