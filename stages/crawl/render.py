"""Rendered pages from the browser's child process; a page that kills the browser costs itself, never another."""

import asyncio
import base64
import re
from functools import cached_property
from pathlib import Path

from pipeline.errors import DataError
from pipeline.files import CACHE
from stages.crawl.browser import flags
from stages.crawl.child import Child, ChildDied, Message
from stages.crawl.fetch import named
from stages.crawl.guard import Guard
from stages.crawl.outcome import Answer, Rejection
from stages.crawl.params import CrawlParams
from stages.crawl.relay import HEADER
from stages.crawl.urls import normalise

SCRATCH = CACHE / "browser"  # its profiles
MEMORY_LOOK_SECONDS = 0.1
BYSTANDER_TRIES = 3  # of a page whose browser is killed for another page's sake
PROBLEMS = (  # what Chromium says when a page cannot be had -> the reason
    (re.compile(r"ERR_TOO_MANY_REDIRECTS"), "too_many_redirects"),
    (re.compile(r"ERR_CERT|ERR_SSL"), "tls_error"),
    (re.compile(r"ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT"), "timeout"),
    (re.compile(r"ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH|ERR_INCOMPLETE|ERR_TUNNEL"), "truncated"),
    (re.compile(r"ERR_CONTENT_DECODING|ERR_INVALID|ERR_RESPONSE_HEADERS|ERR_HTTP2|ERR_QUIC"), "parse_error"),
    (re.compile(r"ERR_BLOCKED|ERR_ABORTED|Download is starting"), "not_rendered"),  # it wanted to lead elsewhere
)


class Renderer:
    """At most `concurrency` pages at a time in one browser, which starts when it is first needed."""

    def __init__(self, crawl: CrawlParams, chromium: Path, guard: Guard, agent: str) -> None:
        self.params = crawl.rendering
        self.chromium = chromium
        self.guard = guard
        self.slots = asyncio.Semaphore(self.params.concurrency)
        self.alone = asyncio.Lock()
        self.watcher: asyncio.Task[None] | None = None
        self.pages = 0
        self.max_page_bytes = crawl.max_page_bytes
        self.agent = agent

    @cached_property
    def child(self) -> Child:
        """The browser's process; made at first use, when the guard listens."""
        settings: Message = {
            "timeout_seconds": self.params.timeout_seconds,
            "selectors": self.params.age_gate_selectors,
            "enough_characters": self.params.below_characters,
            "max_page_bytes": self.max_page_bytes,
            "context": {"user_agent": self.agent, "service_workers": "block", "accept_downloads": False},
            "launch": {
                "executable_path": str(self.chromium),
                "args": flags(self.guard.pin),
                "proxy": {"server": f"http://127.0.0.1:{self.guard.browser_port}", "bypass": "<-loopback>"},
                "handle_sigint": False,
                "handle_sigterm": False,
                "handle_sighup": False,
            },
        }
        return Child("stages.crawl.renderer", settings, SCRATCH)

    async def render(self, url: str) -> Answer:
        """The server's answer to the browser, its body the DOM after the page's scripts ran, as UTF-8.

        Raises:
            Rejection: render_crash, timeout, too_large; not_rendered, when the page wanted to lead the browser
                elsewhere; what kept the browser from having the page.
        """
        for _ in range(BYSTANDER_TRIES):
            try:
                async with self.slots:
                    return await self.attempt(url)
            except ChildDied as death:
                if str(death) == "memory":
                    raise self.crash(death) from None
                if str(death) != "bystander":
                    break  # whose doing it was is not known
        async with self.alone:
            for _ in range(self.params.concurrency):
                await self.slots.acquire()
            try:
                return await self.attempt(url)
            except ChildDied as death:
                raise self.crash(death) from None
            finally:
                for _ in range(self.params.concurrency):
                    self.slots.release()

    def crash(self, death: ChildDied) -> Rejection:
        """The rejection of a page that ended the browser."""
        limit = f": more than {self.params.memory_mb} MB" if str(death) == "memory" else ""
        return Rejection("render_crash", {"browser": f"{death}{limit}"})

    async def attempt(self, url: str) -> Answer:
        """One try; ChildDied when the browser ended for another reason than this page's lateness."""
        self.watcher = self.watcher or asyncio.ensure_future(self.watch_memory())
        self.pages += 1
        try:
            message = await self.child.ask({"url": url}, self.params.timeout_seconds)
        except ChildDied as death:
            if str(death) != "late":
                raise
            raise Rejection("timeout", {"browser": f"longer than {self.params.timeout_seconds:g} s"}) from None
        finally:
            self.pages -= 1
        if message.get("crash"):
            self.child.kill("bystander")
            raise Rejection("render_crash", {"browser": "the page's process crashed"})
        return self.answer(url, message)

    def answer(self, url: str, message: Message) -> Answer:
        """What the child says, as an Answer or the Rejection it amounts to."""
        if "too_large" in message:
            raise Rejection("too_large", {"browser": "the DOM is larger than crawl.max_page_bytes"})
        problem = str(message.get("problem", ""))
        if problem.startswith("BrowserType.launch"):
            raise DataError(f"{self.chromium}: does not start; run ./setup.sh, or set crawl.render to false")
        if problem:
            reason = next((reason for words, reason in PROBLEMS if words.search(problem)), "render_crash")
            raise Rejection(reason, {"browser": problem})
        if normalise(message["url"]) != url:
            raise Rejection("not_rendered", {"browser": "the server leads the browser to another page"})
        answer = Answer(url, message["status"], message["headers"], base64.b64decode(message["body"]))
        nonce, _, reason = answer.headers.get(HEADER, "").partition(" ")
        if nonce == self.guard.nonce:
            raise named(Rejection(reason, {"browser": reason}))
        return answer

    async def watch_memory(self) -> None:
        """Kill the browser when it takes more memory than allowed."""
        while True:
            await asyncio.sleep(MEMORY_LOOK_SECONDS)
            if self.pages and self.child.memory_mb() > self.params.memory_mb:
                self.child.kill("memory" if self.pages == 1 else "crowded")

    async def stop(self) -> None:
        """End the browser."""
        if self.watcher is not None:
            self.watcher.cancel()
        await self.child.stop()
