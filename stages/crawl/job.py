"""A crawl from discovery to the last export: starts what it needs, keeps it busy, ends it all."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.core.engine import ExecutionEngine

from pipeline.errors import DataError, ParamsError
from pipeline.workers import worker_count
from stages.crawl.agent import user_agent
from stages.crawl.child import Message
from stages.crawl.clock import Clock
from stages.crawl.demo import DemoSite
from stages.crawl.discover import Discoverer
from stages.crawl.download import Downloader
from stages.crawl.fetch import Fetcher
from stages.crawl.guard import Guard, Reach
from stages.crawl.params import CrawlParams
from stages.crawl.politeness import Politeness
from stages.crawl.render import Renderer
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.verdict import Limits
from stages.crawl.visit import Examiners, Visitor
from stages.crawl.workers import Exporter, Workers

MAX_EXAMINERS = 4
RESERVED = ".example"  # names that no real site can have (RFC 2606)


@dataclass(frozen=True)
class Order:
    """What a run is asked to do beyond params.yaml."""

    urls: tuple[str, ...] = ()  # more URLs
    max_pages: int | None = None  # pages to store in this run


class Job:
    """One run of the crawl; `run` returns when nothing is left, at a signal, or at the pages asked for."""

    def __init__(
        self,
        params: CrawlParams,
        order: Order,
        clock: Clock,
        frontier: SqliteFrontier,
        chromium: Path | None,
        demo_key: str,
    ) -> None:
        self.params = params
        self.order = order
        self.clock = clock
        self.frontier = frontier
        self.chromium = chromium
        self.demo_key = demo_key  # changes with the demo and its parameters; empty for a real crawl
        self.error: BaseException | None = None
        self.stopped = False
        self.shortfalls: Counter[str] = Counter()
        self.exporter = Exporter(frontier.path, clock)
        self.site = DemoSite()
        self.hosts: Mapping[str, tuple[str, int]] = {}

    async def run(self, engine: ExecutionEngine) -> None:
        """The whole run; what goes wrong is kept in `error`."""
        task = asyncio.ensure_future(self.with_site(engine))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
        try:
            await task
        except asyncio.CancelledError:
            self.stopped = True
        except BaseExceptionGroup as group:
            self.error = group.exceptions[0]
        except Exception as error:  # Scrapy would log it and go on; main raises it
            self.error = error

    async def with_site(self, engine: ExecutionEngine) -> None:
        """The run, with the demo site up when it is wanted."""
        try:
            if self.params.demo_site:
                self.hosts = await self.site.start()
                self.check_demo()
                self.begin_demo_anew()
            await self.with_guard(engine)
        finally:
            await self.site.stop()

    def check_demo(self) -> None:
        """Raise what a person must decide: the demo and other sites do not mix."""
        for url in self.order.urls:
            if urlsplit(url).hostname not in self.hosts:
                raise ParamsError(
                    f"--urls: {url} is not a page of the demo; run `python run.py init` first, for a corpus of your own"
                )
        own = (*self.hosts, RESERVED)  # a demo of yesterday may have had other hosts
        others = [host for host in self.frontier.fetched_hosts() if not host.endswith(own)]
        if others:
            raise DataError(
                f"dataset/metadata/urls.jsonl: holds pages of {others[0]}, which is not the demo;"
                " set crawl.demo_site to false, or run `python run.py init`"
            )

    def begin_demo_anew(self) -> None:
        """Forget an earlier demo: another site or other parameters would leave its rows among the new ones."""
        if self.frontier.meta("demo") != self.demo_key:
            self.frontier.clear()
            self.frontier.remember(demo=self.demo_key)

    async def with_guard(self, engine: ExecutionEngine) -> None:
        """The run, with every door to the network in place and closed at its end."""
        params = self.params
        politeness = Politeness(params.delay_seconds, params.max_wait_seconds, time.monotonic)
        for host, until in self.frontier.paused_hosts(self.clock.now()).items():
            politeness.pause(host, self.clock.seconds_until(until))
        public = params.contact_url is not None and not params.demo_site
        reach = Reach(self.hosts, frozenset(params.allow_private_hosts), public)
        guard = Guard(reach, self.browser_may_visit, params.timeout_seconds)
        await guard.start()
        agent = user_agent(params.contact_url)
        self.fetcher = Fetcher(Downloader(engine, guard, agent, params.timeout_seconds), politeness, params)
        limits = Limits(
            params.min_characters,
            tuple(params.languages),
            params.content_opt_outs,
            params.rendering.below_characters,
            tuple(params.rendering.age_gate_selectors),
        )
        examiners = Examiners(count_workers(), asdict(limits), params.parse_timeout_seconds)
        renderer = None
        if self.chromium is not None:
            renderer = Renderer(params.rendering, self.chromium, guard.browser_port, agent, self.answer_browser)
        visitor = Visitor(self.fetcher, examiners, renderer, params, self.clock)
        workers = Workers(self.frontier, visitor, politeness, params, self.clock, self.order.max_pages)
        try:
            starting = asyncio.ensure_future(examiners.start())  # while the sources are asked
            self.shortfalls = await Discoverer(self.fetcher, self.frontier, self.clock).run(params, self.order.urls)
            if self.frontier.has_work():
                await starting
                await self.exporter.alongside(workers.run())
            starting.cancel()
            if not workers.has_enough():
                self.frontier.remember(complete=self.demo_key)
        finally:
            stopping = [examiners.stop(), guard.stop(), *([renderer.stop()] if renderer else [])]
            await asyncio.gather(*stopping)

    async def browser_may_visit(self, url: str) -> bool:
        """What the guard asks about the browser's plain requests."""
        return await self.fetcher.may_visit(url)

    async def answer_browser(self, message: Message) -> Message:
        """What the browser's process asks about each URL that a page names."""
        return {"allowed": await self.fetcher.may_visit(message["url"])}


def count_workers() -> int:
    """Processes that read pages: as many as the other stages use, four at most."""
    return min(worker_count(), MAX_EXAMINERS)
