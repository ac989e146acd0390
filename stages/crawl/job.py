"""A crawl from discovery to the last export: starts what it needs, keeps it busy, ends it all."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.core.engine import ExecutionEngine

from pipeline.errors import DataError, ParamsError
from stages.crawl.clock import Clock
from stages.crawl.crew import Crew
from stages.crawl.demo import DemoSite
from stages.crawl.discover import Discoverer
from stages.crawl.interruptible import Interruptible
from stages.crawl.params import CrawlParams
from stages.crawl.share import Keeper
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.workers import Exporter, Office, own_office

DAY = 86_400  # seconds
RESERVED = ".example"  # names that no real site can have (RFC 2606)


@dataclass(frozen=True)
class Order:
    """What a run is asked to do beyond params.yaml."""

    urls: tuple[str, ...] = ()  # more URLs
    max_pages: int | None = None  # pages to store in this run
    revisit: bool = False  # look at every stored page again
    redis: str | None = None  # the address of one through which other processes may take part


class Job(Interruptible):
    """One run of the crawl; `run` returns when nothing is left, at a signal, or at the pages asked for."""

    def __init__(
        self,
        params: CrawlParams,
        order: Order,
        clock: Clock,
        frontier: SqliteFrontier,
        chromium: Path | None,
        demo_key: str,
        keeper: Keeper | None = None,
    ) -> None:
        super().__init__()
        self.keeper = keeper  # lets other processes take part
        self.params = params
        self.order = order
        self.clock = clock
        self.frontier = frontier
        self.chromium = chromium
        self.demo_key = demo_key  # changes with the demo and its parameters; empty for a real crawl
        self.shortfalls: Counter[str] = Counter()
        self.exporter = Exporter(frontier.path, clock)
        self.site = DemoSite()
        self.hosts: Mapping[str, tuple[str, int]] = {}

    async def main(self, engine: ExecutionEngine) -> None:
        """The run, with the demo site up when it is wanted."""
        try:
            if self.params.demo_site:
                self.hosts = await self.site.start()
                self.check_demo()
                self.begin_demo_anew()
            await self.with_crew(engine)
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

    async def with_crew(self, engine: ExecutionEngine) -> None:
        """Discovery, then the work, exporting on the way."""
        crew = Crew(self.params, self.clock, engine, self.hosts, self.chromium)
        await crew.start(self.frontier.paused_hosts(self.clock.now()))
        workers = crew.workers(self.office(), self.order.max_pages)
        try:
            starting = asyncio.ensure_future(crew.examiners.start())  # while the sources are asked
            discoverer = Discoverer(crew.fetcher, self.frontier, self.clock)
            self.shortfalls = await discoverer.run(self.params, self.order.urls)
            self.mark_revisits()
            if self.frontier.has_work():
                await starting
                with self.shared():
                    await self.exporter.alongside(workers.run())
            starting.cancel()
            if not workers.has_enough():
                self.frontier.remember(complete=self.demo_key)
        finally:
            await crew.stop()

    def office(self) -> Office:
        """Where the workers of this process get their URLs."""
        claims = self.keeper.claims if self.keeper else None
        return own_office(self.frontier.path, self.frontier, claims)

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Let other processes take part, where that is wanted."""
        if self.keeper is None:
            yield
            return
        with self.keeper.serving():
            yield

    def mark_revisits(self) -> None:
        """Let stored pages be looked at again, as far as that is wanted."""
        days = self.params.revisit_after_days
        if self.order.revisit:
            self.frontier.revisit()
        elif days:
            self.frontier.revisit(self.clock.later(-days * DAY))
