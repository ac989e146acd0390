"""Rendered pages from the browser's child process; a page that kills the browser costs itself, never another."""

import asyncio
import base64
from pathlib import Path

from pipeline.errors import DataError
from stages.crawl.browser import flags
from stages.crawl.child import Child, ChildDied, Message, Question
from stages.crawl.outcome import Rejection
from stages.crawl.params import RenderParams

MEMORY_LOOK_SECONDS = 0.2
BYSTANDER_TRIES = 3  # of a page whose browser is killed for another page's sake


class Renderer:
    """At most `concurrency` pages at a time in one browser, which starts when it is first needed."""

    def __init__(self, params: RenderParams, chromium: Path, proxy_port: int, agent: str, may_visit: Question) -> None:
        self.params = params
        self.chromium = chromium
        self.slots = asyncio.Semaphore(params.concurrency)
        self.alone = asyncio.Lock()
        self.watcher: asyncio.Task[None] | None = None
        self.pages = 0
        settings: Message = {
            "timeout_seconds": params.timeout_seconds,
            "selectors": params.age_gate_selectors,
            "enough_characters": params.below_characters,
            "context": {"user_agent": agent, "service_workers": "block", "accept_downloads": False},
            "launch": {
                "executable_path": str(chromium),
                "args": flags(),
                "proxy": {"server": f"http://127.0.0.1:{proxy_port}", "bypass": "<-loopback>"},
                "handle_sigint": False,
                "handle_sigterm": False,
                "handle_sighup": False,
            },
        }
        self.child = Child("stages.crawl.renderer", settings, may_visit)

    async def render(self, url: str) -> bytes:
        """The page's DOM after its scripts ran, as UTF-8.

        Raises:
            Rejection: render_crash; timeout.
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

    async def attempt(self, url: str) -> bytes:
        """One try; ChildDied when the browser ended for another reason than this page's lateness."""
        self.watcher = self.watcher or asyncio.ensure_future(self.watch_memory())
        self.pages += 1
        try:
            answer = await self.child.ask({"url": url}, self.params.timeout_seconds)
        except ChildDied as death:
            if str(death) != "late":
                raise
            raise Rejection("timeout", {"browser": f"longer than {self.params.timeout_seconds:g} s"}) from None
        finally:
            self.pages -= 1
        if answer.get("crash"):
            self.child.kill("bystander")
            raise Rejection("render_crash", {"browser": "the page's process crashed"})
        if str(answer.get("problem", "")).startswith("BrowserType.launch"):
            raise DataError(f"{self.chromium}: does not start; run ./setup.sh, or set crawl.render to false")
        if "problem" in answer:
            raise Rejection("render_crash", {"browser": str(answer["problem"])})
        return base64.b64decode(answer["body"])

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
