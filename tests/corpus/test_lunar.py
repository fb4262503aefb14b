from datetime import date

import pytest

from corpus import lunar

# Visakh Bochea as Cambodia's Ministry of Labour announced the public holiday of each year.
VISAKH_BOCHEA = {
    2015: date(2015, 5, 2),
    2016: date(2016, 5, 20),
    2017: date(2017, 5, 10),
    2018: date(2018, 4, 29),
    2019: date(2019, 5, 18),
    2020: date(2020, 5, 6),
    2021: date(2021, 4, 26),
    2022: date(2022, 5, 15),
    2023: date(2023, 5, 4),
    2024: date(2024, 5, 22),
    2025: date(2025, 5, 11),
}


@pytest.mark.parametrize(("year", "expected"), VISAKH_BOCHEA.items())
def test_visakh_bochea_falls_on_the_public_holiday(year: int, expected: date) -> None:
    assert lunar.visakh_bochea(year) == expected


@pytest.mark.parametrize(
    ("number", "waxing", "month", "year", "expected"),
    [
        (9, True, "ពិសាខ", 2021, date(2021, 4, 20)),  # the minutes in shared/
        (8, True, "មិគសិរ", 2018, date(2018, 12, 15)),  # momentkh's README
        (15, False, "ភទ្របទ", 2023, date(2023, 10, 14)),  # Pchum Ben
        (15, True, "កត្តិក", 2023, date(2023, 11, 27)),  # Water Festival
    ],
)
def test_a_lunar_day_has_its_gregorian_date(
    number: int, waxing: bool, month: str, year: int, expected: date
) -> None:
    assert lunar.day(number, waxing, month, year) == expected


def test_a_day_that_a_month_does_not_have_is_none() -> None:
    assert lunar.day(15, False, "មាឃ", 2021) is None  # 29 days
    assert lunar.day(16, True, "ពិសាខ", 2021) is None
    assert lunar.day(1, True, "អាសាឍ", 2021) is None  # 2021 has Asadh twice, under other names
    assert lunar.day(1, True, "ពិសាខ", 1800) is None


def test_a_buddhist_year_runs_from_one_visakh_bochea_to_the_next() -> None:
    assert lunar.buddhist_year(2564) == (date(2020, 5, 7), date(2021, 4, 26))
    assert lunar.buddhist_year(3000) is None


def test_animal_and_sak_change_in_april() -> None:
    assert lunar.animals(date(2021, 4, 20)) == {"ឆ្លូវ"}
    assert lunar.animals(date(2021, 4, 1)) == {"ជូត"}
    assert lunar.animals(date(2021, 4, 14)) == {"ជូត", "ឆ្លូវ"}
    assert lunar.saks(date(2021, 4, 20)) == {3}
