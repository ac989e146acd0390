"""nanoGPT's own train.py, unchanged, with its clocks read: what `python -m benchmarks.training` compares with.

Run inside a copy of nanoGPT, whose `model` is then the one that is imported: the first argument is a seed, the last
a JSON file to write, those between are train.py's.
"""

import builtins
import json
import os
import pickle
import resource
import runpy
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA = Path("data/shakespeare_char")
SETTINGS: dict[str, Any] = {  # the README's recipe for a computer without a GPU
    "device": "cpu", "compile": False, "eval_iters": 20, "log_interval": 1, "block_size": 64, "batch_size": 12,
    "n_layer": 4, "n_head": 4, "n_embd": 128, "max_iters": 2000, "lr_decay_iters": 2000, "dropout": 0.0,
}  # fmt: skip


def copy_of(peer: Path, folder: Path, train: NDArray[np.uint16], val: NDArray[np.uint16], characters: str) -> Path:
    """nanoGPT's files and the data as its own prepare.py would write them."""
    shutil.copytree(peer, folder, ignore=shutil.ignore_patterns(".git", "out-*"))
    (folder / DATA).mkdir(parents=True, exist_ok=True)
    train.tofile(folder / DATA / "train.bin")
    val.tofile(folder / DATA / "val.bin")
    meta = {
        "vocab_size": len(characters),
        "itos": dict(enumerate(characters)),
        "stoi": {each: place for place, each in enumerate(characters)},
    }
    (folder / DATA / "meta.pkl").write_bytes(pickle.dumps(meta))
    return folder


def arguments(**changes: Any) -> list[str]:
    """The command line behind `python train.py`."""
    return ["config/train_shakespeare_char.py", *(f"--{name}={value}" for name, value in (SETTINGS | changes).items())]


def run_train(command: list[str]) -> dict[str, float]:
    """Run train.py in this process; seconds of training without its evaluations."""
    marks: list[tuple[str, float, float]] = []
    plain = builtins.print

    def noting(*values: Any, **options: Any) -> None:
        line = " ".join(map(str, values))
        marks.append((line, time.process_time(), time.perf_counter()))
        if not line.startswith("iter"):
            plain(*values, **options)

    builtins.print = noting
    sys.argv = ["train.py", *command]
    try:
        runpy.run_path("train.py", run_name="__main__")
    finally:
        builtins.print = plain
    begun = next(place for place, mark in enumerate(marks) if mark[0].startswith("step 0"))
    seconds = {"cpu_seconds": 0.0, "wall_seconds": 0.0}
    for before, after in zip(marks[begun:], marks[begun + 1 :], strict=False):
        if not after[0].startswith("step "):
            seconds["cpu_seconds"] += after[1] - before[1]
            seconds["wall_seconds"] += after[2] - before[2]
    return seconds


def score() -> dict[str, float]:
    """Nats per character on the whole validation split, in consecutive windows, and the number of parameters."""
    import torch
    from torch.nn import functional as F  # noqa: N812

    from model import GPT, GPTConfig  # type: ignore[attr-defined] # nanoGPT's own

    saved = torch.load("out-shakespeare-char/ckpt.pt", weights_only=True)
    network = GPT(GPTConfig(**saved["model_args"]))
    network.load_state_dict(saved["model"])
    network.eval()
    ids = np.fromfile(DATA / "val.bin", dtype=np.uint16).astype(np.int64)
    size, total = saved["model_args"]["block_size"], 0.0
    with torch.no_grad():
        for start in range(0, len(ids) - 1, size):
            piece = torch.from_numpy(ids[start : start + size + 1])
            logits, _ = network(piece[None, :-1], piece[None, 1:])
            total += float(F.cross_entropy(logits[0], piece[1:], reduction="sum"))
    return {"nats": total / (len(ids) - 1), "parameters": float(sum(each.numel() for each in network.parameters()))}


def main() -> None:
    """Train, score, write down."""
    import torch

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    seed, *command, output = sys.argv[1:]
    seeded = torch.manual_seed
    vars(torch)["manual_seed"] = lambda number: seeded(number + int(seed) - 1)  # train.py knows one seed alone
    sys.path.insert(0, "")
    figures = run_train(command)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(output).write_text(json.dumps({**figures, **score(), "peak_mb": peak}), encoding="utf-8")


if __name__ == "__main__":
    main()
