"""The one door to the network: a checking HTTP proxy on loopback that the downloader and the browser both use.

It resolves each name, refuses addresses that are not public, and connects to the very address that it checked, so that
neither a redirect, nor a second answer of the name server, nor a script can reach a private network.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from stages.crawl.addresses import as_literal, is_loopback_name, is_public, resolve
from stages.crawl.relay import (
    HEADER,
    MAX_HEAD_BYTES,
    Refused,
    first_head,
    relay_both,
    relay_until_either_ends,
    rewritten,
)

FORWARDED_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

UrlCheck = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True)
class Reach:
    """Where connections may go.

    hosts: name -> (address, port) of the demo; when it is not empty nothing else can be reached.
    private: host:port pairs that may be reached although private.
    public: whether the internet may be reached.
    """

    hosts: Mapping[str, tuple[str, int]]
    private: frozenset[str]
    public: bool


class Guard:
    """The proxy; `port` is for the downloader, `browser_port` for the browser, whose plain URLs are checked too."""

    def __init__(self, reach: Reach, browser_check: UrlCheck, connect_timeout_seconds: float) -> None:
        self.reach = reach
        self.browser_check = browser_check
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
            method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
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
        if parts.scheme != "http" or not parts.hostname or method not in FORWARDED_METHODS:
            raise Refused("bad_scheme")
        if checked and not await self.browser_check(target):
            raise Refused("robots_disallow")
        upstream_reader, upstream_writer = await self.connect(parts.hostname, parts.port or 80)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            upstream_writer.write(rewritten(head, f"{method} {path} HTTP/1.1".encode("latin-1")))
            answer = await first_head(upstream_reader)
            writer.write(rewritten(answer, answer.split(b"\r\n", 1)[0]))
            await relay_until_either_ends(upstream_reader, writer, reader)
        finally:
            upstream_writer.close()

    async def connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to an address that was checked."""
        addresses, at_port = await self.permitted(host.lower(), port)
        problem: Exception = OSError("no address")
        for address in addresses:
            try:
                async with asyncio.timeout(self.connect_timeout_seconds):
                    return await asyncio.open_connection(address, at_port, limit=MAX_HEAD_BYTES)
            except (OSError, TimeoutError) as error:
                problem = error
        raise Refused("timeout" if isinstance(problem, TimeoutError) else "connection") from problem

    async def permitted(self, host: str, port: int) -> tuple[list[str], int]:
        """The addresses that may be connected to, and the port there.

        Raises:
            Refused: with the reason.
        """
        if host in self.reach.hosts and port == 80:
            address, at_port = self.reach.hosts[host]
            return [address], at_port
        literal = as_literal(host)
        if self.reach.hosts:
            private = is_loopback_name(host) or (literal is not None and not is_public(literal))
            raise Refused("ssrf" if private else "dns_error")
        return await self.checked_addresses(host, literal, port), port

    async def checked_addresses(self, host: str, literal: str | None, port: int) -> list[str]:
        """Every address of a host, when all of them are public or listed."""
        try:
            addresses = [literal] if literal else await resolve(host, port)
        except (OSError, UnicodeError):
            raise Refused("dns_error") from None
        if f"{host}:{port}" in self.reach.private:
            return addresses
        outside = [a for a in addresses if f"{a}:{port}" not in self.reach.private]
        if not all(is_public(address) for address in outside):
            raise Refused("ssrf")
        if outside and not self.reach.public:
            raise Refused("no_contact_url")
        return addresses
