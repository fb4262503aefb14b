"""Archives made with something else than what opens them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.changes import Changes
from indexer.errors import FormatTooNew, ModelMismatch
from indexer.store import open_for_writing
from indexer.terms import ANALYSIS_VERSION
from indexer.writer import Writer
from indexer.writer_lock import WriterLock


def test_another_model_is_refused(folder: Path) -> None:
    with pytest.raises(
        ModelMismatch,
        match=r"fake \(64 wide\), but a/model@1a \(64 wide\) is configured.*kamnot reindex --encoder a/model",
    ):
        Archive.open(folder, "a/model@1a", 64)
    with pytest.raises(ModelMismatch):
        Writer(folder, "fake", 32, remark=print)
    Archive.open(folder).close()


def analysed_otherwise(folder: Path) -> None:
    """Makes the archive one of an older kamnot: its terms are of another analysis."""
    connection = open_for_writing(folder)
    connection.execute("update manifest set analysis = '0'")
    connection.close()


def found(archive: Archive) -> int:
    with archive.snapshot() as snapshot:
        return len(snapshot.matching({"chair": 1.0}, {}, 5))


def test_terms_of_another_analysis_are_made_anew_by_who_opens_the_archive(folder: Path) -> None:
    analysed_otherwise(folder)
    remarks: list[str] = []
    with Archive.open(folder, remark=remarks.append) as archive:
        assert "text analysis 0: both indexes were rebuilt" in remarks[0]
        assert archive.recorded().analysis == ANALYSIS_VERSION
        assert found(archive) > 0
    with Archive.open(folder, remark=remarks.append) as archive:
        assert found(archive) > 0
    assert len(remarks) == 1


def test_terms_of_another_analysis_are_made_anew_by_the_next_commit(folder: Path) -> None:
    analysed_otherwise(folder)
    with Writer(folder, "fake", 64, remark=print) as writer:
        before = writer.generation
        assert writer.commit(Changes()) == before + 1
        assert writer.manifest.analysis == ANALYSIS_VERSION
        assert writer.commit(Changes()) == before + 1


def test_terms_of_another_analysis_are_made_in_memory_where_another_writer_is_at_work(folder: Path) -> None:
    analysed_otherwise(folder)
    remarks: list[str] = []
    with WriterLock(folder, 0.0) as _, Archive.open(folder, remark=remarks.append) as archive:
        assert found(archive) > 0
        assert "searching an index built in memory" in remarks[0]
        assert archive.recorded().analysis == "0"


def test_a_newer_format_is_refused(folder: Path) -> None:
    connection = open_for_writing(folder)
    connection.pragma("user_version", 99)
    connection.close()
    for open_it in (lambda: Archive.open(folder), lambda: Writer(folder, "fake", 64, remark=print)):
        with pytest.raises(FormatTooNew, match="format 99"):
            open_it()
