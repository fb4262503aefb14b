"""A real service over the archive of two meetings, for real clients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search_api.running import Running, running, sample_archive


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_archive(tmp_path_factory.mktemp("contracts"))


@pytest.fixture(scope="session")
def served(archive: Path) -> Iterator[Running]:
    with running(archive, settings={"KAMNOT_SEARXNG": "true"}) as service:
        yield service
