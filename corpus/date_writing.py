"""Dates as they are written for a reader of either language."""

from __future__ import annotations

from datetime import date

from corpus.document import Language

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
KHMER_MONTHS = (
    "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ",
)  # fmt: skip
_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


def khmer_digits(text: object) -> str:
    """The text with Khmer digits for Arabic ones."""
    return str(text).translate(_KHMER_DIGITS)


def written(day: date, language: Language) -> str:
    """A day in words: “5 March 2019”, “ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០១៩”."""
    if language is Language.KHMER:
        return khmer_digits(f"ថ្ងៃទី{day.day} ខែ{KHMER_MONTHS[day.month - 1]} ឆ្នាំ{day.year}")
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
