"""A trial on two small minutes with the fake encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Language
from evals.judgment import Judgment, Relevant
from evals.setting import FUSIONS
from evals.trial import trial
from indexer.splitting import SIZES, Sizes
from tests.fakes import FakeEncoder, FakeReader
from tests.search_api.conftest import ENGLISH, KHMER

JUDGMENTS = [
    Judgment(
        "a",
        Language.ENGLISH,
        "When does the library open?",
        "fact",
        "Saturdays",
        (Relevant("en.txt", "The library opens on Saturdays", (Relevant("km.txt", "បណ្ណាល័យបើកនៅថ្ងៃសៅរ៍"),)),),
    ),
    Judgment("b", Language.KHMER, "អ្នកណាឈ្នះ?", "unanswerable", None, ()),
]


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "en.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "km.txt").write_text(KHMER, encoding="utf-8")
    return folder


def test_a_direction_names_the_languages_of_all_versions(minutes: Path) -> None:
    with trial(minutes, JUDGMENTS, FakeEncoder(), FakeReader()) as prepared:
        outcomes = prepared.outcomes()
    assert [each.direction for each in outcomes] == ["en→en+km", "km→none"]
    assert len(outcomes[0].targets[0].places) == 2
    assert all(each.seconds > 0 and each.answer is not None for each in outcomes)


@pytest.mark.parametrize("name", FUSIONS)
def test_every_fusion_can_be_asked_and_searched(minutes: Path, name: str) -> None:
    with trial(minutes, JUDGMENTS, FakeEncoder(), FakeReader()) as prepared:
        searched = prepared.rankings(FUSIONS[name])
        answered = prepared.outcomes(FUSIONS[name])
    assert [each.answer for each in searched] == [None, None]
    assert [{hit.passage.id for hit in each.hits} for each in searched] == [
        {hit.passage.id for hit in each.hits} for each in answered
    ]


def test_other_sizes_split_otherwise(minutes: Path) -> None:
    texts = {}
    for sizes in (SIZES, Sizes(40, 40)):
        encoder = FakeEncoder()
        with trial(minutes, [], encoder, FakeReader(), sizes):
            texts[sizes] = len(encoder.embedded)
    assert texts[Sizes(40, 40)] > texts[SIZES]


def test_no_questions_have_no_outcomes(minutes: Path) -> None:
    with trial(minutes, [], FakeEncoder(), FakeReader()) as prepared:
        assert prepared.outcomes() == prepared.rankings(FUSIONS["dense"]) == []
