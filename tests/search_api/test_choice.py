"""Which of the extracts that were weighed are cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from corpus.dates import Period
from corpus.document import SectionKind, Span
from search_api.choice import Weighed, another_sentence, best_of, further, over_several
from search_api.cues import Wanted
from search_api.query import Query
from search_api.startup import Service
from search_api.understanding import Fact, Understood

BUDGET = "The training budget is raised to 40,000 dollars."
LIBRARY = "The library opens on Saturdays."
TEACHERS = "Two teachers left."
KHMER_LIBRARY = "បណ្ណាល័យបើកនៅថ្ងៃសៅរ៍។"


def weighed(service: Service, readings: Mapping[str, float]) -> list[Weighed]:
    """What was decided, each extract read as told (0 if untold) and as surely an answer, the surest first."""
    _, found = service.answerer.weighed(Query("What was decided?"))
    given = [
        replace(
            each,
            evidence=replace(each.evidence, reading=readings.get(each.extract.text, 0.0)),
            preference=readings.get(each.extract.text, 0.0),
            confidence=readings.get(each.extract.text, 0.0),
        )
        for each in found
    ]
    return sorted(given, key=lambda each: -each.preference)


@pytest.mark.parametrize(
    ("also", "wanted", "text"),
    [
        (0.2, (), f"{BUDGET}\n{LIBRARY}"),
        (0.2, (Wanted.LIST,), f"{BUDGET}\n{LIBRARY}"),
        (0.04, (), BUDGET),
        (0.2, (Wanted.NUMBER,), BUDGET),
    ],
)
def test_a_list_answers_for_its_item_where_it_is_asked_for(
    service: Service, also: float, wanted: tuple[Wanted, ...], text: str
) -> None:
    best = best_of(weighed(service, {BUDGET: 0.9, LIBRARY: also}), Understood(wanted=wanted))
    assert best.extract.text == text
    assert best.confidence == 0.9


def test_an_item_of_a_section_that_nobody_asked_for_answers_by_itself(service: Service) -> None:
    given = [
        replace(each, evidence=replace(each.evidence, kind=0.0))
        for each in weighed(service, {BUDGET: 0.9, LIBRARY: 0.9})
    ]
    assert best_of(given, Understood()) is given[0]


def test_two_sentences_of_one_item_are_not_two_items(service: Service) -> None:
    given = weighed(service, {BUDGET: 0.9, LIBRARY: 0.04})
    half = Span(given[0].extract.spans[0].start, given[0].extract.spans[0].start + 12)
    other = Span(half.end, given[0].extract.spans[0].end)
    first, second = (
        replace(given[0], extract=replace(given[0].extract, spans=(span,))) for span in (half, other)
    )
    assert best_of([first, second, *given[1:]], Understood()) is first


@pytest.mark.parametrize(("wanted", "whole"), [((), True), ((Wanted.NUMBER,), False)])
def test_what_introduces_a_list_gives_way_to_it(
    service: Service, wanted: tuple[Wanted, ...], whole: bool
) -> None:
    given = weighed(service, {BUDGET: 0.2})
    item = given[0].extract
    start = item.document.body.rindex("Decisions", 0, item.spans[0].start)
    heading = replace(item, spans=(Span(start, start + len("Decisions")),), leads_in=True)
    first = replace(given[0], extract=heading, confidence=0.9)
    best = best_of([first, *given], Understood(wanted=wanted))
    assert (best.extract.is_list, best.confidence) == (whole, 0.9)


@pytest.mark.parametrize(
    ("khmer", "latest", "text"), [(0.8, True, KHMER_LIBRARY), (0.6, True, LIBRARY), (0.8, False, LIBRARY)]
)
def test_where_the_newest_is_wanted_it_may_be_less_sure(
    service: Service, khmer: float, latest: bool, text: str
) -> None:
    given = weighed(service, {LIBRARY: 0.9, KHMER_LIBRARY: khmer})
    assert best_of(given, Understood(latest=latest, wanted=(Wanted.DATE,))).extract.text == text


def test_where_a_time_is_asked_for_only_the_newest_of_that_time_wins(service: Service) -> None:
    given = weighed(service, {LIBRARY: 0.9, KHMER_LIBRARY: 0.8})
    of_then = [
        replace(each, extract=replace(each.extract, hit=replace(each.extract.hit, timely=each is given[0])))
        for each in given
    ]
    asked = Understood(latest=True, wanted=(Wanted.DATE,), periods=(Period(date.min, date(2020, 12, 31)),))
    assert best_of(of_then, asked).extract.text == LIBRARY


@pytest.mark.parametrize(
    ("best", "other", "cited"),
    [(0.9, 0.8, [KHMER_LIBRARY]), (0.9, 0.7, []), (0.5, 0.45, [KHMER_LIBRARY]), (0.4, 0.35, [])],
)
def test_other_minutes_that_answer_about_as_well_are_cited_too(
    service: Service, best: float, other: float, cited: list[str]
) -> None:
    given = weighed(service, {LIBRARY: best, KHMER_LIBRARY: other, BUDGET: best})
    assert [each.extract.text for each in further(given, given[0])] == cited


@pytest.mark.parametrize(
    ("best", "readings", "cited"),
    [
        (BUDGET, {LIBRARY: 0.6}, [LIBRARY]),
        (BUDGET, {LIBRARY: 0.4}, []),
        (BUDGET, {LIBRARY: 0.7, TEACHERS: 0.8}, [TEACHERS]),
        (BUDGET, {KHMER_LIBRARY: 0.8, LIBRARY: 0.3}, []),
        (f"{BUDGET}\n{LIBRARY}", {TEACHERS: 0.9, LIBRARY: 0.9}, []),
    ],
)
def test_a_sentence_of_the_same_minutes_preferred_nearly_as_much_is_cited_too(
    service: Service, best: str, readings: dict[str, float], cited: list[str]
) -> None:
    given = weighed(service, {best: 0.9, **readings})
    chosen = next(each for each in given if each.extract.text == best)
    assert [each.extract.text for each in another_sentence(given, chosen, Understood())] == cited


def test_what_states_the_fact_asked_for_is_cited_alone(service: Service) -> None:
    given = [
        replace(each, evidence=replace(each.evidence, stated=1.0))
        for each in weighed(service, {BUDGET: 0.9, TEACHERS: 0.9})
    ]
    assert another_sentence(given, given[0], Understood(facts=(Fact.CHAIR,))) == []
    assert len(another_sentence(given, given[0], Understood())) == 1


def test_what_other_meetings_minutes_say_is_not_cited_beside(service: Service) -> None:
    given = [
        replace(each, evidence=replace(each.evidence, other_meeting=1.0))
        if each.extract.text == KHMER_LIBRARY
        else each
        for each in weighed(service, {LIBRARY: 0.9, KHMER_LIBRARY: 0.9})
    ]
    assert further(given, next(each for each in given if each.extract.text == LIBRARY)) == []


LATER = "ថវិកាបណ្តុះបណ្តាលត្រូវបានដំឡើងដល់ ៦០.០០០ ដុល្លារ។"
BOTH_YEARS = Understood(periods=(Period(date(2020, 1, 1), date(2021, 12, 31)),))


def over(service: Service, chosen: Sequence[str], of_each: Sequence[str], asked: Understood) -> list[str]:
    """What is cited where these texts are chosen and found about each time."""
    found = {each.extract.text: each for each in weighed(service, {})}
    cited = over_several([found[text] for text in chosen], [found[text] for text in of_each], asked)
    return [each.extract.text for each in cited]


def test_what_answers_best_comes_first_and_the_rest_in_order_of_date(service: Service) -> None:
    assert over(service, [LATER], [BUDGET, LATER], BOTH_YEARS) == [LATER, BUDGET]
    assert over(service, [BUDGET], [LATER], BOTH_YEARS) == [BUDGET, LATER]


def test_a_list_that_answers_about_a_time_takes_the_place_of_its_item(service: Service) -> None:
    assert over(service, [BUDGET], [f"{BUDGET}\n{LIBRARY}", LATER], BOTH_YEARS) == [
        f"{BUDGET}\n{LIBRARY}",
        LATER,
    ]


def test_further_minutes_stay_where_they_are_of_a_time_asked_about(service: Service) -> None:
    of_2020 = Understood(periods=(Period(date(2020, 1, 1), date(2020, 12, 31)),))
    assert over(service, [BUDGET, LATER], [BUDGET], BOTH_YEARS) == [BUDGET, LATER]
    assert over(service, [BUDGET, LATER], [BUDGET], of_2020) == [BUDGET]
    assert over(service, [BUDGET, LATER], [BUDGET], Understood()) == [BUDGET, LATER]
    assert over(service, [BUDGET, LATER], [BUDGET, KHMER_LIBRARY], BOTH_YEARS) == [BUDGET, KHMER_LIBRARY]


@pytest.mark.parametrize(("body", "cited"), [("SOMTC", [BUDGET]), (None, [BUDGET, LATER])])
def test_minutes_of_one_meeting_in_both_languages_are_cited_once(
    service: Service, body: str | None, cited: list[str]
) -> None:
    found = {each.extract.text: each for each in weighed(service, {})}
    of_one_day = [
        replace(
            found[text],
            extract=replace(
                found[text].extract,
                hit=replace(
                    found[text].extract.hit,
                    document=replace(found[text].extract.hit.document, date=date(2020, 3, 12), body=body),
                ),
            ),
        )
        for text in (BUDGET, LATER)
    ]
    chosen = over_several(of_one_day, of_one_day[:1], BOTH_YEARS)
    assert [each.extract.text for each in chosen] == cited


def test_minutes_of_another_body_or_of_the_rest_of_a_year_are_left_out(service: Service) -> None:
    found = {each.extract.text: each for each in weighed(service, {})}
    other = replace(found[LATER], evidence=replace(found[LATER].evidence, other_meeting=1.0))
    part = Understood(periods=(Period(date(2020, 1, 1), date(2021, 3, 31)),))
    year_before = Understood(periods=(Period(date(2020, 1, 1), date(2020, 12, 31)),))
    for of_each, asked, cited in (
        ([found[BUDGET], other], BOTH_YEARS, [BUDGET]),
        ([found[BUDGET], found[LATER]], part, [BUDGET]),
        ([found[BUDGET], found[LATER]], year_before, [BUDGET, LATER]),
    ):
        chosen = over_several([found[BUDGET]], of_each, asked)
        assert [each.extract.text for each in chosen] == cited


@pytest.mark.parametrize(
    ("timely", "other", "of_each", "cited"),
    [
        (False, 0.0, [LATER], [BUDGET, LATER]),
        (False, 0.0, [LATER, KHMER_LIBRARY], [LATER, KHMER_LIBRARY]),
        (True, 1.0, [LATER, KHMER_LIBRARY], [LATER, KHMER_LIBRARY]),
        (True, 0.0, [LATER, KHMER_LIBRARY], [BUDGET, LATER, KHMER_LIBRARY]),
    ],
)
def test_the_best_of_another_time_or_meeting_gives_way_to_two_that_are_meant(
    service: Service, timely: bool, other: float, of_each: list[str], cited: list[str]
) -> None:
    asked = Understood(periods=(Period(date(2021, 1, 1), date(2021, 12, 31)),))
    found = {each.extract.text: each for each in weighed(service, {})}
    best = found[BUDGET]
    best = replace(
        best,
        extract=replace(best.extract, hit=replace(best.extract.hit, timely=timely)),
        evidence=replace(best.evidence, other_meeting=other),
    )
    told = over_several([best], [found[text] for text in of_each], asked)
    assert [each.extract.text for each in told] == cited


@pytest.mark.parametrize(
    ("bodies", "kinds", "cited"),
    [
        (("SOMTC", "SOMTC WG-TIP"), (), [BUDGET]),
        (("SOMTC", "Budget Committee"), (), [BUDGET]),
        (("SOMTC", "SOMTC"), (), [BUDGET, LATER]),
        (("Budget Committee", "គណៈកម្មការថវិកា"), (), [BUDGET, LATER]),
        (("SOMTC", "SOMTC WG-TIP"), (SectionKind.CHALLENGES,), [BUDGET, LATER]),
    ],
)
def test_how_one_thing_developed_is_told_by_minutes_of_one_body(
    service: Service, bodies: tuple[str, str], kinds: tuple[SectionKind, ...], cited: list[str]
) -> None:
    found = {each.extract.text: each for each in weighed(service, {})}
    of_bodies = [
        replace(
            each,
            extract=replace(
                each.extract,
                hit=replace(each.extract.hit, document=replace(each.extract.hit.document, body=body)),
            ),
        )
        for each, body in zip((found[BUDGET], found[LATER]), bodies, strict=True)
    ]
    told = over_several(of_bodies[:1], of_bodies, replace(BOTH_YEARS, kinds=kinds))
    assert [each.extract.text for each in told] == cited
