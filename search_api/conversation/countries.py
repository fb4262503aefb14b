"""Countries that minutes of the region name, by which one is exchanged for another in a question."""

from __future__ import annotations

import re

from corpus import khmer

_NAMES = (
    "Brunei Darussalam|Brunei|Cambodia|Indonesia|Lao PDR|Laos|Malaysia|Myanmar|the Philippines|Philippines"
    "|Singapore|Thailand|Viet Nam|Vietnam|Timor-Leste|Australia|China|Japan|the Republic of Korea"
    "|South Korea|Korea|New Zealand|India|Canada|France|Russia|the United States|the United Kingdom"
    "|the European Union",
    "ប្រ៊ុយណេដារូសាឡឹម ប្រ៊ុយណេ កម្ពុជា ឥណ្ឌូណេស៊ី ឡាវ ម៉ាឡេស៊ី មីយ៉ាន់ម៉ា ហ្វីលីពីន សិង្ហបុរី ថៃ វៀតណាម ទីម័រខាងកើត"
    " ទីម័រឡេស្តេ អូស្ត្រាលី ចិន ជប៉ុន សាធារណរដ្ឋកូរ៉េ កូរ៉េខាងត្បូង កូរ៉េ នូវែលសេឡង់ ឥណ្ឌា កាណាដា បារាំង រុស្ស៊ី"
    " សហរដ្ឋអាមេរិក អាមេរិក ចក្រភពអង់គ្លេស អង់គ្លេស សហភាពអឺរ៉ុប",
)

COUNTRY = re.compile(
    f"\\b(?:{_NAMES[0]})\\b|(?:ប្រទេស)?(?:{'|'.join(map(khmer.normal_form, _NAMES[1].split()))})",
    re.IGNORECASE,
)
"""Matched on the normal form of a question."""
