"""The child process that renders pages: scrapy-playwright and Chromium, on their own.

It reads one JSON line per page, answers with one, and asks the crawl about each URL that a page wants. The crawl kills
it, and Chromium with it, when a page is late or its memory too large; it leaves by itself when its input ends.
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
from playwright.async_api import Page
from playwright.async_api import Request as PlaywrightRequest
from scrapy.crawler import AsyncCrawlerProcess
from scrapy_playwright.page import PageMethod

from stages.crawl.child import LINE_LIMIT, Message, kill_tree, leave_with_parent
from stages.crawl.settle import Traffic, settle
from stages.crawl.urls import normalise

BLOCKED = frozenset({"image", "media", "font", "texttrack", "websocket", "eventsource", "manifest", "other", "ping"})
METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

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
        self.replies: dict[int, asyncio.Future[bool]] = {}
        self.number = 0

    def send(self, message: Message) -> None:
        """One line to the crawl."""
        self.out.write(json.dumps(message) + "\n")
        self.out.flush()

    async def may_visit(self, url: str) -> bool:
        """The crawl's word on a URL."""
        self.number += 1
        number, future = self.number, asyncio.get_running_loop().create_future()
        self.replies[number] = future
        self.send({"question": number, "url": url})
        return bool(await future)

    async def messages(self) -> AsyncIterator[Message]:
        """The pages to render; replies are handed to who asked."""
        reader = asyncio.StreamReader(limit=LINE_LIMIT)
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            message = json.loads(line)
            if "reply" in message:
                self.replies.pop(message["reply"]).set_result(message["allowed"])
            else:
                yield message


LINE = Line()


async def must_abort(request: PlaywrightRequest) -> bool:
    """Whether a request of a page is stopped: not text, not a plain GET, another page, or not allowed."""
    if request.resource_type in BLOCKED or request.method not in METHODS:
        return True
    if request.url.startswith(("data:", "blob:", "about:")):
        return False
    if request.is_navigation_request() and request.frame.parent_frame is None:
        return normalise(request.url) not in WANTED
    return not await LINE.may_visit(request.url)


WANTED: set[str] = set()  # the pages in work: a page's script may reload it, never lead the browser elsewhere


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
        WANTED.add(normalise(url))
        traffic: list[Traffic] = []
        settings = self.settings_of_crawl
        dom = PageMethod(settle, traffic, settings["selectors"], settings["enough_characters"])
        request = scrapy.Request(
            url,
            meta={
                "playwright": True,
                "playwright_context": f"page-{number}",  # no cookies from one page to the next
                "playwright_context_kwargs": settings["context"],
                "playwright_include_page": True,
                "playwright_page_init_callback": watch(number, traffic),
                "playwright_page_methods": [dom],
            },
        )
        try:
            response = await self.crawler.engine.download_async(request)
            body = str(dom.result).encode("utf-8", "replace")
            answer = {"status": response.status, "url": response.url, "body": base64.b64encode(body).decode()}
        except (TimeoutError, PlaywrightError, KeyError) as error:
            answer = {"problem": str(error).split("\n")[0][:200]}
        WANTED.discard(normalise(url))
        LINE.send({"id": number, **answer})
        for one in traffic:
            with contextlib.suppress(PlaywrightError):
                await one.page.context.close()


def watch(number: int, traffic: list[Traffic]) -> Any:
    """A callback that counts a new page's requests, and answers for it when its renderer dies: Playwright may not."""

    async def init(page: Page, _request: scrapy.Request) -> None:
        traffic.append(Traffic(page))
        page.on("crash", lambda _page: LINE.send({"id": number, "crash": True}))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.on("popup", lambda popup: popup.close())

    return init


def leave() -> None:
    """End this process and everything it started, at once."""
    kill_tree(psutil.Process().pid)


def main() -> None:
    """Serve until the crawl goes away."""
    leave_with_parent()
    settings = json.loads(sys.argv[1])
    sys.stdout = sys.stderr  # no library may write among the answers
    threading.excepthook = lambda _: leave()
    RenderSpider.settings_of_crawl = settings
    process = AsyncCrawlerProcess(
        {
            **SETTINGS,
            "PLAYWRIGHT_ABORT_REQUEST": must_abort,
            "PLAYWRIGHT_CONTEXTS": {"start": {}},  # the browser is up before the first page is asked for
            "PLAYWRIGHT_LAUNCH_OPTIONS": settings["launch"],
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": settings["timeout_seconds"] * 2000,
        }
    )
    process.crawl(RenderSpider)
    process.start(install_signal_handlers=False)


if __name__ == "__main__":
    main()
