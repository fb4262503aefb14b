"""Examples of requests and replies in the OpenAPI document, over the sample minutes of April 2021."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.openapi.models import Example

SEARCH_REQUESTS: dict[str, Example] = {
    "english": {
        "summary": "In English, minutes of 2021",
        "value": {
            "query": "challenges in the COVID years",
            "limit": 5,
            "filters": {"since": "2021-01-01", "until": "2021-12-31"},
        },
    },
    "khmer": {
        "summary": "In Khmer, sections with recommendations only",
        "value": {"query": "អនុសាសន៍របស់សិក្ខាសាលា", "filters": {"kinds": ["recommendations"]}},
    },
}
ASK_REQUESTS: dict[str, Example] = {
    "english": {"summary": "In English", "value": {"question": "Who chairs next?"}},
    "khmer": {
        "summary": "In Khmer",
        "value": {"question": "តើប្រទេសណានឹងធ្វើជាប្រធានបន្ទាប់?"},
    },
}

_DOCUMENT = "2021-04-20-somtc-workshop"
_TITLE = "កំណត់ហេតុសិក្ខាសាលា SOMTC អាស៊ាន-អូស្ត្រាលី"
_UNDERSTOOD = {
    "periods": [],
    "bodies": [],
    "places": [],
    "latest": False,
    "kinds": ["next_meeting"],
    "wanted": ["who"],
}
_TEXT = "កិច្ចប្រជុំបន្ទាប់នឹងធ្វើឡើងក្រោមអធិបតីភាពប្រទេសប្រ៊ុយណេ។"
_START, _END = 2710, 2710 + len(_TEXT)
_HIT = {
    "passage_id": f"{_DOCUMENT}#{_START}-{_END}",
    "document_id": _DOCUMENT,
    "title": _TITLE,
    "date": "2021-04-20",
    "languages": ["km"],
    "section": ["កិច្ចប្រជុំបន្ទាប់"],
    "kind": "next_meeting",
    "page": None,
    "start": _START,
    "end": _END,
    "text": _TEXT,
    "highlights": [[_TEXT.index("បន្ទាប់"), _TEXT.index("បន្ទាប់") + len("បន្ទាប់")]],
    "score": 0.71,
    "ranks": {"dense": 1, "lexical": 3},
    "url": f"/documents/{_DOCUMENT}?start={_START}&end={_END}#here",
}
_CITATION = {
    **{name: _HIT[name] for name in ("document_id", "title", "date", "page", "start", "end")},
    "quote": _TEXT,
    "url": f"/documents/{_DOCUMENT}?start={_START}&end={_END}#here",
}

SEARCH_RESPONSES: Mapping[str, Mapping[str, Any]] = {
    "found": {"query": "Who chairs next?", "understood": _UNDERSTOOD, "hits": [_HIT], "total": 1},
}
ASK_RESPONSES: Mapping[str, Mapping[str, Any]] = {
    "answered": {
        "question": "Who chairs next?",
        "understood": _UNDERSTOOD,
        "answer": _TEXT,
        "refusal": None,
        "confidence": 0.96,
        "citations": [_CITATION],
        "hits": [_HIT],
        "written_by": None,
        "remark": None,
    },
    "refused": {
        "question": "What was decided in 2005?",
        "understood": {
            "periods": [{"since": "2005-01-01", "until": "2005-12-31"}],
            "bodies": [],
            "places": [],
            "latest": False,
            "kinds": ["decisions"],
            "wanted": [],
        },
        "answer": None,
        "refusal": "no_such_date",
        "confidence": 0.0,
        "citations": [],
        "hits": [],
        "written_by": None,
        "remark": None,
    },
}


def shown(examples: Mapping[str, Mapping[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """Examples of a route's reply, for its declaration."""
    values = {name: {"value": value} for name, value in examples.items()}
    return {200: {"content": {"application/json": {"examples": values}}}}
