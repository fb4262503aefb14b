"""A small archive of two meetings, one in Khmer and one in English, searched with the fake encoder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from indexer.archive import Archive
from indexer.build import index
from indexer.encoder import Encoder
from indexer.errors import ModelUnavailable
from search_api.answering import Answerer
from search_api.app import create_app
from search_api.encoders import Encoders
from search_api.glossary import Glossary
from search_api.searcher import Searcher
from search_api.settings import Settings
from search_api.startup import Service
from tests.fakes import FakeEncoder, FakeReader

KEY = "a key of the tests, long enough"
TODAY = date(2022, 6, 1)

ENGLISH = """Minutes of the Budget Committee
Date: 12 March 2020
Place: Siem Reap

Decisions
- The training budget is raised to 40,000 dollars.
- The library opens on Saturdays.

Challenges
- Travel stopped because of the pandemic.
- Two teachers left.

Next meeting
The next meeting takes place in Kampot in May 2020.
"""
KHMER = """កំណត់ហេតុកិច្ចប្រជុំគណៈកម្មការថវិកា
ថ្ងៃទី៥ ខែមេសា ឆ្នាំ២០២១ នៅខេត្តកំពត

សេចក្តីសម្រេច
១. ថវិកាបណ្តុះបណ្តាលត្រូវបានដំឡើងដល់ ៦០.០០០ ដុល្លារ។
២. បណ្ណាល័យបើកនៅថ្ងៃសៅរ៍។

បញ្ហាប្រឈម
១. ស្ត្រីនិងកុមារងាយរងគ្រោះ។
២. គ្រូបង្រៀនពីរនាក់បានលាឈប់។
"""


def none_to_be_had(name: str) -> Encoder:
    """Stands for a model that isn't on this machine."""
    raise ModelUnavailable(f"the encoder {name} can't be loaded")


@contextmanager
def opened(
    folder: Path, load: Callable[[str], Encoder] = none_to_be_had, encoder: Encoder | None = None
) -> Iterator[Service]:
    """The archive of both, in a folder, opened to be searched; changes need KEY."""
    minutes, place, encoder = folder / "minutes", folder / "archive", encoder or FakeEncoder()
    minutes.mkdir()
    (minutes / "budget-2020.txt").write_text(ENGLISH, encoding="utf-8")
    (minutes / "ថវិកា-2021.txt").write_text(KHMER, encoding="utf-8")
    index(minutes, place, encoder, remark=print)
    archive = Archive.open(place, encoder.name, encoder.dimensions, remark=print)
    glossary = Glossary.read()

    def answerer_with(encoder: Encoder) -> Answerer:
        return Answerer(Searcher(archive, encoder, glossary, lambda: TODAY), FakeReader())

    settings = Settings(archive=place, key=KEY, upload_mebibytes=1)
    encoders = Encoders(archive, encoder, load, print)
    with Service(settings, archive, encoders, answerer_with, print) as service:
        yield service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """The archive of both, for one test."""
    with opened(tmp_path) as service:
        yield service


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    """Speaks to the app over the archive, without a network."""
    with TestClient(create_app(service.settings, lambda: service)) as client:
        yield client
