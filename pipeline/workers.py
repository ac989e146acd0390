"""Work on many things at once, with results in order: the same bytes whatever does the work.

Functions are mapped over a `concurrent.futures.Executor`: processes of this machine, or, for those who outgrow one
machine, a Dask cluster whose address stands in the environment, as Dask itself reads it. Its workers must see the same
project folder and have the same packages.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import DataError, ParamsError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2  # tasks under way per worker: bounds memory, changes no output
CLUSTER = "DASK_SCHEDULER_ADDRESS"  # environment variable, such as tcp://10.0.0.5:8786
CONNECT_SECONDS = 30


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
    """What `function` makes of each task, in their order; by worker processes or a cluster when `parallel`.

    Raises:
        DataError: a worker died.
    """
    address = os.environ.get(CLUSTER)
    workers = worker_count()
    if not parallel or (workers == 1 and not address):
        yield from map(function, tasks)
    elif address:
        with cluster(address) as (executor, workers):
            there = partial(call_in, str(Path.cwd()), function)
            yield from submit_in_order(executor, there, tasks, AHEAD * workers)
    else:
        with ProcessPoolExecutor(workers) as pool:
            yield from submit_in_order(pool, function, tasks, AHEAD * workers)


def submit_in_order(executor: Executor, function: Callable[[T], R], tasks: Iterable[T], ahead: int) -> Iterator[R]:
    """The same through any executor, with at most `ahead` tasks under way; none is left waiting when one fails.

    Raises:
        DataError: a worker died.
    """
    waiting: deque[Future[R]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(function, task))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor:
        raise DataError(
            f"WORKERS: one of {worker_count()} processes died, killed or out of memory; free memory or set "
            f"WORKERS={max(1, worker_count() // 2)}, and run again"
        ) from None
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The executor of a Dask cluster, and how many tasks it works on at a time.

    Raises:
        ParamsError: dask.distributed is not installed, or no scheduler with workers answers.
        DataError: a task killed one worker after another.
    """
    try:
        import distributed  # no part of the pipeline: only who has a cluster needs it
    except ModuleNotFoundError:
        raise ParamsError(f"{CLUSTER}: needs dask.distributed; `pip install distributed`, or unset it") from None
    try:
        client: Any = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        raise ParamsError(f"{CLUSTER}: no workers answer at {address!r} ({error}); start them, or unset it") from None
    with client:
        try:
            yield client.get_executor(pure=False), sum(client.nthreads().values())
        except distributed.KilledWorker as error:
            raise DataError(f"{CLUSTER}: a task killed one worker after another ({error}); see their logs") from None


def call_in(folder: str, function: Callable[[T], R], task: T) -> R:
    """What a function makes of a task in the project's folder, where the paths that it opens begin.

    Raises:
        DataError: the folder is not there.
    """
    if os.getcwd() != folder:  # noqa: PTH109 -- asked for each task
        try:
            os.chdir(folder)
        except OSError as error:
            raise DataError(f"{folder}: {error.strerror} on a worker of {CLUSTER}; share the project folder") from None
    return function(task)
