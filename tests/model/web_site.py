"""A small trained network, exported for the browser, behind a web server that counts what is asked of it."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import torch
import yaml
from safetensors.torch import save_file
from torch.nn import functional as F  # noqa: N812 the field's own name

from benchmarks.random_checkpoint import write_random_checkpoint
from model.edited import edited_summary
from model.export.web import export_web
from model.gpt import GPT, GPTConfig
from model.memory import MemoryParams, RunningSummary
from model.mixture import WEIGHTS, Mixture, MixtureParams, read_weights
from model.ngram import NGRAM, NGram
from model.params import SamplingParams
from model.release import released
from model.sampler import Memory, Speaker
from model.serve.messages import CompletionRequest
from model.serve.telling import Ending, cut
from model.spans import Spans
from model.state import BEST
from model.tokenizer import Tokenizer
from pipeline.files import CHECKPOINTS
from pipeline.params import load_params
from tests.model.tiny import PROJECT, story

# Odd sizes: neither heads, nor rows, nor the window fill the kernel's groups of eight.
SHAPE = {
    "block_size": 61, "n_layer": 2, "n_head": 3, "n_embd": 30, "n_hidden": 52, "n_previous": 2,
    "tie_word_embeddings": False,
}  # fmt: skip
STEPS = 40


@dataclass(frozen=True)
class Site:
    """The exported page, and the network behind it."""

    url: str
    folder: Path
    model: GPT
    tokenizer: Tokenizer
    text: NGram

    def speaker(self, seed: int, memory: Memory | None, **sampling: float) -> Speaker:
        """The same storyteller in Python."""
        params = load_params("sampling", SamplingParams).model_copy(update=sampling)
        mixing = load_params("mixture", MixtureParams)
        mixture = Mixture(self.tokenizer, mixing, SHAPE["block_size"], read_weights(), self.text) if memory else None
        return Speaker(self.model, self.tokenizer, params, memory, seed, mixture)

    def summary(self) -> RunningSummary:
        """A memory that has read nothing."""
        return RunningSummary(load_params("memory", MemoryParams))

    def told(self, prompt: str, characters: int, seed: int, line: str | None = None, own: Spans = ()) -> str:
        """What the server would tell behind a prompt of which it told some spans itself."""
        memory = self.summary()
        if line is not None:
            found = self.summary()
            found.feed(prompt)
            memory = edited_summary(memory, found.line(), line)
        request = CompletionRequest(prompt=prompt, max_tokens=characters)
        pieces = cut(self.speaker(seed, memory).pieces(prompt, own), request, Ending(), self.tokenizer)
        return "".join(piece.text for sentence in released(prompt, pieces, line or "") for piece in sentence)


def trained(tokenizer: Tokenizer) -> GPT:
    """A network that has read a few simple sentences."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = GPT(GPTConfig(vocab_size=tokenizer.vocab_size, rope_theta=10000.0, **SHAPE))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    ids = torch.from_numpy(tokenizer.encode(story(1, 4000)).astype("int64"))
    size = SHAPE["block_size"]
    for step in range(STEPS):
        rows = torch.stack([ids[(17 * step + 301 * row) % 9000 :][: size + 1] for row in range(8)])
        loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


def vocabulary() -> str:
    """The characters of params.yaml."""
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))
    return "".join(params["tokenizer"]["characters"])


def workspace(folder: Path, exported: "Site") -> Path:
    """The same network as a checkpoint that the front door finds."""
    shutil.copy2(PROJECT / "params.yaml", folder / "params.yaml")
    write_random_checkpoint(folder, exported.model.config, exported.tokenizer.characters)
    save_file(dict(exported.model.state_dict()), folder / CHECKPOINTS / BEST / "model.safetensors")
    exported.text.save(folder / CHECKPOINTS / NGRAM)
    if WEIGHTS.exists():
        (folder / WEIGHTS).parent.mkdir(parents=True)
        shutil.copy2(WEIGHTS, folder / WEIGHTS)
    return folder


class Handler(http.server.SimpleHTTPRequestHandler):
    """Python's own static server, silent."""

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@contextmanager
def site(folder: Path, characters: str) -> Iterator[Site]:
    """Export into a folder and serve it on a free port of loopback."""
    tokenizer = Tokenizer(characters)
    model = trained(tokenizer)
    weights = {name: weight.numpy() for name, weight in model.state_dict().items()}
    text = NGram.of(tokenizer.encode(story(3, 2000)), 4)
    text.save(folder / NGRAM)
    text = NGram.load(folder / NGRAM)
    best = folder / "best"
    export_web(SimpleNamespace(folder=best, config=model.config, weights=weights, tokenizer=tokenizer), folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{server.server_port}", folder, model, tokenizer, text)
        finally:
            server.shutdown()
            thread.join()
