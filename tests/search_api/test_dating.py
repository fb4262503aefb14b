"""Whether a passage mentions a date of a period."""

from datetime import date

import pytest

from corpus.dates import Period
from search_api.dating import mentions_any

YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("held in July 2020", True),
        ("ខែកក្កដា ឆ្នាំ២០២០", True),
        ("the work plan 2019-2023", True),
        ("ឆ្នាំ២០១៩ និងឆ្នាំ២០២១", False),
        ("ព.ស. ២៥៦៤", True),
        ("2,020 people", False),
        ("in 2021", False),
        ("none", False),
        ("", False),
    ],
)
def test_a_period_is_mentioned_by_any_date_that_shares_a_day(text: str, expected: bool) -> None:
    assert mentions_any(text, [YEAR_2020]) is expected


def test_one_of_several_periods_is_enough_and_none_is_not() -> None:
    assert mentions_any("in 2020", [Period(date(2010, 1, 1), date(2010, 12, 31)), YEAR_2020])
    assert not mentions_any("in 2020", [])
