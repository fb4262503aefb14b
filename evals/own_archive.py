"""A researcher's questions put to their own archive."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corpus.document import Document
from evals.judgment import UnusableJudgment
from evals.measures import scores
from evals.question_table import judged, read_rows
from evals.setting import FUSIONS
from evals.tables import quality_table, ranking_table, refusal_table
from evals.trial import Trial
from indexer.archive import Archive
from search_api.settings import read_settings
from search_api.startup import open_service
from search_api.terminal import safe


def measure(questions: Path, archive: Path | None, encoder: str | None, report: Path | None) -> None:
    """Prints the tables, and writes the report where one is wanted.

    Names every broken row on stderr. Raises UnusableJudgment if there is one, or no question at all.
    """
    rows = read_rows(questions)
    if not rows:
        raise UnusableJudgment(f"{questions} holds no question below its first row")
    settings = read_settings()
    settings = replace(settings, archive=archive or settings.archive, encoder=encoder or settings.encoder)
    with open_service(settings, _remark) as service:
        documents = _documents(service.archive, {row.document for row in rows})
        judgments, wrong = judged(rows, documents)
        for problem in wrong:
            _remark(f"{questions}, {problem}")
        if wrong:
            raise UnusableJudgment(
                f"{questions}: {len(wrong)} of {len(rows)} rows can't be used, so nothing was measured"
            )
        prepared = Trial(service.answerer, tuple(judgments), documents)
        outcomes = prepared.outcomes()
        lexical = prepared.outcomes(FUSIONS["lexical"])
        arms = {
            name: scores(prepared.rankings(FUSIONS[fusion]))
            for name, fusion in (("dense", "dense"), ("lexical", "lexical"), ("fused", "weighted"))
        }
    scored, alone = tuple(scores(outcomes)), tuple(scores(lexical))
    arms["fused and read"] = list(scored)
    print(safe(f"{ranking_table(arms)}\n\n{quality_table(scored)}\n\n{refusal_table(scored)}"))
    if report:
        from evals.page import Page, write_page

        write_page(Page(questions.name, tuple(outcomes), scored, "the lexical arm alone", alone), report)


def _documents(archive: Archive, wanted: Iterable[str]) -> dict[str, tuple[str, Document]]:
    """Id and document of those that are wanted, by what they are wanted by: id or path."""
    with archive.snapshot() as snapshot:
        ids = {name: entry.id for entry in snapshot.documents() for name in (entry.path, entry.id)}
        known = {name: ids[name] for name in wanted if name in ids}
        read = {document_id: snapshot.document(document_id).document for document_id in set(known.values())}
    return {name: (document_id, read[document_id]) for name, document_id in known.items()}


def _remark(text: str) -> None:
    print(safe(text, lines=False), file=sys.stderr)
