"""Speed of clean on generated text and on a corpus: `python -m benchmarks.clean [--megabytes 5] [--corpus DIR]`.

Each step's CPU seconds on one core, so that a busy machine shows the same. DIR holds one folder per novel, with its
.txt editions: these are split into chapters, and a chapter that any filter drops is named. The last line is JSON.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks.extraction import text_edition
from benchmarks.generated import documents
from pipeline.adults_only import find_refusal
from pipeline.params import load_params
from stages.clean.document import clean_document
from stages.clean.filters import find_fault
from stages.clean.normalise import clean_text
from stages.clean.params import CleanParams
from stages.extract.lines import reflow

HEADING = re.compile(r"^(?:(?:chapter|letter|volume|act|scene|book|epoch)\b.*|[IVXLC]+\.?|\d+)$", re.I | re.M)
MIN_CHAPTER = 250  # words; less is a title page, a table of contents or a line of one
EACH = 20_000  # characters of a generated document


def chapters(text: str) -> list[str]:
    """A novel cut at its headings."""
    cuts = [0, *(match.start() for match in HEADING.finditer(text)), len(text)]
    parts = (text[start:end] for start, end in pairwise(cuts))
    return [part for part in parts if len(part.split()) >= MIN_CHAPTER]


def novels(corpus: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each edition, unwrapped."""
    for path in sorted(corpus.glob("*/*.txt")):
        yield str(path.relative_to(corpus)), "\n\n".join(reflow(text_edition(path).replace("\r\n", "\n")))


def speed(work: Callable[[str], object], texts: list[str]) -> float:
    """Megabytes of text per CPU second."""
    started = time.process_time()
    for text in texts:
        work(text)
    return round(sum(map(len, texts)) / 1e6 / (time.process_time() - started), 2)


def speeds(texts: list[str], params: CleanParams) -> dict[str, float]:
    """Megabytes per second of each step and of all."""
    curled = params.model_copy(update={"typography": "typographic"})
    cleaned = [clean_text(text, params) for text in texts]
    return {
        "style": speed(lambda text: clean_text(text, params), texts),
        "style_typographic": speed(lambda text: clean_text(text, curled), texts),
        "filters": speed(lambda text: find_fault(text, params.filters, "en"), cleaned),
        "adults_only": speed(find_refusal, cleaned),
        "document": speed(lambda text: clean_document(text, "", "en", (), params), texts),
    }


def main() -> None:
    """Measure, and name the chapters that were dropped."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--megabytes", type=float, default=5, help="of generated text")
    parser.add_argument("--corpus", type=Path, help="folder of novels")
    options = parser.parse_args()
    params = load_params("clean", CleanParams)
    figures: dict[str, object] = {"generated": speeds(list(documents(round(options.megabytes * 1e6), EACH)), params)}
    dropped = []
    if options.corpus:
        parts = [(name, part) for name, text in novels(options.corpus) for part in chapters(text)]
        for name, part in parts:
            text = clean_text(part, params)
            if fault := find_fault(text, params.filters, "en"):
                dropped.append(f"{name}: {fault}: {text[:80]!r}")
        figures["novels"] = speeds([part for _, part in parts], params)
        figures["chapters"] = len(parts)
        figures["chapters_dropped"] = len(dropped)
    print(json.dumps(figures))
    if dropped:
        sys.exit("\n".join(dropped))


if __name__ == "__main__":
    main()
