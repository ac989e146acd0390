"""The crawl against a hostile site: `python -m benchmarks.hostile_crawl [--runs N] [--only HOST…] [--patience X]`.

Each run crawls every URL of the site with a fresh frontier, then checks at the servers and in the manifest: the
outcome of every URL, no request where none may go, no pause cut short, no process or file left behind, time and memory
within bounds. Exit code 1 when anything is wrong. A few killers of the browser may end in either of two ways; how many
outcomes differed from run to run is printed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import yaml

from benchmarks.hostile_certificates import AUTHORITY
from benchmarks.hostile_hosts import all_hosts
from benchmarks.hostile_rules import CALENDAR_BOUND, CRAWL_DELAY
from stages.crawl.processes import tree_pss_mb

PROJECT = Path(__file__).resolve().parent.parent
MAX_SECONDS = 600.0  # of one run
RENDER_SECONDS = 20.0  # of one page; a killer of the browser takes them all
MAX_PSS_MB = 1500.0
LOOK_SECONDS = 0.1
EXTRA_URLS = {  # outcomes of URLs that belong to no host of the site
    "ftp://127.0.0.2/x": "bad_scheme",
    "file:///etc/passwd": "bad_scheme",
    "javascript:alert(1)": "bad_scheme",
    "http://no-such-host.invalid/": "dns_error",
    "http://127.0.0.2:9/": "ssrf",
    "http://[::1]:9/": "ssrf",
    "http://169.254.169.254/latest/": "ssrf",
    "https://@plain@/page": "tls_error|robots_unreachable",  # the server may wait for the end of a request
}


@dataclass
class Run:
    """What one run showed."""

    seconds: float = 0.0
    peak_mb: float = 0.0
    outcomes: dict[str, str] = field(default_factory=dict)  # "host path" -> outcome
    problems: list[str] = field(default_factory=list)
    requests: int = 0


class HostileSite:
    """The site's process."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "benchmarks.hostile_site", str(folder)]
        self.process = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        self.addresses: dict[str, str] = json.loads(self.process.stdout.readline())

    def end(self) -> dict[str, Any]:
        """What it saw."""
        found: dict[str, Any] = json.loads(self.process.communicate("", timeout=30)[0])
        return found

    def url(self, host: str, path: str) -> str:
        """An address."""
        return f"{'https' if host.startswith('tls_') else 'http'}://{self.addresses[host]}{path}"


def expectations(site: HostileSite, only: set[str]) -> dict[str, tuple[str, str]]:
    """URL -> ("host path", outcome)."""
    found = {
        site.url(name, path): (f"{name} {path}", case.outcome)
        for name, host in all_hosts().items()
        if not only or name in only
        for path, case in host.cases.items()
        if case.outcome
    }
    for url, outcome in {} if only else EXTRA_URLS.items():
        found[url.replace("@plain@", site.addresses["plain"])] = (url, outcome)
    return found


def write_params(folder: Path, site: HostileSite, urls: list[str], patience: float) -> None:
    """A real crawl's parameters, with little patience."""
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))["crawl"]
    rendering = {**params["rendering"], "timeout_seconds": RENDER_SECONDS * patience}
    params |= {
        "demo_site": False,
        "fixed_time": None,
        "contact_url": "http://127.0.0.1/who",
        "allow_private_hosts": [address for name, address in site.addresses.items() if not name.startswith("private")],
        "urls": urls,
        "search": {**params["search"], "queries": []},
        "sitemap": {**params["sitemap"], "urls": [], "from_robots": False},
        "follow": {**params["follow"], "max_urls_per_site": CALENDAR_BOUND},
        "concurrency_per_host": 2,
        "timeout_seconds": 4.0,
        "max_retries": 1,
        "retry_seconds": 0.2,
        "max_wait_seconds": 10.0,
        "render": True,
        "rendering": rendering,
    }
    (folder / "params.yaml").write_text(yaml.safe_dump({"crawl": params}), encoding="utf-8")


def crawl(folder: Path, run: Run, max_seconds: float) -> None:
    """Run the crawl to its end, or to the limit; note its memory and what outlives it."""
    scratch = folder / "tmp"
    scratch.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(scratch)}
    environment["SSL_CERT_FILE"] = str(folder / AUTHORITY)
    started = time.monotonic()
    with (folder / "said").open("wb") as said:
        process = psutil.Popen(
            [sys.executable, "-m", "stages.crawl", "--grow"], cwd=folder, env=environment, stderr=said, stdout=said
        )
    family: set[psutil.Process] = set()
    while process.poll() is None and time.monotonic() - started < max_seconds:
        run.peak_mb = max(run.peak_mb, tree_pss_mb(process.pid))
        family |= set(process.children(recursive=True))
        time.sleep(LOOK_SECONDS)
    run.seconds = time.monotonic() - started
    if process.poll() is None:
        run.problems.append(f"hangs: still running after {max_seconds:g} s")
        process.kill()
    elif process.returncode:
        run.problems.append(f"exit code {process.returncode}: {(folder / 'said').read_text()[-500:]}")
    time.sleep(1)
    left = [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    run.problems += [f"left behind: process {one.pid} {one.name()}" for one in left]
    run.problems += [f"left behind: {path.name}" for path in scratch.iterdir()]
    if run.peak_mb > MAX_PSS_MB:
        run.problems.append(f"memory: {run.peak_mb:.0f} MB PSS")


def check_outcomes(folder: Path, expected: dict[str, tuple[str, str]], run: Run) -> None:
    """Compare the manifest with what must have become of each URL."""
    lines = (folder / "dataset/metadata/urls.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["url"]: row for row in map(json.loads, lines)}
    for url, (name, outcome) in expected.items():
        row = rows.get(url) or rows.get(normalised(url))
        found = "missing" if row is None else (row["reason"] if row["status"] == "rejected" else row["status"])
        run.outcomes[name] = found
        if found not in outcome.split("|"):
            run.problems.append(f"{name}: {found}, not {outcome} {row and row['evidence']}")
    followed = [row for row in rows.values() if "/calendar" in row["url"] and row["status"] == "fetched"]
    if any(name.startswith("calendar ") for name, _ in expected.values()) and len(followed) != CALENDAR_BOUND + 1:
        run.problems.append(f"calendar: {len(followed)} months, not {CALENDAR_BOUND + 1}")


def normalised(url: str) -> str:
    """A URL as the manifest spells it."""
    from stages.crawl.urls import normalise

    return normalise(url)


def check_servers(seen: dict[str, Any], run: Run) -> None:
    """No request where none may go, and none too early."""
    run.requests = sum(seen["requests"].values())
    run.problems += [f"private: {count} connections to {name}" for name, count in seen["private"].items()]
    run.problems += [f"Retry-After: {violation}" for violation in seen["violations"]]
    hosts = all_hosts()
    for request, count in seen["requests"].items():
        name, _, path = request.partition(" ")
        case = hosts[name].case(path)
        if case is not None and case.forbidden:
            run.problems.append(f"disallowed: {count} requests for {request}")
    gaps = [later - earlier for earlier, later in pairwise(seen["times"].get("delayed", [])[1:])]
    if any(gap < CRAWL_DELAY * 0.8 for gap in gaps):
        run.problems.append(f"Crawl-delay: a gap of {min(gaps):.2f} s")


def one_run(only: set[str], patience: float) -> Run:
    """A fresh site, a fresh crawl, every check."""
    run = Run()
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        site = HostileSite(folder)
        try:
            expected = expectations(site, only)
            write_params(folder, site, list(expected), patience)
            crawl(folder, run, MAX_SECONDS * patience)
        finally:
            seen = site.end()
        check_servers(seen, run)
        if (folder / "dataset/metadata/urls.jsonl").exists():
            check_outcomes(folder, expected, run)
    return run


def main() -> None:
    """Run, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1, help="runs in a row")
    parser.add_argument("--only", nargs="*", default=[], metavar="HOST", help="some hosts of the site alone")
    parser.add_argument("--patience", type=float, default=1.0, help="factor of the time limits, for a busy machine")
    given = parser.parse_args()
    runs: list[Run] = []
    for number in range(1, given.runs + 1):
        run = one_run(set(given.only), given.patience)
        runs.append(run)
        print(
            f"run {number}: {len(run.outcomes)} URLs, {run.requests} requests, {run.seconds:.0f} s,"
            f" peak {run.peak_mb:.0f} MB PSS, {len(run.problems)} problems",
            flush=True,
        )
        for problem in run.problems:
            print(f"  {problem}", flush=True)
    outcomes = {name: {run.outcomes.get(name, "missing") for run in runs} for name in runs[0].outcomes}
    for outcome, count in Counter("|".join(sorted(found)) for found in outcomes.values()).most_common():
        print(f"{count:5} {outcome}")
    print(f"{sum(len(found) > 1 for found in outcomes.values())} outcomes varied between {len(runs)} runs")
    print(f"worst: {max(run.seconds for run in runs):.0f} s, {max(run.peak_mb for run in runs):.0f} MB PSS")
    sys.exit(any(run.problems for run in runs))


if __name__ == "__main__":
    main()
