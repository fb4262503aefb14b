"""The words that dates are written with, in both languages, as regular expressions over the normal form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.khmer import normal_form

KHMER_MONTH_SPELLINGS = (
    ("មករា",),
    ("កុម្ភៈ", "កុម្ភះ", "កុម្ភ"),
    ("មីនា", "មិនា"),
    ("មេសា", "មេសារ"),
    ("ឧសភា", "ឩសភា"),
    ("មិថុនា", "មីថុនា"),
    ("កក្កដា", "កក្តដា", "កក្កដ"),
    ("សីហា", "សិហា", "សីហារ"),
    ("កញ្ញា",),
    ("តុលា", "តុលារ"),
    ("វិច្ឆិកា", "វិច្ឆកា", "វិច្ឆិការ"),
    ("ធ្នូ", "ធ្នូរ"),
)
ENGLISH_MONTH_SPELLINGS = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_WEEKDAYS = (
    ("ចន្ទ", "ច័ន្ទ"),
    ("អង្គារ", "អង្គារ៍"),
    ("ពុធ",),
    ("ព្រហស្បតិ៍", "ព្រហស្បត្តិ៍", "ព្រហស្បត្តិ", "ព្រហស្បតិ"),
    ("សុក្រ",),
    ("សៅរ៍", "សៅរ"),
    ("អាទិត្យ",),
)
_LUNAR_MONTHS = {
    "បុស្ស": "បុស្ស",
    "មាឃ": "មាឃ",
    "ផល្គុន": "ផល្គុន",
    "ផល្គុណ": "ផល្គុន",
    "ចេត្រ": "ចេត្រ",
    "ចែត្រ": "ចេត្រ",
    "ពិសាខ": "ពិសាខ",
    "វិសាខ": "ពិសាខ",
    "ជេស្ឋ": "ជេស្ឋ",
    "ជេស្ដ": "ជេស្ឋ",
    "ជេដ្ឋ": "ជេស្ឋ",
    "អាសាឍ": "អាសាឍ",
    "អាសាធ": "អាសាឍ",
    "បឋមាសាឍ": "បឋមាសាឍ",
    "ទុតិយាសាឍ": "ទុតិយាសាឍ",
    "ស្រាពណ៍": "ស្រាពណ៍",
    "ស្រាពណ": "ស្រាពណ៍",
    "ភទ្របទ": "ភទ្របទ",
    "ភទ្ទបទ": "ភទ្របទ",
    "អស្សុជ": "អស្សុជ",
    "កត្តិក": "កត្តិក",
    "កក្តិក": "កត្តិក",
    "មិគសិរ": "មិគសិរ",
    "មិគ្គសិរ": "មិគសិរ",
}
_ANIMALS = {
    "ជូត": "ជូត",
    "ឆ្លូវ": "ឆ្លូវ",
    "ខាល": "ខាល",
    "ថោះ": "ថោះ",
    "រោង": "រោង",
    "ម្សាញ់": "ម្សាញ់",
    "មមី": "មមី",
    "មមែ": "មមែ",
    "វក": "វក",
    "រកា": "រកា",
    "ច": "ច",
    "កុរ": "កុរ",
    "កោរ": "កុរ",
}
_SAKS = {
    "ឯក": 1, "ទោ": 2, "ត្រី": 3, "ចត្វា": 4, "បញ្ច": 5, "ឆ": 6, "សប្ត": 7, "អដ្ឋ": 8, "នព្វ": 9, "នព": 9,
    "សំរឹទ្ធិ": 0, "សំរឹទ្ធ": 0, "សម្រឹទ្ធិ": 0, "សម្រឹទ្ធ": 0,
}  # fmt: skip

_NUMBER_WORDS = {
    "មួយ": 1, "ពីរ": 2, "បី": 3, "បួន": 4, "ប្រាំ": 5, "ប្រាំមួយ": 6, "ប្រាំពីរ": 7, "ប្រាំពិល": 7, "ប្រាំបី": 8,
    "ប្រាំបួន": 9, "ដប់": 10, "ម្ភៃ": 20, "សាមសិប": 30, "សែសិប": 40, "ហាសិប": 50, "ហុកសិប": 60, "ចិតសិប": 70,
    "ប៉ែតសិប": 80, "កៅសិប": 90, "មួយពាន់ប្រាំបួនរយ": 1900, "ពីរពាន់": 2000,
}  # fmt: skip

KHMER_MONTHS = {
    normal_form(name): number for number, names in enumerate(KHMER_MONTH_SPELLINGS, 1) for name in names
}
ENGLISH_MONTHS = {
    name: number for number, names in enumerate(ENGLISH_MONTH_SPELLINGS, 1) for name in names.split()
}
WEEKDAYS = {normal_form(name): number for number, names in enumerate(_WEEKDAYS) for name in names}
"""Monday is 0, as in `date.weekday`."""
LUNAR_MONTHS = {normal_form(name): plain for name, plain in _LUNAR_MONTHS.items()}
ANIMALS = {normal_form(name): plain for name, plain in _ANIMALS.items()}
SAKS = {normal_form(name): number for name, number in _SAKS.items()}
NUMBER_WORDS = {normal_form(name): number for name, number in _NUMBER_WORDS.items()}
"""Those that days of a month and years are spelled out with."""


def _any(names: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"


_BELOW_10, _TENS, _YEARS = (
    _any(name for name, number in NUMBER_WORDS.items() if number in range(least, most))
    for least, most in ((1, 10), (10, 100), (100, 3000))
)
_SPACE = "[ \t\u00a0]{0,8}\n?[ \t\u00a0]{0,8}"
_WORDS = {
    "day": "[0-3]?[0-9](?![0-9])",
    "year": "[12][0-9]{3}(?![0-9])",
    "wday": f"(?:{_TENS} {_BELOW_10}|{_TENS}|{_BELOW_10})",
    "wyear": f"{_YEARS}(?: {_TENS})?(?: {_BELOW_10})?",
    "th": "(?:st|nd|rd|th)?",
    "month": _any(KHMER_MONTHS),
    "emonth": f"(?<![a-z])(?:{_any(ENGLISH_MONTHS)})(?![a-z])",
    "weekday": _any(WEEKDAYS),
    "lunar_month": _any(LUNAR_MONTHS),
    "animal": _any(ANIMALS),
    "sak": _any(SAKS),
    "to": "(?:-|\u2013|\u2014|~|to|until|and|&|ដល់|និង)",
    "be": "(?:ព \\.? ស \\.?|ពុទ្ធសករាជ|(?-i:(?<![A-Za-z])(?:BE|B\\. ?E\\.)))",
    "ce": "(?:គ \\.? ស \\.?|គ្រិស្តសករាជ|គ្រិស្ដសករាជ)",
}


def beginning(names: Iterable[str] = ()) -> re.Pattern[str]:
    """Finds the places where a form may begin that begins with one of these names or with a number.

    It finds others too, but looks first for one of a few characters, which takes a fraction of the time
    that trying the whole form everywhere does. Names are in normal form and lower case.
    """
    first, second = (
        "".join(sorted({letter for name in names for letter in (name[at], name[at].upper())}))
        for at in (0, 1)
    )
    rest = f"|[{second}]" if second else ""
    return re.compile(f"[0-9{first}](?<![A-Za-z][A-Za-z])(?<![0-9][0-9])(?:(?<=[0-9]){rest})")


def pattern(form: str) -> re.Pattern[str]:
    """A compiled date form: a space is optional space with at most one line end, «month» a word of dates.

    Khmer in the form is put into normal form; case doesn't matter, but "ı" is no "i", as it else is to `re`.
    """
    for name, expression in _WORDS.items():
        form = form.replace(f"«{name}»", expression)
    return re.compile(normal_form(form.replace(" ", _SPACE)), re.IGNORECASE | re.ASCII)
