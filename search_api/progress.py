"""How far an indexing run is, on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar

from indexer.build import Progress


@contextmanager
def indexing_progress(console: Console) -> Iterator[Callable[[Progress], None]]:
    """A bar with the rate and the time left, on a terminal; nothing elsewhere."""
    columns = (
        TextColumn("reading minutes"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with ProgressBar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="")

        def show(progress: Progress) -> None:
            rate = progress.passages / progress.seconds if progress.seconds else 0.0
            bar.update(task, total=progress.total, completed=progress.files, rate=f"{rate:.0f} passages/s")

        yield show
