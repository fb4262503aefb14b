"""The shipped reader, on passages whose answer anyone can point at."""

from __future__ import annotations

import pytest

from corpus.document import Span
from search_api.reader import LONGEST, ShippedReader, Told

ENGLISH = "The meeting was held in Siem Reap. The budget for training is 40,000 dollars. Two teachers left."
KHMER = "កិច្ចប្រជុំបានប្រព្រឹត្តទៅនៅខេត្តសៀមរាប។ ថវិកាសម្រាប់ការបណ្តុះបណ្តាលមានចំនួន ៤០.០០០ដុល្លារ។ គ្រូបង្រៀនពីរនាក់បានលាឈប់។"


@pytest.fixture(scope="module")
def reader() -> ShippedReader:
    return ShippedReader()


def told(*texts: str) -> list[Told]:
    return [Told("5 March 2019 · Minutes", text) for text in texts]


def run_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize("question", ["How much money is there for training?", "ថវិកាបណ្តុះបណ្តាលមានចំនួនប៉ុន្មាន?"])
def test_the_sentence_that_answers_is_the_strongest(reader: ShippedReader, question: str) -> None:
    english, khmer = reader.read(question, told(ENGLISH, KHMER))
    assert english.strength(run_of(ENGLISH, "The budget for training is 40,000 dollars.")) > english.strength(
        run_of(ENGLISH, "Two teachers left.")
    )
    assert khmer.strength(run_of(KHMER, "ថវិកាសម្រាប់ការបណ្តុះបណ្តាលមានចំនួន ៤០.០០០ដុល្លារ។")) > khmer.strength(
        run_of(KHMER, "គ្រូបង្រៀនពីរនាក់បានលាឈប់។")
    )


def test_a_passage_that_answers_is_likelier_to_than_another(reader: ShippedReader) -> None:
    right, wrong = reader.read("Where was the meeting held?", told(ENGLISH, "Rice is planted in June."))
    assert right.answers > wrong.answers


def test_a_reading_does_not_depend_on_the_other_passages(reader: ShippedReader) -> None:
    alone = reader.read("Who left?", told(ENGLISH))[0]
    beside = reader.read("Who left?", told(KHMER, "No.", ENGLISH, KHMER * 9))[2]
    assert alone.answers == pytest.approx(beside.answers, abs=1e-3)
    assert alone.shares == pytest.approx(beside.shares, abs=1e-3)


def test_places_are_of_the_passage_as_it_was_typed(reader: ShippedReader) -> None:
    typed = "ស្រ្តី\u200bពីរនាក់"
    (reading,) = reader.read("ស្ត្រី", told(typed))
    assert reading.places[0, 0] == 0
    assert reading.places[-1, 1] == len(typed)
    assert reading.strength(Span(0, 0)) == 0.0


@pytest.mark.parametrize("passage", ["", " ", "\u200b", "។" * 3000, "x" * 100_000])
def test_odd_passages_have_readings(reader: ShippedReader, passage: str) -> None:
    (reading,) = reader.read("What?", told(passage))
    assert 0 <= reading.answers <= 1
    assert len(reading.places) == len(reading.shares) <= LONGEST


def test_no_passages_have_no_readings(reader: ShippedReader) -> None:
    assert reader.read("What?", []) == []
