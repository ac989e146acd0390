"""Our trainer beside nanoGPT's: `python -m benchmarks.training --peer DIR --corpus FILE [--seeds 3] [--only ROW …]`.

DIR is a checkout of nanoGPT, whose own train.py runs unchanged; FILE a text such as tinyshakespeare, split as nanoGPT
splits it: the first 90 % to train on, the rest to score, all of it; or dataset/processed, whose two splits are of
documents. Every row is a process of its own with one thread, rows take turns seed by seed, and ours gets as many steps
as take the CPU time that nanoGPT's recipe took (the median of the seeds that it ran with). CPU seconds count training
alone, ours with the choice of a plan. `--output` keeps the figures, and a row that is there does not run again. `--dev`
scores the last tenth of the training text instead: for tuning, so that nothing is chosen on what is reported.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks import nanogpt
from model.ngram import NGram

if TYPE_CHECKING:
    from model.gpt import GPT

PROJECT = Path(__file__).resolve().parent.parent
N_HIDDEN = 328  # with the small vocabulary of one text: 0.81 M parameters, as nanoGPT's 0.80 M
SHORT_STEPS = 80  # reach the loss of nanoGPT's recipe, and tell how many steps fit into its time
TUNED = {"learning_rate": 0.004, "min_lr": 0.0004}  # on --dev 300 steps rank 0.006, 0.003, 0.001; longer runs want less
NGRAM_ORDER = 6
Figures = dict[str, float]


@dataclass(frozen=True)
class Text:
    """A text as character ids, cut in two."""

    characters: str
    train: NDArray[np.uint16]
    val: NDArray[np.uint16]

    @classmethod
    def read(cls, path: Path, *, dev: bool) -> "Text":
        """A folder's two splits, or nanoGPT's of a file; for tuning, the same split of the training part."""
        parts = [path / "train.txt", path / "val.txt"] if path.is_dir() else [path]
        texts = [part.read_text(encoding="utf-8") for part in parts]
        characters = "".join(sorted(set("".join(texts))))
        places = {character: place for place, character in enumerate(characters)}
        train, *rest = (np.array([places[each] for each in text], dtype=np.uint16) for text in texts)
        val = rest[0] if rest else train[:0]
        for _ in range((not rest) + dev):
            cut = int(len(train) * 0.9)
            train, val = train[:cut], train[cut:]
        return cls(characters, train, val)


def ours(text: Text, options: dict[str, Any]) -> Figures:
    """Our trainer in this process, from the choice of a plan to the last step, then the whole validation split."""
    import torch
    from safetensors.torch import save_file

    from benchmarks.variants import patch
    from model import optimizer
    from model.batches import Windows
    from model.gpt import GPT
    from model.network import GPTConfig
    from model.params import TrainParams
    from model.plan import choose_plan
    from model.run import nothing, total_loss
    from model.state import State
    from model.team import Team
    from model.trainer import Trainer

    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    train = TrainParams.model_validate({**params["train"], "threads": 1, **options["train"]})
    preset = {**params["model"]["presets"]["nano"], "n_hidden": N_HIDDEN, **options["model"]}
    adapt = patch(options["variant"]) if options.get("variant") else None
    batch_size, muon_rate, adamw_rate = (preset.pop(name) for name in ("batch_size", "muon_rate", "adamw_rate"))
    extras = {name: params["model"][name] for name in ("n_previous", "rope_theta", "tie_word_embeddings")}
    config = GPTConfig(vocab_size=len(text.characters), **{**extras, **preset})
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(train.seed)
    cpu, wall = time.process_time(), time.perf_counter()
    plan = choose_plan(config, batch_size, train)
    planned = time.process_time() - cpu
    model = GPT(config)
    if adapt:
        adapt(model)
    moves = optimizer.Optimizer(model, adamw_rate, muon_rate, train.muon_momentum, train.weight_decay)

    def windows(length: int) -> Windows:
        return Windows(text.train, length, train.seed, None, 0.0, train.consecutive_windows, None)

    trainer = Trainer(model, moves, windows, batch_size, train, plan, Team(0, 1))
    state = State.model_construct(step=0, target=options["steps"], stretch_start=0, data_start=0, tokens_seen=0)
    state.scaler, state.loss_sum, state.loss_count = {}, 0.0, 0
    clock = [time.process_time()]
    while state.step < state.target:
        trainer.step(state, nothing)
        clock.append(time.process_time())
    parts = np.array_split(np.diff(clock), 3)  # each begins with what its windows' length asks for once
    figures = {"step_cpu_seconds": float(np.mean([part[1:].mean() for part in parts]))}
    figures |= {"cpu_seconds": time.process_time() - cpu, "wall_seconds": time.perf_counter() - wall}
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["nats"] = total_loss(model.eval(), text.val, plan.micro_batch, nothing) / (len(text.val) - 1)
    if options["mixed"]:
        figures |= as_generated(model, text)
    if options["keep"]:
        save_file(model.state_dict(), options["keep"])
    figures |= {"parameters": model.n_parameters(), "tokens": state.tokens_seen, "steps": state.step}
    return figures | {"plan_cpu_seconds": planned, "is_bfloat16": float(plan.dtype == "bfloat16")}


def as_generated(model: "GPT", text: Text) -> Figures:
    """Nats in the windows of generation: of the network alone, and mixed with an n-gram of the text and a cache."""
    from model.mixture import Mixture, MixtureParams
    from model.pointer import Alphabet
    from model.scoring import mixed_nats, read_windows, sliding_windows
    from model.tokenizer import Tokenizer

    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    block_size, none = model.config.block_size, np.zeros(len(text.characters), dtype=bool)
    leaving = int(params["sampling"]["slide"] * block_size)
    windows = sliding_windows(text.val, block_size, leaving, lambda left: "", lambda line: text.val[:0])
    reading = read_windows(model, windows, Alphabet(list(text.characters), {}, none, none))
    cpu = time.process_time()
    usual = NGram.of(text.train, NGRAM_ORDER)
    figures = {"nats_sliding": float(reading.nats().mean()), "ngram_cpu_seconds": time.process_time() - cpu}
    for name, changes in (("nats_with_ngram", {"cache_tokens": 0}), ("nats_mixed", {})):
        mixing = MixtureParams.model_validate({**params["mixture"], "pointer": False, **changes})
        mixture = Mixture(Tokenizer(text.characters), mixing, block_size, None, usual)
        mixture.observe(int(text.val[0]), None)
        figures[name] = float(mixed_nats(reading, mixture).mean())
    return figures


def ngram(text: Text) -> Figures:
    """The sober reference."""
    cpu, wall = time.process_time(), time.perf_counter()
    model = NGram.of(text.train, NGRAM_ORDER)
    figures = {"cpu_seconds": time.process_time() - cpu, "wall_seconds": time.perf_counter() - wall}
    figures["nats"] = float(model.bits_of(text.val).mean() * np.log(2))
    numbers = sum(len(level.grams) + len(level.contexts) for level in model.levels)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures | {"parameters": numbers, "tokens": len(text.train), "peak_mb": peak}


def run_child(command: list[str], folder: Path) -> Figures:
    """A row in a process of its own, with one thread; its figures, from the file that it writes."""
    output = folder / "figures.json"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, *command, str(output)], cwd=folder, env=environment, check=True, stdout=sys.stderr)
    figures: Figures = json.loads(output.read_text(encoding="utf-8"))
    return figures


def run_peer(peer: Path, text: Text, seed: int, **changes: Any) -> Figures:
    """nanoGPT's train.py in a copy of its folder."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = nanogpt.copy_of(peer, Path(temporary) / "nanoGPT", text.train, text.val, text.characters)
        figures = run_child(["-m", "benchmarks.nanogpt", str(seed), *nanogpt.arguments(**changes)], folder)
    settings = nanogpt.SETTINGS | changes
    tokens = settings["max_iters"] * settings["batch_size"] * settings["block_size"]
    return figures | {"tokens": tokens, "steps": settings["max_iters"]}


def run_ours(corpus: Path, *, dev: bool, **options: Any) -> Figures:
    """`ours` in a process of its own."""
    given = {"corpus": str(corpus.resolve()), "dev": dev, **options}
    with tempfile.TemporaryDirectory() as folder:
        return run_child(["-m", "benchmarks.training", "--child", json.dumps(given)], Path(folder))


class Rows:
    """Figures by seed and row, kept in a file, so that a run that was cut short goes on where it was."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        kept = path.read_text(encoding="utf-8") if path and path.exists() else "{}"
        self.found: dict[str, dict[str, Figures]] = json.loads(kept)

    def get(self, seed: int, name: str, measure: Callable[[], Figures]) -> Figures:
        """A row's figures, measured now where they are not known."""
        rows = self.found.setdefault(str(seed), {})
        if name not in rows:
            rows[name] = measure()
            print(f"seed {seed}: {name}: {json.dumps(rows[name])}", flush=True)
            if self.path:
                self.path.write_text(json.dumps(self.found, indent=2), encoding="utf-8")
        return rows[name]

    def median(self, name: str, figure: str) -> float:
        """A row's figure over the seeds that it ran with."""
        return statistics.median(each[name][figure] for each in self.found.values() if name in each)


def run_seed(seed: int, text: Text, options: argparse.Namespace, rows: Rows) -> None:
    """Every row asked for, once."""

    def wanted(name: str) -> bool:
        return not options.only or name in options.only

    def mine(name: str, dtype: str, steps: int) -> Figures:
        keep = str(options.keep.resolve() / f"{name}-{seed}.safetensors") if options.keep else None
        given = {"train": {"seed": seed, "dtype": dtype}, "model": {}, "steps": steps, "keep": keep}
        return run_ours(options.corpus, dev=options.dev, mixed=name == "chosen", **given)

    if wanted("ngram"):
        rows.get(seed, "ngram", lambda: ngram(text))
    if wanted("nanogpt"):
        rows.get(seed, "nanogpt", lambda: run_peer(options.peer, text, seed))
    for name, dtype in (("float32", "float32"), ("chosen", "auto")):
        short = name + "_short"
        if wanted(short) or wanted(name):
            pace = rows.get(seed, short, partial(mine, short, dtype, SHORT_STEPS))
        if wanted(name):
            budget = options.cpu_seconds or rows.median("nanogpt", "cpu_seconds")
            steps = max(1, int((budget - pace["plan_cpu_seconds"]) / pace["step_cpu_seconds"]))
            rows.get(seed, name, partial(mine, name, dtype, steps))
    if wanted("nanogpt_tuned"):
        rows.get(seed, "nanogpt_tuned", lambda: run_peer(options.peer, text, seed, **TUNED))


def show(results: list[dict[str, Figures]]) -> None:
    """Median and spread of every row, and how often it ran."""
    heads = (
        f"{'runs':>5}{'nats':>8}{'spread':>8}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'parameters':>12}{'tokens':>10}"
    )
    print(" " * 16 + heads)
    for name in dict.fromkeys(name for each in results for name in each):
        rows = [each[name] for each in results if name in each]
        nats = [row["nats"] for row in rows]
        middle = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        print(
            f"{name:16}{len(rows):>5}{middle['nats']:>8.4f}{max(nats) - min(nats):>8.4f}{middle['cpu_seconds']:>8.1f}"
            f"{middle['wall_seconds']:>8.1f}{middle['peak_mb']:>9.0f}{middle['parameters']:>12.0f}{middle['tokens']:>10.0f}"
        )
        for kind in ("nats_sliding", "nats_with_ngram", "nats_mixed"):
            if kind in middle:
                print(f"{name}, {kind}: {middle[kind]:.4f}")
    recipes = [each["nanogpt"] for each in results if "nanogpt" in each]
    for name in ("float32_short", "chosen_short"):
        mine = [each[name] for each in results if name in each]
        if recipes and mine:
            ours, theirs = (
                {key: statistics.median(row[key] for row in rows) for key in rows[0]} for rows in (mine, recipes)
            )
            share, gap = ours["cpu_seconds"] / theirs["cpu_seconds"], ours["nats"] - theirs["nats"]
            print(f"{name}: {share:.3f} of the recipe's CPU time, {gap:+.4f} nats from its loss")


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--child"]:
        given = json.loads(sys.argv[2])
        figures = ours(Text.read(Path(given["corpus"]), dev=given["dev"]), given)
        Path(sys.argv[3]).write_text(json.dumps(figures), encoding="utf-8")
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__.split("\n")[0])
    parser.add_argument("--peer", type=Path, required=True, metavar="DIR", help="a checkout of nanoGPT")
    parser.add_argument("--corpus", type=Path, required=True, metavar="FILE")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--dev", action="store_true", help="score a part of the training text, for tuning")
    parser.add_argument("--only", nargs="*", default=[], metavar="ROW", help="rows to run instead of all")
    parser.add_argument("--cpu-seconds", type=float, help="our budget where nanoGPT's recipe does not run")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where our networks are left")
    parser.add_argument("--output", type=Path, help="a JSON file for every figure, gone on with")
    options = parser.parse_args()
    rows = Rows(options.output)
    seeds = range(1, options.seeds + 1)
    timed = bool({"chosen", "float32"} & set(options.only))
    known = "nanogpt" in options.only or any("nanogpt" in each for each in rows.found.values())
    if timed and not known and not options.cpu_seconds:
        parser.error("without the row nanogpt, --cpu-seconds says what ours may take")
    text = Text.read(options.corpus, dev=options.dev)
    for seed in seeds:
        run_seed(seed, text, options, rows)
    show(list(rows.found.values()))


if __name__ == "__main__":
    main()
