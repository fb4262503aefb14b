"""What pages and replies say in each language."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import date
from pathlib import Path

import pytest
from starlette.requests import Request

from corpus.date_writing import khmer_digits
from corpus.dates import Period
from corpus.document import Language, SectionKind
from corpus.khmer import khmer_share, normal_form
from search_api import wording as module
from search_api.answer import Refusal
from search_api.web.page_state import Sort
from search_api.wording import COOKIE, Wording, wording_for

FOLDER = Path(module.__file__).parent
TEXTS = tomllib.loads((FOLDER / "wording.toml").read_text(encoding="utf-8"))
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("web/templates/*.html")}
KHMER, ENGLISH = Wording(Language.KHMER), Wording(Language.ENGLISH)


def gaps(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_says_as_much_in_both_languages(key: str) -> None:
    khmer, english = TEXTS[key]["km"], TEXTS[key]["en"]
    assert gaps(khmer) == gaps(english)
    assert khmer_digits(normal_form(khmer)) == khmer, "Khmer in its normal order of characters"
    if key not in ("other_language", "between", "page_of"):
        assert khmer_share(khmer) > 0.4
        assert khmer_share(english) == 0


def test_every_text_of_a_template_is_there_and_none_is_left_over() -> None:
    used = set(re.findall(r'\bt\("([a-z_0-9]+)"', "".join(TEMPLATES.values())))
    used |= set(re.findall(r'"((?:nav|example)_[a-z_0-9]+)"', "".join(TEMPLATES.values())))
    used |= {f"kind_{kind.value}" for kind in SectionKind} | {f"sort_{sort.value}" for sort in Sort}
    used |= {f"language_{language.value}" for language in Language} | {each.value for each in Refusal}
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
    named = {key for key in TEXTS if f'"{key}"' in code or f'"{key}"' in "".join(TEMPLATES.values())}
    assert {key for key in used if not key.endswith("_")} - set(TEXTS) == set()
    assert set(TEXTS) - used - named == set()


@pytest.mark.parametrize(
    ("header", "cookie", "expected"),
    [
        ("km-KH,km;q=0.9,en;q=0.8", "", "km"),
        ("fr,en;q=0.3,km;q=0.2", "", "en"),
        ("de", "", "en"),
        ("", "", "en"),
        ("km;q=x, en;q=", "", "en"),
        ("en", "km", "km"),
        ("km", "fr", "km"),
    ],
)
def test_the_language_is_the_one_chosen_else_the_browsers(header: str, cookie: str, expected: str) -> None:
    headers = [(b"accept-language", header.encode()), (b"cookie", f"{COOKIE}={cookie}".encode())]
    request = Request({"type": "http", "headers": headers})
    assert wording_for(request).language == expected


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    assert KHMER.day(date(2021, 4, 5)) == "ថ្ងៃទី៥ ខែមេសា ឆ្នាំ២០២១"
    assert ENGLISH.day(date(2021, 4, 5)) == "5 April 2021"
    assert (KHMER.number(1234), ENGLISH.number(1234)) == ("១.២៣៤", "1,234")
    assert KHMER.year(2021) == "២០២១"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 1, 1), date(2022, 12, 31), "2020 to 2022"),
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date.min, date(2019, 12, 31), "until 2019"),
        (date(2021, 3, 1), date.max, "from 1 March 2021"),
        (date(2021, 3, 1), date(2021, 3, 31), "1 March 2021 to 31 March 2021"),
    ],
)
def test_a_period_is_said_shortly(first: date, last: date, expected: str) -> None:
    assert ENGLISH.period(Period(first, last)) == expected
