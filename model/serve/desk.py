"""Stories told in worker threads, each beside a client that may be slow, or gone.

A worker hands what it tells to a channel with little room. It waits for a slow client for so long and no longer, and
stops within one character when the client is gone: no lock and no slot is ever held by a generator that nobody reads.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

ROOM = 16  # parts that wait for a client
PATIENCE_SECONDS = 20.0  # for a client that reads nothing

T = TypeVar("T")


class GoneError(Exception):
    """Nobody reads any more."""


class Channel(Generic[T]):
    """A queue from a worker thread to the event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.items: deque[T | Exception | None] = deque()
        self.changed = threading.Condition()
        self.filled = asyncio.Event()
        self.closed = False

    def put(self, item: T | Exception | None) -> None:
        """Hand over, from the worker's thread; an exception or None is the last.

        Raises:
            GoneError: the client is gone, or has not read for long.
        """
        with self.changed:
            if not self.changed.wait_for(lambda: self.closed or len(self.items) < ROOM, PATIENCE_SECONDS):
                self.closed = True
            self.check()
            self.items.append(item)
        self.tell()

    def check(self) -> None:
        """Raise GoneError where nobody reads any more."""
        if self.closed:
            raise GoneError

    def tell(self) -> None:
        """Wake the reader."""
        try:
            self.loop.call_soon_threadsafe(self.filled.set)
        except RuntimeError:  # the loop has ended
            self.closed = True

    async def get(self) -> T | None:
        """The next item; None at the end."""
        while True:
            self.filled.clear()
            with self.changed:
                if self.items:
                    item = self.items.popleft()
                    self.changed.notify()
                    break
            await self.filled.wait()
        if isinstance(item, Exception):
            raise item
        return item

    def close(self) -> None:
        """Let the worker know that nobody reads any more."""
        with self.changed:
            self.closed = True
            self.changed.notify()


class Desk:
    """So many workers; who comes while all are busy waits in line."""

    def __init__(self, workers: int) -> None:
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="teller")
        self.open: set[Channel[object]] = set()

    def begin(self, work: Callable[[Callable[[], None]], Iterator[T]]) -> Channel[T]:
        """Start some work; what it yields comes out of the channel.

        Args:
            work: is given a function to call often, which ends it when nobody reads any more.
        """
        channel: Channel[T] = Channel()
        self.open.add(channel)  # type: ignore[arg-type]
        self.pool.submit(self.run, channel, work)
        return channel

    def run(self, channel: Channel[T], work: Callable[[Callable[[], None]], Iterator[T]]) -> None:
        """Do it, in a worker's thread."""
        try:
            channel.check()
            for item in work(channel.check):
                channel.put(item)
            channel.put(None)
        except GoneError:
            return
        except Exception as error:
            hand_over(channel, error)
        finally:
            self.open.discard(channel)

    def close(self) -> None:
        """End everything: each worker stops within a character."""
        for channel in list(self.open):
            channel.close()
        self.pool.shutdown(wait=False, cancel_futures=True)


def hand_over(channel: Channel[T], error: Exception) -> None:
    """An error for the reader, if there is one."""
    try:
        channel.put(error)
    except GoneError:
        return
