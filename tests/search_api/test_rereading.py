"""The first hits, in the order of what the reader makes of them."""

from __future__ import annotations

from dataclasses import replace

from search_api.query import Query
from search_api.rereading import READ, reread
from search_api.startup import Service
from tests.fakes import FakeReader


def test_a_passage_that_answers_comes_before_one_that_does_not(service: Service) -> None:
    hits = service.search(Query("library Saturdays")).hits
    turned = tuple(replace(hit, score=0.5) for hit in reversed(hits))
    ordered, readings = reread(FakeReader(), "library Saturdays", turned)
    assert "library" in ordered[0].passage.text
    assert set(readings) == {hit.passage.id for hit in hits}
    assert {hit.passage.id for hit in ordered} == {hit.passage.id for hit in hits}


def test_scores_fall_with_rank_past_what_is_read(service: Service) -> None:
    (hit, *_) = service.search(Query("library Saturdays")).hits
    many = tuple(replace(hit, score=1 - at / 100) for at in range(READ + 5))
    ordered, _ = reread(FakeReader(), "library", many)
    scores = [each.score for each in ordered]
    assert scores == sorted(scores, reverse=True)
    assert ordered[READ:] == many[READ:]


def test_no_hits_are_no_readings() -> None:
    assert reread(FakeReader(), "library", ()) == ((), {})
