"""Pages per second of the crawl on loopback, politeness off: `python -m benchmarks.crawl_throughput [STATIC] [BUILT]`.

STATIC pages of prose and BUILT ones that a script makes are crawled in two runs. Prints pages per second, the CPU
seconds per page of each part of the crawl, and the peak memory (PSS) of the crawl with everything it starts.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.loopback import Page, Site, built, crawl_environment, serving, story, write_params
from stages.crawl.processes import family, tree_pss_mb

CPU_EVERY = 0.25  # seconds between two looks at CPU time
MEMORY_EVERY = 1.0  # seconds between two looks at memory, which cost CPU time themselves
PARTS = {"stages.crawl.examiner": "examiners", "stages.crawl.renderer": "browser"}  # by module, with what it started


@dataclass
class Usage:
    """What a crawl took."""

    seconds: float = 0.0
    peak_mb: float = 0.0
    cpu: dict[int, tuple[str, float]] = field(default_factory=dict)  # pid -> (part, seconds)

    def look(self, pid: int) -> None:
        """Read the CPU time of a process and its descendants."""
        parts: dict[int, str] = {}
        for process in family(pid):  # parents come before their children
            with suppress(psutil.Error):
                inherited = parts.get(process.ppid(), "crawl")
                module = next((part for name, part in PARTS.items() if name in process.cmdline()), inherited)
                parts[process.pid] = module
                times = process.cpu_times()
                self.cpu[process.pid] = (module, times.user + times.system)

    def cpu_of(self, part: str) -> float:
        """CPU seconds of one part."""
        return sum(seconds for name, seconds in self.cpu.values() if name == part)


def measure(command: subprocess.Popen[bytes]) -> Usage:
    """Watch a crawl to its end."""
    usage, started, looked = Usage(), time.monotonic(), 0.0
    while command.poll() is None:
        usage.look(command.pid)
        if time.monotonic() - looked >= MEMORY_EVERY:
            usage.peak_mb, looked = max(usage.peak_mb, tree_pss_mb(command.pid)), time.monotonic()
        time.sleep(CPU_EVERY)
    usage.seconds = time.monotonic() - started
    return usage


def crawl(site: Site, paths: list[str], *, render: bool) -> Usage:
    """One crawl of these pages, all of which it must store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_params(folder, site, paths, {"render": render, "concurrency": 16, "concurrency_per_host": 16})
        command = [sys.executable, "-m", "stages.crawl"]
        usage = measure(subprocess.Popen(command, cwd=folder, env=crawl_environment(), stderr=subprocess.DEVNULL))
        stored = sum(1 for _ in folder.glob("dataset/pages/*/*.zst"))
        assert stored == len(paths), f"{stored} of {len(paths)} pages stored"
        return usage


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl_throughput")
    parser.add_argument("static", nargs="?", type=int, default=2000, help="pages of prose")
    parser.add_argument("built", nargs="?", type=int, default=60, help="pages that a script makes")
    counts = parser.parse_args()
    for kind, make, count in (("static", story, counts.static), ("built", built, counts.built)):
        if not count:
            continue
        pages = {f"/{kind}/{number}": Page(make(number)) for number in range(count)}
        with serving(pages) as site:
            usage, hits = crawl(site, list(pages), render=kind == "built"), site.hits()
        steady = (count - 1) / (hits.last - hits.first)
        print(f"{kind}: {count} pages in {usage.seconds:.1f} s, {count / usage.seconds:.1f} pages/s", end="")
        print(f" ({steady:.1f} once the first was asked for), peak {usage.peak_mb:.0f} MB PSS")
        each = ", ".join(f"{part} {1000 * usage.cpu_of(part) / count:.1f}" for part in ("crawl", *PARTS.values()))
        print(f"  CPU ms per page: {each}; the server {1000 * hits.cpu_seconds / count:.1f}", flush=True)


if __name__ == "__main__":
    main()
