"""What fetches, renders and reads pages for a crawl, and the one door to the network that all of it uses."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from scrapy.core.engine import ExecutionEngine

from pipeline.workers import worker_count
from stages.crawl.agent import user_agent
from stages.crawl.clock import Clock
from stages.crawl.download import Downloader
from stages.crawl.examiners import Examiners
from stages.crawl.fetch import Fetcher
from stages.crawl.guard import Guard
from stages.crawl.params import CrawlParams
from stages.crawl.politeness import Politeness
from stages.crawl.reach import Reach
from stages.crawl.render import Renderer
from stages.crawl.verdict import Limits
from stages.crawl.visit import Visitor
from stages.crawl.workers import Office, Workers

MAX_EXAMINERS = 4


class Crew:
    """Started once, stopped at the end whatever happened."""

    def __init__(
        self,
        params: CrawlParams,
        clock: Clock,
        engine: ExecutionEngine,
        hosts: Mapping[str, tuple[str, int]],
        chromium: Path | None,
    ) -> None:
        """Put it together.

        Args:
            hosts: name -> (address, port) of the demo; when there are any, nothing else can be reached.
        """
        self.params, self.clock = params, clock
        self.politeness = Politeness(params.delay_seconds, params.max_wait_seconds, time.monotonic)
        public = params.contact_url is not None and not params.demo_site
        reach = Reach(hosts, frozenset(params.allow_private_hosts), public)
        self.guard = Guard(reach, self, params.timeout_seconds)
        agent = user_agent(params.contact_url)
        downloader = Downloader(engine, self.guard, agent, params.timeout_seconds)
        self.fetcher = Fetcher(downloader, self.politeness, params)
        limits = Limits(
            params.min_characters,
            tuple(params.languages),
            params.min_language_confidence,
            params.content_opt_outs,
            params.rendering.below_characters,
            tuple(params.rendering.age_gate_selectors),
        )
        self.examiners = Examiners(count_workers(), asdict(limits), params.parse_timeout_seconds)
        self.renderer = Renderer(params, chromium, self.guard, agent) if chromium is not None else None
        self.visitor = Visitor(self.fetcher, self.examiners, self.renderer, params, clock)

    async def start(self, paused_hosts: Mapping[str, str]) -> None:
        """Open the door to the network; hosts that asked for a pause are left alone until then."""
        for host, until in paused_hosts.items():
            self.politeness.pause(host, self.clock.seconds_until(until))
        await self.guard.start()

    async def stop(self) -> None:
        """End every process, and close the door."""
        stopping = [self.examiners.stop(), self.guard.stop(), *([self.renderer.stop()] if self.renderer else [])]
        await asyncio.gather(*stopping)

    def workers(self, office: Office, max_pages: int | None) -> Workers:
        """Those who visit the URLs of an office."""
        return Workers(office, self.visitor, self.politeness, self.params, self.clock, max_pages)

    async def objection(self, url: str) -> str | None:
        """What the guard asks about each of the browser's requests."""
        return await self.fetcher.objection(url)

    def heed_pause(self, url: str, retry_after: str | None) -> None:
        """What the guard tells of a host that asked the browser for a pause."""
        self.fetcher.heed_pause(url, retry_after)


def count_workers() -> int:
    """Processes that read pages: as many as the other stages use, four at most."""
    return min(worker_count(), MAX_EXAMINERS)
