"""What each choice of the training recipe is worth: `python -m benchmarks.ablation --corpus FILE [CHANGE …]`.

A CHANGE is one or more comma-separated values, such as model.n_previous=0 or train.decay_share=0.5,train.seed=4. There
`train` is that section of params.yaml, and `model` the preset nano with the values beside it; `variant` takes back what
no parameter turns off (benchmarks/variants.py). Each run trains the same number of steps in a process of its own,
scored on the last tenth of `python -m benchmarks.training`'s training text. Without a CHANGE: those of DEVELOPER_GUIDE.
"""

import argparse
import statistics
from pathlib import Path
from typing import Any

import yaml

from benchmarks.training import Rows, run_ours

CHANGES = (
    "variant=adamw_alone,model.muon_rate=0.003",
    "variant=adamw_alone,model.muon_rate=0.006",
    "variant=five_rounds",
    "variant=relu2",
    "variant=no_qk_norm",
    "variant=no_positions",
    "model.n_previous=0,model.n_hidden=344",
    "model.n_previous=1,model.n_hidden=338",
    "model.n_previous=5,model.n_hidden=317",
    "model.tie_word_embeddings=true,model.n_hidden=333",
    "model.n_head=4",
    "train.first_window=256",
    "train.consecutive_windows=4",
    "train.decay_share=0.5",
    "train.dtype=float32",
)


def parsed(change: str) -> dict[str, Any]:
    """`model.n_previous=0` as {"model": {"n_previous": 0}, "train": {}, "variant": None}."""
    changes: dict[str, Any] = {"train": {}, "model": {}, "variant": None}
    for part in change.split(",") if change else []:
        name, value = part.split("=", 1)
        section, _, key = name.partition(".")
        if key:
            changes[section][key] = yaml.safe_load(value)
        else:
            changes[section] = value
    return changes


def main() -> None:
    """Measure and print, the unchanged recipe first."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="FILE")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--output", type=Path, help="a JSON file for every figure, gone on with")
    parser.add_argument("changes", nargs="*", metavar="CHANGE", default=CHANGES)
    options = parser.parse_args()
    changes, rows = ["", *options.changes], Rows(options.output)
    for seed in range(1, options.seeds + 1):
        for change in changes:
            given = parsed(change)
            given["train"] = {"seed": seed, **given["train"]}
            rows.get(
                seed,
                change or "unchanged",
                lambda given=given: run_ours(  # type: ignore[misc]
                    options.corpus, dev=True, steps=options.steps, keep=None, mixed=False, **given
                ),
            )
    show(changes, rows)


def show(changes: list[str], rows: Rows) -> None:
    """A line for each change: median, what it changes, spread, time."""
    base = rows.median("unchanged", "nats")
    for change in changes:
        name = change or "unchanged"
        found = [each[name] for each in rows.found.values() if name in each]
        nats = [each["nats"] for each in found]
        middle, spread = statistics.median(nats), max(nats) - min(nats)
        print(
            f"{name:52}{len(found):>3} runs{middle:>8.4f}{middle - base:>+8.4f}{spread:>8.4f}"
            f"{rows.median(name, 'cpu_seconds'):>8.1f} CPU s{rows.median(name, 'parameters') / 1e6:>7.3f} M"
        )


if __name__ == "__main__":
    main()
