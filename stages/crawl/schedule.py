"""Which URL is next: hosts take turns, a host is asked only when politeness lets it, deeper links come last."""

from collections import deque

from stages.crawl.clock import Clock
from stages.crawl.frontier import Waiting
from stages.crawl.politeness import Politeness
from stages.crawl.sqlite_frontier import SqliteFrontier

BATCH = 64  # URLs read per host at a time


class Schedule:
    """The frontier's hosts in rotation.

    A host's followed links are let in only when nothing else of it waits or is in flight: which ones fit under the
    bound then depends on its pages alone, never on the order in which answers arrive.
    """

    def __init__(
        self,
        frontier: SqliteFrontier,
        politeness: Politeness,
        concurrency_per_host: int,
        max_urls_per_site: int,
        clock: Clock,
    ) -> None:
        self.frontier = frontier
        self.politeness = politeness
        self.concurrency_per_host = concurrency_per_host
        self.max_urls_per_site = max_urls_per_site
        self.clock = clock
        self.rotation: deque[str] = deque([*frontier.waiting_hosts()])
        self.queues: dict[str, deque[Waiting]] = {}
        self.flying: dict[str, set[str]] = {}
        self.skipped: set[str] = set()  # URLs that wait for the next run
        for host in frontier.candidate_hosts():
            self.wake(host)

    def wake(self, host: str) -> None:
        """Look at a host again: something may wait there."""
        if host not in self.rotation:
            self.rotation.append(host)

    def take(self) -> Waiting | float | None:
        """A URL to fetch now; else the seconds until one may be (inf: when another ends); None when none is left."""
        soonest = float("inf") if any(self.flying.values()) else None
        for _ in range(len(self.rotation)):
            host = self.rotation.popleft()
            flying = self.flying.get(host, set())
            wait = self.politeness.wait_seconds(host)
            if wait > self.politeness.max_wait_seconds and not flying:
                continue  # out of the rotation until the next run
            self.rotation.append(host)
            if len(flying) >= self.concurrency_per_host:
                continue
            if wait > 0:
                soonest = min(soonest, wait) if soonest is not None else wait
                continue
            found = self.pop(host)
            if found is not None:
                self.flying.setdefault(host, set()).add(found.url)
                return found
            if not flying:
                self.rotation.remove(host)
        return soonest

    def pop(self, host: str) -> Waiting | None:
        """The next URL of a host."""
        queue = self.queues.setdefault(host, deque())
        if not queue:
            self.refill(host, queue)
        quiet = not queue and not self.flying.get(host)
        if quiet and self.frontier.admit(host, self.max_urls_per_site, self.clock.now()):
            self.refill(host, queue)
        return queue.popleft() if queue else None

    def refill(self, host: str, queue: deque[Waiting]) -> None:
        """Read the next URLs of a host from the frontier."""
        taken = self.flying.get(host, set())
        limit = BATCH + len(taken) + len(self.skipped)
        waiting = self.frontier.waiting(host, limit, self.clock.now())
        queue.extend(one for one in waiting if one.url not in taken and one.url not in self.skipped)

    def done(self, waiting: Waiting, postponed: bool) -> None:
        """A URL ended, or waits for the next run."""
        self.flying[waiting.host].discard(waiting.url)
        if postponed:
            self.skipped.add(waiting.url)
        self.wake(waiting.host)

    def in_flight(self) -> int:
        """URLs that are being fetched."""
        return sum(map(len, self.flying.values()))

    def queued(self) -> int:
        """URLs read from the frontier that wait for their turn."""
        return sum(map(len, self.queues.values()))
