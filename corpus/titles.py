"""The title of a set of minutes."""

from __future__ import annotations

import re

from corpus.document import BlockKind, Layout, Source, Span, Stated
from corpus.khmer import normal_form
from corpus.opening import Opening, OpeningLine, cue, plain

_RECORD = cue("\\bminutes\\b|\\b(?:report|record|summary) of\\b", "កំណត់ហេតុ|របាយការណ៍|សេចក្តីសង្ខេប|កំណត់ត្រា")
_MEETING = cue(
    "\\b(?:meeting|workshop|session|conference|assembly|seminar|forum|dialogue)\\b",
    "ប្រជុំ|សិក្ខាសាលា|សន្និបាត|សន្និសីទ|វេទិកា",
)
_LETTERHEAD = cue(
    "^\\W*(?:ព្រះរាជាណាចក្រកម្ពុជា|ជាតិ សាសនា ព្រះមហាក្សត្រ|kingdom of cambodia|nation religion king)\\W*$"
)
_BARE = cue(
    "^\\W*(?:minutes(?: of (?:the )?meeting)?|meeting minutes|report|របាយការណ៍"
    "|កំណត់ហេតុ(?:កិច្ចប្រជុំ|ប្រជុំ|អង្គប្រជុំ)?)\\W*$"
)
_FOLLOWS_ON = cue("^(?:ស្តីពី|របស់|នៃ|on|of|for|regarding|between)\\s*")
_LABEL = re.compile("[^:៖\\n]{1,25}[:៖]\\s")
_LINES = 14
_LONGEST = 250
"""Code points; a longer line is a paragraph."""
_SHORTENED = 120


def title(layout: Layout, opening: Opening, source: Source) -> Stated[str]:
    """What the minutes are called: by their own words, their properties, or else their file's name."""
    paragraphs = (at for at, line in enumerate(opening.lines) if at and len(line.text) > _LONGEST)
    above = opening.lines[: min(next(paragraphs, _LINES), _LINES)]
    candidates = [line for line in above if not _LETTERHEAD.search(line.text)]
    scored = [(_score(line), -number) for number, line in enumerate(candidates)]
    score, number = max(scored, default=(0, 0))
    if score >= 2:
        stated = opening.stated(_whole(candidates, -number))
        if stated:
            return stated
    if layout.title and layout.title.strip():
        return Stated(" ".join(layout.title.split()), None)
    first = next((line for line in candidates if line.kind is BlockKind.HEADING), None)
    first = first or next(filter(plain, candidates), None) or next(iter(candidates), None)
    stated = opening.stated(_shortened(first)) if first else None
    return stated or Stated(source.name.rsplit(".", 1)[0] or source.name, None)


def names_a_meeting(text: str) -> bool:
    """Whether words are those of a title, such as no section has: minutes, report of, meeting, workshop."""
    text = normal_form(text)
    return bool(_RECORD.search(text) or _MEETING.search(text))


def _score(line: OpeningLine) -> int:
    if not plain(line) or len(line.text) > _LONGEST or _LABEL.match(line.text):
        return 0
    score = 3 * bool(_RECORD.search(line.text)) + 2 * bool(_MEETING.search(line.text))
    score += line.kind is BlockKind.HEADING
    return score - 4 * line.text.endswith(("។", "៕", "."))


def _whole(candidates: list[OpeningLine], number: int) -> Span:
    """A title with the lines that go on with it: headings in a row, `ស្តីពី…`, what a bare `កំណត់ហេតុ` is of."""
    first = last = number
    while last + 1 < len(candidates):
        here, following = candidates[last], candidates[last + 1]
        headings = here.kind is following.kind is BlockKind.HEADING
        bare = _BARE.search(here.text) and plain(following) and len(following.text) <= _LONGEST
        broken = headings and not _MEETING.search(following.text) and following.text[:1].isalpha()
        if headings and here.level != following.level:
            break
        if last - first >= 3 or not (bare or broken or _FOLLOWS_ON.match(following.text)):
            break
        if _LABEL.match(following.text):
            break
        last += 1
    return Span(candidates[first].span.start, candidates[last].span.end)


def _shortened(line: OpeningLine) -> Span:
    if len(line.text) <= _SHORTENED:
        return line.span
    end = re.search("[។៕?!]|\\.\\s", line.text[:_LONGEST])
    length = end.end() if end else line.text.rfind(" ", 0, _SHORTENED)
    return Span(line.span.start, line.span.start + (length if length > 0 else _SHORTENED))
