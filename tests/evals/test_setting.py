"""Settings as they are said on a command line."""

from __future__ import annotations

import pytest

from evals.setting import Setting, UnusableSetting, read_setting
from indexer.splitting import SIZES, Sizes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("encoder=kamnot", Setting()),
        ("encoder=/models/e5=base", Setting("/models/e5=base")),
        ("fusion=reciprocal", Setting(fusion="reciprocal")),
        ("splitting=300/360", Setting(sizes=Sizes(300, 360))),
        ("fusion=dense,splitting=300/360,encoder=a", Setting("a", "dense", Sizes(300, 360))),
    ],
)
def test_what_is_left_out_is_as_kamnot_does_it(text: str, expected: Setting) -> None:
    assert read_setting(text) == expected
    assert read_setting(str(expected)) == expected


@pytest.mark.parametrize(
    "text", ["", "encoder=", "fusion=best", "splitting=300", "splitting=0/9", "size=3", "a"]
)
def test_what_is_not_understood_is_named(text: str) -> None:
    with pytest.raises(UnusableSetting, match=r"is no setting; expected encoder=NAME, fusion=weighted\|"):
        read_setting(text)


def test_a_setting_tells_the_sizes_that_it_stands_for() -> None:
    assert str(Setting()) == f"encoder=kamnot,fusion=weighted,splitting={SIZES.khmer}/{SIZES.english}"
