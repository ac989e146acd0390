"""What each preset takes: `python -m benchmarks.presets`: parameters, speed and memory, in training and in generation.

Training reads random characters in windows of the preset's `block_size`, in a process of its own with one thread: its
memory does not depend on what the text says, nor on how long it is. Generation is `run.py generate` as a whole process,
with random weights, memory and the adults-only gate included. Speeds are tokens per CPU second, memory is in MB.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.generation import Measured, ours, rate, run, workspace
from benchmarks.training import PROJECT, Figures, run_ours

KINDS: dict[str, dict[str, Any]] = {
    "float32": {"dtype": "float32"},
    "bfloat16": {"dtype": "bfloat16"},
    "bfloat16, checkpointing": {"dtype": "bfloat16", "activation_checkpointing": True},
}
FIRST = 0x4E00  # one of a row of characters that all differ, whatever the tokenizer's are
LENGTH = 20_000  # of the random text
TOKENS = 30_000  # that are trained on, in two steps at least


def random_text(folder: Path, vocab_size: int) -> Path:
    """A file in which each of so many characters occurs."""
    ids = np.random.default_rng(1).integers(0, vocab_size, LENGTH)
    path = folder / "corpus.txt"
    path.write_text("".join(chr(FIRST + each) for each in (*range(vocab_size), *ids)), encoding="utf-8")
    return path


def training(corpus: Path, preset: dict[str, Any], kind: str) -> Figures:
    """Tokens per CPU second and peak memory."""
    train = {"first_window": preset["block_size"], **KINDS[kind]}
    steps = max(2, TOKENS // (preset["batch_size"] * preset["block_size"]))
    return run_ours(corpus, dev=False, mixed=False, keep=None, train=train, model=preset, steps=steps)


def generation(preset: str, params: dict[str, Any], characters: int) -> tuple[float, float, float]:
    """Millions of parameters, tokens per CPU second, peak MB."""
    with tempfile.TemporaryDirectory() as folder:
        count = workspace(Path(folder), preset, params)
        told: list[tuple[int, Measured]] = [
            (number, run(ours(number), Path(folder))) for number in (1000, 1000 + characters)
        ]
    return count / 1e6, rate(told), max(each.peak_pss_mb for _, each in told)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.presets", description=__doc__.split("\n")[0])
    parser.add_argument("--presets", nargs="+", metavar="NAME", help="(all)")
    parser.add_argument("--characters", type=int, default=1000, help="of a story that are timed")
    options = parser.parse_args()
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    presets: dict[str, dict[str, Any]] = params["model"]["presets"]
    vocab_size = 259 + len(set("".join(params["tokenizer"]["characters"])))
    with tempfile.TemporaryDirectory() as folder:
        corpus = random_text(Path(folder), vocab_size)
        for name in options.presets or presets:
            millions, speed, peak = generation(name, params, options.characters)
            print(f"{name}, {millions:.2f} M: generation {speed:.0f} tokens/s in {peak:.0f} MB", flush=True)
            for kind in KINDS:
                found = training(corpus, presets[name], kind)
                speed = found["tokens"] / (found["cpu_seconds"] - found["plan_cpu_seconds"])
                print(f"  training, {kind}: {speed:.0f} tokens/s in {found['peak_mb']:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
