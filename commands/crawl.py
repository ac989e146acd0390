"""`run.py crawl`: grow the corpus, record the growth, rerun what is downstream."""

import argparse
import subprocess
import sys

from commands.dvc import dvc


def main(arguments: list[str]) -> int:
    """Crawl what params.yaml names and, with --urls, what a file names; then record and reproduce."""
    parser = argparse.ArgumentParser(prog="run.py crawl", description="Fetch what is new and rerun what depends on it.")
    parser.add_argument("--urls", metavar="FILE", help="also these pages, one URL a line")
    parser.add_argument("--max-pages", type=int, metavar="N", help="stop after N fetched pages; the rest waits")
    parser.add_argument("--no-repro", action="store_true", help="record the pages, do not rerun the stages after them")
    options = parser.parse_args(arguments)
    command = [sys.executable, "-m", "stages.crawl", "--grow"]
    if options.urls:
        command += ["--urls", options.urls]
    if options.max_pages is not None:
        command += ["--max-pages", str(options.max_pages)]
    if subprocess.run(command, check=False).returncode:
        return 1
    if dvc("commit", "--force", "crawl"):
        return 1
    return 0 if options.no_repro else int(dvc("repro") != 0)
