"""Names that sound alike have one key in both scripts."""

from __future__ import annotations

import pytest

from corpus.khmer import normal_form
from corpus.sounds import key, names

SPELT_TWICE = [
    ("ចន្ទគិរី", "Chankiri"),
    ("ភ្នំ ស្លាជ័យ", "Phnom Slachey"),
    ("ក្រវាញ បូកគោ", "Kravanh Bokor"),
    ("វាល ស្នោ", "Veal Snor"),
    ("ត្រែង រំដួល", "Treng Romduol"),
    ("ម្លិះ", "Malis"),
    ("សុវណ្ណ", "Sovann"),
    ("កូឡាឡាំពួរ", "Kuala Lumpur"),
    ("ម៉ាន់ដាឡេ", "Mandalay"),
    ("បន្ទារសេរីបេហ្គាវ៉ាន់", "Bandar Seri Begawan"),
    ("យ៉ូកយ៉ាការតា", "Yogyakarta"),
    ("សាំប៉ាហ្គីតា", "Sampaguita"),
    ("ឈៀងម៉ៃ", "Chiang Mai"),
    ("ឡង់កាវី", "Langkawi"),
]


@pytest.mark.parametrize(("khmer", "latin"), SPELT_TWICE)
def test_both_scripts_give_one_key(khmer: str, latin: str) -> None:
    assert key(normal_form(khmer)) == key(latin) != ""


def test_keys_tell_names_apart() -> None:
    assert len({key(latin) for _, latin in SPELT_TWICE}) == len(SPELT_TWICE)


@pytest.mark.parametrize(
    ("one", "other"), [("Jakarta", "Djakarta"), ("ប៊្រុយណេ", "ប្រុយណេ"), ("Koh Kong", "Kaoh Kong")]
)
def test_spellings_of_one_script_share_a_key(one: str, other: str) -> None:
    assert key(normal_form(one)) == key(normal_form(other))


def found(text: str) -> dict[str, str]:
    text = normal_form(text)
    return {span.of(text): sound for span, sound in names(text)}


def test_latin_names_are_words_with_a_capital_and_two_that_stand_together() -> None:
    names_in = found("chaired by Ms Treng Romduol; ACTIP was read by Veal Snor, of Kampot")
    assert {"Treng", "Romduol", "Treng Romduol", "Veal Snor", "Kampot"} <= set(names_in)
    assert not {"ACTIP", "chaired", "Romduol; ACTIP", "Veal", "Snor, of Kampot"} & set(names_in)


def test_khmer_names_stand_between_spaces_and_after_titles() -> None:
    names_in = found("ដឹកនាំដោយលោក ភ្នំ ស្លាជ័យ ប្រធាន នៅទីក្រុងម៉ាន់ដាឡេ ខែឧសភា")
    assert {"ភ្នំ", "ស្លាជ័យ", "ភ្នំ ស្លាជ័យ", "ម៉ាន់ដាឡេ"} <= set(names_in)


@pytest.mark.parametrize("text", ["", " ", "123", "។៕", "\ufffd", "H.E.", "អ"])
def test_texts_without_names_have_none(text: str) -> None:
    assert found(text) == {}
