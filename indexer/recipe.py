"""What an encoder is made from, and the name by which an archive remembers it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

SHIPPED = "kamnot"
"""Names the model in the package."""
_NAME = re.compile(
    r'(?P<model>.+?)@(?P<revision>\w+)(\+(?P<dtype>\w+))?( (?P<prefixes>\[".*"\]))?', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What a model wants written before a question and before a passage; empty for nothing."""

    question: str
    passage: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides an encoder's vectors but the model's revision.

    model: SHIPPED, a hub name or a folder. dtype: "float32", "bfloat16" or "float16". prefixes: None for
    those that belong to the model.
    """

    model: str
    dtype: str = "float32"
    prefixes: Prefixes | None = None

    def name(self, revision: str) -> str:
        """The name of an encoder made so from a revision of the model."""
        dtype = "" if self.dtype == "float32" else f"+{self.dtype}"
        return f"{self.model}@{revision}{dtype}{_told(self.prefixes)}"


def _told(prefixes: Prefixes | None) -> str:
    if prefixes is None:
        return ""
    return " " + json.dumps([prefixes.question, prefixes.passage], ensure_ascii=False)


def recipe_of(name: str) -> Recipe:
    """The recipe behind an encoder's name; a name without a revision is one of the model in the package."""
    found = _NAME.fullmatch(name)
    if found is None:
        return Recipe(SHIPPED)
    prefixes = Prefixes(*json.loads(found["prefixes"])) if found["prefixes"] else None
    return Recipe(found["model"], found["dtype"] or "float32", prefixes)
