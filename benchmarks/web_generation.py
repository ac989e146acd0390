"""How fast an exported page writes in headless Chromium, engine, memory, sampler and gate together.

    python -m benchmarks.web_generation [--presets nano base] [--characters 3000]

Networks of params.yaml's presets with random weights, served by Python's own static server. Per CPU second of the
browser is what a machine to itself would do. The first figure is from a story that fits the window, the second from
one that has left it, so that the window slides and is read anew.
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
from playwright.sync_api import Page, sync_playwright

from benchmarks.random_checkpoint import config_of, random_tensors
from model.export.web import export_web
from model.state import BEST
from model.tokenizer import Tokenizer
from pipeline.files import CHECKPOINTS
from pipeline.params import read_params_file
from stages.crawl.browser import find_chromium

TELL = """async ({ prompt, characters }) => {
  const { engine, unpacked } = await import("/page/packed.js");
  const addresses = await engine();
  const load = (name) => import(addresses[`${name}.js`]);
  const [{ Teller }, { Network }, { Tokenizer }, { readTensors }, { Gate }] =
    await Promise.all(["teller", "network", "tokenizer", "safetensors", "gate"].map(load));
  const model = await (await fetch("/model/model.json")).json();
  const weights = await (await fetch("/model/model.safetensors")).arrayBuffer();
  const network = new Network(model.architecture, readTensors(weights));
  const gate = new Gate(await unpacked("/model/gate.json.gz"));
  const teller = new Teller(model, network, new Tokenizer(model.characters), gate, null);
  const request = { prompt, told: [], seed: 1, sampling: model.sampling, memory: true, summary: null };
  const tell = (characters) => {
    let told = "";
    for (const { text } of teller.write({ ...request, characters })) told += text ?? "";
    if ([...told].length !== characters) throw new Error(`${[...told].length} of ${characters} characters were told`);
  };
  tell(100); // reads the prompt, and warms the compiler up
  window.tell = tell;
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Python's own static server, silent."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder behind a web server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def random_network(preset: str) -> Any:
    """A preset with random weights, as far as this exporter needs one."""
    params = read_params_file()
    config = config_of(params, preset)
    tokenizer = Tokenizer("".join(params["tokenizer"]["characters"]))
    weights = random_tensors(config, seed=1)
    head = "embedding.weight" if config.tie_word_embeddings else "head.weight"
    weights[head][tokenizer.end_of_text] = 0  # min-p drops it: a story of random letters has no end
    return argparse.Namespace(folder=CHECKPOINTS / "none" / BEST, config=config, weights=weights, tokenizer=tokenizer)


def cpu_seconds() -> float:
    """CPU time of this program's children, all generations."""
    children = psutil.Process().children(recursive=True)
    return sum(child.cpu_times().user + child.cpu_times().system for child in children)


def speed(page: Page, prompt: str, characters: int) -> tuple[float, float]:
    """Characters per second, and per CPU second of the browser."""
    page.evaluate(TELL, {"prompt": prompt, "characters": characters})
    before = cpu_seconds()
    wall: float = page.evaluate(
        "(characters) => { const start = performance.now(); tell(characters); return performance.now() - start; }",
        characters,
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
            trained = random_network(preset)
            parameters = sum(tensor.size for tensor in trained.weights.values())
            with tempfile.TemporaryDirectory() as name:
                export_web(trained, Path(name))
                with served(Path(name)) as url:
                    page = browser.new_page()
                    page.goto(f"{url}/model/model.json")
                    size = trained.config.block_size
                    inside = speed(page, "It was ", size - 120)
                    sliding = speed(page, "It was the end of the day. " * 30, arguments.characters)
            print(
                f"{preset}: {parameters / 1e6:.1f} M parameters;"
                f" inside the window {inside[0]:.0f} characters/s ({inside[1]:.0f} per CPU second),"
                f" sliding {sliding[0]:.0f} ({sliding[1]:.0f})"
            )
        browser.close()


if __name__ == "__main__":
    main()
