"""Dates in words."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.date_writing import written, written_time
from corpus.document import Language


def test_a_day_is_written_in_either_language() -> None:
    assert written(date(2019, 3, 5), Language.ENGLISH) == "5 March 2019"
    assert written(date(2019, 3, 5), Language.KHMER) == "ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០១៩"


@pytest.mark.parametrize(
    ("first", "last", "english", "in_khmer"),
    [
        (date(2019, 3, 5), date(2019, 3, 5), "5 March 2019", "ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០១៩"),
        (date(2019, 3, 1), date(2019, 3, 31), "March 2019", "ខែមីនា ឆ្នាំ២០១៩"),
        (date(2019, 1, 1), date(2019, 12, 31), "2019", "ឆ្នាំ២០១៩"),
        (date(2019, 1, 1), date(2021, 6, 30), "2019 to 2021", "ឆ្នាំ២០១៩ ដល់ឆ្នាំ២០២១"),
    ],
)
def test_a_time_is_written_as_closely_as_days_months_or_years_say_it(
    first: date, last: date, english: str, in_khmer: str
) -> None:
    assert written_time(first, last, Language.ENGLISH) == english
    assert written_time(first, last, Language.KHMER) == in_khmer
