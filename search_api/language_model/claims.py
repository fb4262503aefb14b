"""What a model wrote, sentence by sentence, each held against the words that it cites.

A sentence is a claim when it comes with a proof that stands in its passage, says no number, abbreviation or
name that isn't there, is no denial of an affirmed thing or the reverse, and means much the same as what it
cites. Whatever isn't is dropped: so is text that a document talked the model into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus import khmer
from corpus.document import Document, Span
from indexer import terms
from indexer.encoder import Encoder
from search_api.answer import Citation
from search_api.hit import Hit
from search_api.rereading import meeting_line
from search_api.territories import COUNTRY, PROVINCE

LEAST_LIKENESS = 0.45
"""Cosine of a claim with the sentences that it cites; DECISIONS.md has what this lets through and stops."""
LEAST_SHARED = 0.5
"""The share of a claim's words that its sentences or the question have, where they are in its language."""
SHORTEST_PROOF = 6
"""Letters and digits that a proof has at least: fewer stand in every passage."""
LONGEST_CLAIM = 600

_PROOF = re.compile(r"\[\[ ?(\d{1,2}) ?[:៖]([^\[\]]*)\]\]")
_LONGEST_LINE = 4_000
_UNSEEN = re.compile("[\u200b-\u200d\u2060]")
"""Breaks between Khmer words, which don't show."""
_ACTIVE = re.compile(r"https?:|www\.|\]\(|!\[|<[a-z/!]|`|\[\[|\]\]|javascript:|data:|\S@\S", re.IGNORECASE)
"""What a front-end might load, follow or run."""
_BULLET = re.compile(r"^\s*(?:[-*•–#>]+|\d{1,2}[.)])\s+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9-]+\b")
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][a-z]{2,}\b")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|declined|refused|rejected|cannot)\b|n[’']t\b"
    "|មិន|ពុំ|គ្មាន|ឥត(?:មាន|បាន)|អត់|បដិសេធ|ច្រានចោល",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split(),
        start=2,
    )
} | {
    word: str(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety hundred".split(), 2)
}
_QUANTITY = re.compile(r"[a-z]+")
_MULTIPLES = frozenset("half third quarter thousand million billion every all none".split())
_CLAUSE_END = re.compile("[,;:៖។\n(]|[.!?](?= |$)")
_WORD = re.compile(r"[a-z0-9-]+")
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that the minutes bear out, by these citations."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Checker:
    """Holds a model's sentences against the hits that it was shown, numbered from 1.

    documents: those of the hits, in their order.
    """

    question: str
    hits: Sequence[Hit]
    documents: Sequence[Document]
    encoder: Encoder

    def claims(self, lines: Iterable[str]) -> Iterator[Claim]:
        """The claims among a model's lines, in order, as soon as each line is whole."""
        said: set[str] = set()
        for line in lines:
            claim = self.claim(line)
            if claim is not None and claim.text not in said:
                said.add(claim.text)
                yield claim

    def claim(self, line: str) -> Claim | None:
        """A line's claim; None for a line that isn't borne out."""
        line = _UNSEEN.sub("", line)
        if len(line) > _LONGEST_LINE:
            return None
        text = " ".join(_BULLET.sub("", _PROOF.sub(" ", line)).split())
        text = re.sub(r" ([.,;:!?។៕])", r"\1", text)
        if not text or len(text) > LONGEST_CLAIM or _ACTIVE.search(text) or not text.isprintable():
            return None
        proofs = (self._proof(int(number), words) for number, words in _PROOF.findall(line))
        stand = list(dict.fromkeys(proof for proof in proofs if proof is not None))
        if not self._told(text, stand):
            return None
        cited = [each for each in stand if self._unchanged(*each) and self._means(text, *each)]
        return Claim(text, tuple(self._citation(*each) for each in cited)) if cited else None

    def _proof(self, number: int, words: str) -> tuple[int, Span] | None:
        """Which hit it is, from 0, and where in its passage the words stand; None where they don't."""
        if not 1 <= number <= len(self.hits) or len(_LETTERS.findall(words)) < SHORTEST_PROOF:
            return None
        span = find_words(words, self.hits[number - 1].passage.text)
        return None if span is None else (number - 1, span)

    def _told(self, text: str, proofs: Sequence[tuple[int, Span]]) -> bool:
        """Whether the sentences around the proofs, or the lines on their meetings, hold a text's numbers, and
        their passages or the question its abbreviations and names; in Khmer names are spelt otherwise."""
        hits = [self.hits[at] for at, _ in proofs]
        meetings = "\n".join(map(meeting_line, hits))
        sentences = "\n".join(_sentences_around(self.hits[at].passage.text, span) for at, span in proofs)
        if not _numbers(text) <= _numbers(f"{meetings}\n{sentences}"):
            return False
        passages = "\n".join(hit.passage.text for hit in hits)
        known = set(_WORD.findall(khmer.normal_form(f"{meetings}\n{passages}\n{self.question}").casefold()))
        names = _ABBREVIATION.findall(text)
        if not _is_khmer(passages):
            names += _NAME.findall(text)
        if not all(name.casefold() in known for name in names):
            return False
        if _is_khmer(text) != _is_khmer(sentences):
            return True
        if not _places(text) <= _places(f"{meetings}\n{sentences}\n{self.question}"):
            return False
        words = _words(text)
        return len(words & _words(f"{meetings}\n{sentences}\n{self.question}")) >= LEAST_SHARED * len(words)

    def _unchanged(self, at: int, span: Span) -> bool:
        """Whether a proof still stands in its document, which may have been replaced since it was found."""
        passage = self.hits[at].passage
        stands = span.shifted(passage.span.start)
        return stands.of(self.documents[at].body) == span.of(passage.text)

    def _means(self, text: str, at: int, span: Span) -> bool:
        """Whether a text affirms or denies as its proof does, and means much the same."""
        passage = self.hits[at].passage.text
        if bool(_NEGATION.search(text)) != bool(_NEGATION.search(_clause_around(passage, span))):
            return False
        forms = (text, span.of(passage), _sentences_around(passage, span))
        rows = self.encoder.passages([khmer.normal_form(form) for form in forms])
        return float((rows[1:] @ rows[0]).max()) >= LEAST_LIKENESS

    def _citation(self, at: int, span: Span) -> Citation:
        hit, document = self.hits[at], self.documents[at]
        stands = span.shifted(hit.passage.span.start)
        return Citation(hit.document, stands, document.page_at(stands.start), stands.of(document.body))


def find_words(words: str, text: str) -> Span | None:
    """Where some words stand in a text, spacing, case and ways of typing Khmer aside, or None."""
    traced = khmer.normalise(text)
    wanted = "".join(khmer.normal_form(words).casefold().split())
    places = [at for at, letter in enumerate(traced.text) if not letter.isspace()]
    start = "".join(_folded(traced.text[at]) for at in places).find(wanted)
    if not wanted or start < 0:
        return None
    return traced.original(Span(places[start], places[start + len(wanted) - 1] + 1))


def _folded(letter: str) -> str:
    """A letter in lower case, as one code point."""
    lower = letter.casefold()
    return lower if len(lower) == 1 else letter


def _clause_around(text: str, span: Span) -> str:
    """A span with the rest of its clause, where what denies it would stand: in Khmer often after the verb."""
    before = _CLAUSE_END.split(text[: span.start])[-1]
    return before + span.of(text) + _CLAUSE_END.split(text[span.end :])[0]


def _places(text: str) -> set[str]:
    """The countries and provinces that a text names."""
    form = khmer.normal_form(text)
    return {found[0].casefold() for pattern in (COUNTRY, PROVINCE) for found in pattern.finditer(form)}


def _sentences_around(text: str, span: Span) -> str:
    """The sentences that a span touches."""
    return "".join(each.of(text) for each in khmer.sentences(text) if each.overlaps(span))


def _is_khmer(text: str) -> bool:
    return khmer.khmer_share(text) > 0.5


def _words(text: str) -> set[str]:
    """The words of a text that say something, English ones stemmed."""
    return {term.text for term in terms.analyse_question(khmer.normal_form(text)).words}


def _numbers(text: str) -> set[str]:
    """The numbers of a text: `2.5`, `2,5` and ២,៥ are one, and so are `60,000`, `60.000` and ៦០ ០០០.

    English number words count as their figures, and words such as "half" and "million" as themselves.
    """
    form = _SPACED.sub(lambda match: re.sub("[ \u00a0]", "", match[0]), khmer.normal_form(text))
    words = _QUANTITY.findall(form.casefold())
    said = {_NUMBER_WORDS.get(word, word) for word in words if word in _NUMBER_WORDS or word in _MULTIPLES}
    return said | {
        re.sub("[.,]", "", number) if _GROUPED.fullmatch(number) else number.replace(",", ".")
        for number in _NUMBER.findall(form)
    }
