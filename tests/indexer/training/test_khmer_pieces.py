"""Choosing Khmer pieces."""

from indexer.training.khmer_pieces import LETTERS, choose_pieces, greedy, without_bridges


def test_the_longest_known_piece_is_taken_first() -> None:
    pieces = frozenset(["ក", "ការ", "រ", "ប្រជុំ"])

    assert greedy("ការប្រជុំ", pieces, 6) == ["ការ", "ប្រជុំ"]


def test_what_is_not_known_goes_letter_by_letter() -> None:
    assert greedy("កខ", frozenset(), 5) == ["ក", "ខ"]
    assert greedy("", frozenset(["ក"]), 5) == []


def test_a_piece_that_bridges_two_words_is_left_out() -> None:
    marked = [["កង", "ទ័ព"]] * 4

    assert without_bridges(["កងទ", "ទ័ព", "កង"], [], marked, least=3, share=0.5) == ["ទ័ព", "កង"]


def test_every_letter_and_every_cluster_seen_is_a_piece() -> None:
    pieces = choose_pieces(["ការប្រជុំ"], [], size=10_000)

    assert set(LETTERS) | {"កា", "រ", "ប្រ", "ជុំ"} <= set(pieces)
    assert len(pieces) == len(set(pieces))


def test_a_short_name_becomes_a_piece_whole() -> None:
    assert "ប្រ៊ុយណេ" in choose_pieces([], ["ប្រ៊ុយណេ"], size=10_000)
