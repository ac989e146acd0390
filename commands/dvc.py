"""DVC, called as a person would call it, in this process."""

import logging
import os
import sys
from pathlib import Path


class Noise(logging.Filter):
    """Drops what says nothing new: "failed to reproduce", when the stage has said why, and that a list is empty."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to print the record."""
        error = record.exc_info[1] if record.exc_info else None
        failed = "StageCmdFailedError" in {type(e).__name__ for e in (error, getattr(error, "__cause__", None))}
        return not failed and not record.getMessage().endswith(".jsonl' is empty.")


def dvc(*arguments: str) -> int:
    """Run one DVC command and return its exit code; DVC and the stages it starts print for themselves."""
    programs = str(Path(sys.executable).parent)  # stages run `python`: let it be this one
    path = os.environ.get("PATH", os.defpath)
    if path.split(os.pathsep)[0] != programs:
        os.environ["PATH"] = programs + os.pathsep + path
    from dvc.cli import main  # 36 MB and half a second: only where it is needed

    for handler in logging.getLogger("dvc").handlers:
        handler.addFilter(Noise())
    return int(main(list(arguments)))
