"""Ids that people can read, in any script."""

from __future__ import annotations

import pytest

from indexer.document_ids import document_id


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2021-04-20 SOMTC Workshop.txt", "2021-04-20-somtc-workshop"),
        ("year/2021/Notes (final).docx", "notes-final"),
        ("កំណត់ហេតុ លើកទី១១.docx", "កំណត់ហេតុ-លើកទី11"),
        ("កំណត់ហេតុ ASEAN.pdf", "កំណត់ហេតុ-asean"),
        ("---.txt", "document"),
        (".txt", "txt"),
        ("a.b.txt", "a-b"),
        ("a#b/c#d.txt", "c-d"),
        ("no-suffix", "no-suffix"),
    ],
)
def test_an_id_is_the_name_of_the_file(path: str, expected: str) -> None:
    assert document_id(path, set()) == expected


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert document_id("a.txt", {"a"}) == "a-2"
    assert document_id("a.md", {"a", "a-2"}) == "a-3"


@pytest.mark.parametrize("stem", ["word " * 40, "ស្ត្រី" * 40, "x" * 200])
def test_a_long_name_is_cut_between_words_or_clusters(stem: str) -> None:
    found = document_id(f"{stem}.txt", set())
    assert 70 < len(found) <= 80
    rest = stem.replace(" ", "-")[len(found) :]
    assert stem.startswith("x") or rest.startswith(("-", "ស"))
