"""Words of a question in the other language."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import khmer
from search_api.glossary import Glossary


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    path = tmp_path / "glossary.tsv"
    lines = ["អនុសាសន៍\trecommendation", "សំណូមពរ\trecommendation", "ការជួញដូរមនុស្ស\ttrafficking in persons"]
    lines += ["មនុស្ស\tperson", "អនុម័ត\tto adopt", "ថៃ\tThailand"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return Glossary.read(path)


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


def test_the_shipped_glossary_is_in_normal_form_on_both_sides() -> None:
    shipped = Glossary.read()
    assert len(shipped.from_khmer) > 2000
    assert all(khmer.has_khmer(entry) for entry in shipped.from_khmer)
    assert not any(khmer.has_khmer(entry) for entry in shipped.from_english)
    assert all(entry == khmer.normal_form(entry) for entry in shipped.from_khmer)
