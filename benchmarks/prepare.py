"""Time and memory of prepare on generated text: `python -m benchmarks.prepare [--megabytes 1000] [--train-steps N]`.

Cleaned documents are generated in a temporary folder, the stage runs on them as DVC runs it, and the peak of its whole
process tree is measured as PSS. With --train-steps, train follows for so many steps: what it takes must not depend on
how much text there is. The last line is JSON.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.generated import documents
from benchmarks.peak_memory import measure
from pipeline.files import CLEANED, METADATA, document_path, sha256, write_json_lines
from pipeline.records import DocumentRecord
from pipeline.workers import worker_count

PROJECT = Path(__file__).resolve().parent.parent
LIMIT_MB = 1000  # of memory, for 1 GB of text


def generate(folder: Path, megabytes: float, each: int) -> Iterator[DocumentRecord]:
    """Write cleaned documents, and give the row of each."""
    for number, text in enumerate(documents(round(megabytes * 1e6), each)):
        content = text.encode("utf-8")
        name = sha256(content)
        path = document_path(folder / CLEANED, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield DocumentRecord(
            id=name,
            pages=[],
            urls=[],
            first_seen=f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}Z",
            title="",
            language="en",
            characters=len(text),
            status="current",
        )


def train(folder: Path, environment: dict[str, str], steps: int) -> dict[str, float]:
    """What a step of train takes in CPU time, of so many and three times as many, and the peak of its memory."""
    path = folder / "params.yaml"
    params = yaml.safe_load(path.read_text(encoding="utf-8"))
    seconds, peak = [], 0.0
    for target in (steps, 3 * steps):
        params["train"] |= {"epochs": 0, "min_steps": target, "first_window": 256, "evaluate_steps": 10 * steps}
        path.write_text(yaml.safe_dump(params, allow_unicode=True), encoding="utf-8")
        before = os.times()
        usage = measure([sys.executable, "-m", "stages.train", "--fresh"], folder, environment)
        after = os.times()
        if usage.exit_code:
            sys.exit(f"train: exit code {usage.exit_code}")
        seconds.append(after.children_user + after.children_system - before.children_user - before.children_system)
        peak = max(peak, usage.peak_pss_mb)
    each = (seconds[1] - seconds[0]) / (2 * steps)
    return {"train_cpu_ms_per_step": round(1000 * each, 1), "train_peak_pss_mb": round(peak)}


def main() -> None:
    """Generate, run the stage, say what it took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--megabytes", type=float, default=1000, help="of cleaned text")
    parser.add_argument("--train-steps", type=int, default=0, help="of training afterwards")
    parser.add_argument("--document-bytes", type=int, default=50_000, help="of each document, about")
    parser.add_argument(
        "--workspace", type=Path, help="where to put it (default: a temporary folder); removed at the end"
    )
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="prepare-", dir=options.workspace))
    try:
        rows = sorted(generate(folder, options.megabytes, options.document_bytes), key=lambda row: row.id)
        write_json_lines(folder / METADATA / "documents.jsonl", rows)
        write_json_lines(folder / METADATA / "duplicates.jsonl", ())
        shutil.copy(PROJECT / "params.yaml", folder)
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        usage = measure([sys.executable, "-m", "stages.prepare"], folder, environment)
        trained = train(folder, environment, options.train_steps) if options.train_steps else {}
    finally:
        shutil.rmtree(folder)
    figures = {
        "megabytes": options.megabytes,
        "documents": len(rows),
        "workers": worker_count(),
        "seconds": round(usage.seconds, 1),
        "megabytes_per_second": round(options.megabytes / usage.seconds, 2),
        "peak_pss_mb": round(usage.peak_pss_mb),
        **trained,
    }
    print(json.dumps(figures))
    if usage.exit_code or usage.peak_pss_mb > LIMIT_MB:
        sys.exit(f"prepare: exit code {usage.exit_code}, {usage.peak_pss_mb:.0f} MB, more than {LIMIT_MB} MB allowed")


if __name__ == "__main__":
    main()
