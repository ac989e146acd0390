"""The child process that renders pages: scrapy-playwright and Chromium, on their own.

It reads one JSON line per page and answers with one. The crawl kills it, and Chromium with it, when a page is late or
its memory too large; it leaves by itself when its input ends.
"""

import asyncio
import base64
import contextlib
import json
import sys
import threading
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import psutil
import scrapy
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from scrapy.crawler import AsyncCrawlerProcess

from stages.crawl.child import LINE_LIMIT, Message
from stages.crawl.processes import kill_tree
from stages.crawl.settle import TooLargeError, Traffic, settle
from stages.crawl.urls import normalise

BLOCKED = frozenset({"image", "media", "font", "texttrack", "websocket", "eventsource", "manifest", "other", "ping"})
METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CLOSE_SECONDS = 5.0

SETTINGS = {
    "DOWNLOADER_MIDDLEWARES_BASE": {},
    "EXTENSIONS_BASE": {},
    "SPIDER_MIDDLEWARES_BASE": {},
    "DOWNLOAD_HANDLERS": {
        "http": "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler",
        "https": "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler",
    },
    "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,  # the browser's own
    "CONCURRENT_REQUESTS": 100,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 100,
    "TELNETCONSOLE_ENABLED": False,
    "STATS_DUMP": False,
    "LOG_ENABLED": False,
}


class Line:
    """The crawl at the other end of standard input and output."""

    def __init__(self) -> None:
        self.out = sys.stdout

    def send(self, message: Message) -> None:
        """One line to the crawl."""
        self.out.write(json.dumps(message) + "\n")
        self.out.flush()

    async def messages(self) -> AsyncIterator[Message]:
        """The pages to render."""
        reader = asyncio.StreamReader(limit=LINE_LIMIT)
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            yield json.loads(line)


LINE = Line()


TRAFFIC: dict[Page, Traffic] = {}


async def stop_or_pass(route: Route) -> None:
    """Stop a request of a page that is not for text, no plain GET, leads elsewhere, or is one too many.

    Whether its URL may be had at all, the guard asks: it sees what no page asks for by itself, redirects above all.
    """
    request = route.request
    load = request.is_navigation_request() and request.frame.parent_frame is None
    wanted = request.resource_type not in BLOCKED and request.method in METHODS
    traffic = TRAFFIC.get(request.frame.page)
    with contextlib.suppress(PlaywrightError):  # the page is gone meanwhile
        if wanted and traffic is not None and traffic.admits(request.url, load):
            await route.continue_()
        else:
            await route.abort("aborted")  # leaves the page as it is; any other word puts an error in its place


class RenderSpider(scrapy.Spider):
    """Renders what the crawl asks for."""

    name = "render"
    settings_of_crawl: ClassVar[dict[str, Any]] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Run until standard input ends."""
        LINE.send({"ready": True})
        tasks: set[asyncio.Task[None]] = set()
        async for message in LINE.messages():
            task = asyncio.ensure_future(self.render(message))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        leave()
        yield  # pragma: no cover - makes this a generator

    async def render(self, message: Message) -> None:
        """One page: its DOM, or what went wrong."""
        number, url = message["id"], message["url"]
        traffic: list[Traffic] = []
        settings = self.settings_of_crawl
        request = scrapy.Request(
            url,
            meta={
                "playwright": True,
                "playwright_context": f"page-{number}",  # no cookies from one page to the next
                "playwright_context_kwargs": settings["context"],
                "playwright_include_page": True,
                "playwright_page_init_callback": watch(message, traffic, settings["timeout_seconds"]),
                "playwright_page_goto_kwargs": {"wait_until": "commit"},  # `settle` waits for the rest
            },
        )
        try:
            one = await self.opened(request, traffic)
            dom = await settle(one, settings["selectors"], settings["enough_characters"], settings["max_page_bytes"])
            body = base64.b64encode(dom.encode("utf-8", "replace")).decode()
            answer = {"url": one.url, "status": one.status, "headers": one.headers, "body": body}
        except TooLargeError:
            answer = {"too_large": True}
        except (TimeoutError, PlaywrightError, KeyError) as error:
            answer = {"problem": str(error).split("\n")[0][:200]}
        LINE.send({"id": number, **answer})
        for one in traffic:
            await close(one.page)

    async def opened(self, request: scrapy.Request, traffic: list[Traffic]) -> Traffic:
        """The page, once its server has answered; that it is already changing its content matters to Scrapy alone."""
        try:
            await self.crawler.engine.download_async(request)
        except PlaywrightError:
            if not traffic or traffic[0].status is None:
                raise
        return traffic[0]


def watch(message: Message, traffic: list[Traffic], timeout_seconds: float) -> Any:
    """A callback for a new page: counts its requests, and answers for it when its renderer dies: Playwright may not."""

    async def init(page: Page, _request: scrapy.Request) -> None:
        TRAFFIC[page] = one = Traffic(page, normalise(message["url"]), timeout_seconds)
        traffic.append(one)
        page.on("crash", lambda _page: LINE.send({"id": message["id"], "crash": True}))
        page.on("dialog", lambda dialog: dialog.dismiss())
        await page.route("**", stop_or_pass)

    return init


async def close(page: Page) -> None:
    """Close a page with its context; when it does not go, this process goes."""
    TRAFFIC.pop(page, None)
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            with contextlib.suppress(PlaywrightError):
                await page.context.close()
    except TimeoutError:
        leave()


def leave() -> None:
    """End this process and everything it started, at once."""
    kill_tree(psutil.Process().pid)


def main() -> None:
    """Serve until the crawl goes away."""
    settings = json.loads(sys.argv[1])
    sys.stdout = sys.stderr  # no library may write among the answers
    threading.excepthook = lambda _: leave()
    RenderSpider.settings_of_crawl = settings
    process = AsyncCrawlerProcess(
        {
            **SETTINGS,
            "PLAYWRIGHT_CONTEXTS": {"start": {}},  # the browser is up before the first page is asked for
            "PLAYWRIGHT_LAUNCH_OPTIONS": settings["launch"],
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": settings["timeout_seconds"] * 2000,
        }
    )
    process.crawl(RenderSpider)
    process.start(install_signal_handlers=False)


if __name__ == "__main__":
    main()
