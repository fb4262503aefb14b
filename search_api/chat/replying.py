"""From a conversation to the pieces of a reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus import khmer
from corpus.document import Language
from indexer.filters import Filters
from search_api.answer import Answer, NoAnswer
from search_api.chat.reply import Composer, Piece
from search_api.conversation.follow_ups import Asked, standalone
from search_api.conversation.turns import Turn
from search_api.errors import ModelFailed
from search_api.language_model.prompt import PASSAGES
from search_api.language_model.writer import NotTold
from search_api.language_model.written import not_told
from search_api.query import MAXIMUM_CHARACTERS, Query
from search_api.startup import Service
from search_api.wording import Wording


@dataclass(frozen=True, slots=True)
class Answering:
    """A conversation's last question, read by itself and answered by extracts; `pieces` says it."""

    service: Service
    asked: Asked
    query: Query
    answer: Answer | NoAnswer
    language: Language
    read_anew: bool
    """Whether the question was read with those before it."""

    @classmethod
    def of(cls, service: Service, turns: Sequence[Turn], filters: Filters) -> Answering:
        """Raises InvalidQuery for a question that can't be asked, and as `Service.search`.

        Where a question goes to the minutes of the reply before and they don't tell, all are asked, but for
        questions on the meeting itself.
        """
        question = turns[-1].question
        Query(question)  # what can't be asked is refused before anything is made of it
        asked = _asked(service, turns)
        query = Query(asked.text, filters, limit=PASSAGES)
        answer: Answer | NoAnswer | None = None
        if asked.documents and not filters.documents:
            within = replace(query, filters=replace(filters, documents=asked.documents))
            if asked.of_meeting:
                answer = service.stated(within, asked.documents)
            answer = answer or service.answer(within)
        if answer is None or (isinstance(answer, NoAnswer) and not asked.of_meeting):
            answer = service.answer(query)
        language = Language.KHMER if khmer.khmer_share(question) > 0.5 else Language.ENGLISH
        read_anew = _plain(asked.text) != _plain(question)
        return cls(service, asked, query, answer, language, read_anew)

    def pieces(self, base: str) -> Iterator[Piece]:
        """The reply, piece by piece; `base` is what links begin with. Nothing is raised from here on."""
        composer = Composer(Wording(self.language), base)
        if self.read_anew:
            yield from composer.read_as(self.asked.text)
        if self.service.writer is not None and self.answer.results.hits:
            yield from self._written(composer)
        else:
            yield from self._extracted(composer, self.answer)

    def _extracted(self, composer: Composer, answer: Answer | NoAnswer) -> Iterator[Piece]:
        if isinstance(answer, Answer):
            yield from composer.extracts(answer)
        else:
            yield from composer.refusal(answer)

    def _written(self, composer: Composer) -> Iterator[Piece]:
        written = False
        try:
            for claim in self.service.claims(self.query, self.answer):
                if isinstance(claim, NotTold):
                    yield from composer.refusal(not_told(self.answer))
                    return
                yield from composer.claim(claim, first=not written)
                written = True
        except ModelFailed as error:
            self.service.remark(str(error))
            if not written:
                yield from composer.remark("model_unused")
                yield from self._extracted(composer, self.answer)
                return
            yield Piece("\n\n")
            yield from composer.remark("model_broke_off")
        yield from composer.sources()


def _plain(text: str) -> str:
    return " ".join(khmer.normal_form(text).split()).rstrip(" ?។៕!.")


def _asked(service: Service, turns: Sequence[Turn]) -> Asked:
    if len(turns) == 1:
        return Asked(turns[0].question)
    with service.archive.snapshot() as snapshot:
        cited = snapshot.entries({each for turn in turns for each in turn.cited})
        days: dict[str, date | None] = {each: entry.date for each, entry in cited.items()}
        asked = standalone(turns, snapshot.bodies(), service.searcher.today(), days.get)
        # The other language's minutes of a meeting are meant too; links to other places lead nowhere.
        known = [each for each in asked.documents if each in cited]
        versions = [version.id for each in known for version in snapshot.versions(each)]
    text = asked.text if len(asked.text) <= MAXIMUM_CHARACTERS else turns[-1].question
    return replace(asked, text=text, documents=tuple(dict.fromkeys([*known, *versions])))
