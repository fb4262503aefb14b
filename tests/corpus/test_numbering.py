import pytest

from corpus.numbering import Numbering, numberings


@pytest.mark.parametrize(
    ("number", "style"),
    [
        ("II.", Numbering.ROMAN),
        ("៣.", Numbering.DIGITS),
        ("(3)", Numbering.DIGITS),
        ("៣.១", Numbering.DOTTED),
        ("ក-", Numbering.LETTERS),
        ("b)", Numbering.LETTERS),
    ],
)
def test_a_number_has_its_style(number: str, style: Numbering) -> None:
    assert Numbering.of(number) is style


@pytest.mark.parametrize(
    ("number", "following", "expected"),
    [
        ("១.", "២.", True),
        ("IX.", "X.", True),
        ("7.1", "7.2", True),
        ("ក.", "ខ.", True),
        ("1.", "3.", False),
        ("1.", "II.", False),
    ],
)
def test_a_number_follows_the_one_before_it(number: str, following: str, expected: bool) -> None:
    assert Numbering.follows(number, following) == expected


def test_runs_are_told_apart_by_likeness() -> None:
    numbers = ["1.", "1)", "2)", None, "2.", "3."]
    assert numberings(numbers, [True, False, False, False, True, True]) == [[0, 4, 5], [1, 2]]


def test_no_numbers_make_no_runs() -> None:
    assert numberings([], []) == []
    assert numberings([None], [False]) == []
