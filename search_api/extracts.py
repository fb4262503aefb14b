"""The runs of documents that could be an answer: sentences, and whole lists under their heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import khmer
from corpus.document import Document, Section, Span
from corpus.lines import after_marker, introduces, is_list_item, lines
from search_api.hit import Hit
from search_api.understanding import Fact, Understood

LIST_LIMIT = 25
"""A longer list is answered by its best sentence."""
_SHORTEST = 6
"""Letters: what is shorter says nothing by itself."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence, or the items of a list, of the document of a hit.

    `spans` are runs of the document's body in order; `heading` is the line above them, if any. `leads_in`: a
    sentence that introduces what follows, as "The Meeting decided as follows:" does.
    """

    hit: Hit
    document: Document
    spans: tuple[Span, ...]
    heading: str
    is_list: bool
    leads_in: bool = False

    @property
    def text(self) -> str:
        """The words of the spans, a line each."""
        return "\n".join(span.of(self.document.body) for span in self.spans)

    def overlaps(self, other: Extract) -> bool:
        """Whether both quote a common run of one document."""
        return self.hit.document.id == other.hit.document.id and any(
            mine.overlaps(theirs) for mine in self.spans for theirs in other.spans
        )


def extracts(hits: Sequence[tuple[Hit, Document]], understood: Understood) -> list[Extract]:
    """Every sentence of the hits' passages, and every list that one of them touches; each once.

    Also the sentences, wherever they stand in a hit's document, that state a fact about the meeting
    itself which the question is after.
    """
    seen: set[tuple[str, tuple[Span, ...]]] = set()
    found: list[Extract] = []
    for hit, document in hits:
        section = _section_at(document, hit.passage.span)
        heading = section.heading.of(document.body).strip() if section.heading else ""
        of_hit = [(spans, False) for spans in _sentences(document.body, hit.passage.span, section)]
        items = _items(document.body, section)
        if 2 <= len(items) <= LIST_LIMIT:
            of_hit.append((tuple(items), True))
        of_hit += [((span,), False) for span in stating(document, understood)]
        for spans, is_list in of_hit:
            if (hit.document.id, spans) not in seen:
                seen.add((hit.document.id, spans))
                leads_in = len(spans) == 1 and introduces(spans[0].of(document.body))
                found.append(Extract(hit, document, spans, heading, is_list, leads_in))
    return found


def stating(document: Document, understood: Understood) -> list[Span]:
    """The sentences that state the facts about its meeting that a question is after."""
    return [_sentence_around(document.body, fact) for fact in asked_facts(document, understood)]


def asked_facts(document: Document, understood: Understood) -> list[Span]:
    """Where a document states the facts about its meeting that the question may be after."""
    meeting = document.meeting
    stated = {
        Fact.DATE: meeting.date,
        Fact.PLACE: meeting.place,
        Fact.CHAIR: meeting.chair,
        Fact.PARTICIPANT_COUNT: meeting.participant_count,
    }
    return [
        fact.span for each in understood.facts if (fact := stated[each]) is not None and fact.span is not None
    ]


def _sentence_around(body: str, fact: Span) -> Span:
    """The sentence in which a fact begins."""
    start = body.rfind("\n", 0, fact.start) + 1
    end = body.find("\n", fact.end)
    line = Span(start, len(body) if end < 0 else end)
    for sentence in khmer.sentences(line.of(body)):
        if sentence.end + start > fact.start:
            return trim(body, sentence.shifted(start))
    return trim(body, line)


def _section_at(document: Document, span: Span) -> Section:
    return next(section for section in document.sections if section.span.overlaps(span))


def _sentences(body: str, span: Span, section: Section) -> Iterator[tuple[Span, ...]]:
    """The sentences of a passage, but for headings."""
    for sentence in khmer.sentences(span.of(body)):
        trimmed = trim(body, sentence.shifted(span.start))
        text = trimmed.of(body)
        if sum(map(str.isalpha, text)) >= _SHORTEST and not _is_of_heading(body, trimmed, section):
            yield (trimmed,)


def _is_of_heading(body: str, span: Span, section: Section) -> bool:
    """Whether a run is of a heading of the section, and not of a line that introduces a list."""
    end = body.find("\n", span.end)
    line = " ".join(body[body.rfind("\n", 0, span.start) + 1 : len(body) if end < 0 else end].split())
    own = section.heading
    within = own is not None and own.start <= span.start and span.end <= own.end
    return (within or line in section.heading_path) and not introduces(
        own.of(body) if own and within else line
    )


def _items(body: str, section: Section) -> list[Span]:
    """The list items of a section, a line each, without their bullets or numbers."""
    start = section.heading.end if section.heading else section.span.start
    of_section = lines(body, Span(start, section.span.end))
    return [trim(body, line) for line in of_section if is_list_item(line.of(body))]


def trim(body: str, span: Span) -> Span:
    """A span without the space around it and the bullet or number before it, if words follow that."""
    text = span.of(body).rstrip()
    words = text[after_marker(text) :].lstrip() or text.lstrip()
    end = span.start + len(text)
    return Span(end - len(words), end)
