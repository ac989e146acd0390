"""What a person sees while the crawl runs, and the table of reasons at its end."""

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress

from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.errors import DataError
from pipeline.reports import log
from stages.crawl.figures import Counts
from stages.crawl.processes import tree_pss_mb

LOOK_SECONDS = 2.0  # between two looks at memory and the frontier, and so between two refreshes of a quiet line
LOOK_SHARE = 0.01  # of one core, at most, for looking
LOG_SECONDS = 60.0  # between two lines where there is no terminal
RATE_SECONDS = 30.0  # that the rate is taken over


class Progress:
    """A live line on a terminal, a plain line now and then elsewhere.

    A thread of its own looks at memory and writes the line, so that it tells the truth when nothing arrives, and
    so that no look costs the crawl a wait.
    """

    def __init__(self, count_waiting: Callable[[], int]) -> None:
        self.count_waiting = count_waiting  # called in the thread; those that are being fetched count too
        self.fetched = 0
        self.rejected = 0
        self.queued = 0
        self.memory_mb = 0.0
        self.seen = deque([(time.monotonic(), 0)])  # (moment, URLs ended by then), the oldest first
        self.bar = tqdm(file=sys.stderr, disable=None, bar_format="crawl: {desc}", leave=True)
        self.closing = threading.Event()
        self.thread = threading.Thread(target=self.watch, name="progress", daemon=True)
        self.thread.start()

    def done(self, fetched: bool) -> None:
        """One more URL ended."""
        if fetched:
            self.fetched += 1
        else:
            self.rejected += 1
        self.bar.set_description_str(self.line(), refresh=False)
        self.bar.update()

    def line(self) -> str:
        """The five figures."""
        counts = f"fetched {self.fetched}, rejected {self.rejected}, queued {self.queued}"
        return f"{counts}, {self.rate():.1f} URLs/s, {self.memory_mb:.0f} MB"

    def rate(self) -> float:
        """URLs that ended per second, lately."""
        moment, ended = self.seen[0]
        return (self.fetched + self.rejected - ended) / max(time.monotonic() - moment, 0.001)

    def watch(self) -> None:
        """Look, and show it: on the line, or in the log where nobody watches."""
        logged, pause = time.monotonic(), 0.0
        while not self.closing.wait(pause):
            started = time.thread_time()
            self.look()
            if not self.bar.disable:
                self.bar.set_description_str(self.line())
            elif time.monotonic() - logged >= LOG_SECONDS:
                log("crawl", self.line())
                logged = time.monotonic()
            pause = max(LOOK_SECONDS, (time.thread_time() - started) / LOOK_SHARE)

    def look(self) -> None:
        """Measure memory, count what waits and remember how far the crawl is."""
        self.memory_mb = tree_pss_mb(os.getpid())
        with suppress(DataError):  # a full disk ends the crawl, which says so itself
            self.queued = self.count_waiting()
        now = time.monotonic()
        self.seen.append((now, self.fetched + self.rejected))
        while len(self.seen) > 2 and now - self.seen[1][0] >= RATE_SECONDS:
            self.seen.popleft()

    def close(self) -> None:
        """Leave the line as it is."""
        self.closing.set()
        self.thread.join()
        self.look()
        self.bar.set_description_str(self.line())
        self.bar.close()


def print_reasons(figures: Counts, shortfalls: Mapping[str, int]) -> None:
    """One line per reason, most frequent first."""
    for title, counts in (("rejected", figures.rejected), ("waiting", figures.waiting), ("no answer", shortfalls)):
        for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            log("crawl", f"  {title:<10}{reason:<26}{count:>8}")
