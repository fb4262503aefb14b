"""Passages by their terms: scores, filters, generations that leave each other alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.document import Language, SectionKind
from indexer import term_index
from indexer.filters import Filters, day_number
from indexer.term_index import TermEntry, TermIndex, Weights

KHMER, ENGLISH = Language.KHMER, Language.ENGLISH
DECISIONS, OTHER = SectionKind.DECISIONS, SectionKind.OTHER


def entry(
    row: int,
    words: str = "",
    *,
    clusters: str = "",
    headings: str = "",
    document: str = "a",
    body: str = "",
    languages: tuple[Language, ...] = (ENGLISH,),
    kind: SectionKind = OTHER,
    day: date | None = None,
) -> TermEntry:
    number = day_number(day) if day else 0
    return TermEntry(
        row, words.split(), clusters.split(), headings.split(), document, body, languages, kind, number
    )


def found(index: TermIndex, words: str, filters: Filters | None = None, clusters: str = "") -> list[int]:
    hits = index.search(
        dict.fromkeys(words.split(), 1.0), dict.fromkeys(clusters.split(), 1.0), 10, filters or Filters()
    )
    return [row for row, _ in hits]


def test_an_empty_index_finds_nothing() -> None:
    index = term_index.in_memory([])
    assert (len(index), index.rows(), found(index, "chair")) == (0, [], [])


def test_no_terms_match_nothing() -> None:
    assert found(term_index.in_memory([entry(1, "chair")]), "") == []


def test_more_matches_and_rarer_words_rank_higher() -> None:
    index = term_index.in_memory(
        [entry(1, "budget meeting"), entry(2, "meeting chair"), entry(3, "meeting"), entry(4, "venue")]
    )
    assert found(index, "meeting chair") == [2, 3, 1]
    assert index.rows() == [1, 2, 3, 4]


def test_ties_go_by_row() -> None:
    index = term_index.in_memory([entry(9, "chair"), entry(2, "chair"), entry(5, "chair")])
    assert found(index, "chair") == [2, 5, 9]


def test_khmer_words_are_matched_whole() -> None:
    index = term_index.in_memory([entry(1, "ប្រទេស ប្រ៊ុយណេ"), entry(2, "ប្រជុំ")])
    assert found(index, "ប្រជុំ") == [2]
    assert found(index, "ប្រ") == []


def test_clusters_find_what_was_segmented_otherwise() -> None:
    index = term_index.in_memory([entry(1, "ការអនុវត្ត", clusters="ការ រអ អនុ នុវ")])
    assert found(index, "អនុ", clusters="អនុ នុវ") == [1]


def test_words_are_looked_up_in_headings_too_and_count_less_there() -> None:
    index = term_index.in_memory([entry(1, "x", headings="decision"), entry(2, "decision", headings="x")])
    assert found(index, "decision") == [2, 1]


def test_a_term_of_more_weight_counts_more() -> None:
    index = term_index.in_memory([entry(1, "chair"), entry(2, "venue")])
    hits = index.search({"chair": 1.0, "venue": 0.5}, {}, 10, weights=Weights(headings=0.0))
    assert [row for row, _ in hits] == [1, 2]
    assert hits[1][1] == pytest.approx(hits[0][1] / 2)


@pytest.mark.parametrize(
    "hostile", ["a AND b", 'x" OR "y', "field:x", "*", "\x00", "a\nb", "អ" * 40_000, "+-!(){}"]
)
def test_query_syntax_is_only_text(hostile: str) -> None:
    index = term_index.in_memory([entry(1, "a b field x")])
    assert index.search({hostile: 1.0}, {hostile: 1.0}, 10) == []


ENTRIES = [
    entry(1, "chair", document="a", body="somtc", day=date(2020, 5, 1), languages=(KHMER,), kind=DECISIONS),
    entry(2, "chair", document="a", body="somtc", day=date(2020, 5, 1), languages=(ENGLISH,)),
    entry(3, "chair", document="b", body="wg-tip", day=date(2021, 4, 20), languages=(KHMER, ENGLISH)),
    entry(4, "chair", document="c", languages=(KHMER,)),
]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [1, 2, 3, 4]),
        (Filters(since=date(2020, 5, 1)), [1, 2, 3]),
        (Filters(since=date(2020, 5, 2)), [3]),
        (Filters(until=date(2020, 5, 1)), [1, 2]),
        (Filters(since=date(2020, 1, 1), until=date(2020, 12, 31)), [1, 2]),
        (Filters(since=date(2022, 1, 1)), []),
        (Filters(bodies=("SOMTC",)), [1, 2]),
        (Filters(bodies=("SOMTC", "WG-TIP")), [1, 2, 3]),
        (Filters(languages=(ENGLISH,)), [2, 3]),
        (Filters(kinds=(DECISIONS,)), [1]),
        (Filters(documents=("a", "c")), [1, 2, 4]),
        (Filters(documents=("unknown",)), []),
        (Filters(languages=(KHMER,), bodies=("somtc",)), [1]),
    ],
)
def test_filters_keep_what_passes(filters: Filters, expected: list[int]) -> None:
    assert found(term_index.in_memory(ENTRIES), "chair", filters) == expected


def test_filters_do_not_change_scores() -> None:
    index = term_index.in_memory(ENTRIES)
    everything = dict(index.search({"chair": 1.0}, {}, 10))
    assert dict(index.search({"chair": 1.0}, {}, 10, Filters(documents=("b",)))) == {3: everything[3]}


def test_frequencies_are_shares_of_the_passages() -> None:
    index = term_index.in_memory([entry(1, "a b"), entry(2, "a"), entry(3, "a"), entry(4, "c")])
    assert index.frequencies(["a", "b", "z"]) == {"a": 0.75, "b": 0.25, "z": 0.0}


def test_a_generation_is_not_disturbed_by_the_next(tmp_path: Path) -> None:
    term_index.write_folder(tmp_path / "1", None, (), [entry(1, "chair"), entry(2, "chair", document="b")])
    first = term_index.open_folder(tmp_path / "1")
    before = {path.name: path.read_bytes() for path in (tmp_path / "1").iterdir() if path.suffix != ".lock"}
    term_index.write_folder(tmp_path / "2", tmp_path / "1", ["a"], [entry(3, "chair"), entry(4, "venue")])
    second = term_index.open_folder(tmp_path / "2")
    assert (found(first, "chair"), first.rows()) == ([1, 2], [1, 2])
    assert (found(second, "chair"), second.rows()) == ([2, 3], [2, 3, 4])
    files = (path for path in (tmp_path / "1").iterdir() if path.suffix != ".lock")
    assert {path.name: path.read_bytes() for path in files} == before


def test_a_generation_outlives_its_folder(tmp_path: Path) -> None:
    term_index.write_folder(tmp_path / "1", None, (), [entry(1, "chair"), entry(2, "venue")])
    index = term_index.open_folder(tmp_path / "1")
    for path in (tmp_path / "1").iterdir():
        path.unlink()
    assert found(index, "venue") == [2]
