"""Memory, time, recall and false links of the dedup stage on generated documents, up to a million and more.

    python -m benchmarks.dedup_million [--documents 10000 100000 1000000] [--grow 1000]

Every ten documents hold one text of about 1 KB and four copies of it (the same, 5 % and 10 % of the words edited, half
of it); words follow Zipf's law, stock phrases and site footers recur. Texts are made when asked for; all else is the
real stage, in a process of its own per count. `--grow` then adds that many documents to each count, with the stored
index and with none, and says whether the bytes are the same.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.files import CACHE, METADATA, sha256, write_json_lines
from pipeline.params import PARAMS_FILE, load_params
from pipeline.records import DocumentRecord
from stages.dedup.__main__ import run
from stages.dedup.params import DedupParams
from stages.dedup.words import ODD, mix

FAMILY = 10  # documents; the first is copied by those below
COPIES = {6: "same", 7: "5 % of words", 8: "10 % of words", 9: "first half"}
VOCABULARY, PHRASES, SITES, WORDS = 20_000, 2_000, 1_000, 170
MEMORY_LIMIT_MB, TARGETS = 1024, {"same": 0.99, "5 % of words": 0.99, "10 % of words": 0.95, "first half": 0.95}


@cache
def language() -> tuple[NDArray[np.object_], NDArray[np.int64], NDArray[np.int64]]:
    """Words; (65536,) places of words, each as often as Zipf's law has it; stock phrases (PHRASES, 6)."""
    syllables = [a + b for a in ("b", "d", "f", "g", "h", "l", "m", "n", "r", "s", "t", "th", "w", "") for b in "aeiou"]
    rng = np.random.default_rng(1)
    words = ["".join(rng.choice(syllables, rng.integers(1, 5))) + str(number % 7 or "") for number in range(VOCABULARY)]
    shares = 1 / np.arange(10, VOCABULARY + 10)
    places = np.searchsorted(np.cumsum(shares) / shares.sum(), np.arange(65536) / 65536)
    return np.array(words, object), places, places[rng.integers(0, 65536, (PHRASES, 6))]


def randoms(seed: int, count: int) -> NDArray[np.int64]:
    """Numbers from 0 to 65535, the same for the same seed; a NumPy generator takes longer to set up than a text."""
    return (mix(np.arange(seed << 10, (seed << 10) + count, dtype=np.uint64) * ODD) >> np.uint64(48)).astype(np.int64)


def make_text(document_id: str) -> str:
    """A document's text, from its number alone."""
    number = int(document_id)
    kind = COPIES.get(number % FAMILY, "")
    words, zipf, phrases = language()
    random = randoms(number - number % FAMILY if kind else number, WORDS + 12)
    places = zipf[random[:WORDS]]
    for start, phrase in random[WORDS:].reshape(6, 2).tolist():
        start %= WORDS - 6
        places[start : start + 6] = phrases[int(PHRASES * (phrase / 65536) ** 3)]
    if kind.endswith("words"):
        edited = randoms(number, WORDS) < 65536 * float(kind.split()[0]) / 100
        places = np.where(edited, zipf[randoms(~number & 0xFFFFFFFF, WORDS)], places)
    if kind == "first half":
        places = places[: WORDS // 2]
    spelled = words[places].tolist()
    lines = [" ".join(spelled[start : start + 45]) for start in range(0, len(spelled), 45)]
    footer = f"this tale was found at site {number % SITES} of the old harbour"
    return "\n\n".join([*lines, footer] if number % 3 else lines)


def make_records(count: int) -> Iterator[DocumentRecord]:
    """The rows of documents.jsonl."""
    for number in range(count):
        yield DocumentRecord(
            id=f"{number:064d}",
            pages=[f"{number:064d}"],
            urls=[f"https://site{number % SITES}.example/{number}"],
            first_seen="2026-01-01T00:00:00Z",
            title=f"Tale {number}",
            language="en",
            characters=1000,
            status="current",
        )


def measure(count: int) -> dict[str, object]:
    """Run the stage on `count` documents in the working folder, which may hold an index."""
    write_json_lines(METADATA / "documents.jsonl", make_records(count))
    started = time.process_time()
    run(make_text, load_params("dedup", DedupParams))
    seconds = time.process_time() - started
    outputs = [METADATA / f"{name}.jsonl" for name in ("duplicates", "fingerprints", "boilerplate")]
    return {
        "documents": count,
        "cpu_seconds": round(seconds, 1),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "index_mb": round(sum(path.stat().st_size for path in CACHE.rglob("*") if path.is_file()) / 1e6),
        "boilerplate": sum(1 for _ in (METADATA / "boilerplate.jsonl").open()),
        **quality(count),
        "sha256": sha256("".join(sha256(path.read_bytes()) for path in outputs).encode())[:16],
    }


def quality(count: int) -> dict[str, object]:
    """Recall by kind of copy, and the number of false links."""
    found: Counter[str] = Counter()
    false = 0
    with (METADATA / "duplicates.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            number, target = int(row["id"]), int(row["duplicate_of"] or row["contained_in"])
            false += number // FAMILY != target // FAMILY or number % FAMILY not in COPIES
            found[COPIES.get(number % FAMILY, "")] += 1
    planted = {kind: len(range(place, count, FAMILY)) for place, kind in COPIES.items()}
    return {"recall": {kind: round(found[kind] / planted[kind], 4) for kind in planted}, "false_links": false}


def in_process(count: int, folder: str) -> dict[str, object]:
    """`measure` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.dedup_million", "--measure", str(count), "--folder", folder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | {"WORKERS": "1"})
    print(done.stdout.decode().strip(), flush=True)
    result: dict[str, object] = json.loads(done.stdout)
    return result


def passes(result: dict[str, object]) -> bool:
    """Whether memory, recall and false links are as asked."""
    recall = result["recall"]
    assert isinstance(recall, dict)
    enough = all(recall[kind] >= target for kind, target in TARGETS.items())
    return enough and not result["false_links"] and float(str(result["peak_rss_mb"])) < MEMORY_LIMIT_MB


def compare(count: int, grow: int) -> bool:
    """Measure one count; then, with `grow`, the same and more, with the index and without."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PARAMS_FILE, folder)
        first = in_process(count, folder)
        if not grow:
            return passes(first)
        grown = in_process(count + grow, folder)
        shutil.rmtree(Path(folder) / CACHE)
        anew = in_process(count + grow, folder)
        ratio = float(str(anew["cpu_seconds"])) / float(str(grown["cpu_seconds"]))
        same = grown["sha256"] == anew["sha256"]
        print(f"{count:,} + {grow:,}: {ratio:.1f} times as fast with the index, same bytes: {same}", flush=True)
        return same and passes(first) and passes(grown)


def main() -> int:
    """Print one JSON line per run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--grow", type=int, default=0)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        os.chdir(options.folder)
        print(json.dumps(measure(options.measure)))
        return 0
    passed = [compare(count, options.grow) for count in options.documents]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
