"""`run.py extract FILE`: the text of one page, on standard output."""

import argparse
from pathlib import Path

from stages.extract import extract_file


def main(arguments: list[str]) -> int:
    """Print the text, empty when the page holds no content."""
    parser = argparse.ArgumentParser(prog="run.py extract", description="Print the text of one HTML or text file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--url", help="where the page came from")
    options = parser.parse_args(arguments)
    print(extract_file(options.file, options.url))
    return 0
