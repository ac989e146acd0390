"""Heads and bytes between a client of the guard and the server behind it."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Coroutine
from typing import Any

MAX_HEAD_BYTES = 65_536
READ_BYTES = 65_536
PER_CONNECTION = frozenset({b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization", b"upgrade"})
MAX_INTERIM = 20  # 1xx answers before the real one
HEADER = "x-crawl-guard"


class Refused(Exception):  # noqa: N818 - an outcome, not an error
    """The guard gives no answer: ssrf, no_contact_url, dns_error, connection, timeout, truncated, too_large ..."""


def framed(answer: bytes) -> bytes | None:
    """The head of an answer whose body only the connection's end would end, with chunks announced; None otherwise.

    A body without a length cannot be told from one that breaks off; the end of its chunks says that it is whole.
    """
    status = answer.split(b" ", 2)[1][:3]
    if status in (b"204", b"304") or header(answer, b"content-length") or header(answer, b"transfer-encoding"):
        return None
    rest = answer.partition(b"\r\n")[0].split(b" ", 1)[1]
    return rewritten(answer[:-2] + b"Transfer-Encoding: chunked\r\n\r\n", b"HTTP/1.1 " + rest)


def rewritten(head: bytes, first_line: bytes) -> bytes:
    """A head with another first line, asking for one exchange per connection."""
    kept = [first_line]
    for line in head.split(b"\r\n")[1:-2]:
        name = line.split(b":", 1)[0].strip().lower()
        if name not in PER_CONNECTION and name != HEADER.encode():
            kept.append(line)
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


def header(head: bytes, name: bytes) -> str | None:
    """The value of a header, by its name in lower case; None when there is none."""
    for line in head.split(b"\r\n")[1:]:
        found, _, value = line.partition(b":")
        if found.strip().lower() == name:
            return value.strip().decode("latin-1")
    return None


async def read_body(head: bytes, reader: asyncio.StreamReader) -> bytes:
    """The body that a request's head announces, of at most `MAX_HEAD_BYTES`."""
    return await reader.readexactly(min(int(header(head, b"content-length") or 0), MAX_HEAD_BYTES))


async def first_head(reader: asyncio.StreamReader) -> bytes:
    """The head of the answer, interim (1xx) answers skipped.

    Raises:
        Refused: truncated; too_large, for a head or a number of interim answers without end; parse_error, when what
            comes is no HTTP.
    """
    for _ in range(MAX_INTERIM):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, OSError):
            raise Refused("truncated") from None
        except asyncio.LimitOverrunError:
            raise Refused("too_large") from None
        status = head.split(b"\r\n", 1)[0].split(b" ")[1:2]
        if not head.startswith(b"HTTP/") or not status or not status[0].isdigit():
            raise Refused("parse_error")
        if not status[0].startswith(b"1"):
            return head
    raise Refused("too_large")


async def relay(source: asyncio.StreamReader, sink: asyncio.StreamWriter, chunked: bool = False) -> None:
    """Bytes until the source ends or the sink goes away; a source that breaks off breaks the sink, too."""
    try:
        while piece := await source.read(READ_BYTES):
            sink.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
            await sink.drain()
        if chunked:
            sink.write(b"0\r\n\r\n")
            await sink.drain()
    except OSError:
        reset(sink)


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection so that its other side sees it break off."""
    connection = writer.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def unless_gone(work: Coroutine[Any, Any, None], client: asyncio.StreamReader) -> None:
    """Work for a client that has nothing more to say; it ends when the client hangs up.

    Raises:
        Refused: what the work raises.
    """

    async def gone() -> None:
        with contextlib.suppress(OSError):
            while await client.read(READ_BYTES):
                pass

    await until_first([work, gone()])


async def relay_both(*directions: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    """Bytes each way until one side ends."""
    await until_first([relay(source, sink) for source, sink in directions])


async def until_first(coroutines: list[Coroutine[Any, Any, None]]) -> None:
    """Run several; when one is done, stop the others; what it raised is raised."""
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
