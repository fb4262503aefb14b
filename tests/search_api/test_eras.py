"""Times called by what happened then."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import Period
from search_api.eras import PANDEMIC
from search_api.understanding import understand

TODAY = date(2026, 1, 1)
BEFORE, AFTER = Period(date.min, date(2019, 12, 31)), Period(date(2022, 1, 1), date.max)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What were the challenges in the COVID years?", (PANDEMIC,)),
        ("How did they meet during the pandemic?", (PANDEMIC,)),
        ("What changed in the COVID-19 period?", (PANDEMIC,)),
        ("តើមានបញ្ហាប្រឈមអ្វីខ្លះក្នុងអំឡុងពេលកូវីដ?", (PANDEMIC,)),
        ("តើការងារអ្វីត្រូវបានផ្អាកក្នុងគ្រាជំងឺកូវីដ-១៩?", (PANDEMIC,)),
        ("Where did they meet before the pandemic?", (BEFORE,)),
        ("តើប្រជុំនៅណាមុនពេលមានជំងឺកូវីដ?", (BEFORE,)),
        ("Who chaired the first meeting after COVID-19?", (AFTER,)),
        ("តើកិច្ចប្រជុំក្រោយពេលកូវីដធ្វើនៅឯណា?", (AFTER,)),
        ("How many masks were bought against COVID-19?", ()),
        ("តើការចាក់វ៉ាក់សាំងកូវីដមានប៉ុន្មាននាក់?", ()),
    ],
)
def test_the_pandemic_is_a_time_where_a_question_means_it_as_one(
    question: str, expected: tuple[Period, ...]
) -> None:
    from search_api.query import Query

    assert understand(Query(question).normal_form, (), TODAY).periods == expected


def test_a_stated_year_comes_before_an_era() -> None:
    assert understand("what was decided in 2021 during the pandemic", (), TODAY).periods == (
        Period(date(2021, 1, 1), date(2021, 12, 31)),
    )
