"""The one path from a folder to an archive: incremental, resumable, with progress."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Rejected
from corpus.folder import File, document_from, files
from corpus.readers.sandbox import Sandbox
from indexer.changes import Changes
from indexer.encoder import Encoder, Rows
from indexer.errors import FolderEmpty, FolderForeign
from indexer.known_files import KnownFiles
from indexer.planning import Plan, make_plan, reread_uploads
from indexer.preparing import Prepared, Read, Refused, prepared_ahead
from indexer.splitting import SIZES, Sizes
from indexer.vectorizing import incoming
from indexer.writer import Writer

FIRST_PASSAGES = 128
"""Fewer in the first batch: until it has been read, the encoder has nothing to do."""
BATCH_PASSAGES = 512
BATCH_SECONDS = 20.0
"""A batch that has so many, or was so long in reading, is committed: so much an interruption costs."""
BATCH_BYTES = 64 << 20
"""Of original files, which wait in memory for their commit; scans with a text layer have few passages."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    files: int
    """Read, of `total`."""
    total: int
    passages: int
    """Embedded."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: ids of documents, and every file that is no document now."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    rejected: tuple[Rejected, ...]
    passages: int
    """Embedded in this run."""
    seconds: float
    encoding_seconds: float
    """Spent inside the encoder."""
    generation: int


def _silent(progress: Progress) -> None:
    """Takes a progress and shows nothing."""


def index(
    folder: Path,
    archive_folder: Path,
    encoder: Encoder,
    *,
    progress: Callable[[Progress], None] = _silent,
    remark: Callable[[str], None],
    allow_empty: bool = False,
    read: Read | None = None,
    batch_passages: int = BATCH_PASSAGES,
    sizes: Sizes = SIZES,
) -> Report:
    """Makes the archive hold what the folder holds, and commits every few hundred passages.

    Unchanged files are neither read nor embedded; an interrupted run is continued by the next.
    Documents that came by upload stay. `read` stands in for the sandboxed readers; other `sizes` of
    passages are for archives made to be measured, since the manifest doesn't tell them.
    Raises FolderMissing, FolderEmpty and FolderForeign (unless `allow_empty`), and as Writer does.
    """
    started = time.monotonic()
    with ExitStack() as stack:
        entries = _entries(folder, archive_folder)
        writer = stack.enter_context(
            Writer(archive_folder, encoder.name, encoder.dimensions, str(folder.resolve()), remark=remark)
        )
        known = writer.known_files()
        source = _source(folder, writer.manifest.folder, entries, known, allow_empty)
        stale = writer.splits_otherwise
        if stale:
            remark("the rules of splitting have changed: reading every document anew")
        plan = make_plan(entries, known, reread=stale)
        if stale:
            plan.reading.extend(reread_uploads(known, writer.original))
        if read is None:
            sandbox = stack.enter_context(Sandbox())
            read = _reader(sandbox)
        run = _Run(writer, plan, known, encoder, progress, batch_passages, started)
        run.commit_at_once(source)
        run.read_all(read, sizes)
        if stale:
            writer.note_splitting()
        return run.report(tuple(Rejected(each.path, each.reason) for each in writer.rejections()))


def _reader(sandbox: Sandbox) -> Read:
    return lambda content, path: document_from(content, path, sandbox)


def _entries(folder: Path, archive_folder: Path) -> list[File | Rejected]:
    """What stands in the folder, less the archive itself where it lies inside."""
    try:
        own = archive_folder.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return list(files(folder))
    return [entry for entry in files(folder) if entry.path != own and not entry.path.startswith(f"{own}/")]


def _source(
    folder: Path, recorded: str, entries: list[File | Rejected], known: KnownFiles, allow_empty: bool
) -> str | None:
    """The folder to record from now on, or None where it is recorded already."""
    here = {entry.path for entry in entries if isinstance(entry, File)}
    ours = [path for path, each in known.documents.items() if not each.uploaded]
    place = str(folder.resolve())
    if ours and not allow_empty:
        if not here:
            raise FolderEmpty(folder, len(ours))
        if place != recorded and here.isdisjoint(ours):
            raise FolderForeign(folder, Path(recorded), len(ours))
    return None if place == recorded else place


class _Run:
    """The state of one run: reading ahead, embedding here, committing behind."""

    def __init__(
        self,
        writer: Writer,
        plan: Plan,
        known: KnownFiles,
        encoder: Encoder,
        progress: Callable[[Progress], None],
        batch_passages: int,
        started: float,
    ) -> None:
        self._writer = writer
        self._plan = plan
        self._known = known
        self._encoder = encoder
        self._progress = progress
        self._batch_passages = batch_passages
        self._started = started
        self._encoding = 0.0
        self._passages = 0
        self._files = 0
        self._added: list[str] = []
        self._changed: list[str] = []
        self._renamed = [each.id for each in plan.renamed]
        self._removed = [each.id for each in plan.removed]

    def commit_at_once(self, source: str | None) -> None:
        """Commits what needs no reading, so that a long run starts by taking away what is gone."""
        changes = self._plan.at_once()
        if changes != Changes() or source is not None or self._writer.generation == 0:
            self._writer.commit(changes, source=source)

    def read_all(self, read: Read, sizes: Sizes) -> None:
        """Reads, embeds and commits batch by batch; each commit runs while the next batch is embedded."""
        with ThreadPoolExecutor(1, "committing") as committing:
            behind: Future[int] | None = None
            for batch in self._batches(read, sizes):
                changes = self._embedded(batch)
                if behind is not None:
                    behind.result()
                behind = committing.submit(self._writer.commit, changes)
            if behind is not None:
                behind.result()

    def _batches(self, read: Read, sizes: Sizes) -> Iterator[list[Prepared | Refused]]:
        batch: list[Prepared | Refused] = []
        passages, held, since = 0, 0, time.monotonic()
        most = min(FIRST_PASSAGES, self._batch_passages)
        for item in prepared_ahead(self._plan.reading, read, sizes):
            batch.append(item)
            if isinstance(item, Prepared):
                passages += len(item.passages)
                held += len(item.original)
            late = time.monotonic() - since >= BATCH_SECONDS
            if passages >= most or held >= BATCH_BYTES or late:
                yield batch
                most = self._batch_passages
                batch, passages, held, since = [], 0, 0, time.monotonic()
        if batch:
            yield batch

    def _embedded(self, batch: list[Prepared | Refused]) -> Changes:
        prepared = [item for item in batch if isinstance(item, Prepared)]
        refused = [item for item in batch if isinstance(item, Refused)]

        def note(count: int) -> None:
            self._passages += count
            self._tell()

        clock = time.monotonic()
        ready = incoming(prepared, self._encoder, note, self._former)
        self._encoding += time.monotonic() - clock
        self._files += len(batch)
        self._tell()
        for item in prepared:
            self._list_of(item).append(item.reading.id)
        lost = [item.reading.known.id for item in refused if item.reading.known and not _only_renamed(item)]
        self._removed.extend(lost)
        mended = [item.reading.path for item in prepared if item.reading.path in self._known.rejections]
        return Changes(
            removed=tuple(lost),
            incoming=ready,
            rejected=tuple(item.rejection for item in refused),
            accepted=tuple(mended),
        )

    def _former(self, document_id: str) -> Mapping[str, Rows]:
        return {} if self._writer.splits_otherwise else self._writer.embedded(document_id)

    def _list_of(self, item: Prepared) -> list[str]:
        """Where a document is reported: renamed is one whose file has the same bytes under another name."""
        known = item.reading.known
        if known is None:
            return self._added
        moved = known.path != item.reading.path and known.digest == item.document.source.digest
        return self._renamed if moved else self._changed

    def _tell(self) -> None:
        seconds = time.monotonic() - self._started
        self._progress(Progress(self._files, len(self._plan.reading), self._passages, seconds))

    def report(self, rejected: tuple[Rejected, ...]) -> Report:
        """What was done."""
        return Report(
            added=tuple(self._added),
            changed=tuple(self._changed),
            renamed=tuple(self._renamed),
            removed=tuple(self._removed),
            unchanged=self._plan.unchanged,
            rejected=rejected,
            passages=self._passages,
            seconds=time.monotonic() - self._started,
            encoding_seconds=self._encoding,
            generation=self._writer.generation,
        )


def _only_renamed(item: Refused) -> bool:
    """Whether the reading of a known document under its file's new name was interrupted: the next run tries
    again, and meanwhile the archive keeps it as it is."""
    known = item.reading.known
    return known is not None and known.path != item.reading.path and item.rejection.digest is None
