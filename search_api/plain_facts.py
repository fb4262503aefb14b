"""Questions after nothing but a fact about a numbered meeting, which its minutes are known to state."""

from __future__ import annotations

import re

from corpus import khmer
from corpus.ordinals import meetings
from corpus.organisers import without_known_bodies
from indexer.filters import body_key
from search_api.asked_meeting import numbers_of
from search_api.called_bodies import called_body
from search_api.hit import Hit
from search_api.understanding import KNOWN_KEYS, Fact, Understood

_WORDS = frozenset(
    "where when what which who whom how many was were is did do does the a of at in on for to from by its it"
    " hold held holding take took taken place happen happened meet met meeting session sitting gather"
    " gathered convene convened convening host hosted city country town venue location date day month year"
    " people persons participants delegates officials attend attended attending attendance present part"
    " chair chaired chairs chairing chairman chairperson chairmanship preside presided presides over under"
    " lead led leads head headed and were there".split()
)
_PLEASE = re.compile("^(?:please |(?:can|could) you |kindly )*(?:tell (?:me|us) |say )?")
_CHAIRED = re.compile(
    "\\b(?:whom?|(?:which|what) country)(?: (?:was|were|is|acted|as|in|the))*"
    " (?:chair|presid|led|lead|head)|^chair"
)
_OF_SOME = re.compile("\\b(?:host|hosted|from|meet|met|delegates|officials|participants|people|persons)\\b")
"""What is in the way of who chaired: the chair met them, or they had a head of their own."""
_HOSTS = re.compile("\\b(?:from|host|hosted|country)\\b")
"""Of those present only some are asked for."""
_OF_DELEGATION = re.compile("(?:ប្រធាន|ដឹកនាំ)(?:គណៈ)?ប្រតិភូ")
_PHRASES = (
    "តើ សូម ប្រាប់ កិច្ចប្រជុំ ប្រជុំ ធ្វើឡើង ធ្វើជា ធ្វើ ប្រព្រឹត្តទៅ ប្រព្រឹត្ត រៀបចំឡើង រៀបចំ ប្រារព្ធ បើក បាន ត្រូវ"
    " នៅក្នុង នៅ ក្នុង ទីកន្លែង កន្លែង ទីក្រុង រាជធានី ប្រទេស ខេត្ត ក្រុង ទីណា ឯណា ណា ពេលណា ពេល ថ្ងៃទី ថ្ងៃ ខែ ឆ្នាំ កាល"
    " ប៉ុន្មាន អ្វី នរណា អ្នកណា អ្នក លោក ឈ្មោះ ជា ប្រធាន អធិបតីភាព អធិបតី ដឹកនាំ ដោយ ក្រោម ក្រោមការ ការ មាន"
    " អ្នកចូលរួម ចូលរួម ចំនួន នាក់ រូប ប្រតិភូ របស់ នៃ ដែល គឺ និង ទី"
)
_KHMER = re.compile(
    "|".join(sorted(map(khmer.normal_form, _PHRASES.split()), key=len, reverse=True)) + "|[\\s?!.។៕,]+"
)
_LATIN = re.compile("[a-z']+")


def asks_plainly(question: str, understood: Understood) -> bool:
    """Whether a question in normal form is after facts about one numbered meeting, and says nothing else.

    "Where was the 23rd SOMTC held?" does; "Where was the training that the 23rd SOMTC agreed on?" doesn't.
    """
    named = meetings(question)
    if not understood.facts or understood.times or len(named) != 1 or len(named[0].numbers) != 1:
        return False
    span = named[0].span
    rest = without_known_bodies(f"{question[: span.start]} {question[span.end :]}")
    called = called_body(question)
    rest = (rest.replace(called.name, " ") if called and called.is_numbered else rest).casefold()
    rest = _PLEASE.sub("", rest.strip())
    if Fact.CHAIR in understood.facts and (_OF_DELEGATION.search(rest) or not _asks_who_chaired(rest)):
        return False
    if Fact.PARTICIPANT_COUNT in understood.facts and _HOSTS.search(rest):
        return False
    words = _LATIN.findall(rest)
    return set(words) <= _WORDS and not _KHMER.sub("", _LATIN.sub(" ", rest))


def _asks_who_chaired(text: str) -> bool:
    return khmer.has_khmer(text) or (_CHAIRED.search(text) is not None and not _OF_SOME.search(text))


def is_the_meeting(hit: Hit, understood: Understood) -> bool:
    """Whether its minutes are of the numbered meeting, of a body that is known, that a question is about."""
    body = body_key(hit.document.body or "")
    is_body = body in KNOWN_KEYS and body in understood.bodies
    is_meant = is_body or hit.document.id in understood.meant
    return is_meant and not understood.numbers.isdisjoint(numbers_of(hit.document))
