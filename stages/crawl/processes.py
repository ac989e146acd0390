"""A process with everything it started: who that is, what memory it takes, and its end."""

import contextlib
import os
import signal

import psutil

MB = 2**20


def family(pid: int) -> list[psutil.Process]:
    """A process and its descendants; empty when it is gone."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


class Relatives:
    """A process and its descendants, looked at ten times a second: each look asks only after who is new.

    Not to kill by: a process that nobody has asked after yet is missing.
    """

    def __init__(self, pid: int) -> None:
        self.ours = {process.pid: process for process in family(pid)}
        self.others: set[int] = set()

    def now(self) -> list[psutil.Process]:
        """Those that are there."""
        there = set(psutil.pids())
        self.ours = {pid: process for pid, process in self.ours.items() if pid in there}
        self.others &= there
        for pid in sorted(there - self.ours.keys() - self.others):  # parents first
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(pid)
                parent = process.ppid()
                if parent in self.ours:
                    self.ours[pid] = process
                elif parent in self.others or parent == 0:
                    self.others.add(pid)
        return list(self.ours.values())


def kill_tree(pid: int) -> None:
    """SIGKILL to a process, its descendants and its group; a browser leaves the group, never the tree."""
    for process in reversed(family(pid)):
        with contextlib.suppress(psutil.Error):
            process.kill()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def own_memory(process: psutil.Process) -> float:
    """Resident bytes without shared ones."""
    try:
        memory = process.memory_info()
        return float(memory.rss - getattr(memory, "shared", 0))
    except psutil.Error:
        return 0.0


def tree_pss_mb(pid: int) -> float:
    """PSS of a process and its descendants now, in MiB; 0 when it is gone.

    Shared pages count once, unlike in a sum of resident sizes. Where the system keeps PSS to itself (another user's
    process, no Linux), a process counts with what it shares with nobody, or else with its resident size.
    """
    return sum(map(process_pss, family(pid))) / MB


def process_pss(process: psutil.Process) -> float:
    """Bytes of one process."""
    try:
        memory = process.memory_full_info()
        return float(getattr(memory, "pss", memory.uss))
    except psutil.NoSuchProcess:  # a zombie has none either
        return 0.0
    except psutil.AccessDenied:
        return resident(process)


def resident(process: psutil.Process) -> float:
    """Resident bytes; 0 when the process is gone."""
    try:
        return float(process.memory_info().rss)
    except psutil.Error:
        return 0.0
