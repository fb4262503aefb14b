"""An encoder's name says all that it takes to make the encoder again."""

from __future__ import annotations

import pytest

from indexer.recipe import Prefixes, Recipe, recipe_of


@pytest.mark.parametrize(
    ("recipe", "name"),
    [
        (Recipe("BAAI/bge-m3"), "BAAI/bge-m3@1a2b3c"),
        (Recipe("BAAI/bge-m3", "bfloat16"), "BAAI/bge-m3@1a2b3c+bfloat16"),
        (
            Recipe("a/model", "float16", Prefixes("សួរ: ", "")),
            'a/model@1a2b3c+float16 ["សួរ: ", ""]',
        ),
        (
            Recipe("/srv/models/by@me [old]", prefixes=Prefixes('Query "q"\nby: ', "at@x: ")),
            '/srv/models/by@me [old]@1a2b3c ["Query \\"q\\"\\nby: ", "at@x: "]',
        ),
    ],
)
def test_a_name_is_read_back(recipe: Recipe, name: str) -> None:
    assert recipe.name("1a2b3c") == name
    assert recipe_of(name) == recipe


def test_a_name_without_a_revision_is_one_of_the_package() -> None:
    assert recipe_of("kamnot-minilm-0f1e2d3c") == Recipe("kamnot")
