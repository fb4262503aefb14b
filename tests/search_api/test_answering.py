"""From a question to an answer in the archive's own words, or a refusal."""

from __future__ import annotations

import pytest

from indexer.filters import Filters
from indexer.snapshot import Snapshot
from search_api import answering
from search_api.answer import Answer, NoAnswer, Refusal
from search_api.answering import Effort
from search_api.choice import Weighed
from search_api.hit import Results
from search_api.query import Query
from search_api.startup import Service


def test_the_best_sentence_answers_verbatim(service: Service) -> None:
    answer = service.answerer.answer(Query("The library opens on Saturdays?"))
    assert isinstance(answer, Answer)
    (quote, *_) = answer.citations
    with service.archive.snapshot() as snapshot:
        body = snapshot.document(quote.document.id).document.body
    assert quote.quote == quote.span.of(body) == "The library opens on Saturdays."
    assert 0 <= answer.confidence <= 1


def test_a_list_is_answered_whole(service: Service) -> None:
    only = Filters(documents=("budget-2020",))
    answer = service.answerer.answer(Query("List the challenges: travel, teachers", only))
    assert isinstance(answer, Answer)
    assert [citation.quote for citation in answer.citations] == [
        "Travel stopped because of the pandemic.",
        "Two teachers left.",
    ]


def test_what_is_below_the_threshold_is_refused_with_the_nearest_hits(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "THRESHOLDS", dict.fromkeys(answering.THRESHOLDS, 1.01))
    answer = service.answerer.answer(Query("library Saturdays"))
    assert isinstance(answer, NoAnswer)
    assert answer.refusal is Refusal.NOT_SAID
    assert answer.results.hits


@pytest.mark.parametrize(
    "greeting",
    ["hello", "Thank you very much.", "thanks a lot!", "hello\nthere 👋", "សួស្ដីបង", "ជម្រាបសួរ", "សូមអរគុណ"],
)
def test_a_greeting_is_refused_whatever_is_found(
    service: Service, monkeypatch: pytest.MonkeyPatch, greeting: str
) -> None:
    monkeypatch.setattr(answering, "THRESHOLDS", dict.fromkeys(answering.THRESHOLDS, 0.0))
    answer = service.answerer.answer(Query(greeting))
    assert isinstance(answer, NoAnswer)
    assert (answer.refusal, answer.confidence, answer.results.hits) == (Refusal.NOT_SAID, 0.0, ())


@pytest.mark.parametrize("question", ["hello, who chaired?", "all", "សួស្តី តើអ្នកណាធ្វើជាប្រធាន?"])
def test_what_asks_beside_its_greeting_is_answered(
    service: Service, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(answering, "THRESHOLDS", dict.fromkeys(answering.THRESHOLDS, 0.0))
    assert isinstance(service.answerer.answer(Query(question)), Answer)


def test_no_minutes_of_the_date_is_a_reason_of_its_own(service: Service) -> None:
    answer = service.answerer.answer(Query("What was decided in 1999?"))
    assert isinstance(answer, NoAnswer)
    assert answer.refusal is Refusal.NO_SUCH_DATE
    assert answer.results.hits
    assert not any(hit.timely for hit in answer.results.hits)


def test_the_number_of_hits_does_not_change_the_answer(service: Service) -> None:
    few = service.answerer.answer(Query("The library opens on Saturdays?", limit=1))
    many = service.answerer.answer(Query("The library opens on Saturdays?", limit=10))
    assert isinstance(few, Answer)
    assert isinstance(many, Answer)
    assert few.citations == many.citations
    assert (len(few.results.hits), len(many.results.hits)) == (1, few.results.total)


@pytest.mark.parametrize(
    "years", ["from 2020 to 2021", "in 2020 and 2021", "over the years", "in the COVID years"]
)
def test_minutes_of_each_time_that_is_asked_about_answer(
    service: Service, monkeypatch: pytest.MonkeyPatch, years: str
) -> None:
    monkeypatch.setattr(answering, "THRESHOLDS", dict.fromkeys(answering.THRESHOLDS, 0.0))
    monkeypatch.setattr(answering, "SURE", 0.0)
    monkeypatch.setattr(answering, "LIKELY", 0.0)
    answer = service.answerer.answer(Query(f"What were the challenges {years}?"))
    assert isinstance(answer, Answer)
    assert {citation.document.id for citation in answer.citations} == {"budget-2020", "ថវិកា-2021"}


def test_what_is_unsure_about_a_time_is_left_out(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "THRESHOLDS", dict.fromkeys(answering.THRESHOLDS, 0.0))
    monkeypatch.setattr(answering, "SURE", 1.0)
    answer = service.answerer.answer(Query("What were the challenges from 2020 to 2021?"))
    assert isinstance(answer, Answer)
    assert len({citation.document.id for citation in answer.citations}) == 1


@pytest.mark.parametrize("least", [0.0, 1.0])
def test_an_answer_is_as_sure_as_the_surest_part_that_it_cites(
    service: Service, monkeypatch: pytest.MonkeyPatch, least: float
) -> None:
    monkeypatch.setattr(answering, "THRESHOLDS", dict.fromkeys(answering.THRESHOLDS, 0.0))
    monkeypatch.setattr(answering, "SURE", 0.0)
    monkeypatch.setattr(answering, "LIKELY", least)
    likely = iter([0.2, 0.4, 0.3])  # as a whole, about 2020, about 2021
    monkeypatch.setattr(answering, "_sure", lambda query, understood, preferred: next(likely))
    answer = service.answerer.answer(Query("What were the challenges from 2020 to 2021?"))
    assert answer.confidence == (0.4 if least == 0.0 else 0.2)


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("Why was it stopped during the pandemic?", 0),
        ("Who has taught since 2020?", 0),
        ("What were the challenges during the pandemic?", 2),
        ("What were the challenges since 2020?", 2),
        ("Who taught from 2020 to 2021?", 2),
    ],
)
def test_an_era_and_an_open_time_are_parted_where_sections_are_asked_for(
    service: Service, monkeypatch: pytest.MonkeyPatch, question: str, times: int
) -> None:
    asked: list[Effort] = []
    whole = answering.Answerer._weighed_in

    def watched(
        self: answering.Answerer, snapshot: Snapshot, query: Query, effort: Effort
    ) -> tuple[Results, list[Weighed]]:
        asked.append(effort)
        return whole(self, snapshot, query, effort)

    monkeypatch.setattr(answering, "THRESHOLDS", dict.fromkeys(answering.THRESHOLDS, 0.0))
    monkeypatch.setattr(answering.Answerer, "_weighed_in", watched)
    service.answerer.answer(Query(question))
    assert asked == [answering.WHOLE, *[answering.OF_ONE] * times]


@pytest.mark.parametrize(("plainly", "sure"), [(True, True), (False, False)])
def test_a_fact_that_minutes_state_is_surely_answered_where_nothing_else_is_asked(
    service: Service, monkeypatch: pytest.MonkeyPatch, plainly: bool, sure: bool
) -> None:
    monkeypatch.setattr(answering, "known", lambda _: 0.01)
    monkeypatch.setattr(answering, "is_the_meeting", lambda *_: True)
    monkeypatch.setattr(answering, "asks_plainly", lambda *_: plainly)
    answer = service.answerer.answer(Query("Where was the meeting held, the place Siem Reap?"))
    assert isinstance(answer, Answer) is sure
    assert answer.confidence == (answering.STATED if sure else 0.01)
    if isinstance(answer, Answer):
        assert "Siem Reap" in answer.text
