"""Results as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from corpus.dates import Period
from corpus.document import Span
from indexer.catalogue import Entry
from indexer.changes import Rejection
from indexer.document_rows import ArchivedDocument
from indexer.snapshot import Status
from search_api.answer import Answer, Citation, NoAnswer, Refusal
from search_api.hit import Hit, Results
from search_api.language_model.written import Fallback, Written
from search_api.terminal import safe
from search_api.understanding import Understood

if TYPE_CHECKING:
    from indexer.build import Report
    from indexer.reindexing import Reindexed

REFUSALS = {
    Refusal.NOTHING_FOUND: "The archive holds nothing on this.",
    Refusal.NO_SUCH_DATE: "The archive holds no minutes of that date, nor any that mention it.",
    Refusal.NOT_SAID: "The archive does not hold the answer, as far as can be told.",
}
_SHOWN = 240
"""Characters of a hit's passage that are shown, around its first highlight."""
_PLACES = 3
"""So many places of meetings are named of those that a question was taken to mean."""


def show_answer(console: Console, answer: Answer | NoAnswer | Written | Fallback) -> None:
    """An answer with its citations, or why there is none and what comes nearest."""
    if isinstance(answer, Fallback):
        console.print(Text(f"{answer.reason}; in the minutes' own words:", style="dim"))
        answer = answer.answer
    _show_understood(console, answer.results.understood)
    if isinstance(answer, Answer):
        of_place = groupby(answer.citations, key=lambda each: (each.document.id, each.page))
        for number, (_, group) in enumerate(of_place, start=1):
            citations = list(group)
            for citation in citations:
                console.print(Text(f"“{safe(citation.quote)}”", style="bold"))
            console.print(Text(f"   [{number}] {_source(citations)}", style="cyan"))
        console.print(Text(f"confidence {answer.confidence:.2f}", style="dim"))
        return
    if isinstance(answer, Written):
        _show_written(console, answer)
        return
    console.print(Text(REFUSALS[answer.refusal], style="yellow"))
    if answer.results.hits:
        console.print(Text("The nearest passages:", style="dim"))
        for hit in answer.results.hits[:3]:
            _show_hit(console, None, hit)


def _show_written(console: Console, answer: Written) -> None:
    for claim in answer.claims:
        console.print(Text(safe(claim.text), style="bold"))
        for citation in claim.citations:
            console.print(Text(f"   “{safe(citation.quote)}” {_source([citation])}", style="cyan"))
    broken_off = "; it broke off here" if answer.broken_off else ""
    console.print(Text(f"written by {safe(answer.model)} from the minutes{broken_off}", style="dim"))


def show_results(console: Console, results: Results) -> None:
    """Hits, best first."""
    _show_understood(console, results.understood)
    if not results.hits:
        console.print(Text("Nothing was found.", style="yellow"))
    for number, hit in enumerate(results.hits, start=1):
        _show_hit(console, number, hit)


def show_entries(console: Console, entries: list[Entry]) -> None:
    """Documents: two lines each on a terminal, elsewhere one line of values between tabs.

    The first column is of ASCII, for no two terminals agree on how wide Khmer is.
    """
    for entry in entries:
        day = entry.date.isoformat() if entry.date else "no date"
        about = [safe(each, lines=False) for each in (entry.body or "", entry.title)]
        if console.is_terminal:
            console.print(Text(f"{day:<10}  ") + Text(safe(entry.id, lines=False), style="cyan"))
            console.print(Text(" " * 12 + " · ".join(each for each in reversed(about) if each)))
        else:
            print(safe(entry.id, lines=False), day, *about, sep="\t", file=console.file)  # rich expands tabs


def show_document(console: Console, archived: ArchivedDocument, versions: Sequence[Entry]) -> None:
    """What a document says of the meeting, then its body with its sections' kinds above them.

    versions: the minutes of the same meeting in other languages.
    """
    document, meeting = archived.document, archived.document.meeting
    stated = (
        ("Title", meeting.title),
        ("Date", meeting.date),
        ("Place", meeting.place),
        ("Body", meeting.body),
        ("Chair", meeting.chair),
        ("Taking part", meeting.participant_count),
    )
    facts = [(name, str(fact.value) if fact else "not stated") for name, fact in stated]
    facts += [("Named", str(each.value)) for each in meeting.participants]
    facts += [("Also in", f"{', '.join(each.languages)}: {each.id}") for each in versions]
    facts.append(("File", f"{document.source.path}, {document.source.size:,} bytes"))
    _show_facts(console, facts)
    for section in document.sections:
        console.print(Text(f"\n[{section.kind.value}]", style="cyan"))
        console.print(Text(safe(section.span.of(document.body)).strip("\n")))


def show_problems(console: Console, problems: Sequence[str]) -> None:
    """What is wrong with an archive, a line each, or that nothing is."""
    for problem in problems:
        console.print(Text(safe(problem, lines=False), style="red"))
    if not problems:
        console.print(Text("The archive is sound.", style="green"))


def show_status(console: Console, status: Status, rejections: Sequence[Rejection]) -> None:
    """An archive in figures, and the files that were refused."""
    languages = ", ".join(f"{language.value} {count}" for language, count in status.languages)
    rows = (
        ("Documents", f"{status.documents:,} ({languages or 'none'})"),
        ("Passages", f"{status.passages:,}"),
        ("Dates", f"{status.first} – {status.last}" if status.first else "none"),
        ("On disk", f"{status.bytes / 1_048_576:.1f} MiB"),
        ("Generation", str(status.generation)),
        ("Encoder", status.manifest.encoder),
        ("Made from", status.manifest.folder or "uploads"),
    )
    _show_facts(console, rows)
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
    done = f"{', '.join(parts) or 'nothing to do'}; {report.passages} passages in {report.seconds:.1f} s"
    console.print(Text(done + rate))
    _show_rejections(console, [(each.path, each.reason) for each in report.rejected])


def show_reindexed(console: Console, report: Reindexed) -> None:
    """What a change of encoder did."""
    if report.former == report.encoder:
        console.print(Text(safe(f"The archive has the encoder {report.encoder} already: nothing to do.")))
        return
    done = f"{report.embedded} of {report.passages} passages embedded in {report.seconds:.1f} s"
    console.print(Text(safe(f"The archive has the encoder {report.encoder} now; {done}")))


def _show_rejections(console: Console, rejections: Sequence[tuple[str, str]]) -> None:
    if rejections:
        console.print(Text(f"{len(rejections)} not indexed:", style="yellow"))
    for path, reason in rejections:
        console.print(Text(f"  {safe(path, lines=False)}: {safe(reason, lines=False)}"))


def _show_facts(console: Console, facts: Sequence[tuple[str, str]]) -> None:
    """Names, which are of ASCII, and what follows them, in two columns."""
    width = max(len(name) for name, _ in facts)
    for name, value in facts:
        console.print(Text(f"{name:<{width}}  ", style="dim") + Text(safe(value, lines=False), style="none"))


def _show_understood(console: Console, understood: Understood) -> None:
    said = [f"dates: {_period(period)}" for period in understood.periods]
    said += [f"body: {safe(body, lines=False)}" for body in understood.body_names]
    said += [f"held at: {safe(place, lines=False)}" for place in understood.places[:_PLACES]]
    said += [f"and {len(understood.places) - _PLACES} more places"] if understood.places[_PLACES:] else []
    said += ["the latest first"] if understood.latest else []
    if said:
        console.print(Text(f"Understood: {'; '.join(said)}  (--literal switches this off)", style="dim"))


def _period(period: Period) -> str:
    first = "…" if period.first == date.min else period.first
    last = "…" if period.last == date.max else period.last
    return f"{first} – {last}"


def _show_hit(console: Console, number: int | None, hit: Hit) -> None:
    place = [hit.document.title, hit.document.date.isoformat() if hit.document.date else "no date"]
    place += [f"page {hit.passage.page}"] if hit.passage.page else []
    arms = ", ".join(
        f"{name} {rank}"
        for name, rank in (("dense", hit.ranks.dense), ("lexical", hit.ranks.lexical))
        if rank
    )
    lead = f"{number:>2}. " if number else "  – "
    title = safe(lead + " · ".join(place)).replace("\n", " ")
    console.print(Text(title, style="cyan"), Text(f"[{arms}]", style="dim"))
    if hit.passage.heading_path:
        console.print(Text("    " + safe(" › ".join(hit.passage.heading_path), lines=False), style="dim"))
    console.print(Text("    ") + _excerpt(hit))


def _excerpt(hit: Hit) -> Text:
    """The part of a passage around its first highlight, on one line, highlights in bold."""
    text = hit.passage.text
    first = hit.highlights[0].start if hit.highlights else 0
    start = max(0, min(first - _SHOWN // 4, len(text) - _SHOWN))
    window = Span(start, min(len(text), start + _SHOWN))
    shown = safe(window.of(text).replace("\r", " "))  # one character for one, so that highlights fit
    excerpt = Text(shown.replace("\n", " ").replace("\t", " "))
    for span in hit.highlights:
        if span.overlaps(window):
            excerpt.stylize("bold", max(0, span.start - start), span.end - start)
    return excerpt


def _source(citations: Sequence[Citation]) -> str:
    """Where quotes from one page of a document stand."""
    document, page = citations[0].document, citations[0].page
    parts = [document.title, document.date.isoformat() if document.date else "no date"]
    parts += [f"page {page}"] if page else []
    spans = ", ".join(f"{citation.span.start}–{citation.span.end}" for citation in citations)
    return safe(f"{', '.join(parts)}  ({document.id}, {spans})", lines=False)
