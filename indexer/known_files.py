"""What an archive remembers of the files it was made from, to tell what has changed."""

from __future__ import annotations

from dataclasses import dataclass

import apsw

from indexer.changes import Rejection, Seen


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The file behind a document."""

    id: str
    path: str
    digest: str
    seen: Seen
    uploaded: bool


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """The files behind an archive's documents and rejections, each by its path."""

    documents: dict[str, KnownFile]
    rejections: dict[str, Rejection]

    def ids(self) -> set[str]:
        """The documents' ids."""
        return {known.id for known in self.documents.values()}


def read_known_files(connection: apsw.Connection) -> KnownFiles:
    """All that an archive knows of its files."""
    documents = connection.execute(
        "select id, path, digest, size, modified_ns, seen_ns, uploaded from documents order by id"
    )
    return KnownFiles(
        documents={
            path: KnownFile(document_id, path, digest, Seen(*seen), bool(uploaded))
            for document_id, path, digest, *seen, uploaded in documents
        },
        rejections={each.path: each for each in read_rejections(connection)},
    )


def read_rejections(connection: apsw.Connection) -> list[Rejection]:
    """The files that were refused, by path."""
    columns = "path, reason, digest, size, modified_ns, seen_ns, rejected_at"
    return [
        Rejection(path, reason, digest, None if size is None else Seen(size, modified, seen), rejected_at)
        for path, reason, digest, size, modified, seen, rejected_at in connection.execute(
            f"select {columns} from rejections order by path"
        )
    ]
