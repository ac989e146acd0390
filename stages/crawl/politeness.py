"""Whose turn it is: requests to one host keep their distance, and a pause that a host asked for is kept."""

import asyncio
import email.utils
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC

from stages.crawl.outcome import Postponed

MIN_ROOM = 10_000  # hosts that are known before any is forgotten

Clock = Callable[[], float]  # seconds, monotonic


@dataclass
class HostState:
    """What is known of one host's wishes."""

    delay: float  # seconds between the starts of two requests
    next_start: float = 0.0  # by the monotonic clock
    paused: bool = False  # the host itself asked to wait until next_start
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Politeness:
    """Turns per host; a wait above `max_wait_seconds` is not waited for."""

    def __init__(self, delay_seconds: float, max_wait_seconds: float, clock: Clock) -> None:
        self.delay_seconds = delay_seconds
        self.max_wait_seconds = max_wait_seconds
        self.clock = clock
        self.hosts: dict[str, HostState] = {}
        self.room = MIN_ROOM

    def state(self, host: str) -> HostState:
        """The host's state, made at first sight."""
        if host not in self.hosts:
            if len(self.hosts) >= self.room:
                self.forget_idle()
            self.hosts[host] = HostState(self.delay_seconds)
        return self.hosts[host]

    def forget_idle(self) -> None:
        """Forget hosts that may be asked at once and had no wish of their own."""
        now = self.clock()
        self.hosts = {
            host: state
            for host, state in self.hosts.items()
            if state.next_start > now or state.delay != self.delay_seconds or state.turn.locked()
        }
        self.room = max(MIN_ROOM, 2 * len(self.hosts))

    def wait_seconds(self, host: str) -> float:
        """How long until the next request to the host may start."""
        known = self.hosts.get(host)
        return max(0.0, known.next_start - self.clock()) if known else 0.0

    def is_paused(self, host: str) -> bool:
        """Whether the host asked for a pause that is not over."""
        known = self.hosts.get(host)
        return bool(known and known.paused and self.wait_seconds(host) > 0)

    async def turn(self, host: str) -> None:
        """Return when a request to the host may start.

        Raises:
            Postponed: that is too far away.
        """
        state = self.state(host)
        async with state.turn:
            while (wait := self.wait_seconds(host)) > 0:
                if wait > self.max_wait_seconds:
                    raise Postponed(wait, "host_asked_to_wait" if state.paused else "crawl_delay")
                await asyncio.sleep(wait)
            state.paused = False
            state.next_start = self.clock() + state.delay

    def ask_delay(self, host: str, seconds: float) -> None:
        """A host's Crawl-delay: counts when it is longer than ours."""
        state = self.state(host)
        if seconds > state.delay:
            state.next_start += seconds - state.delay
            state.delay = seconds

    def pause(self, host: str, seconds: float) -> None:
        """Nothing more to this host for that long."""
        state = self.state(host)
        state.paused = True
        state.next_start = max(state.next_start, self.clock() + seconds)


def retry_after_seconds(value: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for; None when there is none that can be read.

    Args:
        value: seconds, or an HTTP date.
        now: seconds since 1970.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), 10**8))
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000": UTC, and no word on the place
    return max(0.0, moment.timestamp() - now)
