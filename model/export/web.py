"""A static folder: the writing page with the model, its memory and the adults-only gate inside the reader's browser.

Nothing but files: any web server that serves them will do, and no request leaves for anywhere else.
"""

import gzip
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file

from model.export.trained import Trained
from model.export.web_gate import gate_rules
from model.memory import MemoryParams
from model.mixture import MixtureParams, read_weights
from model.ngram import NGRAM
from model.params import SamplingParams
from pipeline.files import write_bytes
from pipeline.params import load_params

MODEL = Path(__file__).resolve().parent.parent
PAGE, ENGINE = MODEL / "serve" / "page", MODEL / "web"


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
    page = {path.name: path.read_bytes() for path in sorted(PAGE.iterdir())}
    engine = {path.name: path.read_bytes() for path in sorted(ENGINE.iterdir())}
    files = {f"page/{name}": content for name, content in (page | engine).items()}  # the engine's backend.js replaces
    return {
        "index.html": files.pop("page/index.html"),
        **files,
        "model/gate.json.gz": gzip.compress(compact(gate_rules()), mtime=0),
    }


def export_web(trained: Trained, folder: Path) -> list[str]:
    """Write the folder; how to use it, in lines of Markdown."""
    for name, content in code().items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_bytes(folder / name, content)
    write_bytes(folder / "model" / "model.json", compact(description(trained)))
    save_file(trained.weights, folder / "model" / "model.safetensors")
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
