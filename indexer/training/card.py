"""The model card: what the model is, what it learned from, how good it is, where it fails."""

from collections import Counter
from collections.abc import Sequence

from indexer.training.pairs import Pair
from indexer.training.trial import Trial

ORIGINS = {
    "flores-v1-wikipedia": ("FLORES v1 Wikipedia dev and devtest (Guzmán et al. 2019)", "CC BY-SA 4.0"),
    "sib200-train-dev": (
        "SIB-200 train and dev (Adelani et al. 2024), sentences of FLORES-200",
        "CC BY-SA 4.0",
    ),
    "cldr-names": ("Unicode CLDR names, without variants by skin tone and sex", "Unicode License v3"),
    "udhr": ("Universal Declaration of Human Rights", "public"),
    "libreoffice": (
        "LibreOffice 7.4 help and labels, Debian's libreoffice-help-km and -l10n-km",
        "MPL-2.0",
    ),
}
"""Sources from outside; any other was written for kamnot and lies in `indexer/training/pairs/`."""
OURS = ("written for kamnot, `indexer/training/pairs/`", "Apache-2.0")

HEAD = """---
language: [km, en]
license: apache-2.0
library_name: sentence-transformers
pipeline_tag: sentence-similarity
---
# kamnot-minilm

A sentence encoder that puts Khmer and English texts of one meaning near each other: 384 dimensions, cosine.
Made for the minutes of meetings in kamnot, where it finds passages by questions in either language.

It is all-MiniLM-L6-v2 (Apache-2.0; 6 layers, 22 M parameters) with Khmer word pieces beside its own. A Khmer
text's vector was trained to be the teacher's vector of its English translation, and to find it among
thousands; questions were trained to find their passages in all four pairings of the two languages.

    SentenceTransformer(folder, backend="onnx")       # sentence-transformers[onnx], no code of ours
    indexer.bilingual.BilingualEncoder()              # onnxruntime and tokenizers only; the same vectors

No prefixes. Khmer goes in as it is typed, without segmenting. The ONNX graph has int8 weights and
activations with fixed steps, so a text's vector does not depend on its batch.

## Learned from
| source | pairs | origin | licence |
|---|---|---|---|
"""

LIMITS = """
None of it is from Tatoeba, NTREX, the SIB-200 test or the questions of kamnot's `evals/`.

## Limits
- It reads 128 tokens at once. sentence-transformers cuts a longer text there; kamnot's own path averages
  windows of equal length, so that nothing is left out, though a window's detail fades in a long mean.
- Rare Khmer words are known by their parts only; a name that was never seen is told from another by letters.
- It hardly tells a text from its negation, or one number or date from another: neither does its teacher.
- Other scripts than Khmer and Latin are as the teacher knows them, that is, hardly.
- English is the teacher's up to the correlation given above, not exactly.
"""


def model_card(pairs: Sequence[Pair], tried: Trial) -> str:
    """Markdown for README.md; figures on public tests are added to it once they are measured."""
    count = Counter(pair.source for pair in pairs)
    rows = [
        f"| {source} | {number:,} | {' | '.join(ORIGINS.get(source, OURS))} |"
        for source, number in sorted(count.items())
    ]
    figures = [f"| {name} | {value:.3f} |" for name, value in tried.figures.items()]
    kept = (
        "\n## On rows kept from training\n"
        "accuracy@1, float32, both ways; `english` is the correlation with the teacher.\n\n"
    )
    table = "| rows | figure |\n|---|---|\n"
    return HEAD + "\n".join(rows) + "\n" + kept + table + "\n".join(figures) + "\n" + LIMITS
