"""Archives made with something else than what opens them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.errors import (
    AnalysisMismatch,
    FormatTooNew,
    ModelMismatch,
)
from indexer.store import open_for_writing
from indexer.writer import Writer


def test_another_model_is_refused(folder: Path) -> None:
    with pytest.raises(
        ModelMismatch,
        match=r"fake \(64 wide\), but a/model@1a \(64 wide\) is configured.*kamnot reindex --encoder a/model",
    ):
        Archive.open(folder, "a/model@1a", 64)
    with pytest.raises(ModelMismatch):
        Writer(folder, "fake", 32, remark=print)
    Archive.open(folder).close()


def test_another_analysis_is_refused(folder: Path) -> None:
    connection = open_for_writing(folder)
    connection.execute("update manifest set analysis = '0'")
    connection.close()
    for open_it in (lambda: Archive.open(folder), lambda: Writer(folder, "fake", 64, remark=print)):
        with pytest.raises(AnalysisMismatch, match="text analysis 0"):
            open_it()


def test_a_newer_format_is_refused(folder: Path) -> None:
    connection = open_for_writing(folder)
    connection.pragma("user_version", 99)
    connection.close()
    for open_it in (lambda: Archive.open(folder), lambda: Writer(folder, "fake", 64, remark=print)):
        with pytest.raises(FormatTooNew, match="format 99"):
            open_it()
