"""A page's address and what it tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from corpus.document import Language, SectionKind
from search_api.query import Cue
from search_api.web.page_state import PageState, Sort, read_state

STATES = st.builds(
    PageState,
    question=st.sampled_from(["", "Who chairs?", "តើនរណាជាប្រធាន?", "a & b=c #d"]),
    since=st.none() | st.integers(1000, 9999),
    until=st.none() | st.integers(1000, 9999),
    bodies=st.lists(st.sampled_from(["SOMTC", "គណៈកម្មការ", "A & B"]), unique=True).map(tuple),
    languages=st.lists(st.sampled_from(Language), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from(SectionKind), unique=True).map(tuple),
    ignored=st.frozensets(st.sampled_from(Cue)),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 100),
)


def read(address: str) -> PageState:
    return read_state(QueryParams(address.removeprefix("?")))


@given(STATES)
def test_an_address_tells_the_whole_state(state: PageState) -> None:
    assert read(state.address) == state


@pytest.mark.parametrize(
    "address",
    [
        "?since=x&until=20200",
        "?language=fr&kind=&sort=best",
        "?page=0",
        "?page=-3",
        "?page=99999999999",
        "?page=²",
    ],
)
def test_values_without_meaning_are_left_out(address: str) -> None:
    assert read(address) == PageState()


def test_khmer_digits_are_years_too() -> None:
    assert read("?since=២០២០").since == 2020


def test_a_year_chosen_twice_is_no_filter_any_more() -> None:
    chosen = PageState("q", page=3).of_year(2020)
    assert (chosen.since, chosen.until, chosen.page) == (2020, 2020, 1)
    assert chosen.of_year(2020) == PageState("q")


def test_choices_are_switched_on_and_off() -> None:
    state = PageState("q").with_body("SOMTC").with_language(Language.KHMER).with_kind(SectionKind.DECISIONS)
    assert state.has_body("somtc")
    assert state.is_filtered
    off = state.with_body("somtc").with_language(Language.KHMER).with_kind(SectionKind.DECISIONS)
    assert off == PageState("q")


def test_filters_hold_whole_years() -> None:
    filters = PageState("q", since=2019, until=2021).filters
    assert (str(filters.since), str(filters.until)) == ("2019-01-01", "2021-12-31")
