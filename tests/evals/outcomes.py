"""Outcomes small enough to work out by hand, over one English document of no real minutes."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Language, SectionKind, Span
from evals.judgment import Judgment, Place, Relevant, Target
from evals.outcome import Outcome, direction
from indexer.catalogue import Entry
from indexer.passage import Passage
from search_api.answer import Answer, Citation, NoAnswer, Refusal
from search_api.hit import Hit, Ranks, Results
from search_api.understanding import Understood

ENTRY = Entry("a", "a.txt", "A", None, None, (Language.ENGLISH,), 3, 0)
OTHER = Entry("b", "b.txt", "B", None, None, (Language.KHMER,), 3, 0)
NOTHING = Results(Understood(), (), 0, 1)


def hit(start: int, end: int, entry: Entry = ENTRY) -> Hit:
    passage = Passage(
        f"{entry.id}#{start}-{end}", entry.id, Span(start, end), "<b>text", (), SectionKind.OTHER, None, ()
    )
    return Hit(passage, entry, 0.75, 0.5, Ranks(1, None), (), True)


def citation(start: int, end: int, quote: str = "forty euros", entry: Entry = ENTRY) -> Citation:
    return Citation(entry, Span(start, end), None, quote)


def target(*places: Span) -> Target:
    """Something that stands at the first place in document a, at the second in its version b."""
    return Target(tuple(Place(name, span) for name, span in zip("ab", places, strict=False)))


def outcome(
    name: str,
    targets: Sequence[Target] = (),
    hits: Sequence[Hit] = (),
    cited: Sequence[Citation] = (),
    *,
    kind: str = "fact",
    confidence: float = 0.5,
    language: Language = Language.ENGLISH,
) -> Outcome:
    """A question whose targets all say "forty dollars", in Khmer in b; refused if nothing is cited."""
    relevant = tuple(
        Relevant("a.txt", "forty dollars", (Relevant("b.txt", "សែសិប ដុល្លារ"),) * (len(each.places) - 1))
        for each in targets
    )
    judgment = Judgment(name, language, f"How much is {name}?", kind, "40" if targets else None, relevant)
    results = Results(Understood(), tuple(hits), len(hits), 1)
    answer: Answer | NoAnswer = NoAnswer(Refusal.NOT_SAID, confidence, results)
    if cited:
        answer = Answer(tuple(cited), confidence, results)
    languages = [
        {"a": Language.ENGLISH, "b": Language.KHMER}[place.document_id]
        for each in targets
        for place in each.places
    ]
    return Outcome(
        judgment, tuple(targets), direction(language, languages), tuple(hits), answer, 0.01 * len(name)
    )
