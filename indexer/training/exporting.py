"""The shipped folder, in sentence-transformers' layout: tokenizer, int8 ONNX graph, settings, card."""

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from indexer.training.lessons import padded, token_ids
from indexer.training.onnx_graph import build_graph
from indexer.training.rounding import layer_inputs
from indexer.training.student import Student

LONGEST = 128
"""Tokens read at once, as the teacher was trained; the light path cuts longer texts into windows.

Six passages in one text of some 220 tokens, asked for one of them (English / Khmer, accuracy@1 among 30):
mean of windows of 128 .378 / .361, of 256 .317 / .294, cut at 128 .311 / .322 (and .02 / .08 for what stood
in the last third), each passage by itself .811 / .717.
"""


def write_folder(
    folder: Path,
    tokenizer: Tokenizer,
    student: Student,
    examples: Sequence[str],
    teacher: Path,
    card: str,
) -> None:
    """Everything that `SentenceTransformer(folder, backend="onnx")` and `BilingualEncoder(folder)` read.

    examples: texts of both languages, by which the steps of int8 activations are chosen. teacher: its folder,
    whose configuration is taken over.
    """
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    (folder / "1_Pooling").mkdir(exist_ok=True)
    config = json.loads((teacher / "config.json").read_text(encoding="utf-8"))
    layers = int(config["num_hidden_layers"])
    student = student.cpu()
    weights = {name: tensor.float().numpy() for name, tensor in student.body.state_dict().items()}
    with torch.no_grad():
        pieces = student.piece_vectors(torch.arange(len(student.parts))).numpy()

    def run() -> None:
        for ids in token_ids(tokenizer, examples):
            batch = padded([ids], [0])
            student(batch.ids, batch.mask)

    inputs = layer_inputs(student.body, run)
    graph = build_graph(weights, pieces, inputs, layers)
    (folder / "onnx" / "model.onnx").write_bytes(graph.SerializeToString())
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config |= {"vocab_size": tokenizer.get_vocab_size(), "_name_or_path": "kamnot-minilm"}
    _write(folder / "config.json", config)
    _write(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": LONGEST,
            "model_input_names": ["input_ids", "attention_mask", "token_type_ids"],
            "unk_token": "[UNK]",
            "sep_token": "[SEP]",
            "pad_token": "[PAD]",
            "cls_token": "[CLS]",
            "mask_token": "[MASK]",
        },
    )
    _write(folder / "sentence_bert_config.json", {"max_seq_length": LONGEST, "do_lower_case": False})
    _write(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True},
    )
    names = ("Transformer", "Pooling", "Normalize")
    places = ("", "1_Pooling", "2_Normalize")
    _write(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": place, "type": f"sentence_transformers.models.{name}"}
            for i, (name, place) in enumerate(zip(names, places, strict=True))
        ],
    )
    (folder / "2_Normalize").mkdir(exist_ok=True)
    (folder / "2_Normalize" / ".keep").touch()  # a folder without files is not kept by git
    _write(
        folder / "config_sentence_transformers.json",
        {"similarity_fn_name": "cosine", "prompts": {}, "default_prompt_name": None},
    )
    (folder / "README.md").write_text(card, encoding="utf-8")


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
