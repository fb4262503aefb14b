"""What only the command line reports, as JSON."""

from __future__ import annotations

from pydantic import BaseModel

from indexer.build import Report
from indexer.reindexing import Reindexed
from search_api.document_schemas import RejectionOut


class ReportOut(BaseModel):
    """What an indexing run did."""

    added: list[str]
    changed: list[str]
    renamed: list[str]
    removed: list[str]
    unchanged: int
    rejected: list[RejectionOut]
    passages: int
    seconds: float
    encoding_seconds: float
    generation: int

    @classmethod
    def from_report(cls, report: Report) -> ReportOut:
        """The same as JSON."""
        return cls(
            added=list(report.added),
            changed=list(report.changed),
            renamed=list(report.renamed),
            removed=list(report.removed),
            unchanged=report.unchanged,
            rejected=[RejectionOut.from_rejection(each.path, each.reason) for each in report.rejected],
            passages=report.passages,
            seconds=round(report.seconds, 3),
            encoding_seconds=round(report.encoding_seconds, 3),
            generation=report.generation,
        )


class ReindexedOut(BaseModel):
    """What a change of encoder did."""

    former: str
    encoder: str
    passages: int
    embedded: int
    seconds: float
    generation: int

    @classmethod
    def from_report(cls, report: Reindexed) -> ReindexedOut:
        """The same as JSON."""
        return cls(
            former=report.former,
            encoder=report.encoder,
            passages=report.passages,
            embedded=report.embedded,
            seconds=round(report.seconds, 3),
            generation=report.generation,
        )


class CheckOut(BaseModel):
    """Whether an archive is sound, and what is wrong with it."""

    sound: bool
    problems: list[str]
