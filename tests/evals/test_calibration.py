"""Fitting the answer's models, on cases whose answer is told by one figure."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.document import Language
from evals.calibration import Case, as_source, cross_validated, fit
from search_api.confidence import FIELDS


def made_cases(count: int) -> list[Case]:
    """In each, the extract of the greatest cosine answers; in every fourth none does, nor seems to."""
    random = np.random.default_rng(3)
    found = []
    for number in range(count):
        evidence = random.uniform(0, 0.4, (5, len(FIELDS)))
        evidence[:, FIELDS.index("anywhere")] = 0.5 if number % 4 else -0.5
        answers = np.zeros(5, dtype=np.bool_)
        if number % 4:
            evidence[number % 5, FIELDS.index("cosine")] = 0.9
            answers[number % 5] = True
        language = (Language.KHMER, Language.ENGLISH)[number % 2]
        found.append(Case(language, evidence, answers, bool(number % 4)))
    return found


def test_what_tells_the_answer_gets_the_weight() -> None:
    model = fit(made_cases(80))
    assert FIELDS[int(np.argmax(model.preference))] == "cosine"
    assert FIELDS[int(np.argmax(model.confidence))] == "cosine"
    assert FIELDS[int(np.argmax(model.known))] == "anywhere"
    same_for_all = FIELDS.index("anywhere")
    assert model.preference[same_for_all] == pytest.approx(0) == model.confidence[same_for_all]


def test_held_out_questions_are_answered_and_refused() -> None:
    figures = cross_validated(made_cases(80))
    assert figures["reachable"] == 1.0
    assert figures["correct without refusals"] >= 0.9
    assert figures["refusal F1"] >= 0.8


def test_thresholds_lie_between_what_is_answered_and_what_is_not() -> None:
    model = fit(made_cases(80))
    for case in made_cases(80):
        right, sure = model.judged(case)
        if case.answerable and right:
            assert sure >= model.thresholds[case.language]
        if not case.answerable:
            assert sure < model.thresholds[case.language]


def test_the_constants_can_be_pasted() -> None:
    namespace: dict[str, object] = {}
    source = "from collections.abc import Mapping\nfrom corpus.document import Language\n"
    exec(source + as_source(fit(made_cases(40))), namespace)
    shown = set(namespace["CONFIDENCE"]) | set(namespace["KNOWN"])  # type: ignore[call-overload]
    assert set(namespace["PREFERENCE"]) | set(namespace["KNOWN"]) == set(FIELDS) > shown  # type: ignore[call-overload]
    assert set(namespace["THRESHOLDS"]) == set(Language)  # type: ignore[call-overload]
    assert namespace["BIAS"] == pytest.approx(fit(made_cases(40)).bias, abs=0.01)
    assert namespace["KNOWN_BIAS"] == pytest.approx(fit(made_cases(40)).known_bias, abs=0.01)
