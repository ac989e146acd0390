"""How fast an exported page writes in headless Chromium, engine, memory, sampler and gate together.

    python -m benchmarks.web_generation [--presets nano base] [--characters 3000]

Networks of params.yaml's presets with random weights, served by Python's own static server. Per CPU second of the browser
is what a machine to itself would do; the first figure is from a story that fits the window, the second from one that has
left it, so that the window slides and is read anew.
"""

import argparse
import functools
import http.server
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import torch
from playwright.sync_api import Page, sync_playwright

from model.export.trained import Trained
from model.export.web import export_web
from model.gpt import GPT
from model.network import GPTConfig
from model.params import ModelParams, SamplingParams
from model.tokenizer import Tokenizer, TokenizerParams
from pipeline.params import load_params
from stages.crawl.browser import find_chromium

TELL = """async ({ prompt, characters }) => {
  const load = (name) => import(`/page/${name}.js`);
  const [{ Teller }, { Network }, { Tokenizer }, { readTensors }, { Gate }] =
    await Promise.all(["teller", "network", "tokenizer", "safetensors", "gate"].map(load));
  const model = await (await fetch("/model/model.json")).json();
  const rules = (await fetch("/model/gate.json.gz")).body.pipeThrough(new DecompressionStream("gzip"));
  const weights = await (await fetch("/model/model.safetensors")).arrayBuffer();
  const network = new Network(model.architecture, readTensors(weights));
  const teller = new Teller(model, network, new Tokenizer(model.characters), new Gate(await new Response(rules).json()));
  const request = { prompt, seed: 1, sampling: model.sampling, memory: true, summary: null };
  const tell = (characters) => { for (const _ of teller.write({ ...request, characters })); };
  tell(100); // reads the prompt, and warms the compiler up
  window.tell = tell;
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Python's own static server, silent."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name it overrides
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder behind a web server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def random_network(preset: str) -> Any:
    """A preset with random weights, as an exporter takes it."""
    tokenizer = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters))
    params = load_params("model", ModelParams)
    sizes = params.presets[preset].model_dump(include={"block_size", "n_layer", "n_head", "n_embd", "n_hidden"})
    config = GPTConfig(tokenizer.vocab_size, n_previous=params.n_previous, rope_theta=params.rope_theta, **sizes)
    torch.manual_seed(1)
    model = GPT(config)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    weights = {name: weight.numpy() for name, weight in model.state_dict().items()}
    return argparse.Namespace(
        config=config,
        weights=weights,
        tokenizer=tokenizer,
        sampling=load_params("sampling", SamplingParams),
        parameters=model.n_parameters(),
    )


def cpu_seconds() -> float:
    """CPU time of this program's children, all generations."""
    children = psutil.Process().children(recursive=True)
    return sum(child.cpu_times().user + child.cpu_times().system for child in children)


def speed(page: Page, prompt: str, characters: int) -> tuple[float, float]:
    """Characters per second, and per CPU second of the browser."""
    page.evaluate(TELL, {"prompt": prompt, "characters": characters})
    before = cpu_seconds()
    wall: float = page.evaluate(
        "(characters) => { const start = performance.now(); tell(characters); return performance.now() - start; }", characters
    )
    return characters / wall * 1000, characters / (cpu_seconds() - before)


def main() -> None:
    """Print one line per preset."""
    parser = argparse.ArgumentParser(description="How fast an exported page writes in headless Chromium.")
    parser.add_argument("--presets", nargs="+", default=["nano", "base"])
    parser.add_argument("--characters", type=int, default=3000, help="of the longer story")
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()))
        for preset in arguments.presets:
            trained: Trained = random_network(preset)
            with tempfile.TemporaryDirectory() as name:
                export_web(trained, Path(name))
                with served(Path(name)) as url:
                    page = browser.new_page()
                    page.goto(f"{url}/model/model.json")
                    size = trained.config.block_size
                    inside = speed(page, "It was ", size - 120)
                    sliding = speed(page, "It was the end of the day. " * 30, arguments.characters)
            print(
                f"{preset}: {trained.parameters / 1e6:.1f} M parameters;"  # type: ignore[attr-defined]
                f" inside the window {inside[0]:.0f} characters/s ({inside[1]:.0f} per CPU second),"
                f" sliding {sliding[0]:.0f} ({sliding[1]:.0f})"
            )
        browser.close()


if __name__ == "__main__":
    main()
