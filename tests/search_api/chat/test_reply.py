"""Replies, composed of what an answer says."""

from __future__ import annotations

from datetime import date

from corpus.document import Language, Span
from indexer.catalogue import Entry
from search_api.answer import Answer, Citation, NoAnswer, Refusal
from search_api.chat.reply import Composer, Mark, Piece, Reply
from search_api.hit import Results
from search_api.language_model.claims import Claim
from search_api.understanding import Understood
from search_api.wording import Wording

BASE = "http://h"
NOTHING = Results(Understood(), (), 0, 1)


def entry(identity: str, title: str, day: date | None = None) -> Entry:
    return Entry(identity, f"{identity}.txt", title, day, None, (Language.ENGLISH,), 1, 0)


FIRST = entry("a", "Minutes of A", date(2020, 3, 12))
SECOND = entry("b", "Minutes [of] B")


def test_quotes_are_marked_and_their_documents_numbered_and_linked() -> None:
    answer = Answer(
        (
            Citation(FIRST, Span(5, 8), 2, "One"),
            Citation(FIRST, Span(9, 12), 2, "Two"),
            Citation(SECOND, Span(0, 5), None, "Three"),
        ),
        0.5,
        NOTHING,
    )

    reply = Reply.of(Composer(Wording(Language.ENGLISH), BASE).extracts(answer))

    assert reply.text == (
        "“One” [1]\n\n“Two” [1]\n\n“Three” [2]\n"
        "\n1. [Minutes of A, 12 March 2020, page 2](http://h/documents/a?start=5&end=8#here)"
        "\n2. [Minutes \\[of\\] B](http://h/documents/b?start=0&end=5#here)"
    )
    assert reply.marks == (
        Mark(Span(1, 4), "http://h/documents/a?start=5&end=8#here", "Minutes of A, 12 March 2020, page 2"),
        Mark(Span(12, 15), "http://h/documents/a?start=9&end=12#here", "Minutes of A, 12 March 2020, page 2"),
        Mark(Span(23, 28), "http://h/documents/b?start=0&end=5#here", "Minutes [of] B"),
    )
    assert [mark.span.of(reply.text) for mark in reply.marks] == ["One", "Two", "Three"]


def test_khmer_has_its_own_marks_digits_and_months() -> None:
    answer = Answer((Citation(FIRST, Span(5, 8), 12, "មួយ"),), 0.5, NOTHING)
    reply = Reply.of(Composer(Wording(Language.KHMER), BASE).extracts(answer))
    assert reply.text.startswith("«មួយ» [1]\n\n1. [Minutes of A, ថ្ងៃទី១២ ខែមីនា ឆ្នាំ២០២០, ទំព័រទី១២](")


def test_claims_carry_the_numbers_of_their_documents() -> None:
    composer = Composer(Wording(Language.ENGLISH), BASE)
    one, two = Citation(FIRST, Span(5, 8), None, "One"), Citation(SECOND, Span(0, 5), None, "Three")
    pieces = [
        *composer.claim(Claim("First.", (one,)), first=True),
        *composer.claim(Claim("Both.", (two, one, one)), first=False),
    ]
    assert Reply.of(pieces).text == "First. [1]\n\nBoth. [2] [1]"


def test_a_refusal_cites_nothing() -> None:
    reply = Reply.of(
        Composer(Wording(Language.KHMER), BASE).refusal(NoAnswer(Refusal.NOTHING_FOUND, 0.0, NOTHING))
    )
    assert reply == Reply("បណ្ណសារនេះមិនមានខ្លឹមសារពាក់ព័ន្ធនឹងសំណួរនេះទេ។", ())


def test_pieces_make_a_reply_whose_marks_stand_where_they_were_said() -> None:
    assert Reply.of([]) == Reply("", ())
    pieces = [Piece("a"), Piece("ខខ", "u", "t"), Piece(""), Piece("c")]
    assert Reply.of(pieces) == Reply("aខខc", (Mark(Span(1, 3), "u", "t"),))
