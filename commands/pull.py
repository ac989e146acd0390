"""`run.py pull`: bring from the remote what a purpose needs, and no more."""

import argparse

from commands.dvc import dvc
from commands.remote import require_remote, restore_lock
from pipeline.errors import DataError
from pipeline.lock import LOCK_FILE, recorded_out, recorded_stage

STAGES = ("crawl", "extract", "dedup", "clean", "prepare", "train", "evaluate")
NEEDED = {  # by purpose: stages, whose outputs are meant, or outputs and files inside them
    "train": ("dataset/processed", "checkpoints", "reports/train"),
    "generate": ("checkpoints/best", "dataset/processed/vocabulary.json", "reports/evaluate/mixture.json"),
    "all": STAGES,
}
OWNERS = {  # of what is named by its path
    "dataset/processed": "prepare",
    "checkpoints": "train",
    "reports/train": "train",
    "reports/evaluate": "evaluate",
}


def main(arguments: list[str]) -> int:
    """Pull; the exit code."""
    parser = argparse.ArgumentParser(prog="run.py pull", description="Bring from the remote what a purpose needs.")
    parser.add_argument(
        "--for",
        dest="purpose",
        choices=NEEDED,
        default="all",
        help="train: what `dvc repro -s train` reads; generate: the best checkpoint alone; all (without it)",
    )
    parser.add_argument(
        "--newest", action="store_true", help="first take the furthest dvc.lock that `run.py train --push` left there"
    )
    options = parser.parse_args(arguments)
    require_remote()
    if options.newest:
        restore_lock()
    return int(dvc("pull", *recorded(options.purpose)) != 0)


def recorded(purpose: str) -> list[str]:
    """The targets that dvc.lock records; DVC fails at those that it does not.

    Raises:
        DataError: it records nothing of what is needed.
    """
    targets = [target for target in NEEDED[purpose] if is_recorded(target)]
    if not targets:
        raise DataError(
            f"{LOCK_FILE}: records neither {' nor '.join(NEEDED[purpose])}; run `python run.py` where the data are,"
            f" then `dvc push` and commit {LOCK_FILE}"
        )
    return targets


def is_recorded(target: str) -> bool:
    """Whether dvc.lock records a stage, or the output that a path is or lies in."""
    if target in STAGES:
        return bool(recorded_stage(target))
    owner = next(out for out in OWNERS if target == out or target.startswith(out + "/"))
    return recorded_out(OWNERS[owner], owner) is not None
