"""The workers that empty the frontier, and the exports meanwhile."""

import asyncio
import threading
import time
from collections.abc import Awaitable
from contextlib import closing, suppress
from pathlib import Path

from stages.crawl.clock import Clock
from stages.crawl.figures import Counts
from stages.crawl.frontier import Outcome, Waiting
from stages.crawl.manifest import export
from stages.crawl.pages import store_page
from stages.crawl.params import CrawlParams
from stages.crawl.politeness import Politeness
from stages.crawl.progress import Progress
from stages.crawl.schedule import Schedule
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.urls import host_of
from stages.crawl.visit import Visitor

EXPORT_SECONDS = 10.0


class Workers:
    """Fetch until nothing is left that this run may fetch, or until it has the pages asked for."""

    def __init__(
        self,
        frontier: SqliteFrontier,
        visitor: Visitor,
        politeness: Politeness,
        params: CrawlParams,
        clock: Clock,
        max_pages: int | None,
    ) -> None:
        self.frontier = frontier
        self.visitor = visitor
        self.politeness = politeness
        self.params = params
        self.clock = clock
        self.max_pages = max_pages
        self.stored = 0
        self.changed = asyncio.Event()
        self.storing = asyncio.Lock()  # two URLs may bring the same bytes, and so the same file, at once
        self.recording: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """All workers, until none has anything left to do."""
        bound = self.params.follow.max_urls_per_site
        per_host = self.params.concurrency_per_host
        self.schedule = Schedule(self.frontier, self.politeness, per_host, bound, self.clock)
        self.progress = Progress()
        try:
            async with asyncio.TaskGroup() as workers:
                for _ in range(self.params.concurrency):
                    workers.create_task(self.work())
        finally:
            await asyncio.gather(*self.recording)
            self.progress.close()

    async def work(self) -> None:
        """One worker: URL after URL."""
        while not self.has_enough():
            found = self.schedule.take() if self.may_take() else float("inf")
            if isinstance(found, Waiting):
                await self.visit(found)
            elif found is None:
                break
            else:
                with suppress(TimeoutError):  # not wait_for: Python 3.11's may swallow a cancellation
                    async with asyncio.timeout(min(found, 1.0)):
                        await self.changed.wait()
        self.pulse()

    def has_enough(self) -> bool:
        """Whether the pages asked for are stored."""
        return self.max_pages is not None and self.stored >= self.max_pages

    def may_take(self) -> bool:
        """Whether one more fetch cannot exceed the pages asked for."""
        return self.max_pages is None or self.stored + self.schedule.in_flight() < self.max_pages

    async def visit(self, waiting: Waiting) -> None:
        """Visit one URL and record its outcome."""
        outcome = await self.visitor.visit(waiting)
        recording = asyncio.ensure_future(self.record(waiting, outcome))
        self.recording.add(recording)
        recording.add_done_callback(self.recording.discard)
        await asyncio.shield(recording)
        self.pulse()

    async def record(self, waiting: Waiting, outcome: Outcome) -> None:
        """Store the page, then say so in its row: a signal between the two waits for the second."""
        if outcome.body is not None:
            async with self.storing:
                await asyncio.to_thread(store_page, outcome.body)
        self.frontier.finish(waiting.url, outcome)
        too_long = self.politeness.wait_seconds(waiting.host) > self.params.max_wait_seconds
        if outcome.not_before is not None and too_long:
            self.frontier.postpone_host(waiting.host, outcome.not_before, outcome.reason or "")
        self.stored += outcome.status == "fetched"
        self.schedule.done(waiting, postponed=outcome.status == "new")
        for url in outcome.follow:
            self.schedule.wake(host_of(url))
        if outcome.status != "new":
            self.progress.done(outcome.status == "fetched", self.schedule.queued())

    def pulse(self) -> None:
        """Wake the workers that wait."""
        self.changed.set()
        self.changed = asyncio.Event()


class Exporter:
    """Exports the manifest, one export at a time."""

    def __init__(self, database: Path, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.turn = threading.Lock()

    def export(self) -> Counts:
        """Export through a connection of its own."""
        with self.turn, closing(SqliteFrontier(self.database)) as frontier:
            return export(frontier, self.clock.now())

    async def alongside(self, work: Awaitable[None]) -> None:
        """Do the work, exporting now and then, off the event loop."""
        exporting = asyncio.ensure_future(self.now_and_then())
        try:
            await work
        finally:
            exporting.cancel()
            with suppress(asyncio.CancelledError):
                await exporting

    async def now_and_then(self) -> None:
        """Export while the crawl goes on, a twentieth of the time at most."""
        pause = EXPORT_SECONDS
        while True:
            await asyncio.sleep(pause)
            started = time.monotonic()
            await asyncio.to_thread(self.export)
            pause = max(EXPORT_SECONDS, 20 * (time.monotonic() - started))
