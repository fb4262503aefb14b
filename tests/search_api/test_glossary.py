"""Words of a question in the other language."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import khmer
from search_api.glossary import SHIPPED, Glossary


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    path = tmp_path / "glossary.tsv"
    lines = ["អនុសាសន៍\trecommendation", "សំណូមពរ\trecommendation", "ការជួញដូរមនុស្ស\ttrafficking in persons"]
    lines += ["មនុស្ស\tperson", "អនុម័ត\tto adopt", "ថៃ\tThailand"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return Glossary.read([path])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which recommendations?", [("recommendations", ("អនុសាសន៍", "សំណូមពរ"))]),
        ("What was adopted?", [("adopted", ("អនុម័ត",))]),
        ("on trafficking in persons", [("trafficking in persons", ("ការជួញដូរមនុស្ស",))]),
        ("អំពីការជួញដូរមនុស្ស", [("ការជួញដូរមនុស្ស", ("trafficking in persons",))]),
        ("ថៃ និង Thailand", [("ថៃ", ("Thailand",)), ("Thailand", ("ថៃ",))]),
        ("zebra", []),
        ("", []),
    ],
)
def test_the_longest_entries_are_rendered(
    glossary: Glossary, question: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = glossary.matches(question)
    assert [(match.span.of(question), match.renderings) for match in found] == expected


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_glossary_is_in_normal_form_on_both_sides(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    assert len(set(lines)) == len(lines) > 2000
    for khmer_side, english_side in pairs:
        assert khmer.has_khmer(khmer_side), khmer_side
        assert english_side.isascii() or not khmer.has_khmer(english_side), english_side
        assert [khmer.normal_form(side.strip()) for side in (khmer_side, english_side)] == [
            khmer_side,
            english_side,
        ]
