"""The workers that empty the frontier, and the exports meanwhile."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from stages.crawl.clock import Clock
from stages.crawl.figures import Counts
from stages.crawl.frontier import Outcome, Waiting
from stages.crawl.ledger import Ledger
from stages.crawl.manifest import export
from stages.crawl.params import CrawlParams
from stages.crawl.politeness import Politeness
from stages.crawl.progress import Progress
from stages.crawl.schedule import Hosts, Schedule, Source
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.urls import host_of
from stages.crawl.visit import Visitor

EXPORT_SECONDS = 10.0


class Records(Protocol):
    """Where outcomes are written down."""

    async def write(self, url: str, outcome: Outcome) -> None:
        """Return when it is on disk."""

    def close(self) -> None:
        """Nothing more will be written."""


@dataclass(frozen=True)
class Office:
    """Where workers get their URLs and bring the outcomes: this process's frontier, or another's."""

    source: Source
    open_ledger: Callable[[], Records]
    count_waiting: Callable[[], int]  # may be asked from any thread
    claims: Hosts | None = None  # None: every host is ours


def own_office(path: Path, source: Source, claims: Hosts | None = None) -> Office:
    """The office of the process that keeps the frontier at `path`."""

    def count_waiting() -> int:
        with closing(SqliteFrontier(path)) as frontier:
            return frontier.count_waiting()

    return Office(source, lambda: Ledger(path), count_waiting, claims)


class Workers:
    """Fetch until nothing is left that this run may fetch, or until it has the pages asked for."""

    def __init__(
        self,
        office: Office,
        visitor: Visitor,
        politeness: Politeness,
        params: CrawlParams,
        clock: Clock,
        max_pages: int | None,
    ) -> None:
        self.office = office
        self.visitor = visitor
        self.politeness = politeness
        self.params = params
        self.clock = clock
        self.max_pages = max_pages
        self.stored = 0
        self.changed = asyncio.Event()
        self.recording: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """All workers, until none has anything left to do."""
        bound = self.params.follow.max_urls_per_site
        per_host = self.params.concurrency_per_host
        self.schedule = Schedule(self.office.source, self.politeness, per_host, bound, self.clock, self.office.claims)
        self.progress = Progress(self.office.count_waiting)
        self.ledger = self.office.open_ledger()
        try:
            async with asyncio.TaskGroup() as workers:
                for _ in range(self.params.concurrency):
                    workers.create_task(self.work())
        finally:
            recorded = await asyncio.gather(*self.recording, return_exceptions=True)  # all of them, whatever one says
            self.ledger.close()
            self.progress.close()
            for problem in recorded:
                if problem is not None:
                    raise problem

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
        return self.max_pages is None or self.stored + self.schedule.in_flight < self.max_pages

    async def visit(self, waiting: Waiting) -> None:
        """Visit one URL and record its outcome."""
        outcome = await self.visitor.visit(waiting)
        recording = asyncio.ensure_future(self.record(waiting, outcome))
        self.recording.add(recording)
        recording.add_done_callback(self.recording.discard)
        await asyncio.shield(recording)
        self.pulse()

    async def record(self, waiting: Waiting, outcome: Outcome) -> None:
        """Write the outcome down, then count it: a signal between the two waits for the second."""
        too_long = self.politeness.wait_seconds(waiting.host) > self.params.max_wait_seconds
        if outcome.not_before is not None and too_long:
            outcome = replace(outcome, paused_host=waiting.host)
        await self.ledger.write(waiting.url, outcome)
        self.stored += outcome.status == "fetched" and not outcome.kept
        self.schedule.done(waiting, postponed=outcome.status == "new")
        for url in outcome.follow:
            self.schedule.wake(host_of(url))
        if outcome.status != "new":
            self.progress.done(outcome.status == "fetched")

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
