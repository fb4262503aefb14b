"""The normal form, its map back, clusters, words and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import khmer
from corpus.document import Span

ZWSP = "\u200b"
COENG = "\u17d2"
KHMER_TYPING = st.text(st.sampled_from("កខរដតសអឥឲ្ិីេាុំ៉៊ៈះ់៌៍័ៗ។ ២a-÷" + ZWSP), max_size=24)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ស្រ្តី", "ស្ត្រី"),
        ("ស្ដីពី", "ស្តីពី"),
        ("ប៊្រុយណេ", "ប្រ៊ុយណេ"),
        ("កេា", "កោ"),
        ("កេី", "កើ"),
        ("កំា", "កាំ"),
        ("កាា", "កា"),
        ("ក" + COENG + COENG + "ក", "ក្ក"),
        ("ឲ្យ", "ឱ្យ"),
        ("ញុាំ", "ញ៉ាំ"),
        ("ស៊ុី", "ស៊ី"),
        ("ការ" + ZWSP + "ងារ", "ការងារ"),
        ("ដូចខាងក្រោម÷", "ដូចខាងក្រោម៖"),
        ("ផ្សេង ៗ", "ផ្សេងៗ"),
        ("ថ្ងៃទី២០", "ថ្ងៃទី20"),
        ("\u17a3\u17a4", "អអា"),
        ("វប្បធម៌", "វប្បធម៌"),
        ("The ﬁrst ‘SOMTC’", "The first 'SOMTC'"),
        ("6 ÷ 2", "6 ÷ 2"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_variants_of_one_look_have_one_normal_form(typed: str, expected: str) -> None:
    assert khmer.normal_form(typed) == expected


@given(KHMER_TYPING)
def test_the_normal_form_of_a_normal_form_is_itself(typed: str) -> None:
    once = khmer.normal_form(typed)
    assert khmer.normal_form(once) == once


@given(KHMER_TYPING)
def test_the_mapped_normal_form_is_the_plain_one_and_its_map_goes_forward(typed: str) -> None:
    mapped = khmer.normalise(typed)
    assert mapped.text == khmer.normal_form(typed)
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    assert all(0 <= start < end <= len(typed) for start, end in zip(mapped.starts, mapped.ends, strict=True))
    assert list(mapped.starts) == sorted(mapped.starts)


def test_a_word_found_in_the_normal_form_leads_back_to_what_was_typed() -> None:
    typed = f"ការ{ZWSP}ងារស្រ្តីនិងកុមារ"
    mapped = khmer.normalise(typed)
    at = mapped.text.index("ស្ត្រី")
    assert mapped.original(Span(at, at + len("ស្ត្រី"))).of(typed) == "ស្រ្តី"
    work = mapped.text.index("ការងារ")
    assert mapped.original(Span(work, work + len("ការងារ"))).of(typed) == f"ការ{ZWSP}ងារ"


def test_an_empty_span_leads_back_to_an_empty_place() -> None:
    mapped = khmer.normalise("កខ")
    assert mapped.original(Span(1, 1)) == Span(1, 1)
    assert mapped.original(Span(2, 2)) == Span(2, 2)
    assert khmer.normalise("").original(Span(0, 0)) == Span(0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ស្ត្រីនិង", ["ស្ត្រី", "និ", "ង"]),
        ("ខែ May ២០", ["ខែ"]),
        ("plain", []),
        ("", []),
        ("\u17b6ក", ["\u17b6", "ក"]),
    ],
)
def test_a_cluster_is_a_base_with_its_subscripts_and_marks(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in khmer.clusters(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ការអនុវត្តACTIP", ["ការអនុវត្ត", "ACTIP"]),
        ("ប្រធានSOMTC ថ្ងៃទី20", ["ប្រធាន", "SOMTC", "ថ្ងៃទី", "20"]),
        ("COVID-19: the chair's 2,500.5 riel", ["COVID", "19", "the", "chair's", "2,500.5", "riel"]),
        ("ព្រះរាជាណាចក្រកម្ពុជា", ["ព្រះរាជាណាចក្រ", "កម្ពុជា"]),
        (" ។៖ – ", []),
        ("", []),
    ],
)
def test_words_are_parted_by_script_first(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in khmer.words(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ប្រជុំបានចប់។ អរគុណ៕", ["ប្រជុំបានចប់។ ", "អរគុណ៕"]),
        ("Who chairs? Brunei does. It agreed.", ["Who chairs? ", "Brunei does. ", "It agreed."]),
        ("Mr. Sok and H.E. Chan spent 2.5 million.", ["Mr. Sok and H.E. Chan spent 2.5 million."]),
        ("1. First\n2. Second\n", ["1. First\n", "2. Second\n"]),
        ("ព.ស. ២៥៦៤ ។", ["ព.ស. ២៥៦៤ ។"]),
        ("one", ["one"]),
        ("", []),
    ],
)
def test_sentences_end_at_khmer_and_english_marks_and_lines(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in khmer.sentences(text)] == expected


@given(st.text(st.sampled_from("កា។៕?!. \nAb1'\"")))
def test_sentences_partition_their_text(text: str) -> None:
    assert "".join(span.of(text) for span in khmer.sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "share"), [("កខ", 1.0), ("កខab", 0.5), ("ab", 0.0), ("12 ។", 0.0), ("", 0.0)]
)
def test_the_khmer_share_counts_letters_only(text: str, share: float) -> None:
    assert khmer.khmer_share(text) == share
    assert khmer.has_khmer(text) == (share > 0)


@pytest.mark.parametrize(
    ("first", "rest"), [("ស្រ្តី", " និងបុរស"), ("ab", "\u200bc"), ("The ស្រ្តី", ""), ("", "plain"), ("", "")]
)
def test_the_first_part_of_a_mapped_normal_form_is_that_of_the_text_cut_there(first: str, rest: str) -> None:
    assert khmer.normalise(first + rest).of_first(len(first)) == khmer.normalise(first)


def test_blank_runs_cost_no_more_than_their_length() -> None:
    text = "a" + " " * 200_000 + "b"
    assert khmer.sentences(text) == [Span(0, len(text))]
