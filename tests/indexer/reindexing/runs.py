"""Runs that give an archive another encoder, as they should go and as they are disturbed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from indexer import reindexing
from indexer.archive import Archive
from indexer.checking import check
from indexer.encoder import Encoder
from indexer.reindexing import Progress, Reindexed, reindex
from indexer.store import open_for_reading
from indexer.uploads import put
from tests.fakes import FakeEncoder, TurnedEncoder, read_plainly

OLD = FakeEncoder()


WORDS = "budget members chair ថវិកា ប្រជុំ decided venue recommended".split()
UNCHANGED = ("documents", "contents", "originals", "pages", "sections", "facts", "passages", "rejections")


def upload(archive: Path, path: str, text: str, encoder: Encoder = OLD) -> str:
    return put(archive, encoder, text.encode(), path, read=read_plainly, remark=print)


def changed(archive: Path, encoder: Encoder, **options: Any) -> Reindexed:
    return reindex(archive, encoder, remark=print, **options)


def rows(archive: Path) -> dict[str, list[Any]]:
    """Every row that a change of encoder may not touch."""
    connection = open_for_reading(archive)
    found = {table: list(connection.execute(f"select * from {table} order by 1, 2")) for table in UNCHANGED}
    connection.close()
    return found


def vectors(archive: Path) -> dict[str, list[float]]:
    """The vector of each passage, by its id, out of the index that is searched."""
    with Archive.open(archive) as opened, opened.snapshot() as snapshot:
        ids = [
            passage.id for entry in snapshot.documents() for passage in snapshot.section_passages(entry.id)
        ]
        found = snapshot.vectors([snapshot.row(each) for each in ids])
        return dict(zip(ids, found.tolist(), strict=True))


def held_by(archive: Path, encoder: Encoder) -> None:
    """Asserts that an archive is sound and searched with this encoder, whose vectors are all there is."""
    assert check(archive) == []
    connection = open_for_reading(archive)
    stored = dict(connection.execute("select row, vector from vectors"))
    texts = {row: text for row in stored for text in reindexing.read_texts(connection, [row]).values()}
    connection.close()
    for row, text in texts.items():
        assert np.frombuffer(stored[row], "<f4").tolist() == encoder.passages([text])[0].tolist()
    with Archive.open(archive, encoder.name, encoder.dimensions) as opened, opened.snapshot() as snapshot:
        assert snapshot.manifest.encoder == encoder.name
        assert len(snapshot.nearest(encoder.questions(["budget"])[0], 5)) == min(5, len(stored))
    assert sorted(path.name for path in archive.glob("reindex.*")) in ([], ["reindex.lock"])


class Interrupted(Exception):
    """Stands for a user's Ctrl-C."""


class Interrupting(TurnedEncoder):
    """Is interrupted after so many texts."""

    def __init__(self, texts: int) -> None:
        super().__init__()
        self.left = texts

    def passages(self, texts: Any) -> Any:
        if self.left < len(texts):
            raise Interrupted
        self.left -= len(texts)
        return super().passages(texts)


def interrupt_at_the_end(progress: Progress) -> None:
    if progress.done == progress.total:
        raise Interrupted


class Meddling(TurnedEncoder):
    """Lets something else happen to the archive after each of its first batches."""

    def __init__(self, *deeds: Callable[[], object]) -> None:
        super().__init__()
        self.deeds = list(deeds)

    def passages(self, texts: Any) -> Any:
        made = super().passages(texts)
        if self.deeds:
            self.deeds.pop(0)()
        return made
