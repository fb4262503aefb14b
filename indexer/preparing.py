"""Files made ready to embed ahead of the encoder, in a thread of their own."""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.document import Document
from corpus.errors import ReadingInterrupted, UnreadableDocument
from indexer.about import called
from indexer.changes import Incoming, Rejection
from indexer.encoder import Rows
from indexer.passage import Passage
from indexer.planning import Reading
from indexer.splitting import SIZES, Sizes, embedding_text, split

Read: TypeAlias = Callable[[bytes, str], Document]
"""The minutes in a file's bytes, given its path; raises UnreadableDocument."""

_AHEAD = 64
"""Documents that wait for the encoder: more than a batch of them, so that it never waits for the next."""
_AHEAD_BYTES = 32 << 20
"""Of their original files, in memory meanwhile; one file may go over it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that only lacks its vectors."""

    reading: Reading
    document: Document
    original: bytes
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    """What the encoder sees of each passage."""

    def incoming(self, vectors: Rows) -> Incoming:
        """The document with its vectors (passages, dim)."""
        reading = self.reading
        return Incoming(
            reading.id, self.document, self.original, self.passages, vectors, reading.seen, reading.uploaded
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that turned out not to be a document."""

    reading: Reading
    rejection: Rejection


def prepare(reading: Reading, read: Read, sizes: Sizes = SIZES) -> Prepared | Refused:
    """Reads and splits one file."""
    digest = None
    try:
        content = reading.content()
        digest = hashlib.sha256(content).hexdigest()
        document = read(content, reading.path)
    except ReadingInterrupted as error:  # with nothing by which the next run could take it for unchanged
        return Refused(reading, Rejection(reading.path, error.reason, None, None))
    except UnreadableDocument as error:
        seen = None if digest is None else reading.seen
        return Refused(reading, Rejection(reading.path, error.reason, digest, seen))
    passages = tuple(split(reading.id, document, sizes))
    title, body = document.meeting.title, document.meeting.body
    names = called(title.value, body.value if body else None, reading.path)
    texts = tuple(embedding_text(names, each) for each in passages)
    return Prepared(reading, document, content, passages, texts)


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def prepared_ahead(
    readings: Sequence[Reading], read: Read, sizes: Sizes = SIZES
) -> Iterator[Prepared | Refused]:
    """The files in order, each read while the caller is busy with those before it.

    What goes wrong in the thread is raised here; a caller that stops early stops the thread.
    """
    waiting: queue.SimpleQueue[Prepared | Refused | _Failed | None] = queue.SimpleQueue()
    room = threading.Condition()
    documents = held = 0
    stopped = False

    def put(item: Prepared | Refused | _Failed | None) -> None:
        nonlocal documents, held
        with room:
            room.wait_for(lambda: stopped or (documents < _AHEAD and held < _AHEAD_BYTES))
            documents += 1
            held += _size(item)
        waiting.put(item)

    def run() -> None:
        try:
            for reading in readings:
                if stopped:
                    return
                put(prepare(reading, read, sizes))
            put(None)
        except BaseException as error:  # carried to the caller's thread, and raised there
            put(_Failed(error))

    thread = threading.Thread(target=run, name="reading", daemon=True)
    thread.start()
    try:
        while (item := waiting.get()) is not None:
            if isinstance(item, _Failed):
                raise item.error
            with room:
                documents -= 1
                held -= _size(item)
                room.notify()
            yield item
    finally:
        with room:
            stopped = True
            room.notify()
        thread.join()


def _size(item: Prepared | Refused | _Failed | None) -> int:
    return len(item.original) if isinstance(item, Prepared) else 0
