"""The pages in a real browser, over a real service with the shipped models."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from indexer.bilingual import BilingualEncoder
from indexer.build import index
from tests.search_api.conftest import ENGLISH, KEY, KHMER
from tests.search_api.running import Running, running

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: sudo apt-get install chromium")

HOSTILE = """Minutes <script>document.title='owned'</script> of the zebra committee
Date: 3 May 2019

Decisions
- <img src=x onerror="document.title='owned'"> The zebra is fed at noon. \u202eback\u202c
- javascript:document.title='owned' "><svg onload=document.title='owned'>
"""
ASKED = "How high was the training budget in 2020?"
ASKED_IN_KHMER = "តើថវិកាបណ្តុះបណ្តាលក្នុងឆ្នាំ២០២១ មានចំនួនប៉ុន្មាន?"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "minutes").mkdir()
    for name, content in (("budget-2020.txt", ENGLISH), ("ថវិកា-2021.txt", KHMER), ("zebra.txt", HOSTILE)):
        (folder / "minutes" / name).write_text(content, encoding="utf-8")
    index(folder / "minutes", folder / "archive", BilingualEncoder(), remark=print)
    with running(folder / "archive") as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser, service: Running) -> Iterator[BrowserContext]:
    made = browser.new_context(
        base_url=f"http://127.0.0.1:{service.port}", locale="en-US", accept_downloads=True
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong in a script, and no rule of the policy be broken."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield opened
    assert [each for each in wrong if "status of 4" not in each] == []


def ask(page: Page, question: str) -> None:
    page.goto("/")
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer, .refusal")


@pytest.mark.parametrize(("question", "answer"), [(ASKED, "40,000"), (ASKED_IN_KHMER, "៦០.០០០")])
def test_an_answer_leads_to_its_place_in_the_document(page: Page, question: str, answer: str) -> None:
    ask(page, question)
    marked = page.locator(".answer mark").all_inner_texts()
    assert any(answer in text for text in marked), marked
    place = next(
        link
        for link in page.locator(".answer article.quoted").all()
        if answer in link.locator("mark").first.inner_text()
    )
    place.locator(".cited a").click()
    here = page.locator("mark#here")
    here.wait_for()
    assert answer in here.inner_text()
    assert here.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight }"
    )
    page.go_back()
    assert page.locator("#question").input_value() == question


def test_what_the_archive_does_not_know_is_refused(page: Page) -> None:
    ask(page, "Who discovered penicillin?")
    assert page.locator(".refusal").inner_text()
    assert page.locator(".answer").count() == 0


def test_a_bar_filters_by_year_and_the_address_can_be_shared(page: Page, browser: Browser) -> None:
    ask(page, "budget")
    page.locator(".chart a[aria-label^='2021']").click()
    page.wait_for_url("**since=2021**")
    assert {time.get_attribute("datetime")[:4] for time in page.locator(".hit time").all()} == {"2021"}  # type: ignore[index]
    other = browser.new_page()
    other.goto(page.url)
    assert other.locator(".hit").count() == page.locator(".hit").count()
    other.close()
    page.go_back()
    assert page.locator(".hit").count() > 1


def test_passages_of_several_pages_are_exported_together(page: Page, tmp_path: Path) -> None:
    ask(page, "library")
    page.locator(".hit .pick input").first.check()
    page.goto("/decisions?since=2019&until=2019")
    page.locator(".timeline .pick input").first.check()
    assert page.locator("[data-basket-count]").inner_text() == "2"
    with page.expect_download() as download:
        page.click("#basket button[value=json]")
    download.value.save_as(tmp_path / "passages.json")
    passages = json.loads((tmp_path / "passages.json").read_text(encoding="utf-8"))["passages"]
    assert len(passages) == 2
    assert any("zebra" in each["quote"] for each in passages)
    page.click("[data-basket-clear]")
    assert page.locator("#basket").is_hidden()


def test_a_citation_is_copied(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, ASKED)
    page.locator(".answer [data-copy]").first.click()
    page.wait_for_selector(".answer [data-copy]:text-is('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.locator(".answer mark").first.inner_text() in copied
    assert "2020" in copied or "2021" in copied


def test_a_file_is_added_found_and_taken_out_again(page: Page, tmp_path: Path) -> None:
    good, bad = tmp_path / "ferry.txt", tmp_path / "broken.pdf"
    good.write_text(
        "Minutes of the harbour board\nDate: 2 May 2023\n\nDecisions\n- The ferry sails at seven.\n"
    )
    bad.write_bytes(b"%PDF-1.7 nothing")
    page.goto("/manage")
    page.fill("#key", "not the key, but long enough")
    page.set_input_files("#files", good)
    page.wait_for_selector(".outcomes output:has-text('Not added')")
    page.fill("#key", KEY)
    page.set_input_files("#files", [good, bad])
    page.wait_for_selector(".outcomes output:has-text('Added')")
    page.wait_for_selector(".outcomes li:has-text('broken.pdf') output:has-text('Not added')")
    ask(page, "When does the ferry sail?")
    assert "ferry sails at seven" in page.locator("main").inner_text()
    page.locator(".cited a, .hit h3 a").first.click()
    answers = iter([None, KEY])
    page.on(
        "dialog",
        lambda dialog: (
            dialog.accept(next(answers)) if dialog.type == "prompt" else dialog.accept(next(answers) or "")
        ),
    )
    page.click("[data-delete]")
    page.wait_for_selector("output:has-text('Taken out')")


def test_asking_reading_and_choosing_a_language_need_no_script(browser: Browser, service: Running) -> None:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{service.port}", java_script_enabled=False, locale="km-KH"
    )
    page = context.new_page()
    ask(page, ASKED_IN_KHMER)
    assert page.locator("html").get_attribute("lang") == "km"
    assert "ថ្ងៃទី៥ ខែមេសា ឆ្នាំ២០២១" in page.locator(".answer").inner_text()
    page.locator(".cited a").first.click()
    assert page.locator("mark#here").count() == 1
    page.click("text=English")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("mark#here").count() == 1, "still at its place"
    page.goto("/?q=budget")
    page.locator(".hit .pick input").first.check()
    with page.expect_download() as download:
        page.click("#basket button[value=csv]")
    assert download.value.suggested_filename == "kamnot-passages.csv"
    context.close()


def test_scripts_within_documents_do_not_run(page: Page) -> None:
    for address in (
        "/?q=zebra",
        "/documents",
        "/decisions",
        "/?q=" + quote("<script>document.title='owned'</script> zebra"),
    ):
        page.goto(address)
        assert "owned" not in page.title().replace("document.title='owned'", "")
        assert page.locator("main img, main script, main svg[onload]").count() == 0
    page.locator(".hit h3 a").first.click()
    assert (
        "<img src=x onerror=" in page.locator("main").inner_text()
        or "<script>" in page.locator("main").inner_text()
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-US", "km-KH"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_keep_wcag_and_fit_the_window(
    browser: Browser, service: Running, theme: str, language: str, width: int
) -> None:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{service.port}",
        viewport={"width": width, "height": 900},
        color_scheme=theme,  # type: ignore[arg-type]
        locale=language,
    )
    page = context.new_page()
    for address in (
        "/",
        f"/?q={quote(ASKED)}&since=2020",
        "/?q=penicillin",
        "/decisions",
        "/documents",
        "/manage",
        "doc",
    ):
        if address == "doc":
            page.goto("/documents")
            page.locator(".entries a").first.click()
        else:
            page.goto(address)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        clipped = page.evaluate(
            "[...document.querySelectorAll('a, button, h1, h2, h3, label')]"
            ".filter(e => !e.closest('.sr, .skip') && !e.classList.contains('skip')"
            " && getComputedStyle(e).overflow === 'hidden' && e.scrollHeight > e.clientHeight + 1).length"
        )
        assert clipped == 0
    context.close()


def test_the_theme_is_switched_and_remembered(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/")
    page.click("[data-theme-switch]")
    page.goto("/documents")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 24, 23)"


def test_the_khmer_font_is_the_services_own(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, ASKED_IN_KHMER)
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Noto Sans Khmer\"', 'ក'))"
    )
    assert all(url.startswith(page.url.split("/?")[0]) for url in asked), asked


def test_the_keyboard_reaches_everything_from_the_top(page: Page) -> None:
    ask(page, "budget")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
