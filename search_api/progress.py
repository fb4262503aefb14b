"""How far a long run is, on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar

from indexer.build import Progress
from indexer.reindexing import Progress as Reindexing


@contextmanager
def indexing_progress(console: Console) -> Iterator[Callable[[Progress], None]]:
    """A bar with the rate and the time left, on a terminal; nothing elsewhere."""
    with _bar(console, "reading minutes") as show:
        yield lambda progress: show(progress.files, progress.total, progress.passages, progress.seconds)


@contextmanager
def reindexing_progress(console: Console) -> Iterator[Callable[[Reindexing], None]]:
    """The same of a change of encoder, in passages."""
    with _bar(console, "embedding passages") as show:
        yield lambda progress: show(progress.done, progress.total, progress.embedded, progress.seconds)


@contextmanager
def _bar(console: Console, title: str) -> Iterator[Callable[[int, int, int, float], None]]:
    """Shows what is done, of how much, and the passages embedded in so many seconds."""
    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with ProgressBar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="")

        def show(done: int, total: int, passages: int, seconds: float) -> None:
            rate = passages / seconds if seconds else 0.0
            bar.update(task, total=total, completed=done, rate=f"{rate:.0f} passages/s")

        yield show
