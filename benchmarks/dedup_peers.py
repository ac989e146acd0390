"""datasketch's and datatrove's MinHash on folders of .txt files; run by an interpreter of their own.

PYTHON dedup_peers.py                          names the settings, one per line
PYTHON dedup_peers.py SETTING FOLDER OUTPUT    links and CPU seconds of each folder in FOLDER, as JSON
"""

import gzip
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

WORD = re.compile(r"\w+")


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Stem and text of each file."""
    return ((path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))


def shingles_of(text: str, width: int) -> set[bytes]:
    """Words in a row, in lower case."""
    words = WORD.findall(text.lower())
    return {" ".join(words[i : i + width]).encode() for i in range(max(1, len(words) - width + 1))}


def datasketch_lsh(folder: Path, width: int, num_perm: int, threshold: float) -> list[tuple[str, str]]:
    """Each text with those that MinHashLSH returns for it."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    index, links = MinHashLSH(threshold=threshold, num_perm=num_perm), []
    for name, text in texts_of(folder):
        sketch = MinHash(num_perm=num_perm)
        sketch.update_batch(shingles_of(text, width))
        links += [(name, other) for other in index.query(sketch)]
        index.insert(name, sketch)
    return links


def datasketch_ensemble(folder: Path, width: int, num_perm: int, threshold: float) -> list[tuple[str, str]]:
    """Each text with those that MinHashLSHEnsemble says hold it."""
    from datasketch import MinHash, MinHashLSHEnsemble

    entries = []
    for name, text in texts_of(folder):
        sketch, shingles = MinHash(num_perm=num_perm), shingles_of(text, width)
        sketch.update_batch(shingles)
        entries.append((name, sketch, len(shingles)))
    index = MinHashLSHEnsemble(threshold=threshold, num_perm=num_perm, num_part=16)
    index.index(entries)
    return [(name, other) for name, sketch, size in entries for other in index.query(sketch, size) if other != name]


def datatrove_minhash(folder: Path, width: int, buckets: int, hashes: int) -> list[tuple[str, str]]:
    """Each text with the first of its cluster."""
    from datatrove.executor import LocalPipelineExecutor  # type: ignore[import-not-found]
    from datatrove.pipeline.dedup import MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature  # type: ignore[import-not-found]
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets  # type: ignore[import-not-found]
    from datatrove.pipeline.readers import JsonlReader  # type: ignore[import-not-found]
    from datatrove.pipeline.writers import JsonlWriter  # type: ignore[import-not-found]

    config = MinhashConfig(n_grams=width, num_buckets=buckets, hashes_per_bucket=hashes)
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "in").mkdir()
        with (Path(work) / "in" / "texts.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts_of(folder))
        reader = JsonlReader(f"{work}/in")
        steps = [
            [reader, MinhashDedupSignature(f"{work}/signatures", config)],
            [MinhashDedupBuckets(f"{work}/signatures", f"{work}/buckets", config=config)],
            [MinhashDedupCluster(f"{work}/buckets", f"{work}/remove", config=config, save_cluster_id=True)],
            [
                reader,
                MinhashDedupFilter(
                    f"{work}/remove", load_cluster_ids=True, exclusion_writer=JsonlWriter(f"{work}/out")
                ),
                JsonlWriter(f"{work}/kept"),
            ],
        ]
        for number, step in enumerate(steps):
            tasks = config.num_buckets if number == 1 else 1
            LocalPipelineExecutor(step, tasks=tasks, workers=1, logging_dir=f"{work}/log{number}").run()
        clusters: dict[int, list[str]] = {}
        for row in rows_of(Path(work)):
            if row["metadata"].get("minhash_cluster_id", -1) != -1:
                clusters.setdefault(row["metadata"]["minhash_cluster_id"], []).append(row["id"])
    return [(name, min(names)) for names in clusters.values() for name in names if name != min(names)]


def rows_of(work: Path) -> Iterator[dict[str, Any]]:
    """Documents that the filter kept or removed."""
    for path in sorted([*(work / "kept").glob("*.gz"), *(work / "out").glob("*.gz")]):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)


SETTINGS: dict[str, Callable[[Path], list[tuple[str, str]]]] = {
    "datasketch, 5 words, 128, 0.8": lambda folder: datasketch_lsh(folder, 5, 128, 0.8),
    "datasketch, 3 words, 256, 0.5": lambda folder: datasketch_lsh(folder, 3, 256, 0.5),
    "datasketch ensemble, 3 words, 256, 0.6": lambda folder: datasketch_ensemble(folder, 3, 256, 0.6),
    "datatrove, 5 words, 14 x 8": lambda folder: datatrove_minhash(folder, 5, 14, 8),
    "datatrove, 3 words, 40 x 4": lambda folder: datatrove_minhash(folder, 3, 40, 4),
}


def main() -> None:
    """Name the settings, or measure one."""
    if len(sys.argv) == 1:
        print("\n".join(SETTINGS))
        return
    setting, folder, output = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    links: dict[str, list[tuple[str, str]]] = {}
    seconds: dict[str, float] = {}
    for case in sorted(path for path in folder.iterdir() if path.is_dir()):
        started = time.process_time()
        links[case.name] = SETTINGS[setting](case)
        seconds[case.name] = time.process_time() - started
    output.write_text(json.dumps({"links": links, "seconds": seconds}), encoding="utf-8")


if __name__ == "__main__":
    main()
