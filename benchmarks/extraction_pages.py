"""Precision, recall, F1 and pages per CPU second on trafilatura's public evaluation set, peers beside where installed.

    python -m benchmarks.extraction_pages --set DIR [--peers] [--half even|odd]

DIR is the `tests` folder of a checkout of github.com/adbar/trafilatura: evaldata.json, and pages in eval/ and cache/.
A page counts one hit for each passage of its text that is found, one fault for each passage that is not its text.
`--peers` adds readability-lxml and trafilatura, which are no part of the product: install them in a venv of their own.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DataError
from stages.extract import extract_text

Extractor = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page with passages that its text holds, and passages that it does not."""

    path: Path
    inside: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Counts of passages."""

    hits: int = 0
    faults: int = 0
    misses: int = 0

    def add(self, page: Page, text: str) -> None:
        """Count the passages of one page."""
        found = spaced(text)
        hits = sum(passage in found for passage in page.inside)
        self.hits += hits
        self.misses += len(page.inside) - hits
        self.faults += sum(passage in found for passage in page.outside)

    def line(self) -> str:
        """Precision, recall and F1."""
        precision = self.hits / max(1, self.hits + self.faults)
        recall = self.hits / max(1, self.hits + self.misses)
        f1 = 2 * self.hits / max(1, 2 * self.hits + self.faults + self.misses)
        return f"precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}"


def spaced(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def read_pages(folder: Path, half: str | None) -> list[Page]:
    """The pages of the set, or every second one of them, by the order of their addresses.

    Raises:
        DataError: the folder holds no such set.
    """
    listed = folder / "evaldata.json"
    if not listed.exists():
        raise DataError(f"{listed}: missing; give the `tests` folder of a checkout of github.com/adbar/trafilatura")
    rows = sorted(json.loads(listed.read_text(encoding="utf-8")).items())
    if half:
        rows = rows[half == "odd" :: 2]
    return [read_page(folder, row) for _, row in rows]


def read_page(folder: Path, row: dict[str, list[str]]) -> Page:
    """One page and its passages."""
    path = next(path for part in ("cache", "eval") if (path := folder / part / str(row["file"])).exists())
    return Page(path, tuple(map(spaced, row["with"])), tuple(map(spaced, row["without"])))


def measure(name: str, extract: Extractor, pages: Iterable[Page]) -> str:
    """One line: scores, speed, memory."""
    score, count, seconds = Score(), 0, 0.0
    for page in pages:
        content = page.path.read_bytes()
        started = time.process_time()
        text = extract(content)
        seconds += time.process_time() - started
        score.add(page, text)
        count += 1
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{name}: {score.line()}; {count / seconds:.1f} pages per CPU second; peak {peak_mb:.0f} MB"


def peers() -> dict[str, Extractor]:
    """What other libraries make of a page, in the settings of their own evaluation."""
    import trafilatura  # type: ignore[import-not-found,unused-ignore]
    from lxml import html
    from readability import Document  # type: ignore[import-not-found,import-untyped,unused-ignore]

    def readable(content: bytes) -> str:
        summary = Document(trafilatura.utils.decode_file(content)).summary()
        return str(html.fromstring(summary).xpath("string()"))

    def rescued(content: bytes) -> str:
        return str(trafilatura.extract(content, include_comments=False) or "")

    return {"readability-lxml": readable, "trafilatura": rescued}


def main() -> None:
    """Print one line for each extractor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, required=True, help="folder with evaldata.json")
    parser.add_argument("--peers", action="store_true", help="measure readability-lxml and trafilatura too")
    parser.add_argument(
        "--half", choices=["even", "odd"], help="every second page only: tune on one, check on the other"
    )
    options = parser.parse_args()
    pages = read_pages(options.set, options.half)
    print(measure("ours", extract_text, pages), flush=True)
    for name, extract in (peers() if options.peers else {}).items():
        print(measure(name, extract, pages), flush=True)


if __name__ == "__main__":
    main()
