"""Sources over worker processes: bounded memory, order kept, a page that kills its worker counted and named."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from pipeline.errors import DataError
from stages.extract.stories import Source
from stages.extract.work import Outcome, reject

Work = Callable[[Source], Outcome]

AHEAD = 4  # sources in waiting per worker: bounds memory, changes no output
PAGES_PER_WORKER = 500  # then a fresh process: parsers keep memory


def process_all(found: Iterable[Source], work: Work, count: int) -> Iterator[Outcome]:
    """What `work` makes of each source, in the order given; one worker means this process."""
    if count == 1:
        yield from map(work, found)
        return
    remaining = iter(found)
    waiting: deque[tuple[Source, Future[Outcome]]] = deque()
    while True:
        with new_pool(count) as pool:
            try:
                yield from in_order(remaining, waiting, lambda source: pool.submit(work, source), AHEAD * count)
                return
            except BrokenProcessPool:  # one of these killed its worker: find out which
                suspects = [source for source, _ in waiting]
                waiting.clear()
        yield from one_by_one(suspects, work)


def in_order(
    remaining: Iterator[Source],
    waiting: deque[tuple[Source, Future[Outcome]]],
    submit: Callable[[Source], Future[Outcome]],
    ahead: int,
) -> Iterator[Outcome]:
    """Outcomes in the order of their sources, with at most `ahead` under way; those stay in `waiting` on an error."""
    try:
        while True:
            while len(waiting) < ahead and (source := next(remaining, None)) is not None:
                waiting.append((source, Future()))  # a broken pool refuses work: the source must not be lost
                waiting[-1] = (source, submit(source))
            if not waiting:
                return
            outcome = waiting[0][1].result()
            waiting.popleft()
            yield outcome
    except DataError:
        for _, future in waiting:
            future.cancel()
        raise


def one_by_one(suspects: Iterable[Source], work: Work) -> Iterator[Outcome]:
    """Outcomes with one source under way at a time: a page that kills its worker is a parse error."""
    pool = new_pool(1)
    for source in suspects:
        try:
            yield pool.submit(work, source).result()
        except BrokenProcessPool:
            pool = new_pool(1)
            row = reject(source.parts[0].page, "parse_error", error="worker killed")
            yield Outcome(None, (row,), len(source.parts), 0)
    pool.shutdown()


def new_pool(count: int) -> ProcessPoolExecutor:
    """Worker processes, started afresh so that they hold nothing of this one."""
    return ProcessPoolExecutor(count, mp_context=get_context("forkserver"), max_tasks_per_child=PAGES_PER_WORKER)
