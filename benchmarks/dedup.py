"""Recall, false links and speed of dedup on edited copies of a folder of texts.

    python -m benchmarks.dedup FOLDER

Each text is cut into pieces of about 7 KB; every kind of edit adds one copy per piece, and a copy counts as found when
it and its piece end up linked. A link between two different pieces is false.
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from stages.dedup import dedup_folder

PIECE = 7000  # characters
Edit = Callable[[str, random.Random], str]
HEADER = "Read at the lantern archive. Posted by a reader on the first of May. All rights stay with the author. "


def edit_words(share: float) -> Edit:
    """Replace, drop or double a share of the words."""

    def edit(text: str, rng: random.Random) -> str:
        words = text.split(" ")
        for place in range(len(words)):
            if rng.random() < share:
                words[place] = rng.choice(["", f"{words[place]} {rng.choice(words)}", rng.choice(words)])
        return " ".join(words)

    return edit


def excerpt(text: str, rng: random.Random) -> str:
    """30 % of the text, from anywhere."""
    start = rng.randrange(int(len(text) * 0.7))
    return text[start : start + int(len(text) * 0.3)]


def mojibake(text: str, rng: random.Random) -> str:
    """UTF-8 read as cp1252, with curly quotes to show for it."""
    curly = text.replace('"', "\u201d").replace("'", "\u2019").replace("--", "\u2014")
    return curly.encode().decode("cp1252", "replace")


def rename(text: str, rng: random.Random) -> str:
    """Every word with a capital inside a sentence gets another name."""
    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]{3,}", "Marianne", text)


def ocr_noise(text: str, rng: random.Random) -> str:
    """One letter in 100 misread."""
    return "".join(rng.choice("ecoilt1") if c.isalpha() and rng.random() < 0.01 else c for c in text)


EDITS: dict[str, Edit] = {
    "white space": lambda text, rng: text.replace("\n", "  \n "),
    "case": lambda text, rng: text.upper(),
    "punctuation": lambda text, rng: re.sub(r"[,;:.!?\"]", " ", text),
    "mojibake": mojibake,
    "5 % of words": edit_words(0.05),
    "10 % of words": edit_words(0.1),
    "other header and footer": lambda text, rng: HEADER * 5 + text + HEADER * 3,
    "OCR noise": ocr_noise,
    "renamed characters": rename,
    "first half": lambda text, rng: text[: len(text) // 2],
    "30 % excerpt": excerpt,
}


def pieces_of(folder: Path) -> list[str]:
    """The texts of a folder, cut; texts that look like editions of one book should be left out."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.glob("*.txt"))]
    return [text[i : i + PIECE] for text in texts for i in range(2 * PIECE, len(text) - 4 * PIECE, PIECE)]


def links_of(output: Path) -> dict[str, str]:
    """Document to the document that it repeats."""
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row["duplicate_of"] or row["contained_in"] for row in rows if row["kind"]}


def measure(pieces: list[str], name: str, edit: Edit, folder: Path) -> tuple[float, int, float]:
    """Recall, false links, documents per second."""
    rng = random.Random(name)
    texts = folder / name.replace(" ", "_").replace("%", "percent")
    texts.mkdir()
    for number, piece in enumerate(pieces):
        (texts / f"{number:05d}a.txt").write_text(piece, encoding="utf-8")
        (texts / f"{number:05d}b.txt").write_text(edit(piece, rng), encoding="utf-8")
    started = time.perf_counter()
    dedup_folder(texts, folder / "found.jsonl")
    seconds = time.perf_counter() - started
    clusters: dict[str, set[str]] = defaultdict(set)
    links = links_of(folder / "found.jsonl")
    for one, other in links.items():
        clusters[other[:5]].add(one[:5])
    found = sum(f"{n:05d}b" in links or f"{n:05d}a" in links for n in range(len(pieces)))
    return found / len(pieces), sum(len(c - {piece}) for piece, c in clusters.items()), 2 * len(pieces) / seconds


def main() -> None:
    """Print one line per kind of edit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    pieces = pieces_of(parser.parse_args().folder)
    print(f"{len(pieces)} pieces of {PIECE} characters")
    with tempfile.TemporaryDirectory() as folder:
        for name, edit in EDITS.items():
            recall, false, speed = measure(pieces, name, edit, Path(folder))
            print(f"{name:26} recall {recall:.4f}  false links {false}  {speed:,.0f} documents/s")


if __name__ == "__main__":
    main()
