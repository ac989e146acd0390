"""A crawler that works for another one's frontier."""

import asyncio
from pathlib import Path

from redis import Redis
from scrapy.core.engine import ExecutionEngine

from stages.crawl.clock import Clock
from stages.crawl.crew import Crew
from stages.crawl.interruptible import Interruptible
from stages.crawl.params import CrawlParams
from stages.crawl.share import Claims, RemoteFrontier, RemoteLedger
from stages.crawl.workers import Office


class JoinedJob(Interruptible):
    """Visits URLs until the keeper has none left; returns at a signal too."""

    def __init__(self, params: CrawlParams, clock: Clock, redis: Redis, chromium: Path | None) -> None:
        """Find the keeper.

        Raises:
            DataError: there is none, or it crawls with other parameters.
        """
        super().__init__()
        self.params, self.clock, self.chromium = params, clock, chromium
        self.frontier = RemoteFrontier(redis, params)
        self.claims = Claims(redis, params.concurrency)

    async def main(self, engine: ExecutionEngine) -> None:
        """The work."""
        frontier = self.frontier
        crew = Crew(self.params, self.clock, engine, {}, self.chromium)
        await crew.start(frontier.paused_hosts(self.clock.now()))
        office = Office(frontier, lambda: RemoteLedger(frontier), frontier.count_waiting, self.claims)
        renewing = asyncio.ensure_future(self.claims.renew())
        try:
            await crew.examiners.start()
            await crew.workers(office, None).run()
        finally:
            renewing.cancel()
            self.claims.release_all()
            await crew.stop()
