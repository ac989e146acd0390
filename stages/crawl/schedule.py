"""Which URL is next: hosts take turns, a host is asked only when politeness lets it, deeper links come last."""

from collections import OrderedDict, deque
from typing import Protocol

from stages.crawl.clock import Clock
from stages.crawl.frontier import Waiting
from stages.crawl.politeness import Politeness

BATCH = 64  # URLs read per host at a time
QUEUED = 10_000  # and at most about this many of all hosts together
ASK_AGAIN_SECONDS = 0.5  # whether another process has left a host


class Hosts(Protocol):
    """Which hosts this process may ask, where several share the work."""

    def claim(self, host: str) -> bool:
        """Whether the host is ours now."""

    def release(self, host: str, rest_seconds: float) -> None:
        """Leave a host to the others, once its delay is over."""


class Source(Protocol):
    """Where a schedule reads URLs: a part of the frontier."""

    def waiting_hosts(self) -> list[str]:
        """Hosts with URLs that wait for a visit."""

    def candidate_hosts(self) -> list[str]:
        """Hosts with links that are not let in yet."""

    def waiting(self, host: str, limit: int, now: str, after: tuple[int, str] | None = None) -> list[Waiting]:
        """As in Frontier."""

    def admit(self, host: str, limit: int) -> int:
        """As in Frontier."""


class Schedule:
    """The frontier's hosts in rotation.

    A host's followed links are let in only when nothing else of it waits or is in flight: which ones fit under the
    bound then depends on its pages alone, never on the order in which answers arrive.
    """

    def __init__(
        self,
        frontier: Source,
        politeness: Politeness,
        concurrency_per_host: int,
        max_urls_per_site: int,
        clock: Clock,
        claims: Hosts | None = None,
    ) -> None:
        self.claims = claims  # None: every host is ours
        self.frontier = frontier
        self.politeness = politeness
        self.concurrency_per_host = concurrency_per_host
        self.max_urls_per_site = max_urls_per_site
        self.clock = clock
        self.rotation = OrderedDict.fromkeys(frontier.waiting_hosts())
        self.queues: dict[str, deque[Waiting]] = {}
        self.read_up_to: dict[str, tuple[int, str]] = {}  # the place of the URL read last
        self.flying: dict[str, set[str]] = {}
        self.in_flight = 0  # URLs in it
        self.skipped: set[str] = set()  # URLs that wait for the next run
        for host in frontier.candidate_hosts():
            self.wake(host)

    def wake(self, host: str) -> None:
        """Look at a host again: something may wait there."""
        self.rotation.setdefault(host)

    def take(self) -> Waiting | float | None:
        """A URL to fetch now; else the seconds until one may be (inf: when another ends); None when none is left."""
        soonest = float("inf") if self.in_flight else None
        for _ in range(len(self.rotation)):
            host, _nothing = self.rotation.popitem(last=False)
            flying = len(self.flying.get(host, ()))
            wait = self.politeness.wait_seconds(host)
            if wait > self.politeness.max_wait_seconds and not flying:
                continue  # out of the rotation until the next run
            self.wake(host)
            if flying >= self.concurrency_per_host:
                continue
            if wait > 0:
                soonest = min(soonest, wait) if soonest is not None else wait
                continue
            if self.claims and not self.claims.claim(host):
                soonest = min(soonest, ASK_AGAIN_SECONDS) if soonest is not None else ASK_AGAIN_SECONDS
                continue
            found = self.pop(host)
            if found is not None:
                self.flying.setdefault(host, set()).add(found.url)
                self.in_flight += 1
                return found
            if not flying:
                self.leave(host)
        return soonest

    def leave(self, host: str) -> None:
        """Nothing of a host is left to fetch, for now."""
        del self.rotation[host]
        if self.claims:
            self.read_up_to.pop(host, None)
            self.claims.release(host, self.politeness.wait_seconds(host))

    def pop(self, host: str) -> Waiting | None:
        """The next URL of a host."""
        queue = self.queues.get(host) or self.refill(host)
        if not queue and host not in self.flying and self.admit(host):
            queue = self.refill(host)
        if not queue:
            return None
        found = queue.popleft()
        if not queue:
            del self.queues[host]
        return found

    def admit(self, host: str) -> bool:
        """Let the links in that pages of a host gave; whether any was."""
        if not self.frontier.admit(host, self.max_urls_per_site):
            return False
        self.read_up_to.pop(host, None)  # their places are anywhere in the queue
        return True

    def refill(self, host: str) -> deque[Waiting]:
        """Read the next URLs of a host from the frontier."""
        limit = max(1, min(BATCH, QUEUED // (len(self.rotation) + 1)))
        queue: deque[Waiting] = deque()
        while not queue:
            read = self.frontier.waiting(host, limit, self.clock.now(), self.read_up_to.get(host))
            if not read:
                break
            self.read_up_to[host] = (read[-1].due, read[-1].url)
            queue.extend(one for one in read if one.url not in self.skipped)
        if queue:
            self.queues[host] = queue
        return queue

    def done(self, waiting: Waiting, postponed: bool) -> None:
        """A URL ended, or waits for the next run."""
        flying = self.flying[waiting.host]
        flying.discard(waiting.url)
        self.in_flight -= 1
        if not flying:
            del self.flying[waiting.host]
        if postponed:
            self.skipped.add(waiting.url)
        self.wake(waiting.host)
