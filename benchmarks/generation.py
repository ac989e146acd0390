"""Speed and memory of `run.py generate` beside nanoGPT's sample.py: `python -m benchmarks.generation --peer DIR`.

DIR is a checkout of nanoGPT. Both run as their users run them, as whole processes on one thread, with random weights of
about one size, memory and the adults-only gate included on our side. A rate is what more tokens cost in CPU time, so
that starting up and the first window count for nobody; runs alternate, and the best of each counts. Further parts:
--flat (time and memory from the first to the last of so many characters) and --int8-loss (bits per token of the trained
checkpoint).
"""

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psutil
import yaml

from benchmarks.peak_memory import measure
from benchmarks.random_checkpoint import config_of, write_random_checkpoint
from model.engine.network import Engine
from model.engine.weights import load_weights
from model.sampler import softmax
from model.tokenizer import Tokenizer
from pipeline.files import CHECKPOINTS, PROCESSED
from stages.crawl.processes import tree_pss_mb

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(PROJECT)}
PEERS = {"nano": (4, 4, 128, 64), "base": (6, 6, 384, 256)}  # n_layer, n_head, n_embd, block_size of like size
PEER_TOKENS = {"nano": 400, "base": 60}  # that are timed: the peer recomputes its window for each
LETTERS = "\n" + "".join(map(chr, range(32, 96)))  # the peer's 65 characters
STEP = 10_000  # characters between looks


class Measured(NamedTuple):
    """What a command took."""

    cpu_seconds: float
    peak_pss_mb: float


def workspace(folder: Path, preset: str, params: dict[str, Any]) -> int:
    """A folder to generate in, with random weights; how many parameters."""
    (folder / "params.yaml").write_text(yaml.safe_dump(params, allow_unicode=True), encoding="utf-8")
    return write_random_checkpoint(folder, config_of(params, preset), "".join(params["tokenizer"]["characters"]))


def ours(characters: int, *flags: str) -> list[str]:
    """The command that tells a story."""
    front_door = "import sys, run; sys.exit(run.main(sys.argv[1:]))"
    return [sys.executable, "-c", front_door, "generate", "--chars", str(characters), *flags]


def write_peer(folder: Path, preset: str, checkout: Path) -> None:
    """A random checkpoint of nanoGPT's, written by its own code, and what its sample.py looks for."""
    n_layer, n_head, n_embd, block_size = PEERS[preset]
    code = (
        "import sys, torch; from model import GPT, GPTConfig\n"
        f"args = dict(n_layer={n_layer}, n_head={n_head}, n_embd={n_embd}, block_size={block_size}, bias=False,"
        f" vocab_size={len(LETTERS)}, dropout=0.0)\n"
        "state = GPT(GPTConfig(**args)).state_dict()\n"
        f"torch.save(dict(model_args=args, model=state, config=dict(dataset={str(folder)!r})), sys.argv[1])\n"
    )
    command = [sys.executable, "-c", code, str(folder / "ckpt.pt")]
    subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.DEVNULL)
    table = {character: place for place, character in enumerate(LETTERS)}
    (folder / "meta.pkl").write_bytes(pickle.dumps({"stoi": table, "itos": dict(enumerate(LETTERS))}))
    (folder / "tiktoken.py").write_text('"""Imported by sample.py, not needed for characters."""\n', encoding="utf-8")


def theirs(folder: Path, tokens: int) -> list[str]:
    """nanoGPT's own command."""
    flags = {"out_dir": folder, "device": "cpu", "dtype": "float32", "num_samples": 1, "max_new_tokens": tokens}
    return [sys.executable, "sample.py", *(f"--{name}={value}" for name, value in flags.items())]


def run(command: list[str], folder: Path, **environment: str) -> Measured:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as output:
        before = os.times()
        usage = measure(command, folder, ENVIRONMENT | environment, output)
        after = os.times()
        if usage.exit_code:
            output.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {usage.exit_code}\n{output.read().decode()}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(spent, usage.peak_pss_mb)


def compare(preset: str, checkout: Path, params: dict[str, Any], rounds: int, characters: int) -> None:
    """Print rates and peaks of one size."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        mine, peer = Path(first), Path(second)
        count = workspace(mine, preset, params)
        write_peer(peer, preset, checkout)
        window = PEERS[preset][3]
        cases: dict[str, list[tuple[int, Measured]]] = {}
        for _ in range(rounds):
            for name, flags in (("ours", ()), ("ours, int8", ("--int8",)), ("ours, no memory", ("--no-memory",))):
                for number in (1000, 1000 + characters):
                    cases.setdefault(name, []).append((number, run(ours(number, *flags), mine)))
            for number in (window, window + PEER_TOKENS[preset]):
                told = run(theirs(peer, number), checkout, PYTHONPATH=str(peer))
                cases.setdefault("nanoGPT", []).append((number, told))
    print(f"{preset}: {count / 1e6:.2f} M parameters")
    rates = {name: rate(runs) for name, runs in cases.items()}
    for name, runs in cases.items():
        peak = max(told.peak_pss_mb for _, told in runs)
        ratio = rates[name] / rates["nanoGPT"]
        print(f"  {name:18}{rates[name]:8.0f} tokens per CPU second  {ratio:6.1f} x  {peak:6.0f} MB", flush=True)


def rate(runs: list[tuple[int, Measured]]) -> float:
    """Tokens per CPU second, of the tokens that the longer run has more."""
    short, long = (min, max)
    numbers = [number for number, _ in runs]
    spent = [min(told.cpu_seconds for number, told in runs if number == end(numbers)) for end in (short, long)]
    return (max(numbers) - min(numbers)) / (spent[1] - spent[0])


def flat(params: dict[str, Any], preset: str, characters: int) -> None:
    """Print CPU time and memory as a long story grows."""
    with tempfile.TemporaryDirectory() as folder:
        workspace(Path(folder), preset, params)
        child = subprocess.Popen(ours(characters), cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE)
        assert child.stdout is not None
        process, told, spent = psutil.Process(child.pid), 0, 0.0
        while piece := child.stdout.read(STEP):
            told += len(piece)
            if child.poll() is None:
                now = sum(process.cpu_times()[:2])
                print(f"  {told:8} bytes: {now - spent:6.2f} CPU s more, {tree_pss_mb(child.pid):5.0f} MB", flush=True)
                spent = now
        if child.wait():
            sys.exit(f"generate: exit code {child.returncode}")


def int8_loss(tokens: int) -> None:
    """Print bits per token of the trained checkpoint on held-out text, with exact and with 8-bit weights."""
    tokenizer = Tokenizer.load(PROCESSED / "vocabulary.json")
    ids = np.load(PROCESSED / "val.npy", mmap_mode="r")[: tokens + 1].tolist()
    found: list[float] = []
    for int8 in (False, True):
        engine = Engine(load_weights(CHECKPOINTS, "best", tokenizer, int8)[1])
        context, bits = engine.context(), 0.0
        for place in range(len(ids) - 1):
            if len(context) == engine.config.block_size:
                context.clear()
                context.prime(ids[place - engine.config.block_size // 2 : place])
            bits -= float(np.log2(softmax(context.read([ids[place]])[0])[ids[place + 1]]))
        found.append(bits / (len(ids) - 1))
    print(
        f"float32 {found[0]:.5f}, int8 {found[1]:.5f} bits per token: {found[1] / found[0] - 1:+.3%}, {tokens} tokens"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generation", description=__doc__.split("\n")[0])
    parser.add_argument("--peer", type=Path, metavar="DIR", help="a checkout of nanoGPT")
    parser.add_argument("--presets", nargs="+", default=sorted(PEERS, reverse=True), choices=sorted(PEERS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--characters", type=int, default=2000, help="that are timed")
    parser.add_argument("--flat", type=int, metavar="N", help="characters of one long story")
    parser.add_argument("--int8-loss", type=int, metavar="N", help="held-out tokens, of the trained checkpoint here")
    options = parser.parse_args()
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    started = time.monotonic()
    if options.peer:
        for preset in options.presets:
            compare(preset, options.peer.resolve(), params, options.rounds, options.characters)
    if options.flat:
        flat(params, options.presets[0], options.flat)
    if options.int8_loss:
        int8_loss(options.int8_loss)
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
