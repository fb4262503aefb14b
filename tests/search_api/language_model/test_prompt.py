"""What a model is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from corpus.document import Language
from search_api.answer import Answer, NoAnswer, Refusal
from search_api.hit import Hit, Results
from search_api.language_model.prompt import PASSAGES, messages, shown
from search_api.query import Query
from tests.search_api.conftest import opened


def test_a_model_is_shown_what_the_answer_cites_and_then_the_first_hits(tmp_path: Path) -> None:
    with opened(tmp_path) as service:
        results = service.search(Query("library", limit=1))
    hits = tuple(numbered(results.hits[0], at) for at in range(PASSAGES + 2))
    found = replace(results, hits=hits)
    cited = (hits[-1], hits[0], hits[-1])
    assert ids(Answer((), 0.9, found, cited)) == [PASSAGES + 1, *range(PASSAGES - 1)]
    assert ids(Answer((), 0.9, found)) == ids(NoAnswer(Refusal.NOT_SAID, 0.1, found)) == list(range(PASSAGES))
    assert ids(Answer((), 0.9, replace(found, hits=()), cited)) == [PASSAGES + 1, 0]


def numbered(hit: Hit, number: int) -> Hit:
    return replace(hit, passage=replace(hit.passage, id=str(number)))


def ids(answer: Answer | NoAnswer) -> list[int]:
    return [int(hit.passage.id) for hit in shown(answer)]


def test_the_passages_are_numbered_as_they_are_shown(tmp_path: Path) -> None:
    with opened(tmp_path) as service:
        results: Results = service.search(Query("library", limit=2))
    _, asked = messages("Which day?", Language.ENGLISH, results.hits)
    told = json.loads(asked.content)["passages"]
    assert [each["number"] for each in told] == [1, 2]
    assert [each["text"] for each in told] == [hit.passage.text.strip() for hit in results.hits]
