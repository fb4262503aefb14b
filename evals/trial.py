"""A set of judged questions put to an archive of its minutes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.document import Document, Language
from evals.judgment import Judgment, targets
from evals.outcome import Outcome, direction
from indexer.archive import Archive
from indexer.build import index
from indexer.encoder import Encoder
from indexer.splitting import SIZES, Sizes
from search_api.answer import Answer, NoAnswer
from search_api.answering import Answerer
from search_api.fusion import Fusion, weighted_scores
from search_api.glossary import Glossary
from search_api.hit import Results
from search_api.query import Query
from search_api.reader import Reader
from search_api.searcher import Searcher

TODAY = date(2026, 1, 1)
"""The day on which judged questions are asked, so that "last year" stays what it was judged as."""
DEPTH = 10
"""How many hits are looked at."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An archive that judged questions are about, ready to be asked them."""

    asked: Answerer
    judgments: tuple[Judgment, ...]
    documents: Mapping[str, tuple[str, Document]]
    """Id and document by what judgments call it: its path."""

    def outcomes(self, fusion: Fusion = weighted_scores) -> list[Outcome]:
        """Every question searched and answered, in the set's order."""
        answerer = self.answerer(fusion)
        if self.judgments:  # what is loaded at first use is no part of an answer's time
            answerer.answer(Query(self.judgments[0].question, limit=DEPTH))
        found: list[Outcome] = []
        for judgment in self.judgments:
            started = time.perf_counter()
            answer = answerer.answer(Query(judgment.question, limit=DEPTH))
            found.append(self.outcome(judgment, answer.results, answer, time.perf_counter() - started))
        return found

    def rankings(self, fusion: Fusion) -> list[Outcome]:
        """Every question searched with a fusion and not answered, in the set's order."""
        searcher = self.answerer(fusion).searcher
        found: list[Outcome] = []
        for judgment in self.judgments:
            started = time.perf_counter()
            results = searcher.search(Query(judgment.question, limit=DEPTH))
            found.append(self.outcome(judgment, results, None, time.perf_counter() - started))
        return found

    def answerer(self, fusion: Fusion = weighted_scores) -> Answerer:
        """What answers the set's questions."""
        return replace(self.asked, searcher=replace(self.asked.searcher, fusion=fusion))

    def outcome(
        self, judgment: Judgment, results: Results, answer: Answer | NoAnswer | None, seconds: float
    ) -> Outcome:
        """What came of one of the questions."""
        found = targets(judgment, self.documents)
        languages = self._languages()
        answered_in = [languages[place.document_id] for target in found for place in target.places]
        way = direction(judgment.language, answered_in)
        return Outcome(judgment, tuple(found), way, results.hits, answer, seconds)

    def _languages(self) -> dict[str, Language]:
        return {document_id: document.languages[0] for document_id, document in self.documents.values()}


@contextmanager
def trial(
    minutes: Path, judgments: Sequence[Judgment], encoder: Encoder, reader: Reader, sizes: Sizes = SIZES
) -> Iterator[Trial]:
    """A trial over a folder of minutes and the questions judged on it, in a temporary archive."""
    with TemporaryDirectory(prefix="kamnot-trial-") as scratch:
        folder = Path(scratch) / "archive"
        index(minutes, folder, encoder, remark=lambda text: None, sizes=sizes)
        archive = Archive.open(folder, encoder.name, encoder.dimensions, remark=lambda text: None)
        with archive, archive.snapshot() as snapshot:
            documents = {
                entry.path: (entry.id, snapshot.document(entry.id).document) for entry in snapshot.documents()
            }
            searcher = Searcher(archive, encoder, Glossary.read(), lambda: TODAY)
            yield Trial(Answerer(searcher, reader), tuple(judgments), documents)
