"""Fits the answer's three models and its thresholds to judged questions.

The preference is fitted so that, among the extracts of a question, those that answer get the larger
share of a softmax; the other two by logistic regression on the preferred extract of every question,
unanswerable ones included: whether it answers, and whether anything does. All with an L2 penalty. The
figures come from cross-validation by question: what is printed was never fitted on the questions it is
measured on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.document import Language
from evals.judgment import targets
from evals.outcome import holds
from evals.trial import DEPTH, Trial
from search_api.confidence import CONFIDENCE, FIELDS, KNOWN, PREFERENCE
from search_api.query import Query

FOLDS = 5
_PENALTY = 0.01
_LEAST_FOR_STATED = 1.0
"""The sample has few questions after the facts about a meeting, whose statement answers them for sure."""
_ABOUT_AS_MANY = 0.01
"""The share of questions by which a threshold may fall short of the best one."""
_SEED = 20261123

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """The extracts of one judged question: evidence (n, fields), and which of them answer (n,)."""

    language: Language
    evidence: Array
    answers: NDArray[np.bool_]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Fitted weights, in the order of FIELDS, with the threshold of each language."""

    preference: Array
    confidence: Array
    bias: float
    known: Array
    known_bias: float
    thresholds: dict[Language, float]

    def judged(self, case: Case) -> tuple[bool, float]:
        """Whether the preferred extract answers, and how likely anything does."""
        best = int(np.argmax(case.evidence @ self.preference))
        logit = float(case.evidence[best] @ self.known) + self.known_bias
        return bool(case.answers[best]), 1 / (1 + np.exp(-logit))


def cases(trial: Trial) -> list[Case]:
    """Every judged question of a trial with the evidence for its extracts."""
    answerer = trial.answerer()
    found: list[Case] = []
    for judgment in trial.judgments:
        wanted = targets(judgment, trial.documents)
        _, weighed = answerer.weighed(Query(judgment.question, limit=DEPTH))
        if not weighed:
            continue
        answers = [
            any(
                holds(each.extract.hit.document.id, span.start, span.end, target)
                for span in each.extract.spans
                for target in wanted
            )
            for each in weighed
        ]
        rows = np.array([each.evidence.row() for each in weighed])
        found.append(Case(judgment.language, rows, np.array(answers), bool(wanted)))
    return found


def fit(training: Sequence[Case]) -> Model:
    """The models that fit some cases."""
    preference = _fit_preference([case for case in training if case.answers.any()])
    best = [int(np.argmax(case.evidence @ preference)) for case in training]
    rows = np.array([case.evidence[at] for case, at in zip(training, best, strict=True)])
    right = np.array([case.answers[at] for case, at in zip(training, best, strict=True)], dtype=np.float64)
    confidence, bias = _fit_logistic(rows, right, CONFIDENCE)
    answerable = np.array([case.answerable for case in training])
    known, known_bias = _fit_logistic(rows, answerable.astype(np.float64), KNOWN)
    sure = 1 / (1 + np.exp(-(rows @ known + known_bias)))
    languages = np.array([case.language.value for case in training])
    thresholds = {}
    for language in Language:
        own = languages == language.value
        thresholds[language] = _best_threshold(sure[own], right[own] > 0, answerable[own])
    return Model(preference, confidence, bias, known, known_bias, thresholds)


def cross_validated(everything: Sequence[Case]) -> dict[str, float]:
    """Figures over questions that the model judging them was not fitted on."""
    order = np.random.default_rng(_SEED).permutation(len(everything))
    preferred = correct = answered = refused_rightly = refused = 0
    for fold in range(FOLDS):
        held_out = set(order[fold::FOLDS].tolist())
        model = fit([case for at, case in enumerate(everything) if at not in held_out])
        for at in held_out:
            case = everything[at]
            right, sure = model.judged(case)
            preferred += right
            if sure < model.thresholds[case.language]:
                refused += 1
                refused_rightly += not case.answerable
            elif case.answerable:
                answered += 1
                correct += right
    answerable = sum(case.answerable for case in everything)
    unanswerable = len(everything) - answerable
    precision = refused_rightly / refused if refused else 0.0
    recall = refused_rightly / unanswerable if unanswerable else 0.0
    return {
        "reachable": sum(bool(case.answers.any()) for case in everything) / max(1, answerable),
        "correct without refusals": preferred / max(1, answerable),
        "correct": correct / max(1, answerable),
        "correct when answered": correct / max(1, answered),
        "treated right": (correct + refused_rightly) / max(1, len(everything)),
        "refusal precision": precision,
        "refusal recall": recall,
        "refusal F1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


def as_source(model: Model) -> str:
    """The model as the constants of search_api/confidence.py."""
    parts = []
    for name, shown, weights, bias in (
        ("PREFERENCE", PREFERENCE, model.preference, ""),
        ("CONFIDENCE", CONFIDENCE, model.confidence, f"BIAS = {model.bias:.2f}\n"),
        ("KNOWN", KNOWN, model.known, f"KNOWN_BIAS = {model.known_bias:.2f}\n"),
    ):
        fitted = dict(zip(FIELDS, weights, strict=True))
        lines = "".join(f'    "{field}": {fitted[field]:.2f},\n' for field in shown)
        parts.append(f"{name}: Mapping[str, float] = {{\n{lines}}}\n{bias}")
    chosen = ", ".join(f"Language.{each.name}: {value:.2f}" for each, value in model.thresholds.items())
    parts.append(f"THRESHOLDS: Mapping[Language, float] = {{{chosen}}}\n")
    return "".join(parts)


def _fit_preference(training: Sequence[Case]) -> Array:
    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for case in training:
            scores = case.evidence @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            right = float(shares[case.answers].sum())
            of_right = np.where(case.answers, shares, 0.0) / right
            total -= np.log(right) / len(training)
            slope = slope - case.evidence.T @ (of_right - shares) / len(training)
        return total, slope

    weights: Array = minimize(loss, np.zeros(len(FIELDS)), jac=True, method="L-BFGS-B", bounds=_bounds()).x
    return weights


def _fit_logistic(rows: Array, right: Array, figures: Collection[str]) -> tuple[Array, float]:
    """Weights of some of the FIELDS, 0 for the others, and the bias."""

    def loss(parameters: Array) -> tuple[float, Array]:
        weights, bias = parameters[:-1], parameters[-1]
        logits = rows @ weights + bias
        sure = 1 / (1 + np.exp(-logits))
        total = float(np.mean(np.logaddexp(0, logits) - right * logits)) + _PENALTY / 10 * float(
            weights @ weights
        )
        slope = rows.T @ (sure - right) / len(rows) + _PENALTY / 5 * weights
        return total, np.append(slope, np.mean(sure - right))

    used = [bound if name in figures else (0, 0) for name, bound in zip(FIELDS, _bounds(), strict=True)]
    bounds = [*used, (None, None)]
    found: Array = minimize(loss, np.zeros(len(FIELDS) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return found[:-1], float(found[-1])


def _bounds() -> list[tuple[float | None, float | None]]:
    """Evidence may count for nothing but not the wrong way, whatever a few hundred questions suggest."""
    against = {
        "sentence_for_list",
        "missing_numbers",
        "missing_names",
        "name_elsewhere",
        "behind",
        "title",
        "untimely",
        "other_meeting",
        "leads_in",
    }
    either = {"length", "crossing"}
    least = {"stated": _LEAST_FOR_STATED}
    return [
        (None, None) if name in either else (None, 0) if name in against else (least.get(name, 0), None)
        for name in FIELDS
    ]


def _best_threshold(sure: Array, right: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> float:
    """The middle one of the thresholds that treat about as many questions right as the best one.

    Right is a right answer, or a refusal where nothing answers. The middle, since a few questions make one
    or the other end of so flat a top.
    """
    candidates = np.linspace(0.05, 0.95, 91)
    scores = np.array([np.mean(np.where(sure < threshold, ~answerable, right)) for threshold in candidates])
    return float(np.median(candidates[scores >= scores.max() - _ABOUT_AS_MANY]).round(2))
