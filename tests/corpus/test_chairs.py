"""Who chaired, in every order of words, and who did not."""

import pytest

from corpus.document import (
    Stated,
)
from tests.corpus.described import document, stated


def chair_of(line: str) -> str | None:
    chair = document(f"Minutes\n{line}\n").meeting.chair
    return chair.value if chair else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mr Sok Dara, Governor, presided.", "Mr Sok Dara, Governor"),
        ("Viet Nam took the chair.", "Viet Nam"),
        ("The Director of Fisheries was in the chair.", "The Director of Fisheries"),
        ("Dr. Meas Sophea chaired the meeting for the Minister.", "Dr. Meas Sophea"),
        (
            "Ms Lim Nary, Head of the Unit and of its library, was Chairperson.",
            "Ms Lim Nary, Head of the Unit and of its library",
        ),
        (
            "The meeting was opened and chaired by H.E. Chan Lina, Secretary of State, at 8.30 a.m.",
            "H.E. Chan Lina, Secretary of State",
        ),
        (
            "It was opened by Her Excellency Ouk Nary, Governor of Pailin, who took the chair.",
            "Her Excellency Ouk Nary, Governor of Pailin",
        ),
        (
            "Mr A Bunthan spoke first; Ms Keo Sophal, Director, then took the chair.",
            "Ms Keo Sophal, Director",
        ),
        (
            "In the absence of the Governor, the Deputy Governor, Mr Chea Rith, presided.",
            "the Deputy Governor, Mr Chea Rith",
        ),
        (
            "It was held under the chairmanship of Dato Faiz, Head of the Office.",
            "Dato Faiz, Head of the Office",
        ),
        ("It took place on 3 May with Ms Lim Nary in the chair.", "Ms Lim Nary"),
        (
            "There were 30 guests. In the chair: Mr Keo Vann, Mayor. Apologies: the Customs.",
            "Mr Keo Vann, Mayor",
        ),
        (
            "Co-chairs: Mr Keo Vann, Mayor, and Ms Lim Nary, who spoke for the donor. Ten came.",
            "Mr Keo Vann, Mayor, and Ms Lim Nary",
        ),
        ("The talks were led by Ms Lim Nary (Customs) and lasted an hour.", "Ms Lim Nary (Customs)"),
        ("Thailand chaired: Ms Lotus Dee, Director.", "Ms Lotus Dee, Director"),
        ("- Mr Sok Dara, Governor (Chair)", "Mr Sok Dara, Governor"),
        (
            "កិច្ចប្រជុំស្ថិតក្រោមអធិបតីភាពរួមរបស់លោក សុខ ដារ៉ា អភិបាល និងលោកស្រី ចាន់ លីណា ស្នងការ ដោយមានអ្នកចូលរួម ៤០នាក់។",
            "លោក សុខ ដារ៉ា អភិបាល និងលោកស្រី ចាន់ លីណា ស្នងការ",
        ),
        ("អង្គប្រជុំដឹកនាំដោយឯកឧត្តម កែវ រិទ្ធី រដ្ឋលេខាធិការ ជំនួសរដ្ឋមន្ត្រី។", "ឯកឧត្តម កែវ រិទ្ធី រដ្ឋលេខាធិការ"),
        ("លោក សុខ ដារ៉ា អភិបាលស្រុក បានអញ្ជើញជាអធិបតីក្នុងអង្គប្រជុំ។", "លោក សុខ ដារ៉ា អភិបាលស្រុក"),
        ("នៅម៉ោង ៨ លោក សុខ ដារ៉ា មេឃុំ បានដឹកនាំកិច្ចប្រជុំ។", "លោក សុខ ដារ៉ា មេឃុំ"),
        ("ប្រជុំបើកនៅម៉ោង ៨ ដោយមានលោកស្រី ចាន់ លីណា ប្រធានមន្ទីរ ជាអធិបតី។", "លោកស្រី ចាន់ លីណា ប្រធានមន្ទីរ"),
        ("ប្រជុំតាមវីដេអូ ដោយលោកស្រី ចាន់ លីណា ជាប្រធាន។", "លោកស្រី ចាន់ លីណា"),
        ("១. លោក សុខ ដារ៉ា អភិបាលរង ប្រធានអង្គប្រជុំ", "លោក សុខ ដារ៉ា អភិបាលរង"),
        ("ប្រជុំនៅសាលាខេត្ត។ អធិបតីភាព៖ លោក សុខ ដារ៉ា អភិបាល។ សហអធិបតី៖ លោក ម៉ៅ សុភា។", "លោក សុខ ដារ៉ា អភិបាល"),
        ("ដឹកនាំអង្គប្រជុំ៖ លោកស្រី ចាន់ លីណា ដែលទើបតែងតាំង", "លោកស្រី ចាន់ លីណា"),
        ("គណៈប្រតិភូទាំងពីរមាន ២០រូប។ ភាគីទាំងពីរជាសហប្រធានអង្គប្រជុំ។", "ភាគីទាំងពីរ"),
    ],
)
def test_a_chair_is_found_in_any_order_of_words(line: str, expected: str) -> None:
    assert chair_of(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ms Lim Nary will chair the next meeting.",
        "Cambodia's delegation was led by Mr Long Vuthy.",
        "The drafting group, chaired by Mr Long Vuthy, met twice.",
        "Mr Long Vuthy, who chaired the previous meeting, sent apologies.",
        "Mr Keo Vann presided over the opening ceremony.",
        "The meeting was not chaired by anyone.",
        "Viet Nam took the chair in 2019.",
        "Viet Nam chaired ASEAN for a year.",
        "Thailand chaired the fraud task force.",
        "Chair: We start now.",
        "លោកអភិបាលនឹងដឹកនាំកិច្ចប្រជុំលើកក្រោយដោយផ្ទាល់។",
        "កិច្ចប្រជុំលើកក្រោយនឹងធ្វើក្រោមអធិបតីភាពលោក សុខ ដារ៉ា។",
        "ក្រុមបច្ចេកទេសដឹកនាំដោយលោក ម៉ៅ សុភា បានចុះពិនិត្យ។",
        "កិច្ចប្រជុំមានគណៈប្រតិភូកម្ពុជា ដឹកនាំដោយលោក ម៉ៅ សុភា។",
        "ក្រោមការដឹកនាំប្រកបដោយគតិបណ្ឌិតរបស់រាជរដ្ឋាភិបាល កម្ពុជាមានសន្តិភាព។",
        "ឯកឧត្តមប្រធានអង្គប្រជុំបានលើកឡើងថា ផ្លូវល្អ។",
        "ឥណ្ឌូនេស៊ីជាប្រធានក្រុមការងារ។",
        "ប្រធាន | អនុប្រធាន | សមាជិក",
    ],
)
def test_who_leads_another_meeting_or_a_delegation_is_no_chair(line: str) -> None:
    assert chair_of(line) is None


def test_a_chair_stays_verbatim_where_the_text_is_not_in_normal_form() -> None:
    body = "កំណត់ហេតុ\nអង្គ\u200bប្រជុំដឹកនាំ\u200bដោយ លោកស្រី  ស្រ្តី\u200b លីណា មេឃុំ ជំនួសអភិបាល។\n"
    words = "លោកស្រី  ស្រ្តី\u200b លីណា មេឃុំ"
    assert document(body).meeting.chair == Stated(words.replace("  ", " "), stated(body, words).span)
