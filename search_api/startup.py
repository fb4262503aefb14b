"""The only place where the parts meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import TracebackType
from typing import TypeVar

from corpus.folder import document_from
from corpus.readers.sandbox import Sandbox
from indexer import uploads
from indexer.archive import Archive
from indexer.encoder import Encoder
from indexer.errors import ModelMismatch, UnknownDocument
from search_api.answer import Answer, NoAnswer
from search_api.answering import Answerer
from search_api.encoders import Encoders
from search_api.errors import ModelFailed
from search_api.glossary import Glossary
from search_api.hit import Results
from search_api.language_model.claims import Claim
from search_api.language_model.endpoint import Endpoint
from search_api.language_model.prompt import PASSAGES, shown
from search_api.language_model.writer import NotTold, Writer
from search_api.language_model.written import Fallback, Written, collected
from search_api.query import Query
from search_api.reader import ShippedReader
from search_api.searcher import Searcher
from search_api.settings import SHIPPED_ENCODER, Settings

T = TypeVar("T")

_ATTEMPTS = 3
"""How often the archive's encoder may be replaced during one request."""


@dataclass(frozen=True, slots=True)
class Service:
    """An opened archive and what searches it, with whatever encoder the archive asks for by then."""

    settings: Settings
    archive: Archive
    encoders: Encoders
    answerer_with: Callable[[Encoder], Answerer]
    remark: Callable[[str], None]
    writer: Writer | None = None
    """What puts answers in words of its own; None for the minutes' own words."""

    @property
    def answerer(self) -> Answerer:
        """What answers with the encoder in use; once the archive has another, it raises ModelMismatch."""
        return self.answerer_with(self.encoders.current)

    @property
    def searcher(self) -> Searcher:
        """What searches with the encoder in use; once the archive has another, it raises ModelMismatch."""
        return self.answerer.searcher

    def search(self, query: Query) -> Results:
        """The hits of a question. Raises ModelUnavailable when the archive's new encoder isn't to be had."""
        return self._following(lambda encoder: self.answerer_with(encoder).searcher.search(query))

    def answer(self, query: Query) -> Answer | NoAnswer:
        """The answer to a question. Raises as `search`."""
        return self._following(lambda encoder: self.answerer_with(encoder).answer(query))

    def stated(self, query: Query, documents: Sequence[str]) -> Answer | None:
        """What minutes state of their meeting that a question is after; as `Answerer.stated`."""
        return self._following(lambda encoder: self.answerer_with(encoder).stated(query, documents))

    def answer_in_words(self, query: Query) -> Answer | NoAnswer | Written | Fallback:
        """The answer in a language model's words, where one is set up; else as `answer`. Raises as `search`.

        It may come with more hits than asked for: those that the model was shown.
        """
        if self.writer is None:
            return self.answer(query)
        answer = self.answer(replace(query, limit=max(query.limit, PASSAGES)))
        if not answer.results.hits:
            return answer
        found = collected(self.claims(query, answer), answer, self.writer.model.model)
        if isinstance(found, Fallback):
            self.remark(found.reason)
        return found

    def claims(self, query: Query, answer: Answer | NoAnswer) -> Iterator[Claim | NotTold]:
        """What the language model makes of an answer's passages, as it writes. Raises ModelFailed.

        Only for a service that has one, and an answer that has hits.
        """
        assert self.writer is not None
        hits = shown(answer)
        with self.archive.snapshot() as snapshot:
            try:
                documents = [snapshot.document(hit.document.id).document for hit in hits]
            except UnknownDocument:  # taken out since the answer was found
                raise ModelFailed("the minutes changed before the language model could be asked") from None
        yield from self.writer.write(query, hits, documents, self.encoders.current)

    def add(self, content: bytes, path: str) -> str:
        """Puts a file into the archive and returns its document's id.

        Raises UnreadableDocument, ArchiveBusy, ArchiveFull, and as `search`.
        """
        with Sandbox() as sandbox:
            return self._following(
                lambda encoder: uploads.put(
                    self.archive.folder,
                    encoder,
                    content,
                    path,
                    read=lambda content, path: document_from(content, path, sandbox),
                    remark=self.remark,
                )
            )

    def remove(self, document_id: str) -> None:
        """Takes a document out of the archive. Raises UnknownDocument, ArchiveBusy, ArchiveFull."""
        uploads.remove(self.archive.folder, document_id, remark=self.remark)

    def _following(self, deed: Callable[[Encoder], T]) -> T:
        """A deed with the encoder in use, done again with the archive's when that has become another."""
        encoder = self.encoders.current
        for _ in range(_ATTEMPTS):
            try:
                return deed(encoder)
            except ModelMismatch:
                encoder = self.encoders.follow()
        return deed(encoder)

    def close(self) -> None:
        """Lets go of the archive."""
        self.archive.close()

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_encoder(settings: Settings, made_with: str | None = None) -> Encoder:
    """The encoder of the settings, or where they name none that of an archive made with `made_with`.

    Raises ModelUnavailable, InvalidSetting.
    """
    recipe = settings.recipe(made_with)
    if recipe.model == SHIPPED_ENCODER:
        from indexer.bilingual import BilingualEncoder

        return BilingualEncoder(threads=settings.threads)
    from indexer.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(
        recipe.model,
        prefixes=recipe.prefixes,
        device=settings.encoder_device,
        dtype=recipe.dtype,
        batch_size=settings.encoder_batch,
    )


def open_service(settings: Settings, remark: Callable[[str], None]) -> Service:
    """Opens the archive with its encoder. Raises ArchiveError; ModelMismatch for another in the settings."""
    archive = Archive.open(settings.archive, remark=remark)
    try:
        manifest = archive.recorded()
        encoder = open_encoder(settings, manifest.encoder)
        manifest.require_encoder(encoder.name, encoder.dimensions)
    except BaseException:
        archive.close()
        raise
    encoders = Encoders(archive, encoder, partial(open_encoder, settings.following()), remark)
    glossary, reader = Glossary.read(), ShippedReader(threads=settings.threads)

    def answerer_with(encoder: Encoder) -> Answerer:
        return Answerer(Searcher(archive, encoder, glossary, date.today), reader)

    return Service(settings, archive, encoders, answerer_with, remark, _writer(settings))


def _writer(settings: Settings) -> Writer | None:
    if not settings.model:
        return None
    return Writer(
        Endpoint(settings.model_url, settings.model, settings.model_key, float(settings.model_seconds))
    )
