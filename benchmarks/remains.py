"""What is left of a process that was killed: everything that it started, whether seen before or not."""

import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import psutil


class Remains:
    """Finds processes of a crawl by its folder, in which it runs, and by `mark`, a variable of its environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.mark = f"CRAWL_{uuid4().hex}"

    def wait_until_gone(self, started: list[psutil.Process], seconds: float) -> list[str]:
        """Wait for all of them, those that were `started` before included; the names of what is left."""
        until = time.monotonic() + seconds
        while (alive := self.alive(started)) and time.monotonic() < until:
            time.sleep(0.05)
        return alive

    def alive(self, started: list[psutil.Process]) -> list[str]:
        """The names of those that run."""
        found = {}
        for process in [*started, *psutil.process_iter()]:
            with suppress(psutil.Error):
                ours = process in started or self.is_ours(process)
                if ours and process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                    found[process.pid] = f"{process.name()} ({process.pid})"
        return list(found.values())

    def is_ours(self, process: psutil.Process) -> bool:
        """Whether a process that nobody saw start belongs to the crawl."""
        return self.mark in process.environ() or Path(process.cwd()).is_relative_to(self.folder)
