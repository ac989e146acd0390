"""A child process that answers questions, and cannot outlive, hang or outgrow the crawl.

Messages are JSON, one per line. The child leaves when its standard input ends, so also when the crawl is killed; the
crawl kills it, with everything it started, when an answer is late or its memory too large.
"""

import asyncio
import contextlib
import ctypes
import importlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stages.crawl.processes import Relatives, kill_tree, own_memory

START_SECONDS = 60.0  # for a child to say that it is ready, on a busy machine
LINE_LIMIT = 64_000_000  # bytes of one message: a page, base64
PR_SET_PDEATHSIG = 1

Message = dict[str, Any]


class ChildDied(Exception):  # noqa: N818 - an outcome, not an error
    """The child ended, or was killed, before it answered.

    Its text is the cause: died, start, late, stopped, bystander (another question was late), or what `kill` was given.
    """


class Running:
    """One process and the questions that it owes answers to."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.relatives = Relatives(process.pid)
        self.waiting: dict[int, asyncio.Future[Message]] = {}
        self.cause = "died"
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def send(self, message: Message) -> None:
        """Write one message; a process that is gone is noticed by the reader."""
        assert self.process.stdin is not None
        with contextlib.suppress(ConnectionError):
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            await self.process.stdin.drain()

    async def read(self) -> None:
        """Hand each line to who waits for it; at the end, tell those who still wait."""
        assert self.process.stdout is not None
        with contextlib.suppress(ValueError, ConnectionError):  # a broken or over-long line ends the child
            while line := await self.process.stdout.readline():
                message = json.loads(line)
                if "ready" in message:
                    self.ready.set_result(None)
                elif (future := self.waiting.get(message.get("id"))) and not future.done():
                    future.set_result(message)
        kill_tree(self.process.pid)
        await self.process.wait()
        owed: list[asyncio.Future[Any]] = [self.ready, *self.waiting.values()]
        for unanswered in owed:
            if not unanswered.done():
                unanswered.set_exception(ChildDied(self.cause))


class Child:
    """A module's `main`, started at the first question and again after a death; it begins with a line `ready`."""

    def __init__(self, module: str, settings: Message, scratch: Path | None = None) -> None:
        self.command = [sys.executable, "-m", "stages.crawl.child", str(os.getpid()), module, json.dumps(settings)]
        self.scratch = scratch  # the child's folder for temporary files: what is killed cannot tidy up
        self.rooms = 0
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
                room = self.make_room()
                process = await asyncio.create_subprocess_exec(
                    *self.command,
                    env={**os.environ, **({"TMPDIR": str(room)} if room else {})},
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                    limit=LINE_LIMIT,
                    start_new_session=True,
                )
                self.current = Running(process)
                reader = asyncio.ensure_future(self.serve(self.current, room))
                self.readers.add(reader)
                reader.add_done_callback(self.readers.discard)
                await self.started(self.current)
            return self.current

    def make_room(self) -> Path | None:
        """A folder of its own for the next process's temporary files; what an earlier run left is removed."""
        if self.scratch is None:
            return None
        if not self.rooms:
            shutil.rmtree(self.scratch, ignore_errors=True)
        self.rooms += 1
        room = (self.scratch / str(self.rooms)).resolve()
        room.mkdir(parents=True)
        return room

    async def serve(self, running: Running, room: Path | None) -> None:
        """Read what a process says until it ends, then remove what it left."""
        await running.read()
        if room is not None:
            await asyncio.to_thread(shutil.rmtree, room, ignore_errors=True)

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
        return sum(map(own_memory, self.current.relatives.now())) / 2**20


def main() -> None:
    """Run the `main` of a module, as a process that ends when the crawl does, however that ends.

    That is settled before the module is imported, which takes seconds: a crawl may be killed meanwhile.
    """
    crawl, module = int(sys.argv[1]), sys.argv[2]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != crawl:
        sys.exit("the crawl is gone already")
    sys.argv[1:] = sys.argv[3:]
    importlib.import_module(module).main()


def answer_lines(answer: Callable[[Message], Message]) -> None:
    """The life of a child that answers one question after the other, until its standard input ends."""
    out = sys.stdout
    sys.stdout = sys.stderr  # no library may write among the answers

    def say(message: Message) -> None:
        out.write(json.dumps(message) + "\n")
        out.flush()

    say({"ready": True})
    for line in sys.stdin:
        message = json.loads(line)
        say({"id": message["id"], **answer(message)})


if __name__ == "__main__":
    main()
