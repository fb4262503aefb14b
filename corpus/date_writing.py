"""Dates as they are written for a reader of either language."""

from __future__ import annotations

from datetime import date

from corpus.date_words import ENGLISH_MONTH_SPELLINGS, KHMER_MONTH_SPELLINGS
from corpus.document import Language

ENGLISH_MONTH_NAMES = tuple(names.split()[0].capitalize() for names in ENGLISH_MONTH_SPELLINGS)
KHMER_MONTH_NAMES = tuple(names[0] for names in KHMER_MONTH_SPELLINGS)
_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


def khmer_digits(text: object) -> str:
    """The text with Khmer digits for Arabic ones."""
    return str(text).translate(_KHMER_DIGITS)


def written(day: date, language: Language) -> str:
    """A day in words: “5 March 2019”, “ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០១៩”."""
    if language is Language.KHMER:
        return khmer_digits(f"ថ្ងៃទី{day.day} ខែ{KHMER_MONTH_NAMES[day.month - 1]} ឆ្នាំ{day.year}")
    return f"{day.day} {ENGLISH_MONTH_NAMES[day.month - 1]} {day.year}"


def written_time(first: date, last: date, language: Language) -> str:
    """A time in words, as closely as whole days, months or years say it: “March 2019”, “2019 to 2021”."""
    if first == last:
        return written(first, language)
    if first.year != last.year:
        return (
            f"{_year(first, language)} {'ដល់' if language is Language.KHMER else 'to '}{_year(last, language)}"
        )
    if first.month != last.month:
        return _year(first, language)
    if language is Language.KHMER:
        return f"ខែ{KHMER_MONTH_NAMES[first.month - 1]} {_year(first, language)}"
    return f"{ENGLISH_MONTH_NAMES[first.month - 1]} {first.year}"


def _year(day: date, language: Language) -> str:
    return khmer_digits(f"ឆ្នាំ{day.year}") if language is Language.KHMER else str(day.year)
