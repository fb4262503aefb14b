"""What was asked so far, and which minutes each reply cited."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from search_api.query import MAXIMUM_CHARACTERS

_NUMBERED = re.compile(r"\d{1,3}\. \[")
_SOURCE = re.compile(r"[^\s)]*?/documents/([^\s?#)/]+)\?start=")
"""A numbered source of a reply of ours (`chat.reply`), with its link to a place in a document; what a refusal
names as nearest has no number."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the ids of the documents that its reply cited, in order; empty where none is known."""

    question: str
    cited: tuple[str, ...] = ()


def turns(messages: Iterable[tuple[str, str]]) -> tuple[Turn, ...]:
    """The turns of a conversation's messages, pairs of role and text; those of a system are left out.

    Questions that follow each other without a reply are turns of their own; empty messages, such as pictures
    alone, are none. A question is cut where it is too long to be asked.
    """
    found: list[Turn] = []
    for role, text in messages:
        if role == "user" and text.strip():
            found.append(Turn(text[: MAXIMUM_CHARACTERS + 1]))
        elif role == "assistant" and found:
            found[-1] = Turn(found[-1].question, (*found[-1].cited, *cited_documents(text)))
    return tuple(found)


def cited_documents(reply: str) -> tuple[str, ...]:
    """The ids of the documents that a reply of ours cites, each once."""
    links = (line.rpartition("](")[2] for line in reply.splitlines() if _NUMBERED.match(line))
    return tuple(dict.fromkeys(unquote(found[1]) for link in links if (found := _SOURCE.match(link))))
