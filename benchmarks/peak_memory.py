"""Peak memory and time of a command with everything it starts: `python -m benchmarks.peak_memory -- COMMAND…`.

The sum of PSS over the process tree: shared pages count once, unlike a sum of RSS. It looks every `EVERY` seconds;
a peak shorter than that can escape it, so set a real limit (a memory cgroup) where one is at hand.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import IO, NamedTuple

from stages.crawl.processes import tree_pss_mb

EVERY = 0.1  # seconds between looks


class Usage(NamedTuple):
    """What a command took."""

    exit_code: int
    peak_pss_mb: float
    seconds: float


def measure(
    command: list[str],
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
    output: IO[bytes] | None = None,
) -> Usage:
    """Run a command to its end, its output as it comes, or into a file."""
    started = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, tree_pss_mb(child.pid))
        time.sleep(EVERY)
    return Usage(child.wait(), peak, time.monotonic() - started)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "--":
        sys.exit("usage: python -m benchmarks.peak_memory -- COMMAND…")
    usage = measure(sys.argv[2:])
    print(f"exit code {usage.exit_code}, peak {usage.peak_pss_mb:.0f} MB PSS, {usage.seconds:.1f} s")
    sys.exit(usage.exit_code)
