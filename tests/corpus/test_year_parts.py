"""Quarters and halves of a year, as minutes and questions name them."""

from __future__ import annotations

import pytest

from corpus.khmer import normal_form
from corpus.year_parts import YearPart, year_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("How many in the third quarter of 2022?", {(4, 3)}),
        ("Q3 2022", {(4, 3)}),
        ("Quarter II", {(4, 2)}),
        ("the 1st-quarter figures", {(4, 1)}),
        ("in the first and second quarters", {(4, 1), (4, 2)}),
        ("H1 2024", {(2, 1)}),
        ("the second half of 2020", {(2, 2)}),
        ("second semester", {(2, 2)}),
        ("ឆមាសទី២ ឆ្នាំ២០២៤", {(2, 2)}),
        ("ឆមាសទី១-២០១៥", {(2, 1)}),
        ("ត្រីមាសទីបី", {(4, 3)}),
        ("ត្រីមាស៣ ០៥តុលា២០១៨", {(4, 3)}),
        ("ត្រីមាសទី IV ឆ្នាំ២០១៩", {(4, 4)}),
        ("ត្រីមាសទី១ និងទី២", {(4, 1), (4, 2)}),
        ("Q1-Q3 of 2023", {(4, 1), (4, 2), (4, 3)}),
        ("ត្រីមាសទី១ ដល់ទី៤", {(4, 1), (4, 2), (4, 3), (4, 4)}),
        ("the first, second and third quarters", {(4, 1), (4, 2), (4, 3)}),
        ("ត្រីមាសទី១ ទី២ និងទី៣", {(4, 1), (4, 2), (4, 3)}),
        ("H1ឆ្នាំ២០២៤ និង ក្នុងQ1", {(2, 1), (4, 1)}),
        ("in quarter two", {(4, 2)}),
        ("quarters one and three", {(4, 1), (4, 3)}),
        ("Q2FY24, H1 FY2023", {(4, 2), (2, 1)}),
        ("the last quarter of 2021", {(4, 4)}),
        ("the first half of the year", {(2, 1)}),
        ("the final half of 2021", {(2, 2)}),
        ("in the last six months of 2020", {(2, 2)}),
        ("the first 6 months of the year", {(2, 1)}),
        ("ត្រីមាសដំបូង ឆ្នាំ២០២៤", {(4, 1)}),
        ("ត្រីមាសចុងក្រោយ ឆ្នាំ២០២៤", {(4, 4)}),
        ("ឆមាសដំបូង", {(2, 1)}),
        ("ឆមាសចុងឆ្នាំ២០២២", {(2, 2)}),
        ("៦ខែដើមឆ្នាំ២០២៣", {(2, 1)}),
        ("៦ ខែចុងឆ្នាំ", {(2, 2)}),
        ("១៦ខែដើមឆ្នាំ", set()),
        ("៦ខែដើមបន្ទប់", set()),
        ("over the last quarter", set()),
        ("the last half of the meeting", set()),
        ("the last six months", set()),
        ("Q1, 3 members", {(4, 1)}),
        ("Q1 - 3.5% growth", {(4, 1)}),
        ("in the quarter 3,500 riel", set()),
        ("the first half of the meeting", set()),
        ("the quarterly meeting", set()),
        ("question Q12, ត្រីមាស១០", set()),
        ("មួយត្រីមាសម្តង", set()),
        ("H3 and the third semester", set()),
    ],
)
def test_parts_of_a_year_are_named(text: str, parts: set[tuple[int, int]]) -> None:
    assert year_parts(normal_form(text)) == {YearPart(*part) for part in parts}
