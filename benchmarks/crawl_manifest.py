"""What a manifest of a million URLs costs: `python -m benchmarks.crawl_manifest [--urls 1000000]`.

Builds a frontier, its manifest and (empty) page files in a temporary folder: half of the URLs on few hosts, half on
50,000, with waiting, fetched and rejected ones, duplicates, redirects, links, pauses and searches. Each step is then
measured in a process of its own:

open        all that a crawl does before its first fetch, discovery aside, when nothing changed since the last one
look        the same after a kill, with a look at every page file
export      urls.jsonl and searches.jsonl, written anew
count       the figures of a manifest that stands
rebuild     the frontier from the manifest, as after a pull
finish      rows per second that end, through the ledger, sixteen at a time; and one by one
"""

import argparse
import asyncio
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.files import CACHE
from pipeline.records import SearchRecord
from stages.crawl.clock import Clock
from stages.crawl.database import INDEXES
from stages.crawl.frontier import FOLLOW, Outcome, Waiting
from stages.crawl.ledger import Ledger
from stages.crawl.manifest import COLUMNS, MANIFEST, count_manifest, export
from stages.crawl.pages import PAGES, SUFFIX, folder_stamps
from stages.crawl.politeness import Politeness
from stages.crawl.providers import Discovery
from stages.crawl.rebuild import URL
from stages.crawl.run import DATABASE, mend
from stages.crawl.schedule import Schedule
from stages.crawl.sqlite_frontier import SqliteFrontier, first_turn

PROJECT = Path(__file__).resolve().parent.parent
NOW, LATER = "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"
MANY_HOSTS, FEW_HOSTS = 50_000, 5
CHAPTERS = 10  # per story
FINISHED = 2_000  # rows
AT_ONCE = 16
HEADERS = json.dumps({"content-type": "text/html; charset=utf-8", "etag": '"6a1f-5f3b"', "last-modified": NOW})
ASKED = json.dumps({"accept": "text/html,*/*;q=0.1", "user-agent": "miniature-memory/1.0 (+https://who.example/)"})


def digest(text: str) -> str:
    """64 hexadecimal digits that look like any page's."""
    return hashlib.sha256(text.encode()).hexdigest()


def address(number: int) -> tuple[str, str]:
    """Host and URL: stories of ten chapters; every other story lies on one of the few hosts."""
    story = number // CHAPTERS
    host = f"big{story // 2 % FEW_HOSTS}.example" if story % 2 else f"site{story // 2 % MANY_HOSTS:05}.example"
    return host, f"https://{host}/stories/{story:06}-the-lamp-on-the-quay/chapter-{number % CHAPTERS + 1:02}"


def row(number: int) -> dict[str, Any]:
    """One URL: of ten, four are fetched (now and then a duplicate, or redirected), two rejected, four wait."""
    host, url = address(number)
    kind = number // CHAPTERS % 10
    provider = "sitemap" if number % CHAPTERS == 0 else FOLLOW
    found: dict[str, Any] = {"provider": provider, "rank": number if provider == "sitemap" else None}
    found |= {"host": host, "hops": 1, "url": url, "first_seen": NOW, "rendered": 0, "redirects": "[]"}
    found |= {"headers": "{}", "request_headers": "{}", "evidence": "{}"}
    if kind >= 6:
        return found | {"status": "new", "due": first_turn(provider, found["rank"])}
    found |= {"fetched_at": NOW, "final_url": url, "http_status": 200, "headers": HEADERS, "request_headers": ASKED}
    if kind >= 4:
        evidence = json.dumps({"robots.txt": "disallows GPTBot here"})
        return found | {"status": "rejected", "reason": "optout_robots_ai", "evidence": evidence}
    if number % 50 == 7:
        found["final_url"] = address(number - 1)[1]
    page = digest(address(number - 1)[1] if number % 25 == 13 else url)
    return found | {"status": "fetched", "page": page, "charset": "utf-8"}


def build(urls: int) -> None:
    """Fill the frontier and the folder of pages."""
    frontier = SqliteFrontier(DATABASE)
    names = ["host", "hops", "due", *COLUMNS]
    with frontier.transaction() as db:
        frontier.empty(db)
        db.executemany(URL, ([one.get(name) for name in names] for one in map(row, range(urls))))
        db.executemany("INSERT INTO links VALUES (?, 'next', 0, ?)", links(urls))
        db.executemany("INSERT INTO pauses VALUES (?, ?, 'host_asked_to_wait')", paused())
        frontier.run(INDEXES)
    for number in range(1000):
        asked = {"provider": "searxng", "query": f"query {number}", "result_page": 1, "asked_at": NOW}
        frontier.record_search(SearchRecord.model_validate({**asked, "results": 10, "new": 3, "problem": None}))
    for number in range(256):
        (PAGES / f"{number:02x}").mkdir(parents=True, exist_ok=True)
        for page in frontier.pages_of(f"{number:02x}"):
            (PAGES / f"{number:02x}" / f"{page}{SUFFIX}").touch()
    frontier.remember(folders=json.dumps(folder_stamps()))
    frontier.close()


def links(urls: int) -> Iterator[tuple[str, str]]:
    """Each chapter that was fetched names the next one."""
    for number in range(urls - 1):
        if number % CHAPTERS != CHAPTERS - 1 and number // CHAPTERS % 10 < 4:
            yield address(number)[1], address(number + 1)[1]


def paused() -> Iterator[tuple[str, str]]:
    """Every hundredth of the many hosts wants to be left alone."""
    for number in range(0, MANY_HOSTS, 100):
        yield f"site{number:05}.example", LATER


def step_open() -> int:
    """What `crawl_locked` does before its first fetch."""
    frontier, clock = SqliteFrontier(DATABASE), Clock(NOW)
    mend(frontier)
    politeness = Politeness(2.0, 300.0, time.monotonic)
    for host, until in frontier.paused_hosts(clock.now()).items():
        politeness.pause(host, clock.seconds_until(until))
    assert frontier.has_work()
    schedule = Schedule(frontier, politeness, 1, 1000, clock)
    taken = [schedule.take() for _ in range(AT_ONCE)]
    assert all(isinstance(one, Waiting) for one in taken)
    return len(schedule.rotation)


def step_look() -> int:
    """The same after a kill."""
    frontier = SqliteFrontier(DATABASE)
    frontier.remember(folders=None)
    frontier.close()
    return step_open()


def step_export() -> int:
    """Both files."""
    return export(SqliteFrontier(DATABASE), NOW).urls


def step_count() -> int:
    """The manifest's figures."""
    return count_manifest().urls


def step_rebuild() -> int:
    """A new frontier from the manifest."""
    frontier = SqliteFrontier(CACHE / "rebuilt.sqlite")
    mend(frontier)
    return frontier.count_pages()


def some_rows(provider: str) -> list[tuple[str, Outcome]]:
    """New URLs, and what comes of them."""
    urls = [f"https://{provider}.example/{number}" for number in range(FINISHED)]
    frontier = SqliteFrontier(DATABASE)
    frontier.add([Discovery(url, provider, None, None) for url in urls], NOW)
    frontier.close()
    return [(url, Outcome("rejected", "http_404", fetched_at=NOW, final_url=url)) for url in urls]


def step_finish() -> int:
    """Rows that end, as the workers end them."""
    entries = iter(some_rows("together"))
    ledger = Ledger(DATABASE)

    async def work() -> None:
        for url, outcome in entries:
            await ledger.write(url, outcome)

    async def all_of_them() -> None:
        await asyncio.gather(*(work() for _ in range(AT_ONCE)))

    asyncio.run(all_of_them())
    return FINISHED


def step_finish_singly() -> int:
    """The same, each in a transaction of its own."""
    frontier = SqliteFrontier(DATABASE)
    for entry in some_rows("singly"):
        frontier.finish([entry])
    return FINISHED


STEPS: dict[str, Callable[[], int]] = {
    "open": step_open,
    "look": step_look,
    "export": step_export,
    "count": step_count,
    "rebuild": step_rebuild,
    "finish": step_finish,
    "finish singly": step_finish_singly,
}


def measured(name: str) -> None:
    """One step in this process: `name seconds cpu_seconds peak_mb result`."""
    started, cpu = time.monotonic(), time.process_time()
    result = STEPS[name]()
    seconds, cpu = time.monotonic() - started, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<14}{seconds:>8.2f} s {cpu:>8.2f} s CPU {peak:>6.0f} MB  {result:>9} {UNITS[name]}", flush=True)


UNITS = {
    "open": "hosts in rotation",
    "look": "hosts in rotation",
    "rebuild": "pages",
    "finish": "rows",
    "finish singly": "rows",
}
UNITS |= {"export": "URLs", "count": "URLs"}


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="build there, and leave it")
    options = parser.parse_args()
    if options.step:
        measured(options.step)
        return
    folder = options.folder or Path(tempfile.mkdtemp(prefix="crawl-manifest-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        os.chdir(folder)
        build(options.urls)
        for name in ("export", *STEPS):
            run(name)
        sizes = {path: path.stat().st_size / 2**20 for path in (DATABASE, MANIFEST)}
        print(", ".join(f"{path} {size:.0f} MB" for path, size in sizes.items()))
    finally:
        if options.folder is None:
            shutil.rmtree(folder)


def run(name: str) -> None:
    """A step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.crawl_manifest", "--step", name]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(PROJECT)}, check=True)


if __name__ == "__main__":
    main()
