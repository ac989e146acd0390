"""A real server process around a tiny network of random weights, on a free port of this machine."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import yaml

from benchmarks.random_checkpoint import write_random_checkpoint
from model.network import GPTConfig
from model.tokenizer import Tokenizer

PROJECT = Path(__file__).resolve().parent.parent.parent.parent
FRONT_DOOR = "import sys, run; sys.exit(run.main(sys.argv[1:]))"
REFUSED = "She was 15 years old. They had sexual intercourse."


def eventually(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


def tiny_workspace(folder: Path) -> Path:
    """params.yaml and checkpoints/best of 32 tokens' window."""
    shutil.copy2(PROJECT / "params.yaml", folder / "params.yaml")
    params = yaml.safe_load((folder / "params.yaml").read_text(encoding="utf-8"))
    characters = "".join(params["tokenizer"]["characters"])
    config = GPTConfig(Tokenizer(characters).vocab_size, 32, 1, 2, 16, 32, 2, 10000.0, False)
    write_random_checkpoint(folder, config, characters)
    return folder


@dataclass(frozen=True)
class Server:
    """Where it listens, and its process."""

    url: str
    process: subprocess.Popen[str]

    def post(self, **body: object) -> httpx.Response:
        """A completion."""
        return httpx.post(f"{self.url}/v1/completions", json=body, timeout=60)

    def scored(self, prompt: object, **more: object) -> list[dict[str, Any]]:
        """The tables of what lm-eval asks for: a prompt's rows, and those of one character more."""
        asked = {"temperature": 0, "max_tokens": 1, "logprobs": 1, "seed": 1234, "echo": True}
        answer = self.post(prompt=prompt, **{**asked, **more})
        assert answer.status_code == 200, answer.text
        return [choice["logprobs"] for choice in answer.json()["choices"]]

    def figure(self, name: str) -> float:
        """A value of /metrics."""
        found = re.search(rf"^{name} (\S+)$", httpx.get(f"{self.url}/metrics").text, flags=re.MULTILINE)
        return float(found[1]) if found else 0.0


@contextmanager
def serving(folder: Path, *flags: str, **environment: str) -> Iterator[Server]:
    """`run.py serve` in a workspace, until the block ends."""
    command = [sys.executable, "-c", FRONT_DOOR, "serve", "--port", "0", *flags]
    variables = {**os.environ, "PYTHONPATH": str(PROJECT), **environment}
    process = subprocess.Popen(command, cwd=folder, env=variables, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        found = re.search(r"http://\S+:(\d+)/", said)
        assert found, said + process.stderr.read()
        yield Server(f"http://127.0.0.1:{found[1]}", process)
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()
