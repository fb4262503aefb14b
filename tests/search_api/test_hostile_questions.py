"""Questions that nobody means well: answered or refused, never a fault."""

from __future__ import annotations

import json

from fastapi.testclient import TestClient


def hostile_questions() -> list[str]:
    """A thousand questions that are empty, huge, full of control characters, or syntax of some engine."""
    syntax = r"""
        " ' ( ) [ ] { } * ? ~ ^ : \ / + - && || ! AND OR NOT NEAR IN TO words: %s ${x} {{7*7}} <script>
        ../../etc/passwd day:[*
    """.split()
    syntax += [
        "'; DROP TABLE documents; --",
        "day:[* TO *]",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "\ufeff",
        "\ud800",
    ]
    syntax += ["\udfff\ud800", "\u17d2", "\u17d2\u17d2\u17d2", "\u17b6" * 50, "្ក" * 90, "🦓", "﷽"]
    made = ["", " ", "\n", "?" * 2000, "a" * 1_000_000, "ក" * 300_000, "a " * 900, "ក្រ" * 600]
    number = 0
    while len(made) < 1000:
        first, second = (
            syntax[number % len(syntax)],
            syntax[(number * 7 + number // len(syntax)) % len(syntax)],
        )
        made.append(f"{first}{'budget ថវិកា'[: number % 14]}{second}{number % 3 * first}")
        number += 1
    return made


def test_a_thousand_hostile_questions_are_answered_or_refused_with_4xx(client: TestClient) -> None:
    for number, question in enumerate(hostile_questions()):
        route, field = (("/v1/ask", "question"), ("/v1/search", "query"))[number % 2]
        sent = json.dumps({field: question}).encode()
        got = client.post(route, content=sent, headers={"Content-Type": "application/json"})
        assert got.status_code == 200 or 400 <= got.status_code < 500, (question[:80], got.text[:200])
        if got.status_code != 200:
            assert set(got.json()) == {"error"}
