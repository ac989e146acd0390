import re

import pytest
from playwright.sync_api import expect, sync_playwright

from stages.crawl.browser import find_chromium
from tests.model.serve.server import serving
from tests.model.web_site import site, vocabulary, workspace

PROMPT = "Ada sang to Otto while the rain fell.\n\n"
REFUSED = "They had sexual intercourse. She was a seventeen-year-old."
TOKEN = "0123456789abcdef-token"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    with site(tmp_path_factory.mktemp("page"), vocabulary()) as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory, exported):
    return workspace(tmp_path_factory.mktemp("served"), exported)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()))
        yield browser
        browser.close()


def opened(browser, url, wrong):
    page = browser.new_context().new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Security" in message.text else None)
    page.goto(url)
    page.click("#accept")
    return page


def write(page):
    expect(page.locator("#go")).to_be_enabled(timeout=60_000)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#go")).to_be_visible(timeout=60_000)
    expect(page.locator("#status")).to_have_text("")
    return page.input_value("#story")


def test_server_and_browser_tell_the_same_story_for_the_same_seed_and_summary(browser, exported, folder):
    wrong, told = [], []
    with serving(folder) as server:
        for url in (f"{server.url}/", exported.url):
            page = opened(browser, url, wrong)
            page.fill("#story", PROMPT * 3)
            first = write(page)
            page.click("#panel-toggle")
            expect(page.locator("#summary")).to_have_value(re.compile("Otto"))
            names = page.input_value("#summary")
            page.fill("#summary", "Zora Ada")
            told.append((first, names, write(page)))
            page.context.close()
    assert told[0] == told[1]
    assert len(PROMPT) < len(told[0][0]) < len(told[0][2])
    assert wrong == []


def test_a_served_page_stops_refuses_and_asks_for_the_token(browser, folder):
    wrong = []
    with serving(folder, MINIATURE_TOKEN=TOKEN) as server:
        page = browser.new_context().new_page()
        page.on("dialog", lambda dialog: dialog.accept(TOKEN))
        page.goto(server.url)
        page.click("#accept")
        expect(page.locator("#go")).to_be_enabled(timeout=60_000)
        page.fill("#story", REFUSED)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#status")).to_contain_text("adults-only gate refuses", timeout=60_000)
        assert page.input_value("#story") == REFUSED
        page.fill("#story", PROMPT)
        page.evaluate("document.getElementById('panel').hidden = false")
        page.fill("#set-characters", "8000")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#story")).not_to_have_value(PROMPT, timeout=60_000)
        page.keyboard.press("Escape")
        expect(page.locator("#go")).to_be_visible()
        assert len(PROMPT) < len(page.input_value("#story")) < 8000
        page.context.close()
    assert wrong == []
