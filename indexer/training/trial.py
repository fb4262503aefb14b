"""How good a student is on rows kept from training: by this a checkpoint is chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.training.pairs import Answered, Pair

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
ENOUGH = 30
"""A source with fewer kept rows than this has no say in the choice."""
NOT_PROSE = frozenset({"cldr-names", "libreoffice", "lexicon"})
"""Sources that are reported and have no say: single names, and another domain's labels."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Figures by name, 0 to 1, and their mean over what has a say."""

    figures: Mapping[str, float]
    score: float

    def __str__(self) -> str:
        return f"score {self.score:.4f} " + " ".join(f"{n} {v:.3f}" for n, v in self.figures.items())


def hold_trial(
    encode: Encode, pairs: Sequence[Pair], answered: Sequence[Answered], pool: Sequence[Answered]
) -> Trial:
    """accuracy@1 of translations by source, both ways averaged, and of questions in four ways.

    pairs, answered: kept rows; each text is looked for among the kept rows of all sources. pool: all question
    rows, whose passages a question is looked for among.
    """
    figures: dict[str, float] = {}
    say: list[float] = []
    khmer, english = encode([p.khmer for p in pairs]), encode([p.english for p in pairs])
    sources = np.array([pair.source for pair in pairs])
    own = np.arange(len(pairs))
    to_english, to_khmer = (khmer @ english.T).argmax(1) == own, (english @ khmer.T).argmax(1) == own
    for source in sorted(set(sources.tolist())):
        rows = sources == source
        figures[source] = float(to_english[rows].mean() + to_khmer[rows].mean()) / 2
        if rows.sum() >= ENOUGH and source not in NOT_PROSE:
            say.append(figures[source])
    if answered:
        passages = sorted({row.passage.english for row in pool})
        khmer_of = {row.passage.english: row.passage.khmer for row in pool}
        places = {text: i for i, text in enumerate(passages)}
        right = np.array([places[row.passage.english] for row in answered])
        sides = {"km": encode([khmer_of[p] for p in passages]), "en": encode(passages)}
        asked = {
            "km": encode([r.question.khmer for r in answered]),
            "en": encode([r.question.english for r in answered]),
        }
        for q, p in (("km", "km"), ("km", "en"), ("en", "km"), ("en", "en")):
            name = f"ask-{q}-{p}"
            figures[name] = float(((asked[q] @ sides[p].T).argmax(1) == right).mean())
            say.append(figures[name])
    return Trial(figures, float(np.mean(say)) if say else 0.0)


def english_kept(ours: Floats, teachers: Floats) -> float:
    """The correlation of two models' cosines over all pairs of the same English texts."""
    above = np.triu_indices(len(ours), 1)
    return float(np.corrcoef((ours @ ours.T)[above], (teachers @ teachers.T)[above])[0, 1])
