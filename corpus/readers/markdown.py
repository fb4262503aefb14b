"""Markdown: headings, lists and tables by their marks, and the text without them."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.document import BlockKind, Layout
from corpus.readers.composing import BULLET, Composer, clean
from corpus.readers.encoding import decode
from corpus.readers.wrapping import unwrap

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)
_DEEPEST = 200
"""Levels of nesting; the parser drops text that is deeper, and its own limit is 20, or nine lists."""

_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


def read(content: bytes) -> Layout:
    """A Markdown file's layout (CommonMark with tables); a list item begins with its number or bullet.

    The front matter's lines are a paragraph, and its `title` is the title. Line ends within a
    paragraph stay, but for those of English wrapped at a width.
    Raises UnreadableDocument where the bytes aren't UTF-8 or UTF-16 text.
    """
    text = unwrap(clean(decode(content)))
    composer = Composer()
    title = None
    front = _FRONT_MATTER.match(text)
    if front:
        named = _TITLE.search(front[1])
        title = named[1].strip().strip("\"'") if named else None
        composer.add(BlockKind.PARAGRAPH, front[1])
        text = text[front.end() :]
    _compose(
        MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
        .enable("table")
        .enable("strikethrough")
        .parse(text),
        composer,
    )
    return composer.layout(title)


def _compose(tokens: list[Token], composer: Composer) -> None:
    lists: list[int | None] = []  # the number that the next item of each open list takes; None for bullets
    marker = ""
    heading = 0
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                marker = BULLET if number is None else f"{number}{token.markup}"
                lists[-1] = None if number is None else number + 1
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "tr_open":
                cells = []
            case "tr_close":
                composer.add_row(cells or [])
                cells = None
            case "inline" if cells is not None:
                cells.append(_visible(token))
            case "inline" if heading:
                composer.add(BlockKind.HEADING, _visible(token), heading)
            case "inline" if marker:
                composer.add(BlockKind.LIST_ITEM, f"{marker} {_visible(token)}", len(lists))
                marker = ""
            case "inline" | "fence" | "code_block" | "html_block":
                composer.add(BlockKind.PARAGRAPH, _visible(token))


def _visible(token: Token) -> str:
    """What a reader of the rendered page would see of a block's text; an image shows its description."""
    if token.type == "html_block":
        return _TAG.sub("", token.content)
    if token.children is None:
        return token.content
    return "".join(map(_visible_inline, token.children))


def _visible_inline(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline":
            return "\n" if token.content.lower().startswith("<br") else ""
        case _:
            return token.content
