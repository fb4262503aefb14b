"""Dify's external knowledge and its conditions."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from corpus.document import SectionKind
from tests.search_api.running import Running

EVERY_KIND = {kind.value for kind in SectionKind}


def retrieved(served: Running, query: str = "library budget teachers ថវិកា", **asked: Any) -> httpx2.Response:
    body: dict[str, Any] = {
        "knowledge_id": "kamnot",
        "query": query,
        "retrieval_setting": {"top_k": 20, "score_threshold": 0.0},
    }
    return httpx2.post(f"{served.url}/retrieval", json=body | asked)


def found(served: Running, *conditions: tuple[Any, str, Any], either: bool = False) -> set[str]:
    """The documents of what conditions leave."""
    condition = {
        "logical_operator": "or" if either else "and",
        "conditions": [
            {"name": name, "comparison_operator": operator, "value": value}
            for name, operator, value in conditions
        ],
    }
    reply = retrieved(served, metadata_condition=condition)
    assert reply.status_code == 200, reply.text
    return {record["metadata"]["document_id"] for record in reply.json()["records"]}


ENGLISH, KHMER = "budget-2020", "ថវិកា-2021"


def test_a_record_has_what_dify_reads(served: Running) -> None:
    [record] = retrieved(
        served, "library on Saturdays", retrieval_setting={"top_k": 1, "score_threshold": 0.1}
    ).json()["records"]

    assert set(record) == {"content", "score", "title", "metadata"}
    assert "The library opens on Saturdays." in record["content"]
    assert 0 <= record["score"] <= 1
    assert record["title"] == "Minutes of the Budget Committee"
    told = record["metadata"]
    assert (told["document_id"], told["date"], told["year"]) == (ENGLISH, "2020-03-12", 2020)
    assert None not in told.values()
    assert httpx2.get(told["url"]).status_code == 200


def test_what_is_less_like_than_the_threshold_is_left_out(served: Running) -> None:
    strict = {"top_k": 20, "score_threshold": 0.99}
    assert retrieved(served, retrieval_setting=strict).json() == {"records": []}
    off = strict | {"score_threshold_enabled": False}
    assert retrieved(served, retrieval_setting=off).json()["records"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([("date", "after", "2020-12-31")], {KHMER}),
        ([("date", "before", "2020-12-31T10:00:00Z")], {ENGLISH}),
        ([("date", "before", 1609372800)], {ENGLISH}),
        ([("year", "=", "2021")], {KHMER}),
        ([("year", "≠", 2021)], {ENGLISH}),
        ([("year", "≥", 2020), ("year", "<", 2021)], {ENGLISH}),
        ([("year", ">", 2020)], {KHMER}),
        ([("year", "≤", 2020)], {ENGLISH}),
        ([("title", "contains", "budget committee")], {ENGLISH}),
        ([("title", "not contains", "Budget")], {KHMER}),
        ([("title", "start with", "minutes OF")], {ENGLISH}),
        ([("title", "end with", "Committee")], {ENGLISH}),
        ([("title", "is", "Minutes of the Budget Committee")], {ENGLISH}),
        ([("title", "is not", "Minutes of the Budget Committee")], {KHMER}),
        ([("document_id", "in", [ENGLISH, "other"])], {ENGLISH}),
        ([("document_id", "not in", [ENGLISH, "other"])], {KHMER}),
        ([("languages", "contains", "km")], {KHMER}),
        ([("date", "empty", None)], set()),
        ([("date", "not empty", None)], {ENGLISH, KHMER}),
        ([(["title"], "contains", "Budget")], {ENGLISH}),
        ([("title", "contains", "nothing like it")], set()),
        ([("date", "after", "2020-12-31"), ("title", "contains", "Budget")], set()),
        ([("kind", "is", "challenges"), ("year", "=", 2020)], {ENGLISH}),
        ([("kind", "is", "nonsense")], set()),
    ],
)
def test_conditions_are_fulfilled(
    served: Running, conditions: list[tuple[Any, str, Any]], expected: set[str]
) -> None:
    assert found(served, *conditions) == expected


def test_conditions_may_be_alternatives(served: Running) -> None:
    assert found(served, ("year", "=", 2020), ("year", "=", 2021), either=True) == {ENGLISH, KHMER}
    assert found(served, ("year", "=", 2020), ("year", "=", 1999), either=True) == {ENGLISH}


def test_a_condition_on_the_kind_looks_in_such_sections_only(served: Running) -> None:
    condition = {"conditions": [{"name": "kind", "comparison_operator": "is", "value": "decisions"}]}
    records = retrieved(served, metadata_condition=condition).json()["records"]
    assert {record["metadata"]["kind"] for record in records} == {"decisions"}


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (("colour", "is", "red"), "colour"),
        (("date", "after", "soon"), "no date"),
        (("year", ">", "soon"), "no number"),
        (("title", ">", "a"), "order"),
        (("title", "resembles", "a"), "comparison_operator"),
    ],
)
def test_a_condition_that_cannot_be_tried_is_refused(
    served: Running, condition: tuple[str, str, str], message: str
) -> None:
    name, operator, value = condition
    wanted = {"conditions": [{"name": name, "comparison_operator": operator, "value": value}]}
    reply = retrieved(served, metadata_condition=wanted)
    assert reply.status_code == 422
    assert message in reply.json()["error"]["message"]


def test_alternatives_between_documents_and_sections_are_refused(served: Running) -> None:
    wanted = {
        "logical_operator": "or",
        "conditions": [
            {"name": "kind", "comparison_operator": "is", "value": "decisions"},
            {"name": "year", "comparison_operator": "=", "value": 2020},
        ],
    }
    assert retrieved(served, metadata_condition=wanted).status_code == 422


def test_a_knowledge_that_is_not_there_is_unknown(served: Running) -> None:
    reply = retrieved(served, knowledge_id="another archive")
    assert reply.status_code == 404
    assert reply.json()["error"]["code"] == "unknown_knowledge"


def test_a_body_is_a_knowledge_of_its_own(served: Running) -> None:
    bodies = httpx2.get(f"{served.url}/v1/documents").json()["facets"]["body"]
    name = next(each["value"] for each in bodies if "Budget" in each["value"])
    records = retrieved(served, knowledge_id=name).json()["records"]
    assert {record["metadata"]["document_id"] for record in records} == {ENGLISH}
