"""One judged question put to an archive, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Language
from evals.judgment import Judgment, Target
from indexer.passage import Passage
from search_api.answer import Answer, Citation, NoAnswer
from search_api.hit import Hit


@dataclass(frozen=True, slots=True)
class Outcome:
    """One judged question: where the answer stands, what was found and said, and in what time.

    `answer` is None where the question was only searched.
    """

    judgment: Judgment
    targets: tuple[Target, ...]
    direction: str
    """Question's language → relevant minutes' languages, such as "en→km"; "en→none" where unanswerable."""
    hits: tuple[Hit, ...]
    answer: Answer | NoAnswer | None
    seconds: float

    @property
    def refused(self) -> bool:
        """Whether no answer was given."""
        return isinstance(self.answer, NoAnswer)

    @property
    def top(self) -> tuple[Citation, ...]:
        """The top answer: the citations of the main one's document. None of a refusal."""
        if not isinstance(self.answer, Answer):
            return ()
        main = self.answer.citations[0].document.id
        return tuple(each for each in self.answer.citations if each.document.id == main)

    @property
    def correct(self) -> bool:
        """Whether the top answer cites a target."""
        return any(self.cites_target(citation) for citation in self.top)

    @property
    def failed(self) -> bool:
        """Whether the question was answered wrongly or not as it should be: refused, or not refused."""
        return not (self.correct if self.targets else self.refused)

    @property
    def cited(self) -> list[Target]:
        """The targets that the answer cites."""
        if not isinstance(self.answer, Answer):
            return []
        return [each for each in self.targets if any(cites(one, each) for one in self.answer.citations)]

    def cites_target(self, citation: Citation) -> bool:
        """Whether a citation holds a target."""
        return any(cites(citation, target) for target in self.targets)


def holds(document_id: str, start: int, end: int, target: Target) -> bool:
    """Whether a run of a document holds at least half of a target's place, or of itself lies half in it."""
    return any(
        place.document_id == document_id
        and (shared := min(end, place.span.end) - max(start, place.span.start)) > 0
        and 2 * shared >= min(end - start, len(place.span))
        for place in target.places
    )


def cites(citation: Citation, target: Target) -> bool:
    """Whether a citation's run holds a target, or of itself lies half in it."""
    return holds(citation.document.id, citation.span.start, citation.span.end, target)


def is_relevant(passage: Passage, target: Target) -> bool:
    """Whether a passage holds a target, or half of the shorter of the two."""
    return holds(passage.document_id, passage.span.start, passage.span.end, target)


def direction(language: Language, answered_in: Sequence[Language]) -> str:
    """The languages of a question and of the minutes that answer it."""
    languages = "+".join(sorted({each.value for each in answered_in})) or "none"
    return f"{language.value}→{languages}"
