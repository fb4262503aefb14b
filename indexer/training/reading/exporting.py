"""The reader's folder: its ONNX graph in int8, the tokenizer, a card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from indexer.training.onnx_graph import build_graph
from indexer.training.reading.exercises import Example
from indexer.training.reading.fitting import Kept
from indexer.training.reading.model import ReaderModel, inputs
from indexer.training.rounding import layer_inputs

CARD = """---
language: [km, en]
license: apache-2.0
---
# kamnot-reader

Says where a passage of minutes answers a question, and whether it does, in Khmer and English and across the
two. A cross-encoder of {layers} layers and 384 dimensions that began as ms-marco-MiniLM-L-12-v2 (Apache-2.0;
its authors trained it on MS MARCO, whose texts Microsoft gives for non-commercial research) with the
Khmer word pieces of kamnot-minilm. `onnx/model.onnx` (int8) takes `[CLS] question [SEP] about [SEP] passage
[SEP]`, about being the line on its meeting (`indexer.about`: date, place, body, title, the file's name,
heading), and gives two logits a token: that the token belongs to the answer, and, at the first token, that
the passage answers at all. `search_api.reader.ShippedReader` runs it.

Learned from groups of meetings written for kamnot (`indexer/training/series/`, Apache-2.0) by
`python -m indexer.training.reading`.

On exercises kept from training, float32: best sentence right {sentence:.3f}, area under the curve for whether
the passage answers {answered:.3f}.
"""


def write_folder(
    folder: Path, tokenizer: Tokenizer, model: ReaderModel, examples: Sequence[Example], tried: Kept
) -> None:
    """All that `search_api.reader.ShippedReader` reads. examples: by which the int8 steps are chosen."""
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    model.eval()

    def run() -> None:
        for example in examples:
            given = inputs(tokenizer, [example.question], [example.about], [example.passage])
            model(given.ids, given.sides, given.mask)

    weights = {name: tensor.float().numpy() for name, tensor in model.body.state_dict().items()}
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    head = (model.head.weight.detach().numpy(), model.head.bias.detach().numpy())
    graph = build_graph(weights, model.khmer.detach().numpy(), layer_inputs(model.body, run), layers, head)
    (folder / "onnx" / "model.onnx").write_bytes(graph.SerializeToString())
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "README.md").write_text(
        CARD.format(layers=layers, sentence=tried.sentence, answered=tried.answered), encoding="utf-8"
    )
