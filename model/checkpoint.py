"""Checkpoints: folders of safetensors and JSON, whole or absent, with the one before kept.

checkpoints/latest/    model.safetensors, optimizer.safetensors, state.json, loss.csv, documents.txt, new_documents.txt
checkpoints/previous/  the same, one save earlier
checkpoints/best/      model.safetensors, state.json, documents.txt of the lowest validation loss
checkpoints/aside/     what another shape of network, tokenizer or memory format left, and what --fresh put away

They stand inside the folder that DVC records, so that what was put aside is pushed and pulled like the rest.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from model.state import ASIDE, BEST, LATEST, PREVIOUS, State, missing, read_lines, read_state
from pipeline.errors import DataError
from pipeline.files import write_text

NEW = "new_documents.txt"
LossRow = tuple[int, float, float]  # step, bits per character in training since the row before, and in validation


@dataclass
class Checkpoint:
    """A run as it lies on disk."""

    state: State
    weights: dict[str, Tensor]
    optimizer: dict[str, Tensor]
    losses: list[LossRow]
    documents: list[str]  # ids of every document it was trained on
    new_documents: list[str]  # those of them that the corpus has grown by, while training dwells on them


def save(root: Path, checkpoint: Checkpoint) -> None:
    """Make `checkpoint` the latest and the latest the previous; at every instant one of the two is whole."""
    new = fresh_folder(root / ".latest.tmp")
    write_tensors(new / "optimizer.safetensors", checkpoint.optimizer)
    write_text(new / "loss.csv", loss_table(checkpoint.losses))
    if checkpoint.new_documents:
        write_text(new / NEW, "".join(f"{document}\n" for document in checkpoint.new_documents))
    write_weights(new, checkpoint)
    latest, previous, old = root / LATEST, root / PREVIOUS, root / ".previous.old"
    if is_whole(latest):
        shutil.rmtree(old, ignore_errors=True)
        if previous.exists():
            previous.replace(old)
        latest.replace(previous)
    shutil.rmtree(latest, ignore_errors=True)
    new.replace(latest)
    sync_folder(root)
    shutil.rmtree(old, ignore_errors=True)


def save_best(root: Path, checkpoint: Checkpoint) -> None:
    """Make `checkpoint`'s weights the best."""
    new, old = fresh_folder(root / ".best.tmp"), root / ".best.old"
    write_weights(new, checkpoint)
    shutil.rmtree(old, ignore_errors=True)
    if (root / BEST).exists():
        (root / BEST).replace(old)
    new.replace(root / BEST)
    sync_folder(root)
    shutil.rmtree(old, ignore_errors=True)


def load(folder: Path) -> Checkpoint:
    """The checkpoint in a folder such as checkpoints/latest.

    Raises:
        DataError: it is missing, cut short, or not ours.
    """
    state, weights = load_weights(folder)
    optimizer = read_tensors(folder / "optimizer.safetensors")
    losses = [parse_loss_row(folder, line) for line in read_lines(folder / "loss.csv")[1:]]
    new_documents = read_lines(folder / NEW) if (folder / NEW).exists() else []
    return Checkpoint(state, weights, optimizer, losses, read_lines(folder / "documents.txt"), new_documents)


def load_weights(folder: Path) -> tuple[State, dict[str, Tensor]]:
    """What generation and evaluation need of a checkpoint; errors as for `load`."""
    return read_state(folder), read_tensors(folder / "model.safetensors")


def put_aside(root: Path, why: str) -> Path:
    """Move latest, previous and best to checkpoints/aside/<n>-<why>; that folder."""
    taken = [int(path.name.split("-")[0]) for path in (root / ASIDE).glob("[0-9]*-*")]
    folder = root / ASIDE / f"{max(taken, default=0) + 1}-{why}"
    folder.mkdir(parents=True)
    for name in (BEST, PREVIOUS, LATEST):
        if (root / name).exists():
            (root / name).replace(folder / name)
    return folder


def exists(root: Path) -> bool:
    """Whether there is anything to resume from."""
    return (root / LATEST).exists() or (root / PREVIOUS).exists()


def clear_leftovers(root: Path) -> None:
    """Remove what a killed save left; finish a rename that a kill cut short."""
    if not (root / BEST).exists() and (root / ".best.old").exists():
        (root / ".best.old").replace(root / BEST)
    for name in (".latest.tmp", ".previous.old", ".best.tmp", ".best.old"):
        shutil.rmtree(root / name, ignore_errors=True)


def is_whole(folder: Path) -> bool:
    """Whether a checkpoint can be read, without loading its tensors: a damaged one must not push out the previous."""
    try:
        read_state(folder)
        for name in ("model.safetensors", "optimizer.safetensors"):
            with safe_open(folder / name, framework="pt"):  # checks the header against the file's length
                pass
    except (DataError, SafetensorError, OSError):
        return False
    return True


def write_weights(folder: Path, checkpoint: Checkpoint) -> None:
    """model.safetensors, state.json and documents.txt."""
    write_text(folder / "documents.txt", "".join(f"{document}\n" for document in checkpoint.documents))
    write_tensors(folder / "model.safetensors", checkpoint.weights)
    write_text(folder / "state.json", checkpoint.state.model_dump_json(indent=2) + "\n")


def write_tensors(path: Path, tensors: dict[str, Tensor]) -> None:
    """A safetensors file, on disk when this returns."""
    try:
        save_file({name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}, path)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    except (OSError, SafetensorError) as error:
        raise DataError(f"{path}: cannot be written ({error}); free space or mend it") from error


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Every tensor of a safetensors file; errors as for `load`."""
    try:
        tensors: dict[str, Tensor] = load_file(path)
    except FileNotFoundError:
        raise missing(path) from None
    except (SafetensorError, OSError) as error:
        raise DataError(f"{path}: not a whole safetensors file ({error}); delete its folder or `dvc pull`") from None
    return tensors


def loss_table(rows: list[LossRow]) -> str:
    """The loss history as CSV, bits per character."""
    lines = (f"{step},{train:.4f},{validation:.4f}\n" for step, train, validation in rows)
    return "step,train_loss,val_loss\n" + "".join(lines)


def parse_loss_row(folder: Path, line: str) -> LossRow:
    """One line of loss.csv."""
    try:
        step, train, validation = line.split(",")
        return int(step), float(train), float(validation)
    except ValueError:
        raise DataError(
            f"{folder / 'loss.csv'}: {line[:40]!r} is no row of it; delete its folder or `dvc pull`"
        ) from None


def fresh_folder(path: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def sync_folder(path: Path) -> None:
    """Bring renames inside a folder to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
