"""`run.py check`: ruff, mypy and pytest, the one gate that setup, hooks and CI call."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

GATE = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
)

MAX_PROCESSES = 4
PROCESS_MB = 900  # that a test and what it starts may take
SPREAD = ["--dist", "loadfile", "--no-loadscope-reorder"]  # a file stays together


def main(arguments: list[str]) -> int:
    """Run every check, though one fails; exit code 1 when any did."""
    parser = argparse.ArgumentParser(prog="run.py check", description="ruff, mypy --strict and pytest.")
    parser.add_argument("--full", action="store_true", help="also the slow tests: the demo from scratch, kill loops")
    parser.add_argument("--corpus", type=Path, help="folder of real novels for the quality tests")
    options = parser.parse_args(arguments)
    environment = {"OMP_NUM_THREADS": "1", **os.environ}  # threads of several processes only wait for each other
    if options.corpus:
        environment["CORPUS"] = str(options.corpus.resolve())
    selection = [] if options.full else ["-m", "not full"]
    checks = [*GATE, ("pytest", ["pytest", "-n", str(processes()), *SPREAD, *selection])]
    failed = [name for name, command in checks if run(name, command, environment)]
    print(f"check: {'failed: ' + ', '.join(failed) if failed else 'all passed'}", flush=True)
    return 1 if failed else 0


def processes() -> int:
    """How many processes run tests: one more than there are cores, because many tests wait for servers and browsers.

    Fewer where memory is short.
    """
    room = psutil.virtual_memory().total // (PROCESS_MB * 1_000_000)
    return max(1, min(MAX_PROCESSES, len(os.sched_getaffinity(0)) + 1, room))


def run(name: str, command: list[str], environment: dict[str, str]) -> int:
    """One check, its output as it comes, and its time."""
    started = time.monotonic()
    code = subprocess.run([sys.executable, "-m", *command], env=environment, check=False).returncode
    print(f"check: {name} {'failed' if code else 'passed'}, {time.monotonic() - started:.0f} s", flush=True)
    return code
