"""Our trainer beside nanoGPT's: `python -m benchmarks.training --peer DIR --corpus FILE [--seeds 3] [--only ROW …]`.

DIR is a checkout of nanoGPT, whose own train.py runs unchanged; FILE a text such as tinyshakespeare, split as nanoGPT
splits it: the first 90 % to train on, the rest to score, all of it. Every row is a process of its own with one thread,
rows take turns seed by seed, and ours gets as many steps as take the CPU time that nanoGPT's recipe took. CPU seconds
count training alone, ours with the choice of a plan. `--dev` scores the last tenth of the training text instead: for
tuning, so that nothing is chosen on what is reported.
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
from dataclasses import dataclass
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
N_HIDDEN = 336  # with the small vocabulary of one text: 0.81 M parameters, as nanoGPT's 0.80 M
SHORT_STEPS = 80  # reach the loss of nanoGPT's recipe
SHORT_SHAPE = {"block_size": 128, "batch_size": 16}  # in so few steps better than 8 windows of 256 (--dev)
PACE_STEPS = 15  # tell how many fit into a budget
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
        """nanoGPT's split, or for tuning the same split of its training part."""
        text = path.read_text(encoding="utf-8")
        characters = "".join(sorted(set(text)))
        ids = np.array([characters.index(each) for each in text], dtype=np.uint16)
        for _ in range(2 if dev else 1):
            cut = int(len(ids) * 0.9)
            ids, val = ids[:cut], ids[cut:]
        return cls(characters, ids, val)


def ours(text: Text, options: dict[str, Any]) -> Figures:
    """Our trainer in this process, from the choice of a plan to the last step, then the whole validation split."""
    import torch
    from safetensors.torch import save_file

    from model.batches import Windows
    from model.gpt import GPT
    from model.network import GPTConfig
    from model.optimizer import Optimizer
    from model.params import TrainParams
    from model.plan import choose_plan
    from model.run import nothing, total_loss
    from model.state import State
    from model.team import Team
    from model.trainer import Trainer

    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    train = TrainParams.model_validate({**params["train"], "threads": 1, **options["train"]})
    preset = {**params["model"]["presets"]["nano"], "n_hidden": N_HIDDEN, **options["model"]}
    batch_size, muon_rate, adamw_rate = (preset.pop(name) for name in ("batch_size", "muon_rate", "adamw_rate"))
    extras = {"n_previous": params["model"]["n_previous"], "rope_theta": params["model"]["rope_theta"]}
    config = GPTConfig(vocab_size=len(text.characters), **{**extras, **preset})
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(train.seed)
    cpu, wall = time.process_time(), time.perf_counter()
    plan = choose_plan(config, batch_size, train)
    planned = time.process_time() - cpu
    model = GPT(config)
    optimizer = Optimizer(model, adamw_rate, muon_rate, train.muon_momentum, train.weight_decay)
    windows = Windows(text.train, config.block_size, train.seed, None, 0.0, train.consecutive_windows, None)
    trainer = Trainer(model, optimizer, windows, batch_size, train, plan, Team(0, 1))
    state = State.model_construct(step=0, target=options["steps"], stretch_start=0, data_start=0, tokens_seen=0)
    state.scaler, state.loss_sum, state.loss_count = {}, 0.0, 0
    while state.step < state.target:
        trainer.step(state, nothing)
    figures = {"cpu_seconds": time.process_time() - cpu, "wall_seconds": time.perf_counter() - wall}
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


def run_seed(seed: int, text: Text, options: argparse.Namespace) -> dict[str, Figures]:
    """Every row asked for, once."""
    rows: dict[str, Figures] = {}

    def wanted(name: str) -> bool:
        return not options.only or name in options.only

    def note(name: str, figures: Figures) -> None:
        rows[name] = figures
        print(f"seed {seed}: {name}: {json.dumps(figures)}", flush=True)

    def mine(name: str, dtype: str, steps: int, **model: int) -> Figures:
        keep = str(options.keep.resolve() / f"{name}-{seed}.safetensors") if options.keep else None
        given = {
            "train": {"seed": seed, "dtype": dtype},
            "model": model,
            "steps": steps,
            "keep": keep,
            "mixed": name == "chosen",
        }
        return run_ours(options.corpus, dev=options.dev, **given)

    if wanted("ngram"):
        note("ngram", ngram(text))
    if wanted("nanogpt"):
        note("nanogpt", run_peer(options.peer, text, seed))
    budget = options.cpu_seconds or rows["nanogpt"]["cpu_seconds"]
    for name, dtype in (("float32", "float32"), ("chosen", "auto")):
        if wanted(f"{name}_short"):
            note(f"{name}_short", mine(f"{name}_short", dtype, SHORT_STEPS, **SHORT_SHAPE))
        if wanted(name):
            pace = mine(f"{name}_pace", dtype, PACE_STEPS)
            per_step = (pace["cpu_seconds"] - pace["plan_cpu_seconds"]) / PACE_STEPS
            note(name, mine(name, dtype, max(1, int((budget - pace["plan_cpu_seconds"]) / per_step))))
    if wanted("nanogpt_tuned"):
        note("nanogpt_tuned", run_peer(options.peer, text, seed, **TUNED))
    return rows


def show(results: list[dict[str, Figures]]) -> None:
    """Median and spread of every row."""
    print(f"{'':16}{'nats':>8}{'spread':>8}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'parameters':>12}{'tokens':>10}")
    for name in results[0]:
        rows = [each[name] for each in results]
        nats = [row["nats"] for row in rows]
        middle = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        print(
            f"{name:16}{middle['nats']:>8.4f}{max(nats) - min(nats):>8.4f}{middle['cpu_seconds']:>8.1f}"
            f"{middle['wall_seconds']:>8.1f}{middle['peak_mb']:>9.0f}{middle['parameters']:>12.0f}{middle['tokens']:>10.0f}"
        )
    for kind in ("nats_sliding", "nats_with_ngram", "nats_mixed"):
        if kind in results[0].get("chosen", {}):
            print(f"chosen, {kind}: {statistics.median(each['chosen'][kind] for each in results):.4f}")
    if "nanogpt" in results[0]:
        for name in ("float32_short", "chosen_short"):
            if name in results[0]:
                shares = [each[name]["cpu_seconds"] / each["nanogpt"]["cpu_seconds"] for each in results]
                gaps = [each[name]["nats"] - each["nanogpt"]["nats"] for each in results]
                share, gap = statistics.median(shares), statistics.median(gaps)
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
    parser.add_argument("--output", type=Path, help="a JSON file for every figure")
    options = parser.parse_args()
    if options.only and "nanogpt" not in options.only and not options.cpu_seconds:
        parser.error("without the row nanogpt, --cpu-seconds says what ours may take")
    text = Text.read(options.corpus, dev=options.dev)
    results = [run_seed(seed, text, options) for seed in range(1, options.seeds + 1)]
    show(results)
    if options.output:
        options.output.write_text(json.dumps(results, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
