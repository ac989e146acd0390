"""Heads and bytes between a client of the guard and the server behind it."""

import asyncio
import contextlib
from collections.abc import Awaitable

MAX_HEAD_BYTES = 65_536
READ_BYTES = 65_536
PER_CONNECTION = frozenset({b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization", b"upgrade"})
HEADER = "x-crawl-guard"


class Refused(Exception):  # noqa: N818 - an outcome, not an error
    """The guard does not connect: ssrf, no_contact_url, dns_error, connection, timeout."""


def rewritten(head: bytes, first_line: bytes) -> bytes:
    """A head with another first line, asking for one exchange per connection."""
    kept = [first_line]
    for line in head.split(b"\r\n")[1:-2]:
        name = line.split(b":", 1)[0].strip().lower()
        if name not in PER_CONNECTION and name != HEADER.encode():
            kept.append(line)
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


async def first_head(reader: asyncio.StreamReader) -> bytes:
    """The head of the answer, interim (1xx) answers skipped."""
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            raise Refused("truncated") from None
        status = head.split(b"\r\n", 1)[0].split(b" ")[1:2]
        if not status or not status[0].isdigit():
            raise Refused("truncated")
        if not status[0].startswith(b"1"):
            return head


async def relay(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Bytes until the source ends or the sink goes away."""
    with contextlib.suppress(OSError):
        while chunk := await source.read(READ_BYTES):
            sink.write(chunk)
            await sink.drain()


async def relay_both(*directions: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    """Bytes each way until one side ends."""
    await until_first([relay(source, sink) for source, sink in directions])


async def relay_until_either_ends(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, client: asyncio.StreamReader
) -> None:
    """The answer's body; a client that hangs up ends it."""

    async def client_gone() -> None:
        while await client.read(READ_BYTES):
            pass

    await until_first([relay(source, sink), client_gone()])


async def until_first(coroutines: list[Awaitable[None]]) -> None:
    """Run several; when one is done, stop the others."""
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
