"""Results as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from rich.table import Table
from rich.text import Text

from corpus.dates import Period
from corpus.document import Span
from indexer.build import Progress, Report
from indexer.catalogue import Entry
from indexer.changes import Rejection
from indexer.document_rows import ArchivedDocument
from indexer.snapshot import Status
from search_api.answer import Answer, Citation, NoAnswer, Refusal
from search_api.hit import Hit, Results
from search_api.schemas import PeriodOut
from search_api.understanding import Understood

REFUSALS = {
    Refusal.NOTHING_FOUND: "The archive holds nothing on this.",
    Refusal.NO_SUCH_DATE: "The archive holds no minutes of that date, nor any that mention it.",
    Refusal.NOT_SAID: "The archive does not hold the answer, as far as can be told.",
}
_SHOWN = 240
"""Characters of a hit's passage that are shown, around its first highlight."""


def show_answer(console: Console, answer: Answer | NoAnswer) -> None:
    """An answer with its citations, or why there is none and what comes nearest."""
    _show_understood(console, answer.results.understood)
    if isinstance(answer, Answer):
        for number, citation in enumerate(answer.citations, start=1):
            console.print(Text(f"“{citation.quote}”", style="bold"))
            console.print(Text(f"   [{number}] {_source(citation)}", style="cyan"))
        console.print(Text(f"confidence {answer.confidence:.2f}", style="dim"))
        return
    console.print(Text(REFUSALS[answer.refusal], style="yellow"))
    if answer.results.hits:
        console.print(Text("The nearest passages:", style="dim"))
        for hit in answer.results.hits[:3]:
            _show_hit(console, None, hit)


def show_results(console: Console, results: Results) -> None:
    """Hits, best first."""
    _show_understood(console, results.understood)
    if not results.hits:
        console.print(Text("Nothing was found.", style="yellow"))
    for number, hit in enumerate(results.hits, start=1):
        _show_hit(console, number, hit)


def show_entries(console: Console, entries: list[Entry]) -> None:
    """Documents, a line each."""
    table = Table("Document", "Date", "Body", "Title", box=None, pad_edge=False)
    for entry in entries:
        day = entry.date.isoformat() if entry.date else "–"
        table.add_row(Text(entry.id), day, Text(entry.body or "–"), Text(entry.title))
    console.print(table)


def show_document(console: Console, archived: ArchivedDocument) -> None:
    """What a document says of the meeting, then its body with its sections' kinds in the margin."""
    document, meeting = archived.document, archived.document.meeting
    facts = Table(box=None, show_header=False, pad_edge=False)
    stated = (
        ("Title", meeting.title),
        ("Date", meeting.date),
        ("Place", meeting.place),
        ("Body", meeting.body),
        ("Chair", meeting.chair),
        ("Number taking part", meeting.participant_count),
    )
    for name, fact in stated:
        facts.add_row(
            Text(name, style="dim"), Text(str(fact.value)) if fact else Text("not stated", style="dim")
        )
    facts.add_row(
        Text("File", style="dim"), Text(f"{_printable(document.source.path)}, {document.source.size:,} bytes")
    )
    console.print(facts)
    for section in document.sections:
        console.print(Text(f"\n[{section.kind.value}]", style="cyan"))
        console.print(Text(section.span.of(document.body).strip("\n")))


def show_status(console: Console, status: Status, rejections: Sequence[Rejection]) -> None:
    """An archive in figures, and the files that were refused."""
    languages = ", ".join(f"{language.value} {count}" for language, count in status.languages)
    rows = (
        ("Documents", f"{status.documents:,}  ({languages or 'none'})"),
        ("Passages", f"{status.passages:,}"),
        ("Dates", f"{status.first} – {status.last}" if status.first else "none"),
        ("On disk", f"{status.bytes / 1_048_576:.1f} MiB"),
        ("Generation", str(status.generation)),
        ("Encoder", status.manifest.encoder),
        ("Made from", status.manifest.folder or "uploads"),
    )
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in rows:
        table.add_row(Text(name, style="dim"), Text(value))
    console.print(table)
    _show_rejections(console, [(each.path, each.reason) for each in rejections])


def show_report(console: Console, report: Report) -> None:
    """What an indexing run did, the refused files last."""
    parts = [
        f"{len(ids)} {name}"
        for name, ids in (
            ("added", report.added),
            ("changed", report.changed),
            ("renamed", report.renamed),
            ("removed", report.removed),
        )
        if ids
    ]
    parts += [f"{report.unchanged} unchanged"] if report.unchanged else []
    rate = (
        f", {report.passages / report.seconds:.0f} passages/s" if report.passages and report.seconds else ""
    )
    console.print(
        Text(
            f"{', '.join(parts) or 'nothing to do'}; {report.passages} passages in {report.seconds:.1f} s{rate}"
        )
    )
    _show_rejections(console, [(each.path, each.reason) for each in report.rejected])


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


def _show_rejections(console: Console, rejections: Sequence[tuple[str, str]]) -> None:
    if rejections:
        console.print(Text(f"{len(rejections)} not indexed:", style="yellow"))
    for path, reason in rejections:
        console.print(Text(f"  {_printable(path)}: {reason}"))


def _printable(path: str) -> str:
    """A path without what a terminal would act on, or could not show."""
    shown = path.encode("utf-8", "replace").decode()
    return "".join(character if character.isprintable() else "\ufffd" for character in shown)


def _show_understood(console: Console, understood: Understood) -> None:
    said = [f"dates: {_period(period)}" for period in understood.periods]
    said += [f"body: {body}" for body in understood.bodies]
    said += ["the latest first"] if understood.latest else []
    if said:
        console.print(Text(f"Understood: {'; '.join(said)}  (--literal switches this off)", style="dim"))


def _period(period: Period) -> str:
    shown = PeriodOut.from_period(period)
    return f"{shown.since or '…'} – {shown.until or '…'}"


def _show_hit(console: Console, number: int | None, hit: Hit) -> None:
    place = [hit.document.title, hit.document.date.isoformat() if hit.document.date else "no date"]
    place += [f"page {hit.passage.page}"] if hit.passage.page else []
    arms = ", ".join(
        f"{name} {rank}"
        for name, rank in (("dense", hit.ranks.dense), ("lexical", hit.ranks.lexical))
        if rank
    )
    lead = f"{number:>2}. " if number else "  – "
    console.print(Text(lead + " · ".join(place), style="cyan"), Text(f"[{arms}]", style="dim"))
    if hit.passage.heading_path:
        console.print(Text("    " + " › ".join(hit.passage.heading_path), style="dim"))
    console.print(Text("    ") + _excerpt(hit))


def _excerpt(hit: Hit) -> Text:
    """The part of a passage around its first highlight, on one line, highlights in bold."""
    text = hit.passage.text
    first = hit.highlights[0].start if hit.highlights else 0
    start = max(0, min(first - _SHOWN // 4, len(text) - _SHOWN))
    window = Span(start, min(len(text), start + _SHOWN))
    excerpt = Text(window.of(text).replace("\n", " "))
    for span in hit.highlights:
        if span.overlaps(window):
            excerpt.stylize("bold", max(0, span.start - start), span.end - start)
    return excerpt


def _source(citation: Citation) -> str:
    document = citation.document
    parts = [document.title, document.date.isoformat() if document.date else "no date"]
    parts += [f"page {citation.page}"] if citation.page else []
    return ", ".join(parts) + f"  ({document.id}, {citation.span.start}–{citation.span.end})"
