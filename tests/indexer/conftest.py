"""Archives to try things on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.changes import Changes, Rejection
from tests.indexer.archives import (
    FIRST,
    SECOND,
    THIRD,
    commit,
    opened,
)
from tests.indexer.desk import Desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of three documents, committed in two generations."""
    place = tmp_path / "archive"
    assert commit(place, Changes(incoming=(FIRST, SECOND))) == 1
    rejected = Rejection("x.bin", "unknown", None, None)
    assert commit(place, Changes(incoming=(THIRD,), rejected=(rejected,))) == 2
    return place


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with opened(folder) as archive:
        yield archive


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write("budget.txt", "Minutes on the budget\n\nThe budget is 80 million dollars.\n")
    desk.write("2021/ថវិកា.txt", "កំណត់ហេតុស្តីពីថវិកា\n\nថវិកាមានចំនួន ៨០ លានដុល្លារ។\n")
    return desk
