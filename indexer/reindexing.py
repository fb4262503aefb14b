"""An archive's vectors made anew by another encoder, beside what is there, and put in its place at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from indexer.archive import Archive, recorded_manifest
from indexer.encoder import Encoder
from indexer.errors import ArchiveBusy, ArchiveMissing
from indexer.next_vectors import SERVING, NextVectors, drop_leftovers
from indexer.passage_rows import VECTOR_BYTES, read_digests, read_texts, stored
from indexer.store import Readers, value
from indexer.vectorizing import embed
from indexer.writer import Writer, require_room
from indexer.writer_lock import is_anyone_present

BATCH_PASSAGES = 256
"""So many are embedded between two commits: so much an interruption costs."""
WAIT_SECONDS = 600.0
"""For another writer to end before the switch; an indexing run of a large folder takes longer."""
NOTICE_SECONDS = 60.0
"""Before the switch, as far as can be told, whoever serves the archive may load the new encoder."""
LOADING_SECONDS = 20.0
"""Left at least to whoever serves the archive: torch and a large model take about ten to load."""
_COPIES = 4
"""Of the new vectors: beside the archive, and what the switch itself takes (`Writer.replace_vectors`)."""
_NOTICE_STEP = 0.1
_LOOK_SECONDS = 1.0
"""Between two attempts to get hold of the archive; what others commit meanwhile is caught up with."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    done: int
    """Passages that have their new vector, of `total`."""
    total: int
    embedded: int
    """In this run."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What a run did; nothing where `former`, the encoder that the archive had, is `encoder`."""

    former: str
    encoder: str
    passages: int
    """In the archive."""
    embedded: int
    """In this run; the others were left by one that was interrupted, or say the same as another."""
    seconds: float
    generation: int


def _silent(progress: Progress) -> None:
    """Takes a progress and shows nothing."""


def reindex(
    folder: Path,
    encoder: Encoder,
    *,
    progress: Callable[[Progress], None] = _silent,
    remark: Callable[[str], None],
    wait: float = WAIT_SECONDS,
    notice: float = LOADING_SECONDS,
    batch_passages: int = BATCH_PASSAGES,
) -> Reindexed:
    """Gives an archive the vectors of another encoder; all else stays, document ids and row numbers too.

    The archive is read and changed as ever meanwhile. An interrupted run is continued by the next with the
    same encoder. The last step waits for other writers, catches up with what they committed, and switches
    in one commit. Raises ArchiveMissing, ArchiveBusy when another run is under way or a writer stays for
    `wait` seconds, and as Writer does; the archive is then as it was.
    """
    started = time.monotonic()
    former = _former(folder)
    if former == encoder.name:
        drop_leftovers(folder)
        return _report(folder, former, encoder, 0, started)
    with NextVectors(folder, encoder.name, encoder.dimensions) as vectors:
        if vectors.dropped:
            remark(f"dropped what an unfinished run with {vectors.dropped} had left")
        former = _former(folder)
        if former == encoder.name:  # another run has ended just now
            vectors.drop()
            return _report(folder, former, encoder, 0, started)
        run = _Run(folder, encoder, vectors, progress, batch_passages, started)
        try:
            run.require_room()
            run.catch_up()
            run.give_notice(notice)
            run.switch(remark, wait)
        finally:
            run.close()
        vectors.drop()
    return _report(folder, former, encoder, run.embedded, started)


def _former(folder: Path) -> str:
    """The name of the encoder that an archive has."""
    manifest = recorded_manifest(folder)
    if manifest is None:
        raise ArchiveMissing(folder)
    return manifest.encoder


def _report(folder: Path, former: str, encoder: Encoder, embedded: int, started: float) -> Reindexed:
    with Archive.open(folder) as archive, archive.snapshot() as snapshot:
        return Reindexed(
            former=former,
            encoder=encoder.name,
            passages=snapshot.status().passages,
            embedded=embedded,
            seconds=time.monotonic() - started,
            generation=snapshot.generation,
        )


class _Run:
    """The state of one run."""

    def __init__(
        self,
        folder: Path,
        encoder: Encoder,
        vectors: NextVectors,
        progress: Callable[[Progress], None],
        batch_passages: int,
        started: float,
    ) -> None:
        self._folder = folder
        self._encoder = encoder
        self._vectors = vectors
        self._progress = progress
        self._batch_passages = batch_passages
        self._started = started
        self._readers = Readers(folder)
        self._announced: float | None = None
        self.embedded = 0

    def require_room(self) -> None:
        """Refuses before hours of work what can't fit in the end. Raises ArchiveFull."""
        connection = self._readers.lend()
        try:
            count = int(value(connection, "select count(*) from passages"))
        finally:
            self._readers.give_back(connection)
        missing = max(0, count - len(self._vectors))
        copies = (_COPIES - 1) * count + missing
        require_room(self._folder, copies * self._encoder.dimensions * VECTOR_BYTES)

    def catch_up(self) -> None:
        """Embeds all that the archive holds by now and has no new vector yet."""
        clock, before = time.monotonic(), self.embedded
        while True:
            digests = self._digests()
            missing = self._missing(digests)
            self._tell(len(digests) - len(missing), len(digests))
            if not missing:
                return
            waiting = iter(list(missing.values()))
            left = len(missing)
            while rows := list(islice(waiting, self._batch_passages)):
                rate = (self.embedded - before) / max(time.monotonic() - clock, 1e-6)
                if left <= max(self._batch_passages, rate * NOTICE_SECONDS):
                    self._announce()
                self._embed(rows)
                left -= len(rows)
                self._tell(len(digests) - left, len(digests))

    def _announce(self) -> float:
        """Says, once, that the switch is near; since when."""
        if self._announced is None:
            self._vectors.announce()
            self._announced = time.monotonic()
        return self._announced

    def give_notice(self, seconds: float) -> None:
        """Lets whoever serves the archive load the new encoder, so that no question has to wait for it."""
        until = self._announce() + seconds
        while time.monotonic() < until and is_anyone_present(self._folder, SERVING):
            time.sleep(_NOTICE_STEP)

    def _digests(self) -> list[tuple[int, bytes]]:
        connection = self._readers.lend()
        try:
            return read_digests(connection)
        finally:
            self._readers.give_back(connection)

    def _missing(self, digests: list[tuple[int, bytes]]) -> dict[bytes, int]:
        """A row of each digest that has no new vector."""
        held = self._vectors.held()
        return {digest: row for row, digest in digests if digest not in held}

    def _embed(self, rows: list[int]) -> None:
        """Embeds passages by row number; those that have gone meanwhile are nobody's any more."""
        connection = self._readers.lend()
        try:
            texts = read_texts(connection, rows)
        finally:
            self._readers.give_back(connection)
        found = np.empty((len(texts), self._encoder.dimensions), dtype=np.float32)
        embed(list(texts.values()), range(len(texts)), found, self._encoder)
        self._vectors.add({digest: stored(row) for digest, row in zip(texts, found, strict=True)})
        self.embedded += len(texts)

    def _tell(self, done: int, total: int) -> None:
        self._progress(Progress(done, total, self.embedded, time.monotonic() - self._started))

    def switch(self, remark: Callable[[str], None], wait: float) -> None:
        """Puts the new vectors in place of the old, when no one else is writing. Raises as Writer does."""
        deadline = time.monotonic() + wait
        told = False
        while True:
            left = max(0.0, deadline - time.monotonic())
            try:
                writer = Writer(self._folder, None, None, remark=remark, wait=min(_LOOK_SECONDS, left))
            except ArchiveBusy as busy:
                if time.monotonic() >= deadline:
                    raise
                if not told:
                    remark(f"all is ready, and waits for another writer: {busy}")
                told = True
                self.catch_up()
                continue
            with writer:
                self.catch_up()
                writer.replace_vectors(
                    self._encoder.name,
                    self._encoder.dimensions,
                    lambda: self._vectors.by_row(self._digests()),
                )
            return

    def close(self) -> None:
        """Lets go of the archive."""
        self._readers.close()
