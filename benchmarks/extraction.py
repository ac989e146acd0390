"""Word-level similarity of extracted novels to their published text editions.

    python -m benchmarks.extraction --corpus DIR

DIR holds one folder for each book, with an HTML edition (*.htm, *.html) and text editions (*.txt). Each HTML edition
is extracted and compared with every text edition of its folder, the project's header and footer removed.
"""

import argparse
import re
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from stages.extract import extract_text

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ANCHOR = 6  # words: a run that occurs once in each text ties them together
MAX_GAP = 4000  # words between anchors compared in full
START, END = (
    re.compile(r"\*\*\* ?START OF.*?\*\*\*|\*END\*THE SMALL PRINT.*?\*END\*", re.S),
    re.compile(r"\*\*\* ?END OF TH|End of (?:the |this )?Project Gutenberg"),
)


def words(text: str) -> list[str]:
    """The words of a text, casefolded, without punctuation."""
    return [word.replace("’", "'") for word in WORD.findall(text.casefold())]


def text_edition(path: Path) -> str:
    """A published text without the project's header and footer."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    starts = list(START.finditer(text[: len(text) // 4]))
    body = text[starts[-1].end() :] if starts else text
    ends = [match.start() for match in END.finditer(body) if match.start() > len(body) // 2]
    return body[: ends[0]] if ends else body


def similarity(first: Sequence[str], second: Sequence[str]) -> float:
    """2M / (a + b): M words in order in both, found between runs of words that occur once in each."""
    matched, a, b = 0, 0, 0
    for anchor_a, anchor_b in [*anchors(first, second), (len(first), len(second))]:
        matched += matches(first[a:anchor_a], second[b:anchor_b])
        a, b = anchor_a, anchor_b
    return 2 * matched / max(1, len(first) + len(second))


def anchors(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Places of runs of ANCHOR words that occur once in each text, in the same order in both."""
    places = once(second)
    pairs = [(n, places[run]) for run, n in once(first).items() if run in places]
    tails: list[int] = []
    nodes: list[int] = []
    before: list[int] = []
    for n, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(nodes[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        nodes[length : length + 1] = [n]
    chain, n = [], nodes[-1] if nodes else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def once(text: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Runs of ANCHOR words that occur once, and where."""
    runs = [tuple(text[n : n + ANCHOR]) for n in range(len(text) - ANCHOR + 1)]
    counts = Counter(runs)
    return {run: n for n, run in enumerate(runs) if counts[run] == 1}


def matches(first: Sequence[str], second: Sequence[str]) -> int:
    """Words in order in both."""
    if not first or not second:
        return 0
    if len(first) == len(second) and first == second:
        return len(first)
    if max(len(first), len(second)) > MAX_GAP:
        return 0
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def main() -> None:
    """Print one line for each book."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of book folders")
    for page in sorted(parser.parse_args().corpus.glob("*/*.htm*")):
        started = time.perf_counter()
        extracted = words(extract_text(page.read_bytes()))
        seconds = time.perf_counter() - started
        for edition in sorted(page.parent.glob("*.txt")):
            raw = words(text_edition(edition))
            plain = words(extract_text(edition.read_bytes(), content_type="text/plain"))
            print(
                f"{page.name} against {edition.name}: {similarity(extracted, raw):.4f} "
                f"(both extracted: {similarity(extracted, plain):.4f}); "
                f"{len(extracted)} and {len(raw)} words, {seconds:.1f} s"
            )


if __name__ == "__main__":
    main()
