"""`run.py crawl`: grow the corpus, record the growth, rerun what is downstream."""

import argparse
import signal
import subprocess
import sys

from commands.dvc import dvc


def main(arguments: list[str]) -> int:
    """Crawl what params.yaml names and, with --urls, what a file names; then record and reproduce."""
    parser = argparse.ArgumentParser(prog="run.py crawl", description="Fetch what is new and rerun what depends on it.")
    parser.add_argument("--urls", metavar="FILE", help="also these pages, one URL a line")
    parser.add_argument("--max-pages", type=int, metavar="N", help="stop after N fetched pages; the rest waits")
    parser.add_argument(
        "--revisit", action="store_true", help="look at every stored page again: changed, gone, barred?"
    )
    parser.add_argument(
        "--redis", metavar="URL", help="let other crawlers take part: `python -m stages.crawl --join URL`"
    )
    parser.add_argument("--no-repro", action="store_true", help="record the pages, do not rerun the stages after them")
    options = parser.parse_args(arguments)
    command = [sys.executable, "-m", "stages.crawl", "--grow"]
    if options.urls:
        command += ["--urls", options.urls]
    if options.max_pages is not None:
        command += ["--max-pages", str(options.max_pages)]
    if options.revisit:
        command += ["--revisit"]
    if options.redis:
        command += ["--redis", options.redis]
    code = run_to_its_end(command)
    if code:
        return 130 if code == 130 else 1
    if dvc("commit", "--force", "crawl"):
        return 1
    return 0 if options.no_repro else int(dvc("repro") != 0)


def run_to_its_end(command: list[str]) -> int:
    """The exit code of a command that hears the signals meant for this process, and is given the time it needs.

    `subprocess.run` would kill it a quarter of a second after Ctrl-C.
    """
    with subprocess.Popen(command) as process:
        kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for number in kept:
                signal.signal(number, lambda number, _frame: process.send_signal(number))
            return process.wait()
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)
