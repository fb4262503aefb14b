"""The report page: whole in itself, escaped, and open to what is behind a failure."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from corpus.document import Language, Span
from evals.measures import scores
from evals.outcome import Outcome
from evals.page import Page, failures, render
from tests.evals.outcomes import OTHER, citation, hit, outcome, target

WANTED = target(Span(10, 20))


def made_outcomes() -> list[Outcome]:
    return [
        outcome("right", [WANTED], [hit(0, 50)], [citation(10, 20)], confidence=0.9),
        outcome(
            "wrong", [WANTED], [hit(60, 90), hit(0, 50)], [citation(60, 70, "<script>alert(1)</script>")]
        ),
        outcome("លាក់", [target(Span(500, 510))], [hit(0, 50)], language=Language.KHMER, kind="$why$ & <how>"),
        outcome("nothing", [], [hit(0, 50, OTHER)], confidence=0.1),
        outcome("invented", [], [], [citation(0, 50)]),
    ]


def made_page(outcomes: list[Outcome]) -> str:
    scored = tuple(scores(outcomes))
    return render(Page("a <trial>", tuple(outcomes), scored, "itself", scored))


def test_a_failure_opens_to_the_passages_behind_it() -> None:
    tree = LexborHTMLParser(made_page(made_outcomes()))
    found = tree.css("details")
    assert [each.css_first("summary b").text() for each in found] == ["wrong", "លាក់", "invented"]
    rows = [[cell.text(strip=True) for cell in row.css("th, td")] for row in found[0].css("tbody tr")]
    assert rows == [
        ["1", "–", "0.750", "0.500", "1", "–", "a#60-90", "<b>text"],
        ["2", "✓", "0.750", "0.500", "1", "–", "a#0-50", "<b>text"],
    ]
    assert "forty dollars" in found[1].text()  # judged, and in no passage


def test_a_failure_tells_what_was_missed_and_what_was_cited() -> None:
    wrong, hidden, invented = failures(made_outcomes())
    assert (wrong.expected, wrong.missed) == ("40", ())
    assert (hidden.got, hidden.missed) == ("refused (not_said)", ("forty dollars",))
    assert (invented.expected, [right for _, right in invented.citations]) == ("a refusal", [False])


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    html = made_page(made_outcomes())
    tree = LexborHTMLParser(html)
    assert html.startswith("<!DOCTYPE html>")
    assert tree.css("script, link, iframe, img, object") == []
    assert tree.css_first("h1").text().endswith("a <trial>")
    linked = {
        value for node in tree.css("*") for name, value in node.attributes.items() if name in ("src", "href")
    }
    assert linked == set()
    assert set(re.findall(r"url\(([^)]*)\)", html)) <= {f"#{node.id}" for node in tree.css("[id]")}


def test_plots_take_the_colours_of_the_page_and_share_no_id() -> None:
    tree = LexborHTMLParser(made_page(made_outcomes()))
    assert len(tree.css("svg")) == 3
    names = [node.id for node in tree.css("[id]")]
    assert len(names) == len(set(names))
    html = tree.html or ""
    assert "currentColor" in html
    assert "prefers-color-scheme: dark" in html
    assert not re.search(r"#0[1-4]0[1-4]0[1-4]", html)


def test_the_same_outcomes_make_the_same_page_and_none_make_one() -> None:
    assert made_page(made_outcomes()) == made_page(made_outcomes())
    assert "Failed questions: 0 of 0" in made_page([])
