"""DVC, called as a person would call it, in this process."""

import logging
import os
import sys
from pathlib import Path


class StageHasSpoken(logging.Filter):
    """Drops DVC's "failed to reproduce": the stage itself has printed one line that says why."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to print the record."""
        error = record.exc_info[1] if record.exc_info else None
        return "StageCmdFailedError" not in {type(e).__name__ for e in (error, getattr(error, "__cause__", None))}


def dvc(*arguments: str) -> int:
    """Run one DVC command and return its exit code; DVC and the stages it starts print for themselves."""
    programs = str(Path(sys.executable).parent)  # stages run `python`: let it be this one
    path = os.environ.get("PATH", os.defpath)
    if path.split(os.pathsep)[0] != programs:
        os.environ["PATH"] = programs + os.pathsep + path
    from dvc.cli import main  # 36 MB and half a second: only where it is needed
    from dvc.logger import setup

    setup()
    for handler in logging.getLogger("dvc").handlers:
        handler.addFilter(StageHasSpoken())
    return int(main(list(arguments)))
