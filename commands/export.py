"""`run.py export`: a checkpoint as a folder for other programs, with a model card."""

import argparse
import importlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import DataError
from pipeline.files import sha256, write_text
from pipeline.reports import log

FORMATS = {  # name: (where its exporter is, what it makes); an exporter takes a Trained and an empty folder
    "hf": ("model.export.hf:export_hf", "Hugging Face folder for transformers"),
    "onnx": ("model.export.onnx:export_onnx", "ONNX graph for onnxruntime"),
    "gguf": ("model.export.gguf:export_gguf", "GGUF file for llama.cpp; needs model.n_previous 0"),
    "web": ("model.export.web:export_web", "writing page with the model inside, for any static web server"),
}
CARD, DOCUMENTS, LISTING = "README.md", "documents.txt", "export.json"


class Listing(BaseModel):
    """export.json: what an export is made of, so that it is known again."""

    model_config = ConfigDict(strict=True, extra="forbid")

    format: str
    checkpoint: str
    step: int
    files: dict[str, str]  # path in the folder to sha256; this file itself is not among them


def main(arguments: list[str]) -> int:
    """Write the folder and say what is in it."""
    options = parse(arguments)
    target = options.output or Path("exports") / options.format
    listing = export(options.format, options.checkpoint, target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    log("export", f"{target}: {listing.format}, step {listing.step}, {len(listing.files) + 1} files, {size:,} bytes")
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The flags."""
    formats = "; ".join(f"{name}: {text}" for name, (_, text) in FORMATS.items())
    parser = argparse.ArgumentParser(prog="run.py export", description="Write a checkpoint for other programs.")
    parser.add_argument("--format", required=True, choices=FORMATS, help=formats)
    parser.add_argument("--checkpoint", choices=("best", "latest"), default="best")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="exports/<format> without it")
    return parser.parse_args(arguments)


def export(name: str, checkpoint: str, target: Path) -> Listing:
    """Write an export in place of `target`; what is in it.

    Raises:
        DataError: the checkpoint is missing or does not suit the format, or the target is something else.
    """
    from model.export.card import card
    from model.export.trained import read_trained

    check_replaceable(target)
    module, function = FORMATS[name][0].split(":")
    trained = read_trained(checkpoint)
    exporter: Callable[..., list[str]] = getattr(importlib.import_module(module), function)
    with replacing_folder(target) as folder:
        usage = exporter(trained, folder)
        write_text(folder / CARD, card(trained, name, usage))
        write_text(folder / DOCUMENTS, "".join(f"{document}\n" for document in trained.documents()))
        files = {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in files_below(folder)}
        listing = Listing(format=name, checkpoint=trained.folder.name, step=trained.state.step, files=files)
        write_text(folder / LISTING, json.dumps(listing.model_dump(), indent=2) + "\n")
    return listing


def files_below(folder: Path) -> list[Path]:
    """Every file, sorted."""
    return sorted(path for path in folder.rglob("*") if not path.is_dir())


def check_replaceable(target: Path) -> None:
    """Raise DataError unless nothing is lost when an export takes the place of `target`."""
    if not target.exists() and not target.is_symlink():
        return
    known = {target / LISTING, *(target / name for name in earlier(target))}
    others = [path for path in files_below(target) if path not in known] if target.is_dir() else [target]
    if others or target.is_symlink() or not (target / LISTING).exists():
        what = f"{target} is not an earlier export" if not others else f"{others[0]} is not of an earlier export"
        raise DataError(f"{what} and would be lost; name another --output, or move it away")


def earlier(target: Path) -> list[str]:
    """Names of the files of an earlier export."""
    try:
        return list(Listing.model_validate_json((target / LISTING).read_bytes()).files)
    except (OSError, ValidationError):
        return []


@contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `target` if the block ends well, and leaves nothing if it does not."""
    new, old = (target.parent / f".{target.name}.{os.getpid()}.{kind}" for kind in ("tmp", "old"))
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        yield new
        for path in files_below(new):
            with path.open("rb") as file:
                os.fsync(file.fileno())
        if target.exists():
            target.replace(old)
        new.replace(target)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise DataError(f"{target}: cannot be written ({error.strerror or error}); free space or mend it") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if old.exists() and not target.exists():
            old.replace(target)
