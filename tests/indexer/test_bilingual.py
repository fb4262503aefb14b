"""The shipped model by its light path."""

import subprocess
import sys

import numpy as np
import pytest

from indexer.bilingual import SHIPPED, BilingualEncoder

MIXED = "ប្រធាន SOMTC លើកទី២៧ បានថ្លែងអំពី COVID-19 និង ASEAN-ACT"
KHMER = "កិច្ចប្រជុំបានពិភាក្សាអំពីការប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស"
ENGLISH = "The meeting discussed the fight against trafficking in persons."


@pytest.fixture(scope="module")
def encoder() -> BilingualEncoder:
    return BilingualEncoder(threads=1)


def test_no_texts_give_no_rows_of_the_models_width(encoder: BilingualEncoder) -> None:
    assert encoder.passages([]).shape == (0, 384)
    assert encoder.questions([]).shape == (0, 384)


@pytest.mark.parametrize("text", [KHMER, ENGLISH, MIXED, "", " ", "។", "\u17d2"])
def test_a_row_has_length_one(encoder: BilingualEncoder, text: str) -> None:
    rows = encoder.passages([text])

    assert (rows.dtype, rows.shape, rows.flags.c_contiguous) == (np.float32, (1, 384), True)
    assert np.linalg.norm(rows[0]) == pytest.approx(1, abs=1e-5)


def test_a_row_does_not_depend_on_the_rest_of_the_batch(encoder: BilingualEncoder) -> None:
    texts = [ENGLISH, KHMER, MIXED, KHMER * 3]

    together = encoder.passages(texts)
    alone = np.concatenate([encoder.passages([text]) for text in texts])

    assert (together * alone).sum(1) == pytest.approx(1, abs=1e-5)


def test_a_translation_is_nearer_than_other_sentences(encoder: BilingualEncoder) -> None:
    others = ["The weather is nice today.", "The bank raised its interest rate.", "He bought a red car."]

    likeness = encoder.passages([KHMER]) @ encoder.passages([ENGLISH, *others]).T

    assert likeness.argmax() == 0
    assert likeness[0, 0] > 0.5


@pytest.mark.parametrize(
    ("written", "the_same"),
    [
        ("ថ្ងៃទី២០ ឆ្នាំ២០២១", "ថ្ងៃទី20 ឆ្នាំ2021"),
        ("សន្តិសុខ", "សន្ដិសុខ"),
        ("ព្រះរាជាណាចក្រ", "ព្រះ\u200bរាជា\u200cណា\u2060ចក្រ"),
        ("ស្ត្រី", "ស្រ្តី"),
        ("កោះ", "ក\u17c1\u17b6ះ"),
    ],
)
def test_encodings_that_look_the_same_have_one_vector(
    encoder: BilingualEncoder, written: str, the_same: str
) -> None:
    first, second = encoder.passages([written, the_same])

    assert np.array_equal(first, second)


def test_what_stands_at_the_end_of_a_long_text_counts(encoder: BilingualEncoder) -> None:
    long = "The committee reviewed the budget of the ministry. " * 60
    about_fish = encoder.questions(["fishing in the Tonle Sap lake"])

    plain, with_fish = encoder.passages([long, long + "Fishing in the Tonle Sap lake was banned. " * 15])

    assert about_fish[0] @ with_fish > about_fish[0] @ plain + 0.1


def test_the_name_tells_the_folder_and_a_digest(encoder: BilingualEncoder) -> None:
    folder, digest = encoder.name.rsplit("-", 1)

    assert folder == SHIPPED.name
    assert len(digest) == 8
    assert encoder.name == BilingualEncoder(threads=2).name


def test_the_model_folder_stays_under_45_megabytes() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) < 45_000_000


def test_torch_is_not_imported() -> None:
    check = (
        "import sys; from indexer.bilingual import BilingualEncoder;"
        "BilingualEncoder().questions(['x']); print({'torch', 'transformers'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
