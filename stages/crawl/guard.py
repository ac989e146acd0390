"""The one door to the network: a checking HTTP proxy on loopback that the downloader and the browser both use.

It resolves each name, refuses addresses that are not public, and connects to the very address that it checked, so that
neither a redirect, nor a second answer of the name server, nor a script can reach a private network.
"""

import asyncio
import contextlib
import secrets
import ssl
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import urlsplit

from stages.crawl.certificate import make_certificate
from stages.crawl.reach import Reach
from stages.crawl.relay import (
    HEADER,
    MAX_HEAD_BYTES,
    Refused,
    first_head,
    framed,
    header,
    read_body,
    relay,
    relay_both,
    rewritten,
    unless_gone,
)
from stages.crawl.urls import path_of

FORWARDED_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PAUSING = frozenset({429, 503})
MAX_ADDRESSES = 4  # of a name, that are tried one after another


class Manners(Protocol):
    """What the crawl knows of each site's wishes."""

    async def objection(self, url: str) -> str | None:
        """Why the browser may not ask for a URL; None when it may."""

    def heed_pause(self, url: str, retry_after: str | None) -> None:
        """A host asked the browser for a pause."""


class Guard:
    """The proxy; `port` is for the downloader, `browser_port` for the browser.

    Of the browser each request is checked by its URL, be it a redirect's, a worker's, a download's or a prefetch: its
    tunnels end here, under a certificate that it alone trusts (`pin`), and the server's is checked in its place.
    """

    def __init__(self, reach: Reach, manners: Manners, connect_timeout_seconds: float) -> None:
        self.reach = reach
        self.manners = manners
        self.context, self.pin = make_certificate()
        self.trust = ssl.create_default_context()
        self.connect_timeout_seconds = connect_timeout_seconds
        self.nonce = secrets.token_hex(8)  # a server cannot forge a refusal that carries it
        self.port = 0
        self.browser_port = 0
        self.servers: list[asyncio.Server] = []
        self.open: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on two free loopback ports."""
        for attribute in ("port", "browser_port"):
            checked = attribute == "browser_port"
            server = await asyncio.start_server(self.accepting(checked), "127.0.0.1", 0, limit=MAX_HEAD_BYTES)
            setattr(self, attribute, server.sockets[0].getsockname()[1])
            self.servers.append(server)

    async def stop(self) -> None:
        """Close every connection."""
        for server in self.servers:
            server.close()
        for task in list(self.open):
            task.cancel()
        await asyncio.gather(*self.open, return_exceptions=True)

    def accepting(self, checked: bool) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]:
        """A handler of connections that the guard can cancel."""

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(self.serve(reader, writer, checked))
            self.open.add(task)
            task.add_done_callback(self.open.discard)

        return accept

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, checked: bool) -> None:
        """One request, then the connection ends."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            method, target, _ = first_line(head)
            if method == "CONNECT" and checked:
                head = await self.unwrapped(reader, writer)
                method, path, _ = first_line(head)
                target = f"https://{target}{path}"
            if method == "CONNECT":
                await self.tunnel(target, reader, writer)
            else:
                await self.forward(method, target, head, reader, writer, checked)
        except Refused as refusal:
            writer.write(self.refusal(str(refusal)))
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client went away, or what it sent is no request
        finally:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                writer.close()
                await writer.wait_closed()

    async def unwrapped(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """The head of the request inside the browser's tunnel."""
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.start_tls(self.context, ssl_handshake_timeout=self.connect_timeout_seconds)
        return await reader.readuntil(b"\r\n\r\n")

    def refusal(self, reason: str) -> bytes:
        """An answer that only this guard can give."""
        lines = [
            f"HTTP/1.1 502 guard-{self.nonce}-{reason}",
            f"{HEADER}: {self.nonce} {reason}",
            "Content-Type: text/plain",
            "Content-Length: 0",
            "Connection: close",
        ]
        return "\r\n".join([*lines, "", ""]).encode()

    async def tunnel(self, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """CONNECT: bytes both ways."""
        host, _, port = target.rpartition(":")
        upstream_reader, upstream_writer = await self.connect(host.strip("[]"), int(port))
        try:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await relay_both((reader, upstream_writer), (upstream_reader, writer))
        finally:
            upstream_writer.close()

    async def forward(
        self,
        method: str,
        target: str,
        head: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        checked: bool,
    ) -> None:
        """An absolute-form request: its head rewritten, its answer streamed."""
        parts = urlsplit(target)
        secured = checked and parts.scheme == "https"
        allowed = FORWARDED_METHODS if checked else FORWARDED_METHODS | {"POST"}  # a search interface may want it
        if not (secured or parts.scheme == "http") or not parts.hostname or method not in allowed:
            raise Refused("bad_scheme")
        if checked and wants_upgrade(head):
            raise Refused("bad_scheme")
        if checked and (objection := await self.manners.objection(target)):
            raise Refused(objection)
        request = rewritten(head, f"{method} {path_of(target)} HTTP/1.1".encode("latin-1"))
        request += await read_body(head, reader)
        port = parts.port or (443 if secured else 80)
        exchange = self.exchange(parts.hostname, port, secured, request, writer, target if checked else None)
        await unless_gone(exchange, reader)

    async def exchange(
        self, host: str, port: int, secured: bool, request: bytes, writer: asyncio.StreamWriter, told: str | None
    ) -> None:
        """One request to a server, and its answer to who asked; a pause that it asks for is told with the URL."""
        upstream_reader, upstream_writer = await self.connect(host, port, secured)
        try:
            upstream_writer.write(request)
            answer = await first_head(upstream_reader)
            if told is not None and asks_for_pause(answer):
                self.manners.heed_pause(told, header(answer, b"retry-after"))
            in_chunks = framed(answer) if request.startswith(b"GET ") else None
            writer.write(in_chunks or rewritten(answer, answer.split(b"\r\n", 1)[0]))
            await relay(upstream_reader, writer, chunked=in_chunks is not None)
        finally:
            upstream_writer.close()

    async def connect(
        self, host: str, port: int, secured: bool = False
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to an address that was checked."""
        addresses, at_port = await self.reach.addresses(host.lower().rstrip("."), port)
        problem: Exception = OSError("no address")
        tried = addresses[:MAX_ADDRESSES]
        for address in tried:
            try:
                async with asyncio.timeout(self.connect_timeout_seconds / len(tried)):
                    words: dict[str, Any] = {"ssl": self.trust, "server_hostname": host} if secured else {}
                    return await asyncio.open_connection(address, at_port, limit=MAX_HEAD_BYTES, **words)
            except ssl.SSLError:
                raise Refused("tls_error") from None
            except (OSError, TimeoutError) as error:
                problem = error
        raise Refused("timeout" if isinstance(problem, TimeoutError) else "connection") from problem


def first_line(head: bytes) -> list[str]:
    """Method, target and version of a request."""
    return head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)


def wants_upgrade(head: bytes) -> bool:
    """Whether a request wants to go on in another protocol, such as a WebSocket's."""
    return b"\r\nupgrade:" in head.lower()


def asks_for_pause(answer: bytes) -> bool:
    """Whether a server's answer asks to be left alone for a while."""
    status = int(answer.split(b" ", 2)[1])
    return status in PAUSING or (status >= 300 and header(answer, b"retry-after") is not None)
