"""The line on the meeting that a passage is from."""

from __future__ import annotations

from datetime import date

from corpus.document import Language
from indexer.about import about


def test_the_date_comes_first_in_the_passages_language() -> None:
    day = date(2020, 12, 1)
    assert about(day, "Minutes\nof all", ["A", "1. Opening"], Language.ENGLISH) == (
        "1 December 2020 · Minutes of all · 1. Opening"
    )
    assert about(day, "កំណត់ហេតុ", [], Language.KHMER) == "ថ្ងៃទី១ ខែធ្នូ ឆ្នាំ២០២០ · កំណត់ហេតុ"


def test_the_place_stands_beside_the_date_unless_the_title_names_it() -> None:
    day = date(2018, 5, 16)
    assert about(day, "Minutes", ["A"], Language.ENGLISH, "Kuala Lumpur") == (
        "16 May 2018, Kuala Lumpur · Minutes · A"
    )
    assert about(day, "Minutes, Kuala Lumpur", [], Language.ENGLISH, "Kuala Lumpur") == (
        "16 May 2018 · Minutes, Kuala Lumpur"
    )
    assert about(None, "Minutes", [], Language.ENGLISH, "Kuala Lumpur") == "Kuala Lumpur · Minutes"


def test_what_is_not_known_is_left_out() -> None:
    assert about(None, " ", [""], Language.ENGLISH) == ""
