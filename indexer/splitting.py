"""Documents into passages: as large as the encoder reads whole, cut where a reader would pause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Document, Section, Span
from corpus.khmer import CLUSTER_BOUNDARY, khmer_share, normal_form
from corpus.languages import languages
from corpus.lines import introduces, is_list_item, lines
from indexer.about import Names
from indexer.passage import Passage, passage_id

SPLITTING_VERSION = "3"
"""Changes whenever the passages of any document, what is embedded of them or the facts of its meeting may
change: then every document is read anew."""

KHMER_SIZE = 400
ENGLISH_SIZE = 480
"""Code points a passage may have: 128 tokens hold about 450 of Khmer (3.5 a token) and 560 of English
(4.4 a token), less what names and headings take."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Code points that a passage may have in each language; between them where a text has both."""

    khmer: int
    english: int


SIZES = Sizes(KHMER_SIZE, ENGLISH_SIZE)
TINY = 80
"""A passage shorter than this says little alone, so it joins a neighbour of its section."""
_TOLERANCE = 1.25
"""How far over the size a passage may grow to take in a tiny one."""
_LONGEST = 4
"""Sizes after which even a run of marks is cut: no written cluster has 1,600, only damaged files do."""
_LABEL_SIZE = 80
"""Code points of a name or heading that go with a passage into the encoder."""

_ONE_CHARACTER = (
    # Not after a coeng or a joiner, not before a mark: Khmer, Latin, emoji and selectors, surrogates.
    "(?<![\u17d2\u200d\ud800-\udbff])"
    "(?![\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u17b4-\u17d3\u17dd\u0e31-\u0e3a\u0e47-\u0e4e\u200b-\u200f\u2060\ufeff\udc00-\udfff"
    "\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef])(?=[\\s\\S])"
)
_SEPARATORS = [
    "\\n[ \\t]*\\n\\s*",
    "\\n",
    "[\u17d4\u17d5?!]+[\"')»\\]\u2019\u201d]*\\s*",
    "(?<=[^\\s.]{2})\\.[\"')»\\]\u2019\u201d]*\\s+(?=[\"'(\u2018\u201c]*[A-Z\u1780-\u17b3])",
    "[;៖÷]\\s*|[,:]\\s+",
    "\\s+",
    "\u200b+",
    CLUSTER_BOUNDARY,
    _ONE_CHARACTER,
]
"""From the best place to cut to the last resort; no empty one, so that no sequence of marks is cut."""


def split(document_id: str, document: Document, sizes: Sizes = SIZES) -> tuple[Passage, ...]:
    """The passages of a document, in order; their texts joined are its body. None for an empty body."""
    return tuple(
        Passage(
            id=passage_id(document_id, span),
            document_id=document_id,
            span=span,
            text=span.of(document.body),
            heading_path=section.heading_path,
            kind=section.kind,
            page=document.page_at(_first_word(document.body, span)),
            languages=languages(span.of(document.body)),
        )
        for section in document.sections
        for span in _spans(document.body, section, sizes)
    )


def embedding_text(names: Names, passage: Passage) -> str:
    """What the encoder sees of a passage: its minutes' names, headings and text, in normal form.

    Names and headings are cut short, and left out where the text itself holds them.
    """
    text = normal_form(passage.text).strip()
    labels: list[str] = []
    for label in (*names, *passage.heading_path):
        short = _shortened(label)
        if short and short not in text and short not in labels:
            labels.append(short)
    return "\n".join([*labels, text])


@lru_cache(maxsize=256)
def _shortened(label: str) -> str:
    """A title or heading in normal form, cut where it is long; the same few come with every passage."""
    label = normal_form(" ".join(label.split())).rstrip(" ៖:÷")
    return label if len(label) <= _LABEL_SIZE else _pieces(label, _LABEL_SIZE)[0].strip()


def _first_word(body: str, span: Span) -> int:
    text = span.of(body)
    return span.start + min(len(text) - len(text.lstrip()), max(len(text) - 1, 0))


def _spans(body: str, section: Section, sizes: Sizes) -> list[Span]:
    size = _size(section.span.of(body), sizes)
    passages: list[Span] = []
    for unit in _units(body, section):
        for piece in _cut(body, unit, size):
            last = passages[-1] if passages else None
            if last and piece.end - last.start <= size and (unit.start == piece.start or len(last) < TINY):
                passages[-1] = Span(last.start, piece.end)
            else:
                passages.append(piece)
    return _without_tiny(body, passages, int(size * _TOLERANCE))


def _size(text: str, sizes: Sizes) -> int:
    return round(sizes.english + (sizes.khmer - sizes.english) * khmer_share(text))


def _units(body: str, section: Section) -> Iterator[Span]:
    """What is better not parted: a paragraph, or a list with the line that introduces it."""
    start = section.span.start
    listing = open_to_list = False
    for line in lines(body, section.span):
        text = line.of(body)
        in_heading = section.heading is not None and line.start < section.heading.end
        if not text.strip():
            continue
        item = is_list_item(text)
        joined = (item and (listing or open_to_list)) or (open_to_list and not item)
        if not joined and line.start > start:
            yield Span(start, line.start)
            start = line.start
        listing = item
        open_to_list = in_heading or introduces(text)
    yield Span(start, section.span.end)


def _cut(body: str, unit: Span, size: int) -> Iterator[Span]:
    if len(unit) <= size:
        yield unit
        return
    start = unit.start
    for piece in _pieces(unit.of(body), size):
        for part in range(0, len(piece), size * _LONGEST):
            yield Span(start + part, start + min(part + size * _LONGEST, len(piece)))
        start += len(piece)


def _pieces(text: str, size: int) -> list[str]:
    # A quarter of a second to import, which an archive that is only searched needn't pay.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=size,
        chunk_overlap=0,
    )
    return splitter.split_text(text)


def _without_tiny(body: str, passages: list[Span], limit: int) -> list[Span]:
    kept: list[Span] = []
    for span in passages:
        last = kept[-1] if kept else None
        if last and span.end - last.start <= limit and min(_weight(body, last), _weight(body, span)) < TINY:
            kept[-1] = Span(last.start, span.end)
        else:
            kept.append(span)
    return kept


def _weight(body: str, span: Span) -> int:
    return len(span.of(body).strip())
