"""What is fetched once for many who wait for it: robots.txt, well-known files, licences."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_BYTES = 8_000_000  # of files as they were sent; what is made of their rules may take ten times that
LEAST_BYTES = 1_000  # that one without content counts for


class Once(Generic[T]):
    """What each key gave, an exception included; the least recently used are forgotten above a bound.

    Args:
        load: brings it.
        size: bytes that it counts for.
    """

    def __init__(
        self, load: Callable[[str], Awaitable[T]], size: Callable[[T], int], max_bytes: int = MAX_BYTES
    ) -> None:
        self.load = load
        self.size = size
        self.max_bytes = max_bytes
        self.tasks: OrderedDict[str, asyncio.Task[T]] = OrderedDict()
        self.sizes: dict[str, int] = {}  # of those that are there
        self.bytes = 0

    async def of(self, key: str) -> T:
        """What a key gave or gives; all who ask meanwhile wait for the same.

        Raises:
            whatever loading it raised.
        """
        if key not in self.tasks:
            self.tasks[key] = asyncio.ensure_future(self.loaded(key))
        self.tasks.move_to_end(key)
        return await asyncio.shield(self.tasks[key])

    async def loaded(self, key: str) -> T:
        """Load one, and make room for it."""
        size = LEAST_BYTES
        try:
            found = await self.load(key)
            size += self.size(found)
            return found
        finally:
            self.keep(key, size)

    def keep(self, key: str, size: int) -> None:
        """Count one that is there; forget the least recently used while there are too many bytes."""
        self.sizes[key] = size
        self.bytes += size
        for old in list(self.tasks):
            if self.bytes <= self.max_bytes:
                return
            if old in self.sizes and old != key:
                del self.tasks[old]
                self.bytes -= self.sizes.pop(old)
