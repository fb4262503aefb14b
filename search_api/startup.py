"""The only place where the parts meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import TracebackType

from corpus.folder import document_from
from corpus.readers.sandbox import Sandbox
from indexer import uploads
from indexer.archive import Archive
from indexer.encoder import Encoder
from search_api.answering import Answerer
from search_api.glossary import Glossary
from search_api.reader import ShippedReader
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
    remark: Callable[[str], None]

    def add(self, content: bytes, path: str) -> str:
        """Puts a file into the archive and returns its document's id.

        Raises UnreadableDocument, ArchiveBusy, ArchiveFull.
        """
        with Sandbox() as sandbox:
            return uploads.put(
                self.archive.folder,
                self.encoder,
                content,
                path,
                read=lambda content, path: document_from(content, path, sandbox),
                remark=self.remark,
            )

    def remove(self, document_id: str) -> None:
        """Takes a document out of the archive. Raises UnknownDocument, ArchiveBusy, ArchiveFull."""
        uploads.remove(self.archive.folder, self.archive.manifest, document_id, remark=self.remark)

    def close(self) -> None:
        """Lets go of the archive."""
        self.archive.close()

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


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
    archive = Archive.open(settings.archive, encoder.name, encoder.dimensions, remark=remark)
    searcher = Searcher(archive, encoder, Glossary.read(), date.today)
    answerer = Answerer(searcher, ShippedReader(threads=settings.threads))
    return Service(settings, archive, encoder, searcher, answerer, remark)
