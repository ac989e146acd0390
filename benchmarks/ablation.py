"""What each choice of the training recipe is worth: `python -m benchmarks.ablation --corpus FILE [CHANGE …]`.

A CHANGE is one or more comma-separated values, such as model.n_previous=0 or train.decay_share=0.5,train.seed=4. There
`train` is that section of params.yaml, and `model` the preset nano with the values beside it. Each run trains the same
number of steps in a process of its own, scored on the last tenth of `python -m benchmarks.training`'s training text.
"""

import argparse
import statistics
from pathlib import Path
from typing import Any

import yaml

from benchmarks.training import run_ours

Changes = dict[str, dict[str, Any]]


def parsed(change: str) -> Changes:
    """`model.n_previous=0` as {"model": {"n_previous": 0}, "train": {}}."""
    changes: Changes = {"train": {}, "model": {}}
    for part in change.split(",") if change else []:
        name, value = part.split("=", 1)
        section, key = name.split(".", 1)
        changes[section][key] = yaml.safe_load(value)
    return changes


def main() -> None:
    """Measure and print, the unchanged recipe first."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="FILE")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("changes", nargs="*", metavar="CHANGE")
    options = parser.parse_args()
    changes = ["", *options.changes]
    rows: dict[str, list[dict[str, float]]] = {change: [] for change in changes}
    for seed in range(1, options.seeds + 1):
        for change in changes:
            given = parsed(change)
            given["train"] = {"seed": seed, **given["train"]}
            found = run_ours(options.corpus, dev=True, steps=options.steps, keep=None, mixed=False, **given)
            rows[change].append(found)
            print(
                f"seed {seed}: {change or 'unchanged'}: {found['nats']:.4f} nats, {found['cpu_seconds']:.1f} s",
                flush=True,
            )
    base = statistics.median(each["nats"] for each in rows[""])
    for change, found_rows in rows.items():
        nats = [each["nats"] for each in found_rows]
        seconds = statistics.median(each["cpu_seconds"] for each in found_rows)
        spread = max(nats) - min(nats)
        middle = statistics.median(nats)
        print(f"{change or 'unchanged':40}{middle:>8.4f}{middle - base:>+8.4f}{spread:>8.4f}{seconds:>8.1f} CPU s")


if __name__ == "__main__":
    main()
