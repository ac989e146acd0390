import asyncio
import threading

import pytest

from model.serve import desk as module
from model.serve.desk import Desk


async def read(channel):
    items = []
    while (item := await channel.get()) is not None:
        items.append(item)
    return items


def on_desk(workers, use):
    async def run():
        desk = Desk(workers)
        try:
            return await asyncio.wait_for(use(desk), 20)
        finally:
            desk.close()

    return asyncio.run(run())


def test_everything_comes_out_in_order_whatever_the_room():
    async def use(desk):
        return await read(desk.begin(lambda check: iter(range(1000))))

    assert on_desk(1, use) == list(range(1000))


def test_an_error_in_the_work_comes_out_where_it_happened():
    def work(check):
        yield 1
        raise ValueError("broken")

    async def use(desk):
        channel = desk.begin(work)
        assert await channel.get() == 1
        with pytest.raises(ValueError, match="broken"):
            await channel.get()

    on_desk(1, use)


def test_work_ends_when_nobody_reads_any_more_and_the_next_in_line_is_served():
    ended = threading.Event()

    def endless(check):
        try:
            while True:
                check()
                yield 1
        finally:
            ended.set()

    async def use(desk):
        channel = desk.begin(endless)
        assert await channel.get() == 1
        waiting = desk.begin(lambda check: iter("ab"))
        channel.close()
        assert await read(waiting) == ["a", "b"]
        assert await asyncio.to_thread(ended.wait, 10)

    on_desk(1, use)


def test_a_reader_who_reads_nothing_for_long_is_given_up(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.1)

    async def use(desk):
        slow = desk.begin(lambda check: iter(range(10_000)))
        assert await read(desk.begin(lambda check: iter("ab"))) == ["a", "b"]
        assert slow.closed
        assert len(slow.items) == module.ROOM

    on_desk(1, use)


def test_work_that_nobody_waits_for_never_begins():
    gate, begun = threading.Event(), []

    def first(check):
        gate.wait(10)
        yield 1

    def second(check):
        begun.append(True)
        yield 2

    async def use(desk):
        busy = desk.begin(first)
        desk.begin(second).close()
        gate.set()
        assert await read(busy) == [1]
        assert await read(desk.begin(lambda check: iter([3]))) == [3]

    on_desk(1, use)
    assert begun == []
