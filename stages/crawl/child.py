"""A child process that answers questions, and cannot outlive, hang or outgrow the crawl.

Messages are JSON, one per line. The child leaves when its standard input ends, so also when the crawl is killed; the
crawl kills it, with everything it started, when an answer is late or its memory too large.
"""

import asyncio
import contextlib
import ctypes
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import psutil

START_SECONDS = 60.0  # for a child to say that it is ready, on a busy machine
LINE_LIMIT = 64_000_000  # bytes of one message: a page, base64
PR_SET_PDEATHSIG = 1

Message = dict[str, Any]
Question = Callable[[Message], Awaitable[Message]]


class ChildDied(Exception):  # noqa: N818 - an outcome, not an error
    """The child ended, or was killed, before it answered.

    Its text is the cause: died, start, late, stopped, bystander (another question was late), or what `kill` was given.
    """


class Running:
    """One process and the questions that it owes answers to."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.waiting: dict[int, asyncio.Future[Message]] = {}
        self.cause = "died"
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def send(self, message: Message) -> None:
        """Write one message; a process that is gone is noticed by the reader."""
        assert self.process.stdin is not None
        with contextlib.suppress(ConnectionError):
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            await self.process.stdin.drain()

    async def read(self, answer: Question | None) -> None:
        """Hand each line to who waits for it; at the end, tell those who still wait."""
        assert self.process.stdout is not None
        with contextlib.suppress(ValueError, ConnectionError):  # a broken or over-long line ends the child
            while line := await self.process.stdout.readline():
                message = json.loads(line)
                if "ready" in message:
                    self.ready.set_result(None)
                elif "question" in message and answer is not None:
                    asyncio.ensure_future(self.reply(message, answer))  # noqa: RUF006 - ends with the child
                elif (future := self.waiting.get(message.get("id"))) and not future.done():
                    future.set_result(message)
        kill_tree(self.process.pid)
        await self.process.wait()
        owed: list[asyncio.Future[Any]] = [self.ready, *self.waiting.values()]
        for unanswered in owed:
            if not unanswered.done():
                unanswered.set_exception(ChildDied(self.cause))

    async def reply(self, message: Message, answer: Question) -> None:
        """Answer what the child asks."""
        await self.send({"reply": message["question"], **await answer(message)})


class Child:
    """`python -m <module>`, started at the first question and again after a death; it begins with a line `ready`."""

    def __init__(self, module: str, settings: Message, answer: Question | None = None) -> None:
        self.command = [sys.executable, "-m", module, json.dumps(settings)]
        self.answer = answer  # to what the child may ask the crawl
        self.current: Running | None = None
        self.readers: set[asyncio.Task[None]] = set()
        self.starting = asyncio.Lock()
        self.number = 0

    async def ask(self, message: Message, timeout_seconds: float) -> Message:
        """The child's answer.

        Raises:
            ChildDied: it ended first; or it was killed, for being late or too large.
        """
        running = await self.running()
        self.number += 1
        number = self.number
        future = running.waiting[number] = asyncio.get_running_loop().create_future()
        try:
            await running.send({"id": number, **message})
            async with asyncio.timeout(timeout_seconds):
                answer: Message = await future
                return answer
        except TimeoutError:
            self.kill("bystander", running)
            raise ChildDied("late") from None
        finally:
            del running.waiting[number]

    async def running(self) -> Running:
        """The process, started when there is none."""
        async with self.starting:
            if self.current is None or self.current.process.returncode is not None:
                process = await asyncio.create_subprocess_exec(
                    *self.command,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                    limit=LINE_LIMIT,
                    start_new_session=True,
                )
                self.current = Running(process)
                reader = asyncio.ensure_future(self.current.read(self.answer))
                self.readers.add(reader)
                reader.add_done_callback(self.readers.discard)
                await self.started(self.current)
            return self.current

    async def started(self, running: Running) -> None:
        """Return when a new process says that it is ready."""
        try:
            async with asyncio.timeout(START_SECONDS):
                await running.ready
        except TimeoutError:
            self.kill("start", running)
            raise ChildDied("start") from None

    def kill(self, cause: str, running: Running | None = None) -> None:
        """End the child and everything it started; the next question starts another."""
        victim = running or self.current
        if victim is not None and victim.process.returncode is None:
            victim.cause = cause
            kill_tree(victim.process.pid)
        if victim is self.current:
            self.current = None

    async def stop(self) -> None:
        """End it and wait until it is gone."""
        self.kill("stopped")
        await asyncio.gather(*self.readers)

    def memory_mb(self) -> float:
        """Memory of the child and its descendants that nobody else shares, in MiB."""
        if self.current is None:
            return 0.0
        return sum(map(own_memory, family(self.current.process.pid))) / 2**20


def leave_with_parent() -> None:
    """Called by the child: ask Linux to end this process when the crawl ends, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def family(pid: int) -> list[psutil.Process]:
    """A process and its descendants; empty when it is gone."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def own_memory(process: psutil.Process) -> float:
    """Resident bytes without shared ones."""
    try:
        memory = process.memory_info()
        return float(memory.rss - getattr(memory, "shared", 0))
    except psutil.Error:
        return 0.0


def kill_tree(pid: int) -> None:
    """SIGKILL to a process, its descendants and its group; a browser leaves the group, never the tree."""
    for process in reversed(family(pid)):
        with contextlib.suppress(psutil.Error):
            process.kill()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
