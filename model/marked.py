"""Checkpoints that learnt from a text that was forgotten since: marked until a training from zero takes their place."""

from pathlib import Path

from model.state import LATEST, read_lines
from pipeline.reports import log
from pipeline.tombstones import read_tombstones


def forgotten_documents(folder: Path) -> list[str]:
    """Ids of the forgotten documents that a checkpoint or an export was trained on, sorted."""
    listed = folder / "documents.txt"
    if not listed.exists():  # the best checkpoints of older versions list none: what the latest read covers them
        listed = folder.parent / LATEST / "documents.txt"
    return read_tombstones().forgotten(read_lines(listed)) if listed.exists() else []


def warn_of_forgotten(folder: Path) -> None:
    """One line on standard error while a marked checkpoint is in use."""
    if found := forgotten_documents(folder):
        log(
            str(folder),
            f"trained on {len(found)} documents that were forgotten since ({found[0][:12]} ...);"
            " `python run.py --fresh` trains without them",
        )
