"""A site that tries everything, on loopback, in a process of its own: `python -m benchmarks.hostile_site FOLDER`.

It prints one JSON line with the address of each host, answers until its standard input ends, and prints one JSON line
with what it saw: requests by host and path, connections to what nobody may reach, pauses that were not kept.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.hostile_certificates import contexts
from benchmarks.hostile_hosts import Host, all_hosts
from benchmarks.hostile_replies import HTML, Reply, reset_on_close

PRIVATE = {"private": "127.0.0.2", "private6": "::1"}  # listeners that no request may reach, by any way
UNDER_WAY = 0.3  # seconds in which a request that was sent before a pause was asked for may still arrive
SLACK = 0.05  # seconds by which two clocks may differ


class Site:
    """Every host, each on a port of its own; those named `tls_…` with that certificate."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.requests: Counter[str] = Counter()  # "host path" -> how often
        self.times: dict[str, list[float]] = {}
        self.private: Counter[str] = Counter()
        self.pauses: dict[str, tuple[float, float]] = {}  # host -> from, until
        self.violations: list[str] = []

    async def start(self, folder: Path) -> None:
        """Listen everywhere."""
        secured = contexts(folder)
        for name, host in all_hosts().items():
            context = secured.get(name.removeprefix("tls_"))
            server = await asyncio.start_server(self.serving(name, host), "127.0.0.1", 0, ssl=context)
            self.addresses[name] = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for name, address in PRIVATE.items():
            server = await asyncio.start_server(self.counting(name), address, 0)
            port = server.sockets[0].getsockname()[1]
            self.addresses[name] = str(port)
            datagrams = partial(Datagrams, self.private, name)
            await asyncio.get_running_loop().create_datagram_endpoint(datagrams, local_addr=(address, port))

    def counting(self, name: str) -> Any:
        """A handler for what nobody may reach."""

        def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.private[name] += 1
            writer.close()

        return accept

    def serving(self, name: str, host: Host) -> Any:
        """A handler of one host's connections."""
        seen: Counter[str] = Counter()

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(OSError, EOFError, asyncio.LimitOverrunError, ValueError, asyncio.CancelledError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                if "/private" in path:
                    print(name, head, file=sys.stderr)
                self.arrived(name, path)
                reply = host.reply(path, seen[path])
                seen[path] += 1
                await self.answer(name, reply, writer)
            writer.close()

        return accept

    def arrived(self, name: str, path: str) -> None:
        """Count a request; one that comes during a pause is a violation."""
        now = time.monotonic()
        self.requests[f"{name} {path}"] += 1
        self.times.setdefault(name, []).append(now)
        begun, until = self.pauses.get(name, (0.0, 0.0))
        if begun + UNDER_WAY < now < until - SLACK:
            self.violations.append(f"{name} {path}: {until - now:.2f} s too early")

    async def answer(self, name: str, reply: Reply, writer: asyncio.StreamWriter) -> None:
        """Send a reply."""
        if reply.retry_seconds:
            self.pauses[name] = time.monotonic(), time.monotonic() + reply.retry_seconds
        if reply.stream:
            async for piece in reply.stream():
                writer.write(piece)
                await writer.drain()
            if reply.reset:
                reset_on_close(writer)
            return
        body = self.filled(reply.body).encode() if isinstance(reply.body, str) else reply.body
        headers = {"Content-Type": HTML, "Content-Length": str(len(body)), "Connection": "close", **reply.headers}
        lines = [f"HTTP/1.1 {reply.status} x", *(f"{key}: {self.filled(value)}" for key, value in headers.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()

    def filled(self, text: str) -> str:
        """The text with the addresses of the hosts that it names."""
        for name, address in self.addresses.items():
            text = text.replace(f"@{name}@", address)
        return text

    def report(self) -> dict[str, Any]:
        """What was seen."""
        return {
            "requests": self.requests,
            "times": self.times,
            "private": self.private,
            "violations": self.violations,
        }


class Datagrams(asyncio.DatagramProtocol):
    """Counts datagrams: WebRTC and QUIC need no connection."""

    def __init__(self, counter: Counter[str], name: str) -> None:
        self.counter, self.name = counter, name

    def datagram_received(self, _data: bytes, _address: Any) -> None:
        """One more."""
        self.counter[f"{self.name} udp"] += 1


async def main() -> None:
    """Serve until standard input ends."""
    site = Site()
    await site.start(Path(sys.argv[1]))
    print(json.dumps(site.addresses), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(site.report()), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
