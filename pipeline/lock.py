"""What dvc.lock says a stage last wrote: the way to tell "nothing yet" from "not pulled"."""

from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import DataError
from pipeline.params import Params

LOCK_FILE = Path("dvc.lock")


class RecordedOut(Params):
    """One output as DVC recorded it."""

    path: str
    md5: str
    nfiles: int | None  # files in a folder; None for a file


def recorded_stage(stage: str, path: Path = LOCK_FILE) -> dict[str, Any]:
    """The stage's entry in dvc.lock, empty when it never ran."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except yaml.YAMLError:
        raise DataError(f"{path}: not YAML; resolve the merge conflict in it, or restore it from git") from None
    stages = (content or {}).get("stages") or {}
    entry: dict[str, Any] = stages.get(stage) or {}
    return entry


def recorded_out(stage: str, out: str, path: Path = LOCK_FILE) -> RecordedOut | None:
    """What dvc.lock records for one output of a stage, or None."""
    for entry in recorded_stage(stage, path).get("outs") or []:
        if entry.get("path") == out and "md5" in entry:
            return RecordedOut(path=out, md5=entry["md5"], nfiles=entry.get("nfiles"))
    return None
