"""Who led a meeting, as the opening of its minutes says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Span, Stated
from corpus.lines import after_marker
from corpus.opening import Opening, OpeningLine, cue, sentences

_REACH = 2000
"""Code points in which a sentence that names a chair means that of this meeting."""
_LABEL = cue(
    "(?:^[\\W\\d]*|[.;។] )(?:(?:in the )?(?:co-?)?chair(?:s|ed by|person|man|woman)?|presid(?:ed by"
    "|ing(?: officer)?)"
    "|moderat(?:or|ed by)|facilitat(?:or|ed by)|(?-i:[A-Z])\\w+(?: (?-i:[A-Z])\\w+){0,2} (?:chaired|presided)"
    "|(?:សហ)?ប្រធាន(?:អង្គប្រជុំ|កិច្ចប្រជុំ|អង្គ|ដឹកនាំប្រជុំ)?|(?:ក្រោម)?(?:សហ)?អធិបតី(?:ភាព(?:រួម)?|កិច្ចប្រជុំ|អង្គប្រជុំ)?"
    "|(?:អ្នក)?(?:ដឹកនាំ|សម្របសម្រួល)(?:ដោយ|(?:កិច្ច|អង្គ)?ប្រជុំ(?:ដោយ)?)?)"
    "\\**\\s*[:៖|]\\**\\s*(?P<it>[^\\n|]*)"
)
_KHMER_PERSON = (
    "(?:ឯកឧត្តម|ឯ\\.ឧ|លោក|អ្នកស្រី|អ្នកនាង|កញ្ញា|សម្តេច|ឧកញ៉ា|ដាតូ|ព្រះ(?!រាជាណាចក្រ)|ប្រធាន|អនុប្រធាន|នាយក|នាយិកា"
    "|អភិបាល|រដ្ឋមន្ត្រី"
    "|រដ្ឋលេខាធិការ|អនុរដ្ឋលេខាធិការ|អគ្គ(?:លេខាធិការ|នាយក|ស្នងការ)(?!ដ្ឋាន)|តំណាង|ភាគី)"
)
_OWN_WORDS = "(?:(?!បាន|ដោយ|ដែល|នឹង|មានប្រសាសន៍)[^។៕\\n]){2,180}?"
_CHAIR_OF_MEETING = (
    "(?:(?:ជា)?(?<!អនុ)(?:សហ)?ប្រធាន(?:(?:ក្នុង|នៃ)?(?:អង្គ|កិច្ច)ប្រជុំ)"
    "|ជា(?:(?:សហ)?អធិបតី(?!ភាព)|អ្នក(?:ដឹកនាំ|សម្របសម្រួល)(?!ក្រុម|គម្រោង|គណៈ|រឿង)"
    "|(?:សហ)?ប្រធាន(?=\\s*(?:[។៕,;\\n(]|$|ជំនួស|ព្រោះ|ក្នុង(?:អង្គ|កិច្ច)|និងមាន))))"
)
_UNDER = cue(
    "(?:ក្រោម|មាន)\\s?(?:អធិបតីភាព|ព្រះរាជាធិបតី|គណៈអធិបតី|(?:ការ|កិច្ច)ដឹកនាំ(?!ប្រកប))(?:សម្របសម្រួល|ប្រជុំ)?(?:រួម)?(?:គ្នា)?"
    "(?:ដ៏ខ្ពង់ខ្ពស់)?\\s?(?:របស់|ដោយ|ពី|រវាង)?\\s?(?P<it>[^។៕\\n]{2,200})",
    "(?:ក្រោម|មាន)\\s?អធិបតី\\s?(?:របស់|ដោយ|ពី)?\\s?(?P<it2>(?!ភាព)[^។៕\\n]{2,200})",
)
_LED_BY = cue(
    "(?:ដឹកនាំ|សម្របសម្រួល|ធ្វើអធិបតី)(?:(?:កិច្ច|អង្គ)?ប្រជុំ)?(?:រួម)?\\s?ដោយ\\s?(?P<it>(?!ផ្ទាល់)[^។៕\\n]{2,200})",
    "\\b(?:led|moderated|facilitated)(?: jointly)? by (?P<it2>[^\\n;]{2,200})",
)
"""Words that are also used of delegations and teams: they count where a meeting is what was led."""
_AS_CHAIR = cue(
    f"(?:^[\\W\\d]*|ដោយ\\s?មាន\\s?|ដោយ\\s?|មាន\\s?|(?<=[។៕])"
    f"|(?<=[។៕.]\\s))(?P<it>{_KHMER_PERSON}{_OWN_WORDS})[\\s,(–-]*(?<!និង)(?<!និង\\s)(?:(?:បាន)?ធ្វើ)?"
    f"{_CHAIR_OF_MEETING}",
    f"(?<![\\u1780-\\u17d3])(?P<it2>{_KHMER_PERSON}{_OWN_WORDS})\\s?(?:ត្រូវ)?(?:បាន)?\\s?(?:អញ្ជើញ)?(?:មក)?\\s?"
    "(?:បើក\\s?(?:និង|ហើយ)\\s?)?(?:(?:ដឹកនាំ|សម្របសម្រួល)(?:កិច្ច|អង្គ|ការ)?ប្រជុំ|(?:ធ្វើ)?ជា(?:សហ)?អធិបតី"
    "|ធ្វើជាប្រធាន(?:អង្គ|កិច្ច)ប្រជុំ)",
)
_MEETING = cue(
    "\\b(?:meeting|workshop|session|conference|seminar|forum|consultation|assembly|discussions?"
    "|proceedings|it)\\b",
    "ប្រជុំ|សិក្ខាសាលា|សន្និបាត|សន្និសីទ|វេទិកា",
)
_OTHERS_LEADER = cue(
    "delegat|\\b(?:team|mission|project|sub-?group|(?:drafting|small|technical) group|panel"
    "|session (?:[0-9]|on|one|two))\\b",
    "ប្រតិភូ|អនុក្រុម|ក្រុមបច្ចេកទេស",
)
"""After the word for the meeting: then it is they who are led."""
_OTHER_MEETING = cue(
    "\\b(?:will|shall|would|next|previous|last|preceding|is to be|are to be|not|no one|nobody|never)\\b",
    "លើកក្រោយ|លើកមុន|ខាងមុខ|(?<!ត្រូវ)(?<!ត្រូវ\\s)(?<!ធៀប)នឹង(?:ត្រូវ)?(?:បាន)?(?:ធ្វើ|ប្រព្រឹត្ត|រៀបចំ|ប្រជុំ|\\s*$)|គ្រោង"
    "|មិន(?:មាន)?\\s*$|គ្មាន\\s*$",
)
_LATER = cue("លើកក្រោយ|លើកមុន|\\b(?:next|previous) (?:meeting|session)")
_CLOSE = 90
"""Code points before the words for chairing in which it may be said that they are of another meeting."""
_TITLE = (
    "(?-i:Mr|Ms|Mrs|Mme|Dr|Prof(?:essor)?|H\\. ?E|H(?:is|er) Excellency|Their Excellencies|Dato|Datuk|Datin"
    "|Tan Sri|General|Colonel|Major|Undersecretary|Ambassador|Lord|Sir)\\b"
)
_CHAIRED_BY = cue(
    "(?:chaired|presided(?: over)?|chair was taken)(?: jointly)? by (?P<it>[^\\n;]{2,200})",
    "under the (?:joint |able )?(?:chair(?:man|person|woman)?ship|presidency|leadership) of "
    "(?P<it2>[^\\n;]{2,200})",
    f"with (?P<it3>(?:the )?(?:{_TITLE}|(?-i:[A-Z]))[^\\n;]{{2,140}}?) "
    "(?:in the chair|presiding|as (?:the )?(?:co-)?chair(?:s|man|person|woman)?)\\b",
)
_CHAIRED = cue(
    "(?:(?:who )?(?:had |then )?(?:presided|(?:took|assumed|occupied|was in|were in|held) the chair"
    "|co-chaired|chaired|moderated"
    "|(?:acted|served|was serving|presided) as (?:the )?(?:co-)?(?:chair|moderator)(?:s|man|person|woman)?"
    "|(?:was|were) (?:the )?(?:co-)?chair(?:s|man|person|woman)?(?= *(?:[,.;(]|$|of the meeting))"
    "|(?:led|guided) the (?:meeting|proceedings|discussions?|workshop)))\\b(?! by| over by|:)"
    "(?! (?:over )?(?:a|an|his|her|their|its|the (?:last|previous|first|opening|closing|ceremony|launch"
    "|[0-9]{4}"
    "|(?:\\w+ ){0,3}(?:group|team|panel|delegation)))\\b)"
)
_LISTED = cue(
    f"^[\\W\\d]*(?P<it>(?:{_TITLE}|(?-i:[A-Z]))[^\\n()|]{{2,140}}?)[\\s,–|-]*"
    "(?:\\((?:the )?(?:co-)?chair(?:person|man|woman)?\\)"
    "|(?<=[,|] )(?:the )?chair(?:person|man|woman)?(?: of the meeting)?)\\s*[.;,]?$"
)
_NAMED = cue(
    "(?P<it>(?-i:[A-Z])[^\\s,:;]*(?: (?-i:[A-Z])[^\\s,:;]*){0,3}) \\((?:the )?chair(?:person|man|woman)?\\)"
)
_NO_SUBJECT = cue(
    "(?:he|she|it|they|we|this|that|these|there|who|which|in|on|at|by|for|with|as|after|before|when"
    "|while|because"
    "|since|from|during|under|no|nobody|cambodia's delegation|(?:the )?(?:meeting|workshop|session|conference"
    "|(?:co-)?chair(?:man|person|woman)?|minutes|members|participants|delegates))\\b(?! (?:room|hall))"
)
_VERB = re.compile(
    "\\b(?:was|were|is|are|had|has|have|did|will|would|by|who|said|met|gave|after|when|because|since"
    "|while|[a-z]{2,}ed)\\b"
)
_ENGLISH_END = cue(
    "[.] (?=(?-i:[A-Z]))(?<!\\b(?:Mr|Ms|Dr|St)\\. )(?<!\\bMrs\\. )(?<!\\b[A-Z]\\. )"
    "|\\.$|,? (?:who|which)\\b|,? and (?:was |were )?attended|,? and (?:it|the meeting|there)\\b"
    "| (?:at|on) (?=[0-9]|\\w+day\\b)|,? (?:in the absence|on behalf|in place|because|since|as (?:the"
    "|his|her))\\b"
)
_KHMER_END = cue(
    "[។៕;]|\\s?(?:ដែល|ព្រោះ|ដោយសារ|ជំនួស(?!ការ)|ដោយ(?:មាន|ហេតុ)|ក្នុងនាម|តំណាងឱ្យ|បានបើក|(?:បាន)?ធ្វើជា)"
    "|\\sជា(?:សហ)?(?:ប្រធាន|អធិបតី|អ្នក)"
    "|\\s(?=(?:ក្រោម|ដោយ|បាន|ដើម្បី|គណៈ|កិច្ចប្រជុំ|អង្គប្រជុំ|អនុគណៈ|មាន|ស្តីពី|វេលា|នៅ(?:ថ្ងៃ|ក្នុង|ទី)|ថ្ងៃទី|ព្រមទាំង|និងមាន"
    "|តាមរយៈ"
    "|សិក្ខាសាលា|លេខាធិការដ្ឋាន\\S*បាន|ក្នុងគោល|គ\\.ជ\\S*\\s?បាន))|\\s(?=[^\\s។]*(?:បាន|ដែលមាន))"
)
_NO_NAME = cue(
    "^\\W*(?:none|no|not|nobody|vacant|n/?a|to be|i|we|it|this|that|the meeting|members? present)\\b"
    "|^[\\W\\d]*$",
    "^(?:គ្មាន|មិន|បាន|សូម|យើង|ខ្ញុំ|អរគុណ|កិច្ចប្រជុំ|អង្គប្រជុំ)",
    "^(?:អនុប្រធាន|សមាជិក|លេខាធិការ|ឈ្មោះ|members?|secretary|vice[- ]chair|deputy[- ]chair|name)\\W*$",
)
"""What stands beside a label without naming anybody: a blank, what the chair said, the next column's head."""


def chair(opening: Opening) -> Stated[str] | None:
    """Who led the meeting: one person, several together, or a country; None where nobody is said to have."""
    for line in opening.lines:
        for match in _LABEL.finditer(line.text):
            found = _trimmed(line.text, Span(*match.span("it")))
            if found and not _NO_NAME.search(found.of(line.text)):
                return opening.stated(found.shifted(line.span.start))
    near = [line for line in opening.lines if line.span.start < _REACH]
    for read in (_told, _listed):
        for line in near:
            for found in read(line):
                return opening.stated(found.shifted(line.span.start))
    return None


def _told(line: OpeningLine) -> Iterator[Span]:
    """The chair that a sentence of a line tells of."""
    for sentence in sentences(line.text):
        text = line.text[: sentence.end]
        for pattern in (_UNDER, _AS_CHAIR, _LED_BY, _CHAIRED_BY):
            for match in pattern.finditer(text, sentence.start):
                name = next(key for key, words in match.groupdict().items() if key[:2] == "it" and words)
                before = text[sentence.start : match.start()]
                if _LATER.search(text[match.start() : match.end() + 20]) or _of_another(
                    before, strict=pattern is _LED_BY
                ):
                    continue
                found = _trimmed(text, Span(*match.span(name)))
                if found and not _NO_SUBJECT.match(found.of(text)):
                    yield found
        for match in _CHAIRED.finditer(text, sentence.start):
            found = _subject(text, Span(sentence.start, match.start()))
            if found and not _of_another(text[sentence.start : match.start()], strict=False):
                yield found


def _listed(line: OpeningLine) -> Iterator[Span]:
    """The chair that a line of a list of participants marks as such."""
    for pattern in (_LISTED, _NAMED):
        if match := pattern.search(line.text):
            yield Span(*match.span("it"))


def _of_another(before: str, *, strict: bool) -> bool:
    """Whether the words before those for leading say that something else was led; strictly, unless they
    say that it was a meeting.
    """
    if _OTHER_MEETING.search(before[-_CLOSE:]):
        return True
    meetings = [match.end() for match in _MEETING.finditer(before)]
    after = before[meetings[-1] :] if meetings else before
    if _OTHERS_LEADER.search(after):
        return True
    return strict and not meetings and bool(before.strip(" -–•*0123456789."))


def _subject(text: str, before: Span) -> Span | None:
    """The one that a verb at the end of `before` is said of: the longest run without another verb."""
    words = before.of(text)
    clause = before.start + max((match.end() for match in re.finditer("[;:] ", words)), default=0)
    clause += after_marker(text[clause : before.end])
    end = before.start + len(words.rstrip(" ,"))
    starts = [clause, *(match.start() for match in re.finditer(f"{_TITLE}|(?<=, )\\S|(?<= by )\\S", text))]
    for start in sorted(start for start in starts if clause <= start < end):
        subject = text[start:end]
        if not (subject[0].isupper() or subject.lower().startswith("the ")) or _NO_SUBJECT.match(subject):
            continue
        if not _VERB.search(subject) and len(subject) > 3:
            return Span(start, end)
    return None


def _trimmed(text: str, span: Span) -> Span | None:
    """A run cut before the clause that follows what it names."""
    khmer = re.search("[\\u1780-\\u17d3]", span.of(text)[:40])
    end = (_KHMER_END if khmer else _ENGLISH_END).search(text, span.start + 2, span.end)
    last = end.start() if end else span.end
    words = text[span.start : last].rstrip(" ,.;:–-")
    return Span(span.start, span.start + len(words)) if len(words) > 2 else None
