"""Countries of the region and provinces of Cambodia, which give place to each other in questions."""

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
    " សហរដ្ឋអាមេរិក ចក្រភពអង់គ្លេស អង់គ្លេស សហភាពអឺរ៉ុប",
)

COUNTRY = re.compile(
    f"\\b(?:{_NAMES[0]})\\b|(?:ប្រទេស)?(?:{'|'.join(map(khmer.normal_form, _NAMES[1].split()))})",
    re.IGNORECASE,
)
"""Matched on the normal form of a question."""

_PROVINCES = (
    "Banteay Meanchey|Battambang|Kampong Cham|Kampong Chhnang|Kampong Speu|Kampong Thom|Kampot|Kandal|Kep"
    "|Koh Kong|Kratie|Mondulkiri|Oddar Meanchey|Pailin|Phnom Penh|Preah Sihanouk|Sihanoukville|Preah Vihear"
    "|Prey Veng|Pursat|Ratanakiri|Siem Reap|Stung Treng|Svay Rieng|Takeo|Tboung Khmum|Poipet|Bavet",
    "បន្ទាយមានជ័យ បាត់ដំបង កំពង់ចាម កំពង់ឆ្នាំង កំពង់ស្ពឺ កំពង់ធំ ខេត្តកំពត ខេត្តកណ្តាល ខេត្តកែប កោះកុង ក្រចេះ មណ្ឌលគិរី ឧត្តរមានជ័យ"
    " ប៉ៃលិន ភ្នំពេញ ព្រះសីហនុ ព្រះវិហារ ព្រៃវែង ពោធិ៍សាត់ រតនគិរី សៀមរាប ស្ទឹងត្រែង ស្វាយរៀង តាកែវ ត្បូងឃ្មុំ ប៉ោយប៉ែត បាវិត",
)

PROVINCE = re.compile(
    f"\\b(?:{_PROVINCES[0]})\\b"
    f"|(?:ខេត្ត|រាជធានី|ក្រុង)?(?:{'|'.join(map(khmer.normal_form, _PROVINCES[1].split()))})",
    re.IGNORECASE,
)
"""Provinces, with the two border towns that minutes name most. Matched likewise."""
