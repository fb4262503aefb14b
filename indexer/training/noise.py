"""Khmer as people really type it: other spellings, other breaks, and lines without their Latin names.

A break (space) inserted at a cluster boundary changes how the greedy tokenizer cuts what follows, so it
stands for sampled segmentation too (Kudo 2018, "Subword Regularization").
"""

import random
import re
from dataclasses import dataclass

from indexer.training.khmer_pieces import CLUSTER, RUN

CONFUSED = ["ិីឹឺ", "ុូួ", "េែៃ", "ោៅ", "់៉៊", "ណន", "លឡ", "ឌឍ", "ឋថ", "ជឈ", "គឃ", "ទធឌ", "បព", "ិិ៍"]
"""Letters that are mistaken for one another in minutes and in public text."""
DROPPED = "់៍៌៉៊័៏"
LATIN = re.compile(r"[A-Za-z][A-Za-z\-'’.]*|[0-9០-៩][0-9០-៩.,:/%-]*")


@dataclass(frozen=True, slots=True)
class Noise:
    """How often each kind of change is made to a text, as probabilities."""

    respelled: float = 0.25
    broken: float = 0.3
    joined: float = 0.15
    unlatinised: float = 0.25

    def apply(self, text: str, chance: random.Random) -> str:
        """The text changed at random; most often not at all."""
        text = text.replace("\u200b", "")
        if chance.random() < self.unlatinised:
            text = without_copied(text) or text
        if chance.random() < self.joined:
            text = re.sub("(?<=[\u1780-\u17ff]) +(?=[\u1780-\u17ff])", "", text)
        if chance.random() < self.respelled:
            text = respelled(text, chance)
        if chance.random() < self.broken:
            text = broken(text, chance.choice([0.04, 0.15, 0.4]), chance)
        return text


def without_copied(text: str) -> str:
    """The text less its Latin words and its digits; empty when nothing Khmer is left."""
    left = re.sub(r"\s+", " ", LATIN.sub(" ", text)).strip()
    return left if RUN.search(left) else ""


def respelled(text: str, chance: random.Random) -> str:
    """One or two letters exchanged for look-alikes, or a mark left out."""
    letters = list(text)
    for _ in range(chance.choice([1, 1, 2])):
        places = [i for i, letter in enumerate(letters) if any(letter in group for group in CONFUSED)]
        if not places:
            break
        place = chance.choice(places)
        if letters[place] in DROPPED and chance.random() < 0.5:
            letters[place] = ""
        else:
            letters[place] = chance.choice(next(group for group in CONFUSED if letters[place] in group))
    return "".join(letters)


def broken(text: str, rate: float, chance: random.Random) -> str:
    """The text with a space put at this share of the boundaries between clusters."""

    def spaced(run: re.Match[str]) -> str:
        clusters = CLUSTER.findall(run.group())
        return "".join(" " * (i > 0 and chance.random() < rate) + c for i, c in enumerate(clusters))

    return RUN.sub(spaced, text)
