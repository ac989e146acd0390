"""A static folder: the writing page with the model, its memory and the adults-only gate inside the reader's browser.

Nothing but files: any web server that serves them will do, and no request leaves for anywhere else.
"""

import gzip
import json
import re
import shutil
from dataclasses import asdict
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import minify
from safetensors.numpy import save

from model.export.trained import Trained
from model.export.web_gate import gate_rules
from model.memory import MemoryParams
from model.mixture import MixtureParams, read_weights
from model.ngram import NGRAM
from model.params import SamplingParams
from model.serve.page_files import KINDS
from pipeline.files import write_bytes
from pipeline.params import load_params

MODEL = Path(__file__).resolve().parent.parent
PAGE, ENGINE = MODEL / "serve" / "page", MODEL / "web"
ON_PAGE_ALONE = ("backend.js",)  # of the engine: the page's own thread; it takes the place of the server's
ON_PAGE = (*ON_PAGE_ALONE, "packed.js")
IMPORT = re.compile(r'"\./([\w-]+\.js)"')


def description(trained: Trained) -> dict[str, Any]:
    """What the browser must know besides the weights."""
    return {
        "architecture": asdict(trained.config),
        "characters": trained.tokenizer.characters,
        "sampling": load_params("sampling", SamplingParams).model_dump(),
        "memory": load_params("memory", MemoryParams).model_dump(),
        "mixture": load_params("mixture", MixtureParams).model_dump(),
        "weights": read_weights(),
        "text": ngram_of(trained).exists(),
    }


def ngram_of(trained: Trained) -> Path:
    """Where the n-gram of the training text lies, where training counted one."""
    return trained.folder.parent / NGRAM


def compact(content: Any) -> bytes:
    """JSON in as few bytes as it takes."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def code() -> dict[str, bytes]:
    """The page, the engine and the gate's rules by file name: everything but the model."""
    page = {path.name: minified(path) for path in sorted(PAGE.iterdir())}
    engine = {path.name: minified(path).decode("utf-8") for path in sorted(ENGINE.iterdir())}
    page |= {name: engine[name].encode("utf-8") for name in ON_PAGE}
    return {
        "index.html": page.pop("index.html"),
        **{f"page/{name}": content for name, content in page.items()},
        "page/engine.json.gz": packed([[name, engine[name]] for name in import_order(engine)]),
        "model/gate.json.gz": packed(gate_rules()),
    }


def minified(path: Path) -> bytes:
    """A file of the page without comments, spaces and long names."""
    text: str = minify.string(KINDS[path.suffix].partition(";")[0], path.read_text(encoding="utf-8"))
    return text.encode("utf-8")


def import_order(modules: dict[str, str]) -> list[str]:
    """Names of the modules that run beside the page, each behind those that it imports."""
    imports = {name: IMPORT.findall(source) for name, source in modules.items() if name not in ON_PAGE_ALONE}
    return list(TopologicalSorter(imports).static_order())


def packed(content: Any) -> bytes:
    """JSON, compressed; the same bytes every time."""
    return gzip.compress(compact(content), mtime=0)


def export_web(trained: Trained, folder: Path) -> list[str]:
    """Write the folder; how to use it, in lines of Markdown."""
    for name, content in code().items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_bytes(folder / name, content)
    write_bytes(folder / "model" / "model.json", compact(description(trained)))
    write_bytes(folder / "model" / "model.safetensors", save(trained.weights))  # save_file lets nobody else read it
    if ngram_of(trained).exists():
        shutil.copyfile(ngram_of(trained), folder / "model" / NGRAM)
    return [
        "Serve this folder with any web server, for instance with Python's, and open http://127.0.0.1:8080/:",
        "",
        "```",
        "python -m http.server --bind 127.0.0.1 8080",
        "```",
        "",
        "The model runs in the browser: what is written there is sent nowhere.",
    ]
