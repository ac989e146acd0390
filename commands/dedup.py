"""`run.py dedup`: duplicates among the .txt files of any folder."""

import argparse
from pathlib import Path

from pipeline.reports import stage_log
from stages.dedup import dedup_folder


def main(arguments: list[str]) -> int:
    """Write one JSON line per file, `id` = file stem."""
    parser = argparse.ArgumentParser(
        prog="run.py dedup", description="Find duplicates among the .txt files in or under a folder."
    )
    parser.add_argument("--input", type=Path, required=True, metavar="DIR")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE")
    options = parser.parse_args(arguments)
    with stage_log("dedup", f"comparing the texts of {options.input}") as summary:
        summary.message = dedup_folder(options.input, options.output)
    return 0
