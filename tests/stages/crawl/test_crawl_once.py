import asyncio

import pytest

from stages.crawl.once import LEAST_BYTES, Once
from stages.crawl.outcome import Rejection
from stages.crawl.politeness import MIN_ROOM, Politeness


def test_many_who_wait_for_one_file_get_it_from_one_fetch():
    fetched = []

    async def load(key: str) -> bytes:
        fetched.append(key)
        await asyncio.sleep(0.01)
        return key.encode()

    async def ask() -> list[bytes]:
        once = Once(load, len)
        return await asyncio.gather(*(once.of(key) for key in "abab"))

    assert asyncio.run(ask()) == [b"a", b"b", b"a", b"b"]
    assert fetched == ["a", "b"]


def test_a_failure_is_remembered_too():
    fetched = []

    async def load(key: str) -> bytes:
        fetched.append(key)
        raise Rejection("dns_error", {})

    async def ask() -> None:
        once = Once(load, len)
        for _ in range(2):
            with pytest.raises(Rejection, match="dns_error"):
                await once.of("a")

    asyncio.run(ask())
    assert fetched == ["a"]


def test_above_the_bound_the_least_recently_used_is_forgotten_first():
    fetched = []

    async def load(key: str) -> bytes:
        fetched.append(key)
        return bytes(4 * LEAST_BYTES)

    async def ask() -> None:
        once = Once(load, len, max_bytes=10 * LEAST_BYTES)
        for key in "abacab":
            await once.of(key)
        assert once.bytes == 10 * LEAST_BYTES

    asyncio.run(ask())
    assert fetched == ["a", "b", "c", "b"]


def test_of_many_hosts_those_without_a_wish_are_forgotten():
    now = [0.0]
    politeness = Politeness(1.0, 60.0, lambda: now[0])

    async def ask() -> None:
        for number in range(MIN_ROOM):
            await politeness.turn(f"{number}.example")
            now[0] += 0.001
        politeness.ask_delay("0.example", 5.0)
        politeness.pause("1.example", 100.0)
        await politeness.turn("new.example")

    asyncio.run(ask())
    assert politeness.wait_seconds("1.example") > 80
    assert politeness.hosts["0.example"].delay == 5.0
    assert 1000 <= len(politeness.hosts) <= 1010
