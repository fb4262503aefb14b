"""The line on the meeting that a passage is from."""

from __future__ import annotations

from datetime import date

from corpus.document import Language
from indexer.about import Names, about, called


def titled(title: str) -> Names:
    return Names("", title, "")


def test_the_date_comes_first_in_the_passages_language() -> None:
    day = date(2020, 12, 1)
    assert about(day, titled("Minutes\nof all"), ["A", "1. Opening"], Language.ENGLISH) == (
        "1 December 2020 · Minutes of all · 1. Opening"
    )
    assert about(day, titled("កំណត់ហេតុ"), [], Language.KHMER) == "ថ្ងៃទី១ ខែធ្នូ ឆ្នាំ២០២០ · កំណត់ហេតុ"


def test_the_place_stands_beside_the_date_unless_the_title_names_it() -> None:
    day = date(2018, 5, 16)
    assert about(day, titled("Minutes"), ["A"], Language.ENGLISH, "Kuala Lumpur") == (
        "16 May 2018, Kuala Lumpur · Minutes · A"
    )
    assert about(day, titled("Minutes, Kuala Lumpur"), [], Language.ENGLISH, "Kuala Lumpur") == (
        "16 May 2018 · Minutes, Kuala Lumpur"
    )
    assert about(None, titled("Minutes"), [], Language.ENGLISH, "Kuala Lumpur") == "Kuala Lumpur · Minutes"


def test_what_is_not_known_is_left_out() -> None:
    assert about(None, titled(" "), [""], Language.ENGLISH) == ""


def test_body_and_file_say_whose_minutes_they_are() -> None:
    names = called("កំណត់ហេតុប្រជុំលើកទី៦", "គណៈកម្មាធិការបច្ចេកវិទ្យា", "២០២៣/IT-Committee_9 Nov.docx")
    assert names == ("គណៈកម្មាធិការបច្ចេកវិទ្យា", "កំណត់ហេតុប្រជុំលើកទី៦", "IT-Committee 9 Nov")
    assert about(None, names, ["ក. បើក"], Language.KHMER) == (
        "គណៈកម្មាធិការបច្ចេកវិទ្យា · កំណត់ហេតុប្រជុំលើកទី៦ (IT-Committee 9 Nov) · ក. បើក"
    )


def test_names_that_the_title_holds_are_not_repeated() -> None:
    assert called("Minutes of the Sixth  SOMTC", "SOMTC", "minutes_of the sixth_somtc.pdf") == (
        titled("Minutes of the Sixth  SOMTC")
    )
    assert called("Minutes", None, "") == titled("Minutes")
