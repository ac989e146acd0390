"""Training speed at 10 M parameters beside nanoGPT's: `python -m benchmarks.throughput --peer DIR --corpus FILE`.

DIR is a checkout of nanoGPT, FILE a text such as tinyshakespeare. Both train 6 layers of 384 in windows of 256 tokens,
32 of them a step: nanoGPT in float32, as its train.py does without a GPU, 8 windows at a time; ours with as many at a
time as `max_memory_mb` allows. Rows take turns, each in a process of its own with one thread; CPU seconds are of
training alone.
"""

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.training import Figures, Text, run_ours, run_peer

STEPS, WINDOWS, BLOCK_SIZE = 6, 32, 256
CHARACTERS = 100_000  # of the text: enough to train on for so few steps, and quick to score
PEER = {
    "n_layer": 6, "n_head": 6, "n_embd": 384, "block_size": BLOCK_SIZE, "batch_size": 8,
    "gradient_accumulation_steps": WINDOWS // 8, "max_iters": STEPS, "lr_decay_iters": STEPS,
    "eval_iters": 1, "eval_interval": STEPS,
}  # fmt: skip
OURS = {"n_layer": 6, "n_head": 6, "n_embd": 384, "n_hidden": 1024, "block_size": BLOCK_SIZE, "batch_size": WINDOWS}
ROWS: dict[str, dict[str, Any]] = {
    "float32": {"dtype": "float32", "max_memory_mb": 1000},
    "bfloat16": {"dtype": "bfloat16", "max_memory_mb": 1000},
    "bfloat16, checkpointing": {"dtype": "bfloat16", "max_memory_mb": 750, "activation_checkpointing": True},
}


def mine(corpus: Path, train: dict[str, Any]) -> Figures:
    """One of our rows."""
    given = {"train": {"first_window": BLOCK_SIZE, **train}, "model": OURS, "steps": STEPS, "keep": None}
    found = run_ours(corpus, dev=False, mixed=False, **given)
    return found | {"cpu_seconds": found["cpu_seconds"] - found["plan_cpu_seconds"]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__.split("\n")[0])
    parser.add_argument("--peer", type=Path, required=True, metavar="DIR", help="a checkout of nanoGPT")
    parser.add_argument("--corpus", type=Path, required=True, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.txt"
        corpus.write_text(options.corpus.read_text(encoding="utf-8")[:CHARACTERS], encoding="utf-8")
        show(measure(options.peer, corpus, options.rounds))


def measure(peer: Path, corpus: Path, rounds: int) -> dict[str, list[Figures]]:
    """Every row's figures, round by round."""
    text = Text.read(corpus, dev=False)
    found: dict[str, list[Figures]] = {}
    for number in range(1, rounds + 1):
        rows = {"nanoGPT": run_peer(peer, text, number, **PEER)}
        rows |= {name: mine(corpus, train) for name, train in ROWS.items()}
        for name, figures in rows.items():
            found.setdefault(name, []).append(figures)
            print(f"round {number}: {name}: {figures['cpu_seconds']:.1f} CPU s", flush=True)
    return found


def show(found: dict[str, list[Figures]]) -> None:
    """A line for each row."""
    speeds = {
        name: STEPS * WINDOWS * BLOCK_SIZE / statistics.median(each["cpu_seconds"] for each in rows)
        for name, rows in found.items()
    }
    for name, rows in found.items():
        peak, parameters = max(each["peak_mb"] for each in rows), rows[0]["parameters"] / 1e6
        print(
            f"{name:26}{speeds[name]:>8.0f} tokens per CPU s {speeds[name] / speeds['nanoGPT']:>6.2f} x"
            f"{peak:>7.0f} MB{parameters:>8.2f} M parameters"
        )


if __name__ == "__main__":
    main()
