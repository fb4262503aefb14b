"""Which extract answers, and how sure that is."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from search_api.confidence import (
    CONFIDENCE,
    FIELDS,
    KNOWN,
    PREFERENCE,
    THRESHOLDS,
    confidences,
    known,
    preferences,
)
from search_api.evidence import Evidence

NONE = Evidence(*[0.0] * len(FIELDS))


def with_figure(name: str, value: float) -> Evidence:
    return Evidence(**dict(zip(FIELDS, astuple(NONE), strict=True)) | {name: value})


def test_every_weight_belongs_to_a_figure() -> None:
    assert set(PREFERENCE) | {"anywhere"} == set(FIELDS)
    assert set(CONFIDENCE) | set(KNOWN) <= set(FIELDS)
    assert all(0 < threshold < 1 for threshold in THRESHOLDS.values())


@pytest.mark.parametrize("name", ["cosine", "coverage", "passage"])
def test_likeness_speaks_for_an_extract(name: str) -> None:
    worse, better = preferences([NONE, with_figure(name, 1.0)])
    assert better > worse


@pytest.mark.parametrize("name", ["missing_names", "other_meeting"])
def test_what_is_missing_speaks_against_an_answer(name: str) -> None:
    whole, lacking = confidences([NONE, with_figure(name, 1.0)])
    assert lacking < whole


def test_what_is_of_another_time_is_preferred_less() -> None:
    timely, untimely = preferences([NONE, with_figure("untimely", 1.0)])
    assert untimely < timely


def test_a_confidence_is_a_probability() -> None:
    found = confidences([NONE, with_figure("cosine", 1.0), with_figure("cosine", -1.0)])
    assert all(0 < value < 1 for value in found.tolist())


def test_an_answer_anywhere_makes_it_likelier_that_the_archive_answers() -> None:
    nowhere, somewhere = with_figure("anywhere", -0.5), with_figure("anywhere", 0.5)
    assert 0 < known(nowhere) < known(somewhere) < 1
    assert preferences([nowhere]) == preferences([somewhere])
    assert confidences([nowhere]) == confidences([somewhere])


def test_no_extracts_have_no_figures() -> None:
    assert preferences([]).shape == confidences([]).shape == (0,)
