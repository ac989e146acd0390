"""When a page in the browser is done: nothing loads any more, and its text stands still."""

import asyncio
import contextlib
import time

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request, Response

from stages.crawl.urls import normalise

LOOK_SECONDS = 0.1  # between two looks at a page
LOOKS = 5  # without a change, that end the wait
PATIENT_LOOKS = 15  # the same, for a page with little text
STILL_LOOKS = 30  # the same, for a page that has its text and loads on
SHARE = 0.5  # of a page's time, after which it is taken as it is: some load or change for ever
MAX_REQUESTS = 200  # of one page
MAX_LOADS = 5  # of the page itself: a cookie may want a reload, and a trap wants them all
TEXT_LENGTH = "document.body ? document.body.innerText.length : 0"
DOM_LENGTH = "document.documentElement ? document.documentElement.outerHTML.length : 0"


class TooLargeError(Exception):
    """The DOM is larger than a page may be."""


class Traffic:
    """What one page asked for, and still waits for."""

    def __init__(self, page: Page, wanted: str, timeout_seconds: float) -> None:
        self.page = page
        self.wanted = wanted  # its URL, normalised
        self.open: set[Request] = set()
        self.url = ""  # of the page itself, as its last load had it
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.requests = 0
        self.loads = 0
        self.ends = time.monotonic() + SHARE * timeout_seconds
        page.on("request", self.begun)
        page.on("response", self.answered)
        page.on("requestfinished", self.ended)
        page.on("requestfailed", self.ended)

    def begun(self, request: Request) -> None:
        """A request is under way."""
        self.open.add(request)

    def answered(self, response: Response) -> None:
        """A server answered; what a script would have the browser keep as a file looks like the page, too."""
        request = response.request
        whole = request.is_navigation_request() and request.frame.parent_frame is None
        while request.redirected_from is not None:
            request = request.redirected_from
        if whole and normalise(request.url) == self.wanted:
            self.url, self.status, self.headers = response.url, response.status, response.headers

    def ended(self, request: Request) -> None:
        """It has its answer, or none."""
        self.open.discard(request)

    def admits(self, url: str, is_load: bool) -> bool:
        """Whether one more request fits under the bounds, and counts it.

        A page's script may reload it, never lead the browser elsewhere.
        """
        self.requests += 1
        self.loads += is_load
        return (
            self.requests <= MAX_REQUESTS and self.loads <= MAX_LOADS and (not is_load or normalise(url) == self.wanted)
        )

    def is_late(self) -> bool:
        """Whether the page has had its time."""
        return time.monotonic() >= self.ends


async def settle(traffic: Traffic, selectors: list[str], enough_characters: int, max_characters: int) -> str:
    """The page's DOM, once the age gates that are there are clicked and the text no longer changes.

    Raises:
        TooLargeError: the DOM has more than `max_characters`.
    """
    page = traffic.page
    await quiet(page, traffic, enough_characters)
    for selector in selectors:
        button = page.locator(selector).first
        with contextlib.suppress(PlaywrightError):
            if await button.is_visible():
                await button.click(timeout=2000)
                await quiet(page, traffic, enough_characters)
    if await page.evaluate(DOM_LENGTH) > max_characters:
        raise TooLargeError
    return await page.content()


async def quiet(page: Page, traffic: Traffic, enough_characters: int) -> None:
    """Return when nothing is loading and the text kept its length for a while, or the page has had its time.

    A page with little text is given longer: it may only just be about to ask for its story. One with enough is not
    waited for when it loads on and on: some ask for news for ever.
    """
    length, looks, still = -1, 0, 0
    while not traffic.is_late():
        await asyncio.sleep(LOOK_SECONDS)
        now = await text_length(page)
        still = still + 1 if now == length else 0
        looks = looks + 1 if now == length and not traffic.open else 0
        length = now
        enough = length >= enough_characters
        if looks >= (LOOKS if enough else PATIENT_LOOKS) or (enough and still >= STILL_LOOKS):
            return


async def text_length(page: Page) -> int:
    """Characters of text on the page; -1 while it is being replaced."""
    try:
        return int(await page.evaluate(TEXT_LENGTH))
    except PlaywrightError:
        if page.is_closed():
            raise
        return -1
