"""The contracts of search engines: Open WebUI's, SearXNG's, and browsers' own."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, unquote, urlsplit

import httpx2
import pytest

from tests.search_api.running import Running

NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_open_webui_gets_links_that_open_the_passage(served: Running) -> None:
    reply = httpx2.post(f"{served.url}/open-webui/search", json={"query": "library on Saturdays", "count": 3})

    found = reply.json()
    assert 1 <= len(found) <= 3
    assert all(set(each) == {"link", "title", "snippet"} for each in found)
    assert found[0]["title"] == "Minutes of the Budget Committee · 2020-03-12 · Decisions"
    assert "The library opens on Saturdays." in found[0]["snippet"]
    page = httpx2.get(found[0]["link"])
    assert page.status_code == 200
    assert '<mark id="here">' in page.text


def test_open_webui_asks_for_as_many_as_it_likes(served: Running) -> None:
    found = httpx2.post(f"{served.url}/open-webui/search", json={"query": "budget", "count": 5000})
    assert found.status_code == 200


def test_open_webui_loads_the_text_behind_our_links_and_no_others(served: Running) -> None:
    search = {"query": "library on Saturdays", "count": 1}
    passage = httpx2.post(f"{served.url}/open-webui/search", json=search).json()[0]
    whole = f"{served.url}/documents/{quote('ថវិកា-2021')}"
    elsewhere = [
        "http://evil.example/",
        "file:///etc/passwd",
        f"{served.url}/documents/gone",
        f"{served.url}/documents/budget-2020?start=x&end=2",
        "http://[broken",
        "",
    ]

    loaded = httpx2.post(
        f"{served.url}/open-webui/load", json={"urls": [passage["link"], whole, *elsewhere]}
    ).json()

    assert [each["metadata"]["source"] for each in loaded] == [passage["link"], whole]
    assert passage["snippet"] in loaded[0]["page_content"]
    body = httpx2.get(f"{served.url}/v1/documents/{quote('ថវិកា-2021')}").json()["body_text"]
    assert loaded[1]["page_content"] == body


def test_open_webui_sends_twenty_links_at_most(served: Running) -> None:
    reply = httpx2.post(f"{served.url}/open-webui/load", json={"urls": ["http://a"] * 21})
    assert reply.status_code == 422


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_searxng_gives_its_json(served: Running, method: str) -> None:
    asked = {"q": "library on Saturdays", "format": "json", "language": "en-US", "pageno": "1"}
    parameters = {"params": asked} if method == "GET" else {"data": asked}
    reply = httpx2.request(method, f"{served.url}/search", **parameters).json()  # type: ignore[arg-type]

    assert reply["query"] == "library on Saturdays"
    first = reply["results"][0]
    assert (first["title"], first["publishedDate"]) == (
        "Minutes of the Budget Committee · 2020-03-12 · Decisions",
        "2020-03-12T00:00:00",
    )
    assert "The library opens on Saturdays." in first["content"]
    assert {urlsplit(each["url"]).path for each in reply["results"]} == {"/documents/budget-2020"}
    scores = [each["score"] for each in reply["results"]]
    assert scores == sorted(scores, reverse=True)


def test_searxng_takes_languages_times_and_pages(served: Running) -> None:
    def results(**parameters: str) -> list[str]:
        reply = httpx2.get(f"{served.url}/search", params={"q": "library បណ្ណាល័យ"} | parameters)
        assert reply.status_code == 200, reply.text
        return [unquote(urlsplit(each["url"]).path) for each in reply.json()["results"]]

    assert set(results(language="all")) == {"/documents/budget-2020", "/documents/ថវិកា-2021"}
    assert set(results(language="km")) == {"/documents/ថវិកា-2021"}
    assert results(time_range="year") == []  # the minutes are older
    assert results(pageno="50") == []


def test_a_browser_finds_how_to_search(served: Running) -> None:
    home = httpx2.get(f"{served.url}/").text
    assert '<link rel="search" href="/opensearch.xml" type="application/opensearchdescription+xml"' in home

    reply = httpx2.get(f"{served.url}/opensearch.xml")

    assert reply.headers["content-type"].startswith("application/opensearchdescription+xml")
    description = ElementTree.fromstring(reply.text)
    assert description.tag == f"{NAMESPACE}OpenSearchDescription"
    assert 1 <= len(description.findtext(f"{NAMESPACE}ShortName") or "") <= 16
    templates = {each.attrib["type"]: each.attrib["template"] for each in description.iter(f"{NAMESPACE}Url")}
    page = httpx2.get(templates["text/html"].replace("{searchTerms}", quote("library on Saturdays")))
    assert "opens on" in page.text
    suggested = httpx2.get(
        templates["application/x-suggestions+json"].replace("{searchTerms}", quote("libra Saturdays"))
    )
    assert suggested.headers["content-type"].startswith("application/x-suggestions+json")
    assert suggested.json()[0] == "libra Saturdays"
    assert "Minutes of the Budget Committee" in suggested.json()[1]


@pytest.mark.parametrize("typed", ["", "?", "zzzz qqqq"])
def test_what_finds_nothing_suggests_nothing(served: Running, typed: str) -> None:
    assert httpx2.get(f"{served.url}/suggest", params={"q": typed}).json() == [typed, []]


def test_an_address_with_markup_stays_text_in_the_description(served: Running) -> None:
    reply = httpx2.get(f"{served.url}/opensearch.xml", headers={"Host": 'a"><x'})
    assert "<x" not in reply.text
