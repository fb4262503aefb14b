"""Noise that Khmer texts are trained under."""

import random

from indexer.training.noise import Noise, broken, respelled, without_copied

TEXT = "ប្រធាន SOMTC លើកទី២៧ បានថ្លែង"


def test_latin_words_and_digits_are_taken_out() -> None:
    assert without_copied(TEXT) == "ប្រធាន លើកទី បានថ្លែង"


def test_a_text_of_latin_alone_has_nothing_left() -> None:
    assert without_copied("ASEAN 2021") == ""
    assert Noise(0, 0, 0, 1).apply("ASEAN 2021", random.Random(1)) == "ASEAN 2021"


def test_breaks_fall_between_clusters_only() -> None:
    assert broken("ប្រជុំ ABC", 1.0, random.Random(1)) == "ប្រ ជុំ ABC"


def test_a_respelling_changes_few_letters() -> None:
    changed = respelled("យុត្តិធម៌", random.Random(3))

    assert changed != "យុត្តិធម៌"
    assert abs(len(changed) - len("យុត្តិធម៌")) <= 2


def test_no_noise_leaves_a_text_but_for_its_zero_width_spaces() -> None:
    assert Noise(0, 0, 0, 0).apply("ការ\u200bងារ", random.Random(1)) == "ការងារ"


def test_the_same_seed_gives_the_same_noise() -> None:
    first, second = ([Noise().apply(TEXT, random.Random(seed)) for seed in range(20)] for _ in range(2))

    assert first == second
