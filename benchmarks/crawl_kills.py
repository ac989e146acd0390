"""The crawl killed and stopped at random moments: `python -m benchmarks.crawl_kills [--kills 20] [--signals 5]`.

A site on loopback has static pages, slow ones, pages that a script builds and stories in chapters. It is crawled once
undisturbed. Then a crawl of it is killed with SIGKILL, its main process alone, at moments drawn by --seed, and started
again each time until it ends; another is stopped by SIGTERM and SIGINT instead. Exit code 1 when a check fails.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.loopback import Page, Site, built, crawl_environment, serving, story, write_params
from benchmarks.remains import Remains
from pipeline.errors import DataError
from pipeline.files import METADATA, read_json_lines
from pipeline.records import UrlRecord
from stages.crawl.pages import PAGES, SUFFIX, stored_pages
from stages.crawl.processes import family

CONCURRENCY = 6
GONE_SECONDS = 5.0  # for what a killed crawl started, and for a stopped crawl itself
GROUPS = 12  # of pages: each has every kind
STATIC, CHAPTERS = 8, 4  # pages of a group
EARLY_SHARE, EARLY_SECONDS = 0.25, 3.0  # of the moments that are drawn by the clock, so that starts are hit too
LATER_SECONDS = 0.3  # at most, after the request that a moment is drawn by
MANIFEST = METADATA / "urls.jsonl"
Rows = dict[str, tuple[str | None, ...]]  # URL -> what does not depend on when


def make_pages(rng: random.Random) -> dict[str, Page]:
    """The site: `/<group>-<kind>`, so that the kinds take turns."""
    pages: dict[str, Page] = {}
    for group in range(GROUPS):
        for n in range(STATIC):
            pages[f"/{group:02}-a{n}"] = Page(story(100 * group + n), rng.uniform(0.0, 0.2))
        pages[f"/{group:02}-built"] = Page(built(group))
        pages[f"/{group:02}-slow"] = Page(story(100 * group + 50), 1.5)
        for n in range(CHAPTERS):
            following = f'<a rel=next href="/{group:02}-story-{n + 1}">Next chapter</a>' if n + 1 < CHAPTERS else ""
            pages[f"/{group:02}-story-{n}"] = Page(story(100 * group + 60 + n, following), 0.05)
    return pages


def named(pages: dict[str, Page]) -> list[str]:
    """The pages that the crawl is told of; the later chapters it must find."""
    return [path for path in pages if "-story-" not in path or path.endswith("-story-0")]


@dataclass
class Findings:
    """What went wrong, and the worst of what went well."""

    failures: list[str] = field(default_factory=list)
    slowest_end: float = 0.0  # seconds until everything was gone
    refetched: int = 0
    interruptions: int = 0

    def check(self, good: bool, told: str) -> None:
        """Note what is not as it should be."""
        if not good:
            self.failures.append(told)
            print(f"  FAILED: {told}", flush=True)


class Crawl:
    """A crawl of the site in a folder, started again and again."""

    def __init__(self, folder: Path, site: Site, pages: dict[str, Page], findings: Findings) -> None:
        self.folder = folder
        self.site = site
        self.total = len(pages)
        self.findings = findings
        self.remains = Remains(folder)
        (folder / "tmp").mkdir()
        self.environment = crawl_environment(**{self.remains.mark: "1", "TMPDIR": str(folder / "tmp")})
        limits = {"concurrency": CONCURRENCY, "concurrency_per_host": CONCURRENCY, "render": True}
        write_params(folder, site, named(pages), limits)
        self.before = site.hits().crawl

    def start(self) -> subprocess.Popen[bytes]:
        """The crawl, as a process of its own."""
        log = (self.folder / "log").open("ab")
        command = [sys.executable, "-m", "stages.crawl"]
        return subprocess.Popen(command, cwd=self.folder, env=self.environment, stderr=log)

    def asked_for(self) -> int:
        """Different pages that the crawl asked for."""
        return len(self.site.hits().crawl - self.before)

    def refetches(self) -> int:
        """Requests for a page that had been asked for before."""
        hits = self.site.hits().crawl - self.before
        return hits.total() - len(hits)

    def interrupt(self, number: signal.Signals, rng: random.Random, left: int) -> bool:
        """Start, wait for a moment, send the signal and check what is left; whether the crawl was still at work."""
        process = self.start()
        self.wait_for_moment(process, rng, left)
        started = family(process.pid)
        if process.poll() is not None:
            return False
        sent = time.monotonic()
        process.send_signal(number)
        said = self.wait_for_end(process)
        ended = time.monotonic() - sent
        alive = self.remains.wait_until_gone(started, GONE_SECONDS)
        gone = time.monotonic() - sent
        findings = self.findings
        findings.interruptions += 1
        findings.slowest_end = max(findings.slowest_end, gone)
        findings.check(not alive, f"{number.name}: {', '.join(alive)} still there after {gone:.1f} s")
        if number != signal.SIGKILL:
            findings.check(said == 130, f"{number.name}: exit code {said}; {self.log_end()}")
            findings.check(ended <= GONE_SECONDS, f"{number.name}: ended after {ended:.1f} s")
        findings.refetched = self.refetches()
        bound = CONCURRENCY * findings.interruptions
        findings.check(findings.refetched <= bound, f"{findings.refetched} refetches, {bound} may have been in flight")
        rows = self.rows()
        print(
            f"  {findings.interruptions}: {number.name} at {self.asked_for()} of {self.total} pages asked for,", end=""
        )
        print(f" {len(rows)} rows, all gone after {gone:.2f} s, {findings.refetched} refetches so far", flush=True)
        return True

    def wait_for_moment(self, process: subprocess.Popen[bytes], rng: random.Random, left: int) -> None:
        """Wait until a drawn number of pages more is asked for, or for a drawn time where the start is to be hit."""
        early, later = rng.random() < EARLY_SHARE, rng.uniform(0.0, LATER_SECONDS)
        begun, asked = time.monotonic(), self.asked_for()
        wanted = rng.uniform(0.0, 2.0) * (self.total - asked) / (left + 1)
        until = begun + rng.uniform(0.0, EARLY_SECONDS) if early else float("inf")
        while process.poll() is None and time.monotonic() < until:
            if not early and self.asked_for() - asked >= wanted:
                time.sleep(later)
                return
            time.sleep(0.02)

    def wait_for_end(self, process: subprocess.Popen[bytes]) -> int:
        """The exit code; a crawl that does not end is killed."""
        try:
            return process.wait(4 * GONE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def log_end(self) -> str:
        """What the crawl said last."""
        return (self.folder / "log").read_text(errors="replace")[-300:]

    def rows(self) -> Rows:
        """The manifest, which must be whole whenever it is there."""
        path, rows = self.folder / MANIFEST, Rows()
        if not path.exists():
            return rows
        try:
            for row in read_json_lines(path, UrlRecord):
                rows[row.url] = (row.status, row.reason, row.page, row.story, str(row.part))
                here = row.page is None or (self.folder / PAGES / row.page[:2] / f"{row.page}{SUFFIX}").exists()
                self.findings.check(here, f"{row.url}: its page is not there")
        except DataError as error:
            self.findings.check(False, str(error))
        self.findings.check(list(rows) == sorted(rows), f"{MANIFEST}: not sorted")
        return rows

    def finish(self) -> Rows:
        """Run to the end, then look for what should not be left."""
        code = self.start().wait()
        self.findings.check(code == 0, f"the last run: exit code {code}; {self.log_end()}")
        rows = self.rows()
        stored = {path.name.removesuffix(SUFFIX) for path in stored_pages(self.folder / PAGES)}
        unnamed = stored - {row[2] for row in rows.values()}
        self.findings.check(not unnamed, f"{len(unnamed)} pages that no row names")
        files = [path for path in self.folder.rglob(".*.tmp") if path.is_file()]
        left = [str(path.relative_to(self.folder)) for path in [*files, *(self.folder / "tmp").iterdir()]]
        self.findings.check(not left, f"{len(left)} temporary files left, such as {left[:1]}")
        fetched = sum(row[0] == "fetched" for row in rows.values())
        self.findings.check(fetched == self.total, f"{fetched} of {self.total} pages fetched")
        return rows


def disturbed(
    site: Site, pages: dict[str, Page], wanted: Rows, signals: list[signal.Signals], rng: random.Random
) -> Findings:
    """A crawl interrupted by these signals, one after the other, then run to its end."""
    findings = Findings()
    with tempfile.TemporaryDirectory() as folder:
        crawl = Crawl(Path(folder), site, pages, findings)
        for place, number in enumerate(signals):
            if not crawl.interrupt(number, rng, left=len(signals) - place):
                findings.check(False, f"ended before interruption {place + 1} of {len(signals)}")
                break
        rows = crawl.finish()
        differing = sorted(url for url in wanted.keys() | rows.keys() if wanted.get(url) != rows.get(url))
        findings.check(
            not differing, f"{len(differing)} rows differ from the undisturbed crawl, such as {differing[:1]}"
        )
    return findings


def main() -> int:
    """Crawl undisturbed, then disturbed; print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl_kills")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--signals", type=int, default=5, help="of SIGTERM and of SIGINT each")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    pages, failures = make_pages(rng), []
    with serving(pages) as site:
        quiet = Findings()
        with tempfile.TemporaryDirectory() as folder:
            wanted = Crawl(Path(folder), site, pages, quiet).finish()
        failures += quiet.failures
        print(f"undisturbed: {len(wanted)} rows", flush=True)
        gentle = [signal.SIGTERM, signal.SIGINT] * options.signals
        for signals in ([signal.SIGKILL] * options.kills, gentle):
            found = disturbed(site, pages, wanted, signals, rng)
            failures += found.failures
            print(
                f"{found.interruptions} x {'/'.join(sorted({number.name for number in signals}))}:"
                f" {found.refetched} refetches ({CONCURRENCY} in flight), all gone after {found.slowest_end:.2f} s"
                f" at worst, {len(found.failures)} checks failed",
                flush=True,
            )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
