"""An answer in a language model's words, whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search_api.answer import Answer, NoAnswer, Refusal
from search_api.errors import ModelFailed
from search_api.hit import Results
from search_api.language_model.claims import Claim
from search_api.language_model.writer import NotTold


@dataclass(frozen=True, slots=True)
class Written:
    """Claims that the minutes bear out, the model that wrote them, and whether it broke off.

    `confidence` is that of the extractive answer: how likely the archive answers at all.
    """

    claims: tuple[Claim, ...]
    confidence: float
    results: Results
    model: str
    broken_off: bool


@dataclass(frozen=True, slots=True)
class Fallback:
    """The extractive answer, given since the language model failed."""

    answer: Answer | NoAnswer
    reason: str


def collected(
    claims: Iterable[Claim | NotTold], answer: Answer | NoAnswer, model: str
) -> Written | NoAnswer | Fallback:
    """What a writer's claims make of a question whose extractive answer is known."""
    found: list[Claim] = []
    try:
        for claim in claims:
            if isinstance(claim, NotTold):
                return not_told(answer)
            found.append(claim)
    except ModelFailed as error:
        if not found:
            return Fallback(answer, str(error))
        return Written(tuple(found), answer.confidence, answer.results, model, broken_off=True)
    return Written(tuple(found), answer.confidence, answer.results, model, broken_off=False)


def not_told(answer: Answer | NoAnswer) -> NoAnswer:
    """The refusal that a model's own makes of an answer."""
    if isinstance(answer, NoAnswer):
        return answer
    return NoAnswer(Refusal.NOT_SAID, answer.confidence, answer.results)
