"""The runs of documents that could be an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Span
from search_api.extracts import extracts, trim
from search_api.query import Query
from search_api.startup import Service
from search_api.understanding import Understood


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  ១. ស្ត្រី និងកុមារ \n", "ស្ត្រី និងកុមារ"),
        ("- The library opens.\n", "The library opens."),
        ("· ដើម្បីចែករំលែក", "ដើម្បីចែករំលែក"),
        ("(a) first", "first"),
        ("2020 was hard", "2020 was hard"),
        ("plain ", "plain"),
        ("១.", "១."),
        ("", ""),
    ],
)
def test_trimming_takes_space_and_markers_only(text: str, expected: str) -> None:
    assert trim(text, Span(0, len(text))).of(text) == expected


def test_a_hit_offers_its_sentences_and_the_list_it_stands_in(service: Service) -> None:
    results = service.searcher.search(Query("Travel stopped because of the pandemic", limit=1))
    with service.archive.snapshot() as snapshot:
        document = snapshot.document(results.hits[0].document.id).document
    found = extracts([(results.hits[0], document), (results.hits[0], document)], Understood())
    assert [(extract.text, extract.heading, extract.is_list) for extract in found] == [
        ("Travel stopped because of the pandemic.", "Challenges", False),
        ("Two teachers left.", "Challenges", False),
        ("Travel stopped because of the pandemic.\nTwo teachers left.", "Challenges", True),
    ]
    for extract in found:
        assert all(span.of(document.body).strip() == span.of(document.body) for span in extract.spans)


def test_what_leads_in_a_list_is_told_from_what_says_something_itself(service: Service) -> None:
    (hit, *_) = service.searcher.search(Query("library Saturdays", limit=1)).hits
    with service.archive.snapshot() as snapshot:
        document = snapshot.document(hit.document.id).document
    heading, lead_in = "3. Schools", "The Meeting decided as follows:"
    body = f"{heading}\nTwo are shut. {lead_in}\n- The school opens.\n- The road is mended.\n"
    span, start = Span(0, len(body)), body.index(lead_in)
    told = replace(hit, passage=replace(hit.passage, span=span, text=body))
    section = replace(
        document.sections[0],
        span=span,
        heading=Span(start, start + len(lead_in)),
        heading_path=(heading, lead_in),
    )
    found = extracts([(told, replace(document, body=body, sections=(section,)))], Understood())
    assert [(extract.text, extract.leads_in) for extract in found] == [
        ("Two are shut.", False),
        (lead_in, True),
        ("The school opens.", False),
        ("The road is mended.", False),
        ("The school opens.\nThe road is mended.", False),
    ]


@pytest.mark.parametrize("heading", ["3.\tSchools", "IV. ការសម្រេច។ បញ្ហាផ្សេងៗ", "Any Other Business? Closing"])
def test_a_heading_is_no_answer_however_it_is_written(service: Service, heading: str) -> None:
    (hit, *_) = service.searcher.search(Query("library Saturdays", limit=1)).hits
    with service.archive.snapshot() as snapshot:
        document = snapshot.document(hit.document.id).document
    body = f"{heading}\nTwo are shut.\n"
    span = Span(0, len(body))
    told = replace(hit, passage=replace(hit.passage, span=span, text=body))
    path = (" ".join(heading.split()),)
    section = replace(document.sections[0], span=span, heading=None, heading_path=path)
    found = extracts([(told, replace(document, body=body, sections=(section,)))], Understood())
    assert [extract.text for extract in found] == ["Two are shut."]


def test_no_hits_offer_nothing() -> None:
    assert extracts([], Understood()) == []
