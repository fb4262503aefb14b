"""Word translations learned from sentence pairs."""

from __future__ import annotations

import pytest

from indexer.training.word_translations import learned, read_pairs, translation_table


def test_what_one_pair_settles_another_inherits() -> None:
    table = translation_table([(["x"], ["a"]), (["x", "y"], ["a", "b"])], rounds=30)
    assert table["a", "x"] == pytest.approx(1.0, abs=0.02)
    assert table["b", "y"] == pytest.approx(1.0, abs=0.02)


def test_probabilities_of_a_source_word_sum_to_one() -> None:
    table = translation_table([(["x", "y"], ["a", "b"]), (["x"], ["a", "c"])])
    for source in ("x", "y"):
        total = sum(probability for (_, word), probability in table.items() if word == source)
        assert total == pytest.approx(1.0, abs=0.01)


def test_words_that_translate_each_other_are_found_in_their_commonest_spelling() -> None:
    pairs = [
        ("ប្រជុំ", "Meeting"),
        ("ប្រជុំ ថវិកា", "meeting budget"),
        ("ប្រជុំ ថវិកា", "meetings budget"),
        ("ថវិកា", "budget"),
        ("ប្រជុំ", "meeting"),
    ]
    assert learned(pairs) == [("ថវិកា", "budget"), ("ប្រជុំ", "meeting")]


def test_what_was_seen_too_seldom_is_left_out() -> None:
    assert learned([("ប្រជុំ", "meeting")] * 2) == []
    assert learned([]) == []


def test_the_projects_own_pairs_are_read_in_both_forms() -> None:
    pairs = list(read_pairs())
    assert len(pairs) > 5000
    assert all(khmer and english for khmer, english in pairs)
