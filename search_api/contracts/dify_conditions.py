"""Dify's conditions on metadata, tried on documents and kinds of section before anything is ranked.

Source: https://docs.dify.ai/en/guides/knowledge-base/external-knowledge-api, "metadata_condition".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import ge, gt, le, lt
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field

from corpus import khmer
from corpus.document import SectionKind
from indexer.catalogue import Entry
from search_api.errors import InvalidQuery

Operator = Literal[
    "contains", "not contains", "start with", "end with", "is", "is not", "in", "not in", "empty",
    "not empty", "=", "≠", ">", "<", "≥", "≤", "before", "after", "!=", ">=", "<=",
]  # fmt: skip
Value = str | int | float | Annotated[list[str], Field(max_length=100)] | None


class Condition(BaseModel):
    """One condition. Dify calls the field `name` a list in its documents and sends text: both are taken."""

    name: Annotated[str, Field(max_length=100)] | Annotated[list[str], Field(min_length=1, max_length=20)]
    comparison_operator: Operator
    value: Value = None

    @property
    def names(self) -> list[str]:
        """The fields, one of which has to fulfil it."""
        return [self.name] if isinstance(self.name, str) else self.name


class Conditions(BaseModel):
    """Conditions that hold together, or one of them."""

    logical_operator: Literal["and", "or"] | None = "and"
    conditions: Annotated[list[Condition], Field(max_length=50)] | None = None


Told: TypeAlias = Mapping[str, object]
"""Metadata by name, as a record of a reply has them."""


def document_metadata(entry: Entry) -> dict[str, object]:
    """What a record tells of its document; what isn't known is left out."""
    told: dict[str, object] = {
        "document_id": entry.id,
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "year": entry.date.year if entry.date else None,
        "body": entry.body,
        "languages": " ".join(entry.languages),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


OF_DOCUMENTS = ("document_id", "title", "date", "year", "body", "languages")
OF_SECTIONS = ("kind",)


@dataclass(frozen=True, slots=True)
class Passing:
    """What conditions let through: ids of documents and kinds of section, None where any will do."""

    documents: tuple[str, ...] | None
    kinds: tuple[SectionKind, ...] | None


def passing(wanted: Conditions, entries: Callable[[], Sequence[Entry]]) -> Passing:
    """What fulfils conditions; `entries` lists every document, where that has to be known.

    Raises InvalidQuery for a field that records don't have, and for fields of documents and of sections as
    alternatives to each other, which no search can be narrowed to.
    """
    conditions = wanted.conditions or []
    of_documents = [each for each in conditions if set(each.names) <= set(OF_DOCUMENTS)]
    of_sections = [each for each in conditions if set(each.names) <= set(OF_SECTIONS)]
    for each in conditions:
        if each not in of_documents and each not in of_sections:
            fields = ", ".join((*OF_DOCUMENTS, *OF_SECTIONS))
            raise InvalidQuery(f"no condition can be put on {', '.join(each.names)}; the fields are {fields}")
    either = wanted.logical_operator == "or"
    if either and of_documents and of_sections:
        raise InvalidQuery(
            "conditions on kind and on documents can't be alternatives: ask twice, or use “and”"
        )
    hold = any if either else all
    documents = kinds = None
    if of_documents:
        documents = tuple(
            entry.id
            for entry in entries()
            if hold(_holds(each, document_metadata(entry)) for each in of_documents)
        )
    if of_sections:
        kinds = tuple(
            kind for kind in SectionKind if hold(_holds(each, {"kind": kind.value}) for each in of_sections)
        )
    return Passing(documents, kinds)


def _holds(condition: Condition, told: Told) -> bool:
    return any(_compare(condition, told.get(name)) for name in condition.names)


def _compare(condition: Condition, found: object) -> bool:
    operator = condition.comparison_operator
    if operator in ("empty", "not empty"):
        return (found is None) == (operator == "empty")
    if found is None:
        return operator in ("not contains", "is not", "not in", "≠", "!=")
    text, wanted = _folded(found), [_folded(value) for value in _values(condition.value)]
    match operator:
        case "contains" | "not contains":
            return any(each in text for each in wanted) == (operator == "contains")
        case "start with":
            return any(text.startswith(each) for each in wanted)
        case "end with":
            return any(text.endswith(each) for each in wanted)
        case "is" | "in" | "is not" | "not in":
            return (text in wanted) == (operator in ("is", "in"))
        case "=" | "≠" | "!=":
            same = float(found) == _number(condition.value) if isinstance(found, int) else text in wanted
            return same == (operator == "=")
        case _:
            return _ORDERS[operator](*_comparable(found, condition.value))


_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lt, "before": lt, ">": gt, "after": gt, "≤": le, "<=": le, "≥": ge, ">=": ge,
}  # fmt: skip


def _comparable(found: object, value: Value) -> tuple[float, float]:
    """Both as numbers, days by their ordinal. Raises InvalidQuery for what has no order."""
    if isinstance(found, int):
        return float(found), _number(value)
    try:
        return float(date.fromisoformat(str(found)).toordinal()), float(_day(value).toordinal())
    except ValueError:
        raise InvalidQuery(
            "only dates and years have an order; use is, contains, start with or end with"
        ) from None


def _values(value: Value) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _folded(value: object) -> str:
    return " ".join(khmer.normal_form(str(value)).casefold().split())


def _day(value: Value) -> date:
    """The day of a date in ISO 8601, or of a time in seconds since 1970, as Dify's date picker sends."""
    try:
        if isinstance(value, int | float) or (
            isinstance(value, str) and value.isdecimal() and len(value) > 8
        ):
            return datetime.fromtimestamp(float(value), UTC).date()
        return datetime.fromisoformat(str(value)).date()
    except (ValueError, OverflowError, OSError):
        raise InvalidQuery(f"{str(value)[:40]!r} is no date; dates are written YYYY-MM-DD") from None


def _number(value: Value) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise InvalidQuery(f"{str(value)[:40]!r} is no number") from None
