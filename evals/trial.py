"""A set of judged questions put to an archive of its minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.document import Document
from evals.judgment import Judgment, read_judgments, targets
from evals.measures import Outcome, direction
from indexer.archive import Archive
from indexer.build import index
from indexer.encoder import Encoder
from search_api.answer import Answer, NoAnswer
from search_api.answering import Answerer
from search_api.fusion import Fusion, weighted_scores
from search_api.glossary import Glossary
from search_api.hit import Results
from search_api.query import Query
from search_api.reader import Reader, ShippedReader
from search_api.searcher import Searcher

TODAY = date(2026, 1, 1)
"""The day on which judged questions are asked, so that "last year" stays what it was judged as."""
DEPTH = 10
"""How many hits are looked at."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An archive of a set's minutes, ready for its questions."""

    archive: Archive
    encoder: Encoder
    glossary: Glossary
    reader: Reader
    judgments: tuple[Judgment, ...]
    documents: dict[str, tuple[str, Document]]
    """Id and document by path."""

    def outcomes(self) -> list[Outcome]:
        """Every question searched and answered, in the set's order."""
        answerer = self.answerer()
        found: list[Outcome] = []
        for judgment in self.judgments:
            answer = answerer.answer(Query(judgment.question, limit=DEPTH))
            found.append(self._outcome(judgment, answer.results, answer))
        return found

    def rankings(self, fusion: Fusion) -> list[Outcome]:
        """Every question searched with a fusion and not answered, in the set's order."""
        searcher = self.answerer(fusion).searcher
        return [
            self._outcome(judgment, searcher.search(Query(judgment.question, limit=DEPTH)), None)
            for judgment in self.judgments
        ]

    def answerer(self, fusion: Fusion = weighted_scores) -> Answerer:
        """What answers the set's questions."""
        searcher = Searcher(self.archive, self.encoder, self.glossary, lambda: TODAY, fusion)
        return Answerer(searcher, self.reader)

    def _outcome(self, judgment: Judgment, results: Results, answer: Answer | NoAnswer | None) -> Outcome:
        found = targets(judgment, self.documents)
        by_id = {document_id: document for document_id, document in self.documents.values()}
        languages = [by_id[target.document_id].languages[0] for target in found]
        return Outcome(judgment, tuple(found), direction(judgment, languages), results.hits, answer)


@contextmanager
def trial(minutes: Path, questions: Sequence[Path], encoder: Encoder) -> Iterator[Trial]:
    """A trial over a folder of minutes and the questions judged on it, in a temporary archive."""
    judgments = tuple(judgment for path in questions for judgment in read_judgments(path))
    with TemporaryDirectory(prefix="kamnot-trial-") as scratch:
        folder = Path(scratch) / "archive"
        index(minutes, folder, encoder, remark=lambda text: None)
        archive = Archive.open(folder, encoder.name, encoder.dimensions, remark=lambda text: None)
        with archive, archive.snapshot() as snapshot:
            documents = {
                entry.path: (entry.id, snapshot.document(entry.id).document) for entry in snapshot.documents()
            }
            yield Trial(archive, encoder, Glossary.read(), ShippedReader(), judgments, documents)
