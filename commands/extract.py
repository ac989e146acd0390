"""`run.py extract FILE`: the text of one page, on standard output."""

import argparse
import sys
from pathlib import Path

from stages.extract import extract_file, extract_text

STDIN = "-"


def main(arguments: list[str]) -> int:
    """Print the text, empty when the page holds no content."""
    parser = argparse.ArgumentParser(prog="run.py extract", description="Print the text of one HTML or text file.")
    parser.add_argument("file", help="HTML file, text file or stored page; - for standard input")
    parser.add_argument("--url", help="where the page came from")
    options = parser.parse_args(arguments)
    if options.file == STDIN:
        print(extract_text(sys.stdin.buffer.read(), options.url))
    else:
        print(extract_file(Path(options.file), options.url))
    return 0
