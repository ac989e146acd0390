"""What a hostile server says: plain replies, and byte streams that no honest server would send."""

import asyncio
import gzip
import itertools
import socket
import struct
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]
from backports import zstd

HTML = "text/html; charset=utf-8"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
DRIP_SECONDS = 0.3
ENDLESS = 10_000  # steps of a stream that the crawl is to leave

PROSE = (
    "Marta closed the bakery at six and walked down to the water with the last of the bread under her arm. "
    "Old Henrik was already on the pier, mending a net that had needed mending since the spring tides. "
    "They had known each other for forty years, and neither had learned to be hurried in all that time. "
)

Stream = Callable[[], AsyncIterator[bytes]]


@dataclass(frozen=True)
class Reply:
    """A status, headers and a body; or a stream of raw bytes; `@name@` in it stands for a host of the site."""

    body: str | bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: Stream | None = None  # in place of all that
    reset: bool = False  # end the connection with a reset
    retry_seconds: float = 0  # the pause that this reply asks for


def story(name: str, head: str = "", tail: str = "") -> str:
    """A page with a text of its own."""
    body = "".join(f"<p>This is {name}, part {n}. {PROSE}</p>" for n in range(8))
    return f"<!doctype html><html><head><title>{name}</title>{head}</head><body><article>{body}</article>{tail}"


def page(name: str, head: str = "", tail: str = "", **headers: str) -> Reply:
    """A page of prose with headers, `_` in their names standing for `-`."""
    return Reply(story(name, head, tail), headers={key.replace("_", "-"): value for key, value in headers.items()})


def script(code: str, html: str = "") -> Reply:
    """A page that a script makes."""
    return Reply(f"<!doctype html><html><body><main id=m></main>{html}<script>{code}</script></body></html>")


def to(location: str, status: int = 302, **headers: str) -> Reply:
    """A redirect."""
    return Reply("", status, {"Location": location, **{key.replace("_", "-"): value for key, value in headers.items()}})


def raw(*pieces: bytes, reset: bool = False, pause: float = 0) -> Reply:
    """Bytes as they are, then the end of the connection."""

    async def stream() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece
            await asyncio.sleep(pause)

    return Reply(stream=stream, reset=reset)


def endless(start: bytes, piece: bytes, pause: float = 0) -> Reply:
    """The same bytes again and again."""
    return raw(start, *itertools.repeat(piece, ENDLESS), pause=pause)


def packed(body: bytes, *encodings: str) -> Reply:
    """A body under one content encoding after another."""
    for encoding in encodings:
        body = COMPRESSORS[encoding](body)
    return Reply(body, headers={"Content-Encoding": ", ".join(encodings)})


def raw_deflate(body: bytes) -> bytes:
    """Deflate without zlib's frame, as some servers send it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def reset_on_close(writer: asyncio.StreamWriter) -> None:
    """Make the end of a connection a reset."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
