"""Which sentences of a model the minutes bear out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Span
from indexer.bilingual import BilingualEncoder
from search_api.hit import Hit
from search_api.language_model.claims import Checker, find_words
from search_api.query import Query
from search_api.startup import Service
from tests.search_api.conftest import opened

QUESTION = "What was decided on the budget and the library?"


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    with opened(tmp_path_factory.mktemp("claims")) as service:
        return checker_of(service)


def checker_of(service: Service) -> Checker:
    hits = sorted(service.search(Query(QUESTION, limit=20)).hits, key=lambda hit: hit.passage.id)
    with service.archive.snapshot() as snapshot:
        documents = [snapshot.document(hit.document.id).document for hit in hits]
    return Checker(QUESTION, hits, documents, BilingualEncoder())


def number(checker: Checker, words: str) -> int:
    """The number that a model knows the passage of some words by."""
    return next(at for at, hit in enumerate(checker.hits, 1) if words in hit.passage.text)


def test_a_sentence_with_a_proof_is_a_claim_with_a_verbatim_citation(checker: Checker) -> None:
    at = number(checker, "40,000 dollars")
    claim = checker.claim(
        f"- The budget for training rises to 40,000 dollars . [[{at}: raised to 40,000 dollars]]"
    )
    assert claim is not None
    assert claim.text == "The budget for training rises to 40,000 dollars."
    [citation] = claim.citations
    body = checker.documents[at - 1].body
    assert citation.quote == "raised to 40,000 dollars" == citation.span.of(body)


def test_a_claim_may_be_in_the_other_language_than_its_proof(checker: Checker) -> None:
    at = number(checker, "៦០.០០០")
    claim = checker.claim(
        f"The training budget was raised to 60,000 dollars. [[{at}: ថវិកាបណ្តុះបណ្តាលត្រូវបានដំឡើងដល់ ៦០.០០០ ដុល្លារ]]"
    )
    assert claim is not None
    assert claim.citations[0].document.id == "ថវិកា-2021"


def test_a_claim_may_have_several_proofs(checker: Checker) -> None:
    at = number(checker, "40,000 dollars")
    claim = checker.claim(
        "The training budget was raised to 40,000 dollars and the library opens on Saturdays. "
        f"[[{at}: budget is raised to 40,000 dollars]] [[{at}: The library opens on Saturdays.]]"
    )
    assert claim is not None
    assert len(claim.citations) == 2


@pytest.mark.parametrize(
    "line",
    [
        "The training budget is raised to 40,000 dollars.",
        "The training budget is raised to 40,000 dollars. [[99: raised to 40,000 dollars]]",
        "The training budget is raised to 40,000 dollars. [[0: raised to 40,000 dollars]]",
        "The training budget is raised to 40,000 dollars. [[{at}: the budget was cut to nothing]]",
        "The training budget is raised to 40,000 dollars. [[{at}: to]]",
        "The training budget is raised to 45,000 dollars. [[{at}: raised to 40,000 dollars]]",
        "The training budget is raised to 40,000 dollars in 2035. [[{at}: raised to 40,000 dollars]]",
        "The training budget is not raised to 40,000 dollars. [[{at}: raised to 40,000 dollars]]",
        "UNESCO raised the training budget to 40,000 dollars. [[{at}: raised to 40,000 dollars]]",
        "Later Zanzibar raised the training budget to 40,000 dollars. [[{at}: raised to 40,000 dollars]]",
        "The library is closed for ever, officials announced. [[{at}: The library opens on Saturdays.]]",
        "The training budget is raised to 4.0000 dollars. [[{at}: raised to 40,000 dollars]]",
        "Malaysia raised the training budget to 40,000 dollars. [[{at}: budget is raised to 40,000 dollars]]",
        "Half of the training budget is raised to 40,000 dollars. [[{at}: raised to 40,000 dollars]]",
        "The nine training budgets are raised to 40,000 dollars. [[{at}: raised to 40,000 dollars]]",
        "US raised the training budget to 40,000 dollars. [[{at}: budget is raised to 40,000 dollars]]",
        "Elephants swim in the river every morning. [[{at}: raised to 40,000 dollars]]",
        "See http://evil.example for the training budget. [[{at}: raised to 40,000 dollars]]",
        "The training budget ![x](//evil.example) is raised. [[{at}: raised to 40,000 dollars]]",
        "The training budget <b>is raised</b>. [[{at}: raised to 40,000 dollars]]",
        "The training budget\u202e is raised. [[{at}: raised to 40,000 dollars]]",
        "[[{at}: raised to 40,000 dollars]]",
        "",
        "The training budget is raised. " * 40 + "[[{at}: raised to 40,000 dollars]]",
    ],
)
def test_what_is_not_borne_out_is_no_claim(checker: Checker, line: str) -> None:
    assert checker.claim(line.replace("{at}", str(number(checker, "40,000 dollars")))) is None


def test_what_is_denied_cannot_be_cited_as_affirmed(checker: Checker) -> None:
    hit = checker.hits[0]
    text = "The committee did not agree to fund the new library building."
    denied = Checker("Was it funded?", [_with_text(hit, text)], checker.documents[:1], checker.encoder)
    assert (
        denied.claim("The committee agreed to fund the new library. [[1: agree to fund the new library]]")
        is None
    )


def _with_text(hit: Hit, text: str) -> Hit:
    return replace(hit, passage=replace(hit.passage, text=text, span=Span(0, len(text))))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "The proposal to buy a boat was rejected by the donor.",
            "The proposal to buy a boat was approved by the donor. [[1: The proposal to buy a boat]]",
        ),
        (
            "សំណើទិញទូកត្រូវបានម្ចាស់ជំនួយបដិសេធ។",
            "សំណើទិញទូកត្រូវបានម្ចាស់ជំនួយអនុម័ត។ [[1: សំណើទិញទូកត្រូវបានម្ចាស់ជំនួយ]]",
        ),
        ("The cost is USD 1.5 million a year.", "The cost is USD 15 million a year. [[1: The cost is USD]]"),
    ],
)
def test_what_follows_a_proof_in_its_clause_counts_too(checker: Checker, text: str, line: str) -> None:
    hit = _with_text(checker.hits[0], text)
    document = replace(checker.documents[0], body=text)
    assert Checker("What of it?", [hit], [document], checker.encoder).claim(line) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ថវិកាតំបន់មាន ១០២ ០០០ ដុល្លារ។", "The regional budget is 102,000 dollars. [[1: ថវិកាតំបន់មាន]]"),
        (
            "សំណើនេះត្រូវបានអនុម័តដោយអង្គប្រជុំ។",
            "សំណើ\u200bនេះ\u200bត្រូវ\u200bបាន\u200bអនុម័ត។ [[1: សំណើនេះត្រូវបានអនុម័ត]]",
        ),
    ],
)
def test_true_figures_and_khmer_breaks_pass(checker: Checker, text: str, line: str) -> None:
    hit = _with_text(checker.hits[0], text)
    document = replace(checker.documents[0], body=text)
    assert Checker("What of it?", [hit], [document], checker.encoder).claim(line) is not None


def test_a_proof_that_no_longer_stands_in_its_document_is_none(checker: Checker) -> None:
    hit = _with_text(checker.hits[0], "The library opens on Saturdays.")
    other = replace(checker.documents[0], body="The whole of it was written anew since then.")
    line = "The library opens on Saturdays. [[1: The library opens on Saturdays.]]"
    assert Checker("When?", [hit], [other], checker.encoder).claim(line) is None


def test_repeated_claims_are_said_once(checker: Checker) -> None:
    at = number(checker, "40,000 dollars")
    line = f"The library opens on Saturdays. [[{at}: The library opens on Saturdays.]]"
    assert len(list(checker.claims([line, line]))) == 1


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("b  C", "a B c d", Span(2, 5)),
        ("ស្រ្តី", "និងស្ត្រី", Span(3, 9)),
        ("១២", "លើកទី 12", Span(6, 8)),
        ("x", "abc", None),
        ("", "abc", None),
        ("abc", "", None),
    ],
)
def test_words_are_found_however_they_are_typed(words: str, text: str, expected: Span | None) -> None:
    assert find_words(words, text) == expected
