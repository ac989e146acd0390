"""Work on many things at once, with results in order: the same bytes whatever the number of workers."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import TypeVar

from pipeline.errors import ParamsError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2  # tasks under way per worker: bounds memory, changes no output


def worker_count() -> int:
    """Processes to work with: environment variable WORKERS, else one per core.

    Raises:
        ParamsError: WORKERS is not a number of processes.
    """
    text = os.environ.get("WORKERS") or str(os.cpu_count() or 1)
    if not text.isdecimal() or int(text) < 1:
        raise ParamsError(f"WORKERS: {text!r} is not a number of processes; give 1 or more")
    return int(text)


def map_in_order(function: Callable[[T], R], tasks: Iterable[T], parallel: bool) -> Iterator[R]:
    """What `function` makes of each task, in their order; in worker processes when `parallel` and there are several."""
    workers = worker_count()
    if workers == 1 or not parallel:
        yield from map(function, tasks)
        return
    with ProcessPoolExecutor(workers) as executor:
        yield from submit_in_order(executor, function, tasks, AHEAD * workers)


def submit_in_order(executor: Executor, function: Callable[[T], R], tasks: Iterable[T], ahead: int) -> Iterator[R]:
    """The same through any executor, with at most `ahead` tasks under way."""
    waiting: deque[Future[R]] = deque()
    for task in tasks:
        waiting.append(executor.submit(function, task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
