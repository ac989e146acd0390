"""When a page in the browser is done: nothing loads any more, and its text stands still."""

import asyncio
import contextlib

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

LOOK_SECONDS = 0.1  # between two looks at a page
LOOKS = 5  # without a change, that end the wait
PATIENT_LOOKS = 15  # the same, for a page with little text
TEXT_LENGTH = "document.body ? document.body.innerText.length : 0"


class Traffic:
    """What one page still waits for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.open = 0
        page.on("request", lambda _request: self.count(1))
        page.on("requestfinished", lambda _request: self.count(-1))
        page.on("requestfailed", lambda _request: self.count(-1))

    def count(self, change: int) -> None:
        """A request began or ended."""
        self.open += change


async def settle(page: Page, traffic: list[Traffic], selectors: list[str], enough_characters: int) -> str:
    """The page's DOM, once the age gates that are there are clicked and the text no longer changes."""
    await quiet(page, traffic[0], enough_characters)
    for selector in selectors:
        button = page.locator(selector).first
        with contextlib.suppress(PlaywrightError):
            if await button.is_visible():
                await button.click(timeout=2000)
                await quiet(page, traffic[0], enough_characters)
    return await page.content()


async def quiet(page: Page, traffic: Traffic, enough_characters: int) -> None:
    """Return when nothing is loading and the text kept its length for a while; the crawl's deadline bounds it.

    A page with little text is given longer: it may only just be about to ask for its story.
    """
    length, looks = -1, 0
    while looks < (LOOKS if length >= enough_characters else PATIENT_LOOKS):
        await asyncio.sleep(LOOK_SECONDS)
        now = await page.evaluate(TEXT_LENGTH)
        looks = looks + 1 if now == length and traffic.open <= 0 else 0
        length = now
