"""Expected layouts, written as the list of their blocks."""

from corpus.document import Block, BlockKind, Layout, Span

HEADER, HEADING, PARAGRAPH, ITEM, ROW = (
    BlockKind.PAGE_HEADER,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
)


def layout(
    *blocks: tuple[BlockKind, str, int], title: str | None = None, pages: tuple[int, ...] = ()
) -> Layout:
    """The layout of blocks (kind, text, level) on lines of their own; `pages` counts the blocks of each."""
    body = "\n".join(text for _, text, _ in blocks)
    placed: list[Block] = []
    start = 0
    for kind, text, level in blocks:
        placed.append(Block(kind, Span(start, start + len(text)), level))
        start += len(text) + 1
    firsts = [sum(pages[:number]) for number in range(len(pages))]
    starts = [placed[first].span.start if first < len(placed) else len(body) for first in firsts]
    spans = tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], len(body)], strict=False))
    return Layout(body, tuple(placed), spans, title)
