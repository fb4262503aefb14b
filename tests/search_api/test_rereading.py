"""The first hits, in the order of what the reader makes of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from corpus.khmer import normal_form
from search_api.glossary import Glossary
from search_api.hit import Results
from search_api.query import Query
from search_api.question_terms import QuestionTerms
from search_api.reader import Reading, Told
from search_api.rereading import READ, meeting_line, odds_anywhere, reread
from search_api.startup import Service
from search_api.understanding import Understood
from tests.fakes import FakeReader

NO_TERMS = QuestionTerms.of("library", Glossary({}, {}))


def asked(question: str, found: Results) -> dict[str, str]:
    """A question that is asked of all minutes alike."""
    return {hit.document.id: question for hit in found.hits}


def test_a_passage_that_answers_comes_before_one_that_does_not(service: Service) -> None:
    found = service.search(Query("library Saturdays"))
    hits = found.hits
    turned = tuple(replace(hit, score=0.5) for hit in reversed(hits))
    ordered, readings = reread(
        FakeReader(), asked("library Saturdays", found), replace(found, hits=turned), NO_TERMS
    )
    assert "library" in ordered[0].passage.text
    assert set(readings) == {hit.passage.id for hit in hits}
    assert {hit.passage.id for hit in ordered} == {hit.passage.id for hit in hits}


def test_scores_fall_with_rank_past_what_is_read(service: Service) -> None:
    found = service.search(Query("library Saturdays"))
    many = tuple(replace(found.hits[0], score=1 - at / 100) for at in range(READ + 5))
    ordered, _ = reread(FakeReader(), asked("library", found), replace(found, hits=many), NO_TERMS)
    scores = [each.score for each in ordered]
    assert scores == sorted(scores, reverse=True)
    assert ordered[READ:] == many[READ:]


def read_as(*answers: float) -> list[Reading]:
    return [Reading(np.zeros((0, 2), np.int64), np.zeros(0, np.float32), each) for each in answers]


def test_odds_grow_with_what_surely_answers_and_with_what_several_passages_may() -> None:
    assert odds_anywhere(read_as(0.5)) == pytest.approx(0, abs=1e-3)
    assert odds_anywhere(read_as(0.5, 0.5)) == pytest.approx(math.log(2), abs=1e-3)
    assert odds_anywhere(read_as(0.9, 0.1)) > odds_anywhere(read_as(0.8, 0.1))
    assert all(
        map(math.isfinite, (odds_anywhere([]), odds_anywhere(read_as(0.0)), odds_anywhere(read_as(1.0))))
    )


def test_no_hits_are_no_readings() -> None:
    nothing = Results(Understood(), (), total=0, generation=1)
    assert reread(FakeReader(), {}, nothing, NO_TERMS) == ((), {})


class Listener(FakeReader):
    """Remembers what it was asked and told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def read(self, question: str, passages: Sequence[Told]) -> list[Reading]:
        self.heard += [(question, told.about) for told in passages]
        return super().read(question, passages)


def heard(
    service: Service, question: str, text: str, title: str = "Minutes", place: str = ""
) -> tuple[str, str]:
    found = service.search(Query("library Saturdays"))
    (hit, *_) = found.hits
    entry = replace(hit.document, title=title, place=place)
    told = replace(hit, document=entry, passage=replace(hit.passage, text=text))
    question = normal_form(question)
    listener = Listener()
    terms = QuestionTerms.of(question, Glossary({}, {}))
    reread(listener, asked(question, found), replace(found, hits=(told,)), terms)
    return listener.heard[0]


def test_the_reader_is_asked_with_names_as_the_passage_spells_them(service: Service) -> None:
    text = "ដឹកនាំដោយលោក ភ្នំ ស្លាជ័យ ប្រធាន"
    assert heard(service, "Who is Phnom Slachey?", text)[0] == normal_form("Who is ភ្នំ ស្លាជ័យ?")
    assert heard(service, "Who is Treng Romduol?", text)[0] == "Who is Treng Romduol?"


def test_names_are_spelt_in_a_question_that_is_put_in_other_words() -> None:
    terms = QuestionTerms.of("At the 3rd meeting, who is Phnom Slachey in 2023?", Glossary({}, {}))
    text = normal_form("ដឹកនាំដោយលោក ភ្នំ ស្លាជ័យ ប្រធាន នៅឆ្នាំ២០២៣")
    put = "At the 7 May 2023 meeting, who is Phnom Slachey in 2023?"
    assert terms.spelt_as_in(text, put) == put.replace("Phnom Slachey", normal_form("ភ្នំ ស្លាជ័យ"))
    assert terms.spelt_as_in(text, "Who was it?") == "Who was it?"


def test_the_reader_is_told_the_place_only_where_the_question_names_it(service: Service) -> None:
    assert (
        "Kuala Lumpur"
        in heard(service, "What did the Kuala Lumpur meeting decide?", "a", place="Kuala Lumpur")[1]
    )
    assert "Phnom Penh" not in heard(service, "How many beds has Bavet?", "a", place="Phnom Penh")[1]


def test_the_reader_is_told_whose_minutes_they_are_by_body_and_file(service: Service) -> None:
    (hit, *_) = service.search(Query("library Saturdays")).hits
    names = hit.document.names
    _, about = heard(service, "What did the committee decide?", "a", title="Minutes of the 6th meeting")
    assert names.file in about
    assert str(hit.document.body) in about
    assert names.file not in meeting_line(hit)


def test_ordinals_in_words_and_in_digits_are_one_to_the_reader(service: Service) -> None:
    asked, about = heard(
        service, "Who chaired the twenty-third SOMTC?", "a", title="Twenty-Third SOMTC: Minutes"
    )
    assert "23rd" in asked
    assert "23rd SOMTC" in about


def test_what_is_read_of_another_numbered_meeting_counts_for_nothing(service: Service) -> None:
    found = service.search(Query("Where was the 23rd SOMTC held?"))
    (hit, *_) = found.hits
    for title, counts in (("Minutes of the 24th SOMTC", False), ("Minutes of the 23rd SOMTC", True)):
        entry = replace(hit.document, title=title)
        told = replace(hit, document=entry, passage=replace(hit.passage, text="It was held in Hue."))
        (again, *_), readings = reread(
            FakeReader(), asked("Where was it held?", found), replace(found, hits=(told,)), NO_TERMS
        )
        reading = readings[told.passage.id]
        assert (reading.answers > 0, again.score > told.score) == (counts, counts)
        assert len(reading.shares) == len(reading.places)
