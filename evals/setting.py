"""What a run is made with, as it is said on a command line: `encoder=kamnot,fusion=reciprocal`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import KamnotError
from evals.judgment import Judgment
from evals.measures import scores
from evals.score import Score
from evals.trial import Trial, trial
from indexer.splitting import SIZES, Sizes
from search_api.fusion import Fusion, dense_only, lexical_only, reciprocal_ranks, weighted_scores
from search_api.reader import ShippedReader
from search_api.settings import SHIPPED_ENCODER, Settings
from search_api.startup import open_encoder

FUSIONS: Mapping[str, Fusion] = {
    "weighted": weighted_scores,
    "reciprocal": reciprocal_ranks,
    "dense": dense_only,
    "lexical": lexical_only,
}
"""“weighted” is what kamnot does; the last two are the arms by themselves."""
_SIZES = re.compile(r"([1-9][0-9]{1,4})/([1-9][0-9]{1,4})")
_THREADS = 2


class UnusableSetting(KamnotError):
    """A setting to be measured can't be understood; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An encoder, a fusion by its name in FUSIONS, and the sizes of passages."""

    encoder: str = SHIPPED_ENCODER
    fusion: str = "weighted"
    sizes: Sizes = SIZES

    def __str__(self) -> str:
        sizes = f"{self.sizes.khmer}/{self.sizes.english}"
        return f"encoder={self.encoder},fusion={self.fusion},splitting={sizes}"


def read_setting(text: str) -> Setting:
    """The setting that a text tells; what it leaves out is as kamnot does it. Raises UnusableSetting."""
    setting = Setting()
    for part in text.split(","):
        name, _, value = part.partition("=")
        if name == "encoder" and value:
            setting = replace(setting, encoder=value)
        elif name == "fusion" and value in FUSIONS:
            setting = replace(setting, fusion=value)
        elif name == "splitting" and (sizes := _SIZES.fullmatch(value)):
            setting = replace(setting, sizes=Sizes(int(sizes[1]), int(sizes[2])))
        else:
            raise UnusableSetting(
                f"{part!r} is no setting; expected encoder=NAME, fusion={'|'.join(FUSIONS)}, "
                "splitting=KHMER/ENGLISH in characters, several with commas, or a recorded .json"
            )
    return setting


@contextmanager
def trial_with(minutes: Path, judgments: Sequence[Judgment], setting: Setting) -> Iterator[Trial]:
    """A trial with a setting's encoder and splitting; the fusion is chosen when it is asked."""
    encoder = open_encoder(Settings(encoder=setting.encoder, threads=_THREADS))
    with trial(minutes, judgments, encoder, ShippedReader(), setting.sizes) as prepared:
        yield prepared


def scores_with(minutes: Path, judgments: Sequence[Judgment], setting: Setting) -> list[Score]:
    """The scores of every question with a setting."""
    with trial_with(minutes, judgments, setting) as prepared:
        return scores(prepared.outcomes(FUSIONS[setting.fusion]))
