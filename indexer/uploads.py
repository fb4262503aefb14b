"""Single documents put into an archive, or taken out of it, while it serves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnreadableDocument
from indexer.changes import Changes, Seen
from indexer.document_ids import document_id as free_id
from indexer.encoder import Encoder
from indexer.errors import UnknownDocument
from indexer.planning import Reading
from indexer.preparing import Read, Refused, prepare
from indexer.splitting import split
from indexer.vectorizing import incoming
from indexer.writer import Writer

_WAIT_SECONDS = 10.0
"""For another writer's small change to end; an indexing run takes longer, and is told of."""


def put(
    archive_folder: Path,
    encoder: Encoder,
    content: bytes,
    path: str,
    *,
    read: Read,
    remark: Callable[[str], None],
    wait: float = _WAIT_SECONDS,
) -> str:
    """Adds a document, or replaces the one of that path, and returns its id once it can be searched.

    The slow part is done before the lock is asked for. Raises UnreadableDocument, which is not
    recorded as a rejection, and as Writer does.
    """
    seen = Seen(len(content), 0, time.time_ns())
    draft = prepare(Reading("draft", path, lambda: content, seen, None, uploaded=True), read)
    if isinstance(draft, Refused):
        raise UnreadableDocument(draft.rejection.reason)
    vectors = incoming([draft], encoder)[0].vectors
    with Writer(archive_folder, encoder.name, encoder.dimensions, remark=remark, wait=wait) as writer:
        known = writer.known_files()
        same = known.documents.get(path)
        name = same.id if same else free_id(path, known.ids())
        passages = tuple(split(name, draft.document))
        named = replace(draft, reading=replace(draft.reading, id=name), passages=passages)
        writer.commit(Changes(incoming=(named.incoming(vectors),)))
    return name


def remove(
    archive_folder: Path,
    document_id: str,
    *,
    remark: Callable[[str], None],
    wait: float = _WAIT_SECONDS,
) -> None:
    """Takes a document out; a file of the indexed folder comes back with the folder's next indexing.

    Raises UnknownDocument, and as Writer does.
    """
    with Writer(archive_folder, None, None, remark=remark, wait=wait) as writer:
        if document_id not in writer.known_files().ids():
            raise UnknownDocument(document_id)
        writer.commit(Changes(removed=(document_id,)))
