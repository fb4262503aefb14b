"""What speaks for an extract, figure by figure, over the archive of two meetings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search_api import answering
from search_api.evidence import Asked, Evidence, of_hit
from search_api.glossary import Glossary
from search_api.query import Query
from search_api.question_terms import QuestionTerms
from search_api.reader import Told
from search_api.startup import Service
from search_api.understanding import Understood
from tests.fakes import FakeReader

BUDGET = "The training budget is raised to 40,000 dollars."
KHMER_BUDGET = "ថវិកាបណ្តុះបណ្តាលត្រូវបានដំឡើងដល់ ៦០.០០០ ដុល្លារ។"


def figures(service: Service, question: str) -> dict[str, Evidence]:
    """The evidence for every extract of a question, by its text."""
    _, weighed = service.answerer.weighed(Query(question))
    return {each.extract.text: each.evidence for each in weighed}


def test_an_extract_with_the_questions_words_covers_them_and_is_read_as_the_answer(service: Service) -> None:
    found = figures(service, "What is the training budget?")
    other = found["Two teachers left."]
    assert found[BUDGET].coverage > other.coverage
    assert found[BUDGET].cosine > other.cosine
    assert found[BUDGET].reading > other.reading
    assert found[BUDGET].peak >= found[BUDGET].reading


@pytest.mark.parametrize(
    ("question", "fitting", "unfitting"),
    [
        ("How many dollars is the training budget?", BUDGET, "The library opens on Saturdays."),
        (
            "When is the next meeting?",
            "The next meeting takes place in Kampot in May 2020.",
            "Two teachers left.",
        ),
        ("Why did travel stop?", "Travel stopped because of the pandemic.", "Two teachers left."),
        ("តើថវិកាបណ្តុះបណ្តាលមានប៉ុន្មាន?", KHMER_BUDGET, "បណ្ណាល័យបើកនៅថ្ងៃសៅរ៍។"),
    ],
)
def test_the_sort_of_thing_that_is_asked_for_fits_where_it_stands(
    service: Service, question: str, fitting: str, unfitting: str
) -> None:
    found = figures(service, question)
    assert (found[fitting].fit, found[unfitting].fit) == (1, 0)


def test_nothing_special_asked_for_fits_half(service: Service) -> None:
    assert {each.fit for each in figures(service, "the library on Saturdays").values()} == {0.5}


def test_a_list_counts_where_one_is_asked_for_and_a_sentence_against_itself(service: Service) -> None:
    found = figures(service, "List the challenges")
    whole = found["Travel stopped because of the pandemic.\nTwo teachers left."]
    one = found["Two teachers left."]
    assert (whole.lists, whole.sentence_for_list) == (1, 0)
    assert (one.lists, one.sentence_for_list) == (0, 1)
    assert whole.kind == one.kind == 1  # both stand under the heading that is asked for


def test_names_and_numbers_that_the_passage_lacks_are_missing(service: Service) -> None:
    lacking = figures(service, "Was the Battambang budget raised to 70,000 dollars?")[BUDGET]
    having = figures(service, "Was the Siem Reap budget raised to 40,000 dollars?")[BUDGET]
    assert (lacking.missing_numbers, lacking.missing_names) == (1, 1)
    assert (having.missing_numbers, having.missing_names) == (0, 0)  # the place is its document's


def test_what_states_the_fact_asked_for_is_known_to(service: Service) -> None:
    found = figures(service, "When was the budget committee's meeting of 2020 held?")
    stating = {text for text, each in found.items() if each.stated}
    assert any("12 March 2020" in text for text in stating)
    assert BUDGET not in stating


def test_minutes_of_another_time_are_untimely(service: Service) -> None:
    found = figures(service, "the training budget in 2021")
    assert found[BUDGET].untimely == 1
    assert found[KHMER_BUDGET].untimely == 0


def test_the_other_language_crosses(service: Service) -> None:
    found = figures(service, "training budget dollars ថវិកា")
    crossing = {text: each.crossing for text, each in found.items()}
    assert crossing[BUDGET] != crossing[KHMER_BUDGET]


def test_what_is_read_anywhere_is_the_same_for_all_extracts(service: Service) -> None:
    asked, unasked = (
        {each.anywhere for each in figures(service, question).values()}
        for question in ("library Saturdays", "zebra quartz")
    )
    assert len(asked) == len(unasked) == 1
    assert max(asked) > max(unasked)


def test_the_first_hit_is_behind_nothing(service: Service) -> None:
    found = figures(service, "Travel stopped because of the pandemic").values()
    first = [each for each in found if each.reciprocal_rank == 1]
    assert first
    assert {each.behind for each in first} == {0}
    assert all(each.behind >= 0 for each in found)
    assert min(each.reciprocal_rank for each in found) < 1


def test_minutes_of_another_day_state_nothing_of_the_meeting_that_is_asked_about(service: Service) -> None:
    found = figures(service, "When was the budget committee's meeting of 2021 held?")
    of_2020 = next(each for text, each in found.items() if "12 March 2020" in text)
    assert (of_2020.stated, of_2020.other_meeting) == (0, 1)
    assert found[KHMER_BUDGET].other_meeting == 0


def test_minutes_that_tell_of_the_numbered_meeting_state_their_own_place_all_the_same(
    service: Service,
) -> None:
    (found, *_) = service.search(Query("library Saturdays")).hits
    hit = replace(
        found,
        document=replace(found.document, title="Minutes of the 24th SOMTC"),
        passage=replace(found.passage, text="The 23rd SOMTC had asked for it."),
    )
    terms = QuestionTerms.of("where was the 23rd SOMTC held?", Glossary({}, {}))
    asked = Asked({}, terms, Understood(numbers=frozenset([23])), {}, 0.0)
    (reading,) = FakeReader().read("", [Told("", hit.passage.text)])
    told = of_hit(hit, "", reading, rank=1, best=hit.score, asked=asked)
    assert (told.other_meeting, told.states) == (0, False)


def test_the_preferred_extracts_are_read_by_themselves_too(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "WHOLE", answering.Effort(alone=1))
    found = figures(service, "What is the training budget?")
    assert {text for text, each in found.items() if each.alone} == {BUDGET}
    assert found[BUDGET].alone_peak > 0
