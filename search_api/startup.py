"""The only place where the parts meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.readers.sandbox import Sandbox
from indexer.archive import Archive
from indexer.encoder import Encoder
from search_api.answering import Answerer
from search_api.glossary import Glossary
from search_api.searcher import Searcher
from search_api.settings import SHIPPED_ENCODER, Settings


@dataclass(frozen=True, slots=True)
class Service:
    """An opened archive and what searches it."""

    settings: Settings
    archive: Archive
    encoder: Encoder
    searcher: Searcher
    answerer: Answerer

    def sandbox(self) -> Sandbox:
        """A new sandbox to read an uploaded file in."""
        return Sandbox()


def open_encoder(name: str, threads: int) -> Encoder:
    """The encoder of a setting. Raises ModelUnavailable."""
    if name == SHIPPED_ENCODER:
        from indexer.bilingual import BilingualEncoder

        return BilingualEncoder(threads=threads)
    from indexer.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)


def open_service(settings: Settings, remark: Callable[[str], None]) -> Service:
    """Opens the archive with the encoder of the settings. Raises ArchiveError, ModelUnavailable."""
    encoder = open_encoder(settings.encoder, settings.threads)
    archive = open_archive(settings.archive, encoder, remark)
    searcher = Searcher(archive, encoder, Glossary.read(), date.today)
    return Service(settings, archive, encoder, searcher, Answerer(searcher))


def open_archive(folder: Path, encoder: Encoder, remark: Callable[[str], None]) -> Archive:
    """The archive in a folder, to be read. Raises ArchiveError."""
    return Archive.open(folder, encoder.name, encoder.dimensions, remark)
