"""A real service over the archive of two meetings, for real clients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.search_api.running import Running, running, sample_archive


def quoted(served: Running, link: str) -> str:
    """The run of a document's body that a link opens."""
    parts = urlsplit(link)
    place = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
    body = str(httpx2.get(f"{served.url}/v1{parts.path}").json()["body_text"])
    return body[place["start"] : place["end"]]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_archive(tmp_path_factory.mktemp("contracts"))


@pytest.fixture(scope="session")
def served(archive: Path) -> Iterator[Running]:
    with running(archive, settings={"KAMNOT_SEARXNG": "true"}) as service:
        yield service
