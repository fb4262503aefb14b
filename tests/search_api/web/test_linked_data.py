"""What a document's page says to programs."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from tests.search_api.conftest import KEY


def linked_data(client: TestClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200
    [script] = LexborHTMLParser(response.text).css('script[type="application/ld+json"]')
    told: dict[str, Any] = json.loads(script.text())
    return told


def test_a_passage_page_tells_of_its_meeting_and_quote(client: TestClient) -> None:
    body = client.get("/v1/documents/budget-2020").json()["body_text"]
    quoted = "The library opens on Saturdays."
    start = body.index(quoted)

    told = linked_data(client, f"/documents/budget-2020?start={start}&end={start + len(quoted)}")

    address = "http://testserver/documents/budget-2020"
    place = f"{address}?start={start}&end={start + len(quoted)}#here"
    assert told == {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": address,
        "url": place,
        "name": "Minutes of the Budget Committee",
        "inLanguage": ["en"],
        "encodingFormat": "text/plain",
        "about": {
            "@type": "Event",
            "name": "Minutes of the Budget Committee",
            "startDate": "2020-03-12",
            "location": {"@type": "Place", "name": "Siem Reap"},
            "organizer": {"@type": "Organization", "name": "Budget Committee"},
        },
        "hasPart": {"@type": "Quotation", "text": quoted, "url": place},
    }


def test_a_whole_document_quotes_nothing(client: TestClient) -> None:
    for address in ("", "?start=5", "?start=9&end=2", "?start=0&end=999999999"):
        told = linked_data(client, f"/documents/{quote('ថវិកា-2021')}{address}")
        assert "hasPart" not in told
        assert told["inLanguage"] == ["km"]


def test_what_minutes_say_ends_no_script(client: TestClient) -> None:
    title = "Minutes </script><script>alert(1)</script> of the Gate Group"
    files = {"file": ("gate.txt", f"{title}\nDate: 1 May 2022\n\nThe gate is open.\n".encode())}
    added = client.post("/v1/documents", files=files, headers={"Authorization": f"Bearer {KEY}"})
    assert added.status_code == 201
    response = client.get("/documents/gate")
    assert "<script>alert" not in response.text
    assert "alert(1)" in linked_data(client, "/documents/gate")["name"]
