"""The pages as they are served: what stands on them, in which language, and what they let through."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from search_api.startup import Service
from tests.search_api.conftest import KEY

PAGES = ("/", "/?q=budget", "/documents", "/decisions", "/manage", "/documents/nothing", "/similar?passage=x")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{7*7}}"


def page(client: TestClient, address: str, **headers: str) -> LexborHTMLParser:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.text
    return LexborHTMLParser(response.text)


def text(parsed: LexborHTMLParser, selector: str) -> str:
    return " ".join(" ".join(node.text().split()) for node in parsed.css(selector))


def add(client: TestClient, name: str, content: str) -> str:
    files = {"file": (name, content.encode())}
    reply = client.post("/v1/documents", files=files, headers={"Authorization": f"Bearer {KEY}"})
    assert reply.status_code == 201, reply.text
    return str(reply.json()["document_id"])


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["km", "en"])
def test_a_page_is_whole_in_each_language_and_has_no_inline_code(
    client: TestClient, address: str, language: str
) -> None:
    response = client.get(address, headers={"Accept-Language": language})
    parsed = LexborHTMLParser(response.text)
    assert parsed.css_first("html").attributes["lang"] == language
    assert len(parsed.css("h1")) == 1
    assert not parsed.css("style, [style], script:not([src])")
    assert not re.search(r"\son[a-z]+=", response.text)
    policy = response.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    for node in parsed.css("[src], link[href]"):
        place = node.attributes.get("src") or node.attributes["href"]
        assert client.get(place).status_code == 200, place


def test_an_answer_is_quoted_marked_and_linked_to_its_place(client: TestClient) -> None:
    parsed = page(client, "/?q=" + quote("To how many dollars is the training budget raised?"))
    marked = text(parsed, ".answer mark")
    assert "40,000" in marked
    link = parsed.css_first(".answer .cited a").attributes["href"]
    assert text(page(client, link.split("#")[0]), "mark#here") == marked


def test_a_refusal_says_so_and_shows_what_is_near(client: TestClient) -> None:
    parsed = page(client, "/?q=" + quote("Who won the football match in 1987?"))
    assert not parsed.css(".answer")
    assert text(parsed, ".refusal")
    assert parsed.css(".hit") or "nothing" in text(parsed, ".refusal")


def test_what_was_understood_is_a_chip_that_can_be_taken_away(client: TestClient) -> None:
    parsed = page(client, "/?q=" + quote("challenges in 2020"))
    chip = parsed.css_first(".chip")
    assert "2020" in chip.text()
    without = page(client, "/" + chip.attributes["href"])
    assert not without.css(".chip")


def test_the_place_of_a_meeting_is_a_chip_too(client: TestClient) -> None:
    parsed = page(client, "/?q=" + quote("What did the Siem Reap meeting decide?"))
    chip = parsed.css_first(".chip")
    assert "Siem Reap" in chip.text()
    assert not page(client, "/" + chip.attributes["href"]).css(".chip")


def test_years_bodies_languages_and_kinds_narrow_the_results(client: TestClient) -> None:
    parsed = page(client, "/?q=budget")
    bar = next(node for node in parsed.css(".chart a") if "2021" in node.attributes["aria-label"])
    narrowed = page(client, "/" + bar.attributes["href"])
    assert {node.attributes["datetime"][:4] for node in narrowed.css(".hit time")} == {"2021"}
    counts = [text(narrowed, ".chart"), text(parsed, ".chart")]
    assert counts[0] == counts[1], "the chart keeps the other years, to go on to"
    english = next(node for node in parsed.css(".facet a") if "English" in node.text())
    only = page(client, "/" + english.attributes["href"])
    assert {node.attributes["datetime"][:4] for node in only.css(".hit time")} == {"2020"}


def test_results_are_sorted_by_date(client: TestClient) -> None:
    for order, expected in (("newest", True), ("oldest", False)):
        parsed = page(client, f"/?q=teachers+left&sort={order}")
        days = [node.attributes["datetime"] for node in parsed.css(".hit time")]
        assert days == sorted(days, reverse=expected)
        assert len(set(days)) == 2


def test_filters_that_let_nothing_through_say_so(client: TestClient) -> None:
    parsed = page(client, "/?q=budget&since=1990&until=1991")
    assert not parsed.css(".hit")
    assert text(parsed, ".refusal")


def test_the_language_that_was_chosen_is_remembered(client: TestClient) -> None:
    response = client.get("/language/km?back=" + quote("/?q=a%26b&sort=newest"), follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/?q=a%26b&sort=newest")
    assert page(client, "/").css_first("html").attributes["lang"] == "km"


@pytest.mark.parametrize(
    "back", ["//evil.test", "/\\evil.test", "https://evil.test", "javascript:1", "/\r\nX: y", ""]
)
def test_a_choice_of_language_leads_nowhere_else(client: TestClient, back: str) -> None:
    response = client.get("/language/en", params={"back": back}, follow_redirects=False)
    assert response.headers["location"] == "/"


def test_documents_and_decisions_are_listed_with_years(client: TestClient) -> None:
    assert len(page(client, "/documents").css(".entries > li")) == 2
    assert len(page(client, "/documents?since=2021&until=2021").css(".entries > li")) == 1
    decisions = page(client, "/decisions?sort=oldest")
    assert [node.attributes["datetime"][:4] for node in decisions.css(".timeline time")] == ["2020", "2021"]
    assert "The library opens on Saturdays." in text(decisions, ".timeline")


def test_a_document_shows_facts_outline_and_original(client: TestClient) -> None:
    address = page(client, "/documents?language=en").css_first(".entries a").attributes["href"]
    parsed = page(client, address)
    assert "Siem Reap" in text(parsed, ".facts")
    assert "Challenges" in text(parsed, ".outline")
    original = parsed.css_first('.facts a[href^="/v1/"]').attributes["href"]
    assert client.get(original).status_code == 200


def test_selected_passages_are_exported(client: TestClient) -> None:
    ids = [node.attributes["value"] for node in page(client, "/?q=teachers").css('[name="passage"]')]
    for form in ("csv", "json", "bib", "ris", "docx"):
        response = client.post("/export", data={"format": form, "passage": [*ids[:2], "gone#1-2"]})
        assert response.status_code == 200
        assert response.headers["content-disposition"] == f"attachment; filename=kamnot-passages.{form}"
    passages = client.post("/export", data={"format": "json", "passage": ids[:2]}).json()["passages"]
    assert [each["passage_id"] for each in passages] == ids[:2]
    for each in passages:
        path, _, _ = each["url"].removeprefix("http://testserver").partition("#")
        assert each["quote"].splitlines()[0] in text(page(client, path), ".document")


@pytest.mark.parametrize(
    "data", [{}, {"format": "csv"}, {"format": "exe", "passage": "x"}, {"format": "csv", "passage": "x"}]
)
def test_an_export_of_nothing_is_a_page_that_says_so(client: TestClient, data: dict[str, str]) -> None:
    response = client.post("/export", data=data)
    assert response.status_code == 422
    assert LexborHTMLParser(response.text).css(".refusal")


def test_similar_passages_leave_the_passage_itself_out(client: TestClient) -> None:
    ids = [node.attributes["value"] for node in page(client, "/?q=teachers").css('[name="passage"]')]
    parsed = page(client, "/similar?passage=" + quote(ids[0]))
    found = [node.attributes["value"] for node in parsed.css('.hit [name="passage"]')]
    assert found
    assert ids[0] not in found


def test_hostile_documents_show_as_text(client: TestClient) -> None:
    document_id = add(client, "hostile.txt", f"Minutes {HOSTILE}\n\nDecisions\n- {HOSTILE} zebra\n")
    for address in (
        "/?q=zebra",
        "/documents",
        "/decisions",
        f"/documents/{quote(document_id, safe='')}",
        "/?q=" + quote(HOSTILE + " zebra"),
    ):
        response = client.get(address)
        assert response.status_code == 200
        parsed = LexborHTMLParser(response.text)
        assert not parsed.css("main script, img, [onerror]")
        assert "\u202e" not in parsed.css_first("main").text()
        assert "49" not in text(parsed, "h1")


def test_a_million_characters_on_one_line_are_shown_in_parts(client: TestClient) -> None:
    document_id = add(client, "long.txt", "Minutes of the long line\n" + "word " * 180_000)
    response = client.get(f"/documents/{quote(document_id, safe='')}")
    assert response.status_code == 200
    assert len(response.text) < 400_000
    assert client.get("/?q=word").status_code == 200


@pytest.mark.parametrize("question", ["…", "?" * 50, "x" * 2001, "\x00"])
def test_a_question_that_cannot_be_asked_gets_a_page(client: TestClient, question: str) -> None:
    response = client.get("/", params={"q": question})
    assert response.status_code == 422
    assert LexborHTMLParser(response.text).css_first(".refusal")


@pytest.mark.parametrize(
    "name", ["../routes.py", "..%2froutes.py", "nothing.css", "fonts", "fonts/OFL.txt", "%00"]
)
def test_only_files_for_pages_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_without_a_key_nothing_offers_changes(service: Service, client: TestClient) -> None:
    assert page(client, "/manage").css("[data-upload]")
    address = page(client, "/documents").css_first(".entries a").attributes["href"]
    assert page(client, address).css("[data-delete]")
