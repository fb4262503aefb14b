"""What of a document's text a terminal is sent."""

from __future__ import annotations

import json

import pytest

from search_api.terminal import safe, safe_json


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("The budget, 40,000 dollars\n\tfor training.", "The budget, 40,000 dollars\n\tfor training."),
        ("ថវិកា\u200bបណ្តុះបណ្តាល ស្ត្រី", "ថវិកា\u200bបណ្តុះបណ្តាល ស្ត្រី"),
        ("a\x1b[31mb\x07", "a\ufffd[31mb\ufffd"),
        ("a\u009b31mb", "a\ufffd31mb"),
        ("total \u202e00001\u202c", "total \ufffd00001\ufffd"),
        ("\ud800", "\ufffd"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ],
)
def test_what_a_terminal_would_act_on_is_replaced(text: str, expected: str) -> None:
    assert safe(text) == expected


def test_one_line_is_one_line() -> None:
    assert safe(" a\n\tb\u2029c ", lines=False) == "a b c"


def test_json_says_the_same_without_raw_controls() -> None:
    told = {"text": "ថវិកា \u009b31m \u202eabc \x7f", "lines": "a\nb"}
    written = safe_json(json.dumps(told, ensure_ascii=False, indent=2))
    assert json.loads(written) == told
    assert safe(written) == written
    assert "ថវិកា" in written
