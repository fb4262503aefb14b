import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Block, BlockKind, Document, Language, Layout, SectionKind, Source, Span
from corpus.khmer import clusters
from corpus.minutes import describe
from indexer.about import Names
from indexer.passage import Passage
from indexer.splitting import ENGLISH_SIZE, KHMER_SIZE, embedding_text, split

SOURCE = Source("2021/notes.txt", "0" * 64, 1, "text/plain")
MARK = re.compile("[\u0300-\u036f\u17b4-\u17d3\u17dd\ufe0f]")

FRAGMENTS = st.sampled_from(
    [
        "កិច្ចប្រជុំ", "ស្ត្រី", "ស្រ្តី", "ប្រ៊ុយណេ", "ក្រុមការងារ", "ដូចខាងក្រោម÷", "បញ្ហាប្រឈម៖", "អនុសាសន៍", "ព.ស. ២៥៦៤",
        "ខ្ញុំ", "meeting", "Decisions:", "cafe\u0301", "e\u0301", "\u200b", " ", "\n", "\n\n", "។", "៕", ". ",
        "? ", "- ", "១. ", "2. ", "· ", "II. ", "a", "\t", "👍🏽", "❤️", "្", "ា", "\ufeff", "20 April 2021",
    ]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=400).map("".join)


def document(body: str) -> Document:
    return describe(Layout(body, ()), SOURCE)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_passages_partition_the_body_and_stay_inside_sections(body: str) -> None:
    described = document(body)
    passages = split("d", described)
    assert "".join(passage.text for passage in passages) == body
    assert [passage.span.of(body) for passage in passages] == [passage.text for passage in passages]
    assert [passage.id for passage in passages] == [f"d#{p.span.start}-{p.span.end}" for p in passages]
    section_starts = {section.span.start for section in described.sections}
    assert section_starts <= {passage.span.start for passage in passages}


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_cluster_and_no_combining_sequence_is_cut(body: str) -> None:
    described = document(body)
    starts = {passage.span.start for passage in split("d", described)} - {0}
    starts -= {section.span.start for section in described.sections}
    inside = {at for cluster in clusters(body) for at in range(cluster.start + 1, cluster.end)}
    assert starts & inside == set()
    assert [at for at in starts if MARK.match(body[at])] == []


def test_an_empty_body_has_no_passages() -> None:
    assert split("d", document("")) == ()


def test_a_short_text_is_one_passage() -> None:
    body = "The pump was mended."
    expected = Passage("d#0-20", "d", Span(0, 20), body, (), SectionKind.OTHER, None, (Language.ENGLISH,))
    assert split("d", document(body)) == (expected,)


@pytest.mark.parametrize("character", ["a", "ក", "ក្រ"])
def test_a_million_characters_without_a_space_split_in_seconds(character: str) -> None:
    body = character * (1_000_000 // len(character))
    described = document(body)
    started = time.monotonic()
    passages = split("d", described)
    assert time.monotonic() - started < 30
    assert "".join(passage.text for passage in passages) == body
    assert max(len(passage.text) for passage in passages) <= ENGLISH_SIZE


def test_passages_are_no_larger_than_their_language_allows() -> None:
    english = "The committee agreed on the budget. " * 100
    khmer = "គណៈកម្មាធិការបានឯកភាពលើថវិកា។ " * 100
    assert max(len(passage.text) for passage in split("d", document(english))) <= ENGLISH_SIZE
    assert max(len(passage.text) for passage in split("d", document(khmer))) <= KHMER_SIZE


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    filler = "The committee spoke at length about the roads of the province and their repair. " * 5
    body = f"{filler}\nThe challenges were:\n- dust\n- floods\n- late payment\n"
    texts = [passage.text for passage in split("d", document(body))]
    assert "The challenges were:\n- dust\n- floods\n- late payment\n" in texts


def test_long_text_is_cut_between_sentences() -> None:
    body = "អង្គប្រជុំបានពិនិត្យរបាយការណ៍ប្រចាំឆ្នាំរបស់គណៈកម្មាធិការ។ " * 30
    assert [passage.text for passage in split("d", document(body)) if not passage.text.endswith("។ ")] == []


def test_a_passage_carries_its_heading_path_kind_page_and_languages() -> None:
    body = "Minutes\nBudget\nMoney was short.\n"
    layout = Layout(
        body,
        (
            Block(BlockKind.HEADING, Span(0, 7), 1),
            Block(BlockKind.HEADING, Span(8, 14), 2),
            Block(BlockKind.PARAGRAPH, Span(15, 31)),
        ),
        pages=(Span(0, 8), Span(8, 32)),
    )
    last = split("d", describe(layout, SOURCE))[-1]
    assert (last.heading_path[-1], last.page, last.languages) == ("Budget", 2, (Language.ENGLISH,))


def passage(text: str, *headings: str) -> Passage:
    return Passage("d#0-1", "d", Span(0, len(text)), text, headings, SectionKind.OTHER, None, ())


def test_the_encoder_sees_names_headings_and_text_in_normal_form() -> None:
    names = Names("គ.ជ.ប.ជ", "កំណត់ហេតុ ២០២១", "ncct 2021")
    seen = embedding_text(names, passage("ស្រ្តី\u200b ១២នាក់\n", "អនុសាសន៍÷"))
    assert seen == "គ.ជ.ប.ជ\nកំណត់ហេតុ 2021\nncct 2021\nអនុសាសន៍\nស្ត្រី 12នាក់"


def test_a_heading_that_the_text_holds_is_not_repeated() -> None:
    assert (
        embedding_text(Names("", "Notes", ""), passage("5. Budget\nAll spent.", "5. Budget"))
        == "Notes\n5. Budget\nAll spent."
    )


def test_nothing_is_embedded_of_nothing() -> None:
    assert embedding_text(Names("", "", ""), passage(" \n")) == ""
