"""Runs a crawl: the lock, the frontier, Scrapy's reactor, the last export and the report."""

import json
import logging
import signal
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

import scrapy
from filelock import FileLock, Timeout
from scrapy.crawler import AsyncCrawlerProcess
from twisted.logger import globalLogBeginner

from pipeline.errors import DataError
from pipeline.files import CACHE, sha256
from pipeline.reports import Summary, drops, log, write_report
from stages.crawl.browser import find_chromium
from stages.crawl.clock import Clock
from stages.crawl.demo import demo_hash
from stages.crawl.download import SETTINGS
from stages.crawl.figures import Counts
from stages.crawl.interruptible import SIGNALS, Interruptible
from stages.crawl.job import Job, Order
from stages.crawl.joined import JoinedJob
from stages.crawl.pages import folder_stamps, look_through, remove_others
from stages.crawl.params import CrawlParams
from stages.crawl.progress import print_reasons
from stages.crawl.rebuild import reconcile
from stages.crawl.share import Keeper, connect
from stages.crawl.sqlite_frontier import SqliteFrontier

DATABASE = CACHE / "crawl.sqlite"
LOCK = CACHE / "crawl.lock"


class CrawlSpider(scrapy.Spider):
    """Lends Scrapy's engine to the job."""

    name = "crawl"
    job: ClassVar[Interruptible]

    async def start(self) -> AsyncIterator[Any]:
        """Run the job; it yields nothing, since its requests go to the downloader directly."""
        await self.job.run(self.crawler.engine)
        for request in list[scrapy.Request]():
            yield request


def crawl(params: CrawlParams, order: Order, summary: Summary, *, grow: bool) -> None:
    """Crawl until nothing is left, then export and report.

    Raises:
        DataError: another crawl runs, no browser, the disk is full ...
        SystemExit: 130 after a signal, with everything exported.
    """
    chromium = find_chromium() if params.render else None
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(LOCK, timeout=0), closing(SqliteFrontier(DATABASE)) as frontier:
            crawl_locked(params, order, summary, frontier, chromium, grow=grow)
    except Timeout:
        raise DataError(f"{LOCK}: another crawl is running; wait for it, or stop it") from None


def join(params: CrawlParams, redis_url: str, summary: Summary) -> None:
    """Work for a crawl that another process keeps, until nothing is left; nothing is stored here.

    Raises:
        DataError: there is none, it crawls with other parameters, or it ended ...
        SystemExit: 130 after a signal.
    """
    chromium = find_chromium() if params.render else None
    job = JoinedJob(params, Clock(params.fixed_time), connect(redis_url), chromium)
    run_reactor(job)
    if job.error is not None:
        raise job.error
    summary.message = f"handed over {job.frontier.handed_over} URLs' outcomes"
    if job.stopped:
        raise SystemExit(130)


def crawl_locked(
    params: CrawlParams, order: Order, summary: Summary, frontier: SqliteFrontier, chromium: Path | None, *, grow: bool
) -> None:
    """`crawl`, alone on this machine."""
    mend(frontier)
    key = demo_key(params) if params.demo_site else ""
    clock = Clock(params.fixed_time)
    keeper = Keeper(connect(order.redis), DATABASE, clock, params) if order.redis else None
    job = Job(params, order, clock, frontier, chromium, demo_key=key, keeper=keeper)
    if not grow and key and frontier.meta("complete") == key and not frontier.has_work():
        log("crawl", "the demo is crawled already: nothing to fetch")
    else:
        frontier.remember(running=str(time.time()))
        run_reactor(job)
    counts = job.exporter.export()
    if params.demo_site and not job.stopped and job.error is None:
        remove_others(frontier.pages_of)
    if job.error is not None:
        raise job.error
    frontier.remember(running=None, folders=json.dumps(folder_stamps()))
    report(counts)
    print_reasons(counts, job.shortfalls)
    ended = f"fetched {counts.fetched} of {counts.urls} URLs, rejected {drops(counts.rejected)}"
    summary.message = f"{ended}, waiting {counts.waiting_urls}"
    if job.stopped:
        log("crawl", f"stopped by a signal; {summary.message}; the next run goes on")
        raise SystemExit(130)
    if not counts.urls:
        problems = ", ".join(f"{name} {count}" for name, count in sorted(job.shortfalls.items())) or "nothing found"
        raise DataError(f"crawl: no source gave a URL ({problems}); see section crawl of params.yaml")


def mend(frontier: SqliteFrontier) -> None:
    """Make frontier, manifest and stored pages agree: after a kill, a pull, or the loss of a page."""
    running = frontier.meta("running")
    killed_since = float(running) if running else None
    if reconcile(frontier):
        log("crawl", "dataset/metadata/urls.jsonl is not the one exported last: the frontier is rebuilt from it")
        killed_since = None  # pages may have come from elsewhere since
        frontier.remember(folders=None)
    seen = {} if running else json.loads(frontier.meta("folders") or "{}")
    changed = [prefix for prefix, stamp in folder_stamps().items() if seen.get(prefix) != stamp]
    missing = look_through(changed, frontier.pages_of, killed_since)
    if missing:
        frontier.fetch_again(missing)


def run_reactor(job: Interruptible) -> None:
    """Run the job inside Scrapy's reactor."""
    logging.getLogger().addHandler(logging.NullHandler())  # each URL's fate is in the manifest
    globalLogBeginner.beginLoggingTo([], redirectStandardIO=False)
    CrawlSpider.job = job
    process = AsyncCrawlerProcess(SETTINGS)
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # until the job listens: Twisted would swallow an exception
    process.crawl(CrawlSpider)
    process.start(install_signal_handlers=False)
    for number in SIGNALS:  # once stopped, a second signal must not cut the last export short
        signal.signal(number, signal.SIG_IGN if job.stopped else leave)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def leave(_number: int, _frame: FrameType | None) -> None:
    """End as a stopped crawl does."""
    raise SystemExit(130)


def demo_key(params: CrawlParams) -> str:
    """What the outcome of the demo crawl depends on: when it changes, the demo is crawled anew."""
    return sha256((demo_hash() + params.model_dump_json()).encode())


def report(counts: Counts) -> None:
    """Write reports/crawl.json: what the manifest says, in figures."""
    write_report(
        "crawl",
        {
            "documents_in": counts.urls,
            "documents_out": counts.fetched,
            "dropped": dict(sorted(counts.rejected.items())),
            "waiting": counts.waiting_urls,
            "pages": counts.pages,
            "rendered": counts.rendered,
            "urls_by_provider": dict(sorted(counts.providers.items())),
        },
    )
