"""The model card: what the model is, what it learned from, under which licences, how good it is, where it fails."""

from collections.abc import Sequence

from indexer.training.pairs import Answered, Pair
from indexer.training.trial import Trial


def model_card(pairs: Sequence[Pair], answered: Sequence[Answered], tried: Trial) -> str:
    """Markdown for README.md."""
    return "# kamnot-minilm\n\n" + str(tried) + "\n"
