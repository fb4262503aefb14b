"""Results as text: whole, lined up, and safe to print."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from corpus.document import Language, SectionKind, Span
from indexer.catalogue import Entry
from indexer.changes import Rejection
from indexer.passage import Passage
from search_api.answer import Answer, Citation, NoAnswer, Refusal
from search_api.hit import Hit, Ranks, Results
from search_api.presentation import (
    REFUSALS,
    show_answer,
    show_document,
    show_entries,
    show_problems,
    show_results,
    show_status,
)
from search_api.startup import Service
from search_api.understanding import Understood
from tests.search_api.conftest import ENGLISH, KHMER

LONG_ID = "កំណត់ហេតុ-" + "ប្រជុំ" * 20
EVIL = "Budget\x1b[2J \u202eevil"


def entry(name: str, day: date | None = date(2021, 4, 5), title: str = "ថវិកា") -> Entry:
    return Entry(name, f"{name}.txt", title, day, "គណៈកម្មការ", (Language.KHMER,), 1, 0)


def hit(text: str, document: Entry, *highlights: Span) -> Hit:
    span = Span(10, 10 + len(text))
    passage = Passage(
        f"{document.id}#10-{span.end}", document.id, span, text, ("Decisions",), SectionKind.DECISIONS, 2, ()
    )
    return Hit(passage, document, 0.5, 0.4, Ranks(1, None), highlights, True)


def shown(terminal: bool = False, width: int = 60) -> tuple[Console, StringIO]:
    written = StringIO()
    console = Console(
        file=written, force_terminal=terminal, width=width, highlight=False, soft_wrap=True, color_system=None
    )
    return console, written


def test_ids_are_whole_and_titles_stand_under_each_other_in_a_narrow_terminal() -> None:
    console, written = shown(terminal=True)
    show_entries(console, [entry(LONG_ID), entry("b", None, "Minutes")])
    assert written.getvalue().splitlines() == [
        f"2021-04-05  {LONG_ID}",
        "            ថវិកា · គណៈកម្មការ",
        "no date     b",
        "            Minutes · គណៈកម្មការ",
    ]


def test_off_a_terminal_a_document_is_a_line_of_values_between_tabs() -> None:
    console, written = shown()
    show_entries(console, [entry(LONG_ID), entry("b", None, EVIL)])
    assert written.getvalue() == (
        f"{LONG_ID}\t2021-04-05\tគណៈកម្មការ\tថវិកា\nb\tno date\tគណៈកម្មការ\tBudget\ufffd[2J \ufffdevil\n"
    )


def test_nothing_to_list_prints_nothing() -> None:
    console, written = shown()
    show_entries(console, [])
    assert written.getvalue() == ""


def test_a_hit_shows_where_it_stands_and_what_it_says() -> None:
    console, written = shown()
    document = entry("b", title="Budget")
    results = Results(Understood(), (hit("The library\nopens.", document, Span(4, 11)),), 1, 1)
    show_results(console, results)
    assert written.getvalue() == (
        " 1. Budget · 2021-04-05 · page 2 [dense 1]\n    Decisions\n    The library opens.\n"
    )


def test_a_long_passage_is_shown_around_its_first_highlight() -> None:
    console, written = shown()
    text = "ក " * 500 + "library" + " ខ" * 500
    show_results(console, Results(Understood(), (hit(text, entry("b"), Span(1000, 1007)),), 1, 1))
    assert "library" in written.getvalue()
    assert len(written.getvalue().splitlines()[-1]) == 4 + 240


def test_an_answer_is_its_quotes_with_their_sources() -> None:
    console, written = shown()
    document = entry("b", title=EVIL)
    results = Results(Understood(), (), 0, 1)
    show_answer(console, Answer((Citation(document, Span(3, 9), 2, "ថវិកា"),), 0.875, results))
    assert written.getvalue() == (
        "“ថវិកា”\n   [1] Budget\ufffd[2J \ufffdevil, 2021-04-05, page 2 (b, 3–9)\nconfidence 0.88\n"
    )


def test_quotes_from_one_place_share_its_name() -> None:
    console, written = shown()
    first, second = entry("a", title="A"), entry("b", title="B")
    cited = [(first, 1, "one"), (first, 1, "two"), (first, 2, "three"), (second, 1, "four")]
    citations = tuple(Citation(document, Span(0, 3), page, quote) for document, page, quote in cited)
    show_answer(console, Answer(citations, 0.5, Results(Understood(), (), 0, 1)))
    assert written.getvalue().splitlines() == [
        "“one”",
        "“two”",
        "   [1] A, 2021-04-05, page 1 (a, 0–3, 0–3)",
        "“three”",
        "   [2] A, 2021-04-05, page 2 (a, 0–3)",
        "“four”",
        "   [3] B, 2021-04-05, page 1 (b, 0–3)",
        "confidence 0.50",
    ]


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_has_its_words(refusal: Refusal) -> None:
    console, written = shown()
    show_answer(console, NoAnswer(refusal, 0.0, Results(Understood(), (), 0, 1)))
    assert written.getvalue() == REFUSALS[refusal] + "\n"


def test_a_document_is_shown_with_what_it_states_and_does_not(service: Service) -> None:
    for document_id, body in (("budget-2020", ENGLISH), ("ថវិកា-2021", KHMER)):
        console, written = shown()
        with service.archive.snapshot() as snapshot:
            show_document(console, snapshot.document(document_id), snapshot.versions(document_id))
        lines = written.getvalue().splitlines()
        assert lines[0] == "Title        " + body.split("\n")[0]
        assert "Chair        not stated" in lines
        assert set(body.split("\n")) <= set(lines)


def test_what_was_refused_stands_at_the_end_of_the_status(service: Service) -> None:
    console, written = shown()
    with service.archive.snapshot() as snapshot:
        status = snapshot.status()
    show_status(console, status, [Rejection("a\x1b.txt", "is empty", None, None)])
    assert written.getvalue().splitlines()[-2:] == ["1 not indexed:", "  a\ufffd.txt: is empty"]


def test_problems_are_a_line_each_and_none_is_said_too() -> None:
    console, written = shown()
    show_problems(console, ["a\nb", "c"])
    show_problems(console, [])
    assert written.getvalue() == "a b\nc\nThe archive is sound.\n"
