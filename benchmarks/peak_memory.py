"""Peak memory and time of a command with everything it starts: `python -m benchmarks.peak_memory -- COMMAND…`.

The sum of PSS over the process tree: shared pages count once, unlike a sum of RSS. It looks every `EVERY` seconds;
a peak shorter than that can escape it, so set a real limit (a memory cgroup) where one is at hand.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import psutil

EVERY = 0.1  # seconds between looks


class Usage(NamedTuple):
    """What a command took."""

    exit_code: int
    peak_pss_mb: float
    seconds: float


def tree_pss_mb(root: psutil.Process) -> float:
    """PSS of a process and its descendants now, in MB."""
    total = 0
    for process in [root, *root.children(recursive=True)]:
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return total / 2**20


def measure(command: list[str], folder: Path | None = None, environment: dict[str, str] | None = None) -> Usage:
    """Run a command to its end, its output as it comes."""
    started = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, env=environment)
    root, peak = psutil.Process(child.pid), 0.0
    while child.poll() is None:
        try:
            peak = max(peak, tree_pss_mb(root))
        except psutil.NoSuchProcess:
            break
        time.sleep(EVERY)
    return Usage(child.wait(), peak, time.monotonic() - started)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "--":
        sys.exit("usage: python -m benchmarks.peak_memory -- COMMAND…")
    usage = measure(sys.argv[2:])
    print(f"exit code {usage.exit_code}, peak {usage.peak_pss_mb:.0f} MB PSS, {usage.seconds:.1f} s")
    sys.exit(usage.exit_code)
