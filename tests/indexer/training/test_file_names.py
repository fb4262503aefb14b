"""Made-up names of files."""

from __future__ import annotations

import random
from datetime import date
from pathlib import PurePosixPath

from corpus.document import Language
from indexer.training.file_names import filed

TITLES = {
    Language.KHMER: "គណៈកម្មការកំពង់ផែ លើកទី ៣ ឆ្នាំ ២០១៩",
    Language.ENGLISH: "Minutes of the 3rd Port/Harbour Board",
}


def test_a_bare_title_leaves_the_body_to_the_name_of_the_file() -> None:
    chance = random.Random(1)
    drawn = [filed(TITLES, Language.ENGLISH, date(2019, 3, 5), chance) for _ in range(400)]
    bare = [file for title, file in drawn if title != TITLES[Language.ENGLISH]]
    assert 40 < len(bare) < 160
    assert all("Harbour" in file or "កំពង់ផែ" in file for file in bare)
    assert {"Harbour" in file for file in bare} == {True, False}
    assert 60 < sum(file == "" for _, file in drawn) < 180
    assert all(PurePosixPath(file).name == file for _, file in drawn)  # no folder comes of a title's slash
