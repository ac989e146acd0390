"""The content encodings of an answer taken off, never to more bytes than a page may have, and never in part."""

import zlib
from collections.abc import Callable
from typing import Any

import brotli  # type: ignore[import-untyped]
from backports import zstd

from stages.crawl.outcome import Rejection

MAX_ENCODINGS = 5  # one upon the other
STEP = 65_536  # bytes put in, or at most taken out, at a time
ACCEPT_ENCODING = "gzip, deflate, br, zstd"
PLAIN = frozenset({"", "identity"})
PROBLEMS = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


def decoded(body: bytes, content_encoding: str, max_bytes: int) -> bytes:
    """The body without its content encodings.

    Raises:
        Rejection: too_large; truncated, when the packed data ends too early; parse_error, when it is broken or packed
            in a way that was not asked for.
    """
    names = [name for part in content_encoding.split(",") if (name := part.strip().lower()) not in PLAIN]
    if len(names) > MAX_ENCODINGS:
        raise Rejection("parse_error", {"transfer": f"more than {MAX_ENCODINGS} content encodings"})
    for name in reversed(names):
        unpack = UNPACKERS.get(name)
        if unpack is None:
            raise Rejection("parse_error", {"transfer": f"content encoding {name[:40]}"})
        try:
            body = unpack(body, max_bytes) if body else b""
        except PROBLEMS as error:
            raise Rejection("parse_error", {"transfer": f"content encoding {name}: {type(error).__name__}"}) from None
    return body


def bounded(pieces: list[bytes], piece: bytes, room: int) -> int:
    """Add a piece; the room that is left.

    Raises:
        Rejection: too_large, when there is none.
    """
    if len(piece) > room:
        raise Rejection("too_large", {"size": "unpacked, more than crawl.max_page_bytes"})
    pieces.append(piece)
    return room - len(piece)


def truncated(name: str) -> Rejection:
    """Packed data that ends too early."""
    return Rejection("truncated", {"transfer": f"content encoding {name}: the packed data ends too early"})


def inflate(name: str, window: int) -> Callable[[bytes, int], bytes]:
    """An unpacker of zlib's; of several gzip members each counts, and what stands behind the last does not."""

    def unpack(body: bytes, room: int) -> bytes:
        pieces: list[bytes] = []
        while body:
            unpacker = zlib.decompressobj(window)
            try:
                piece = unpacker.decompress(body, room + 1)
            except zlib.error:
                if pieces:
                    break
                raise
            room = bounded(pieces, piece, room)
            if not unpacker.eof:
                raise truncated(name)
            body = unpacker.unused_data if window > zlib.MAX_WBITS else b""
        return b"".join(pieces)

    return unpack


def inflate_either(body: bytes, room: int) -> bytes:
    """`deflate`: with zlib's frame, or bare, as some servers send it."""
    try:
        return inflate("deflate", zlib.MAX_WBITS)(body, room)
    except zlib.error:
        return inflate("deflate", -zlib.MAX_WBITS)(body, room)


def unpack_brotli(body: bytes, room: int) -> bytes:
    """Brotli."""
    unpacker, pieces = brotli.Decompressor(), list[bytes]()
    room = bounded(pieces, unpacker.process(body, output_buffer_limit=STEP), room)
    while not unpacker.is_finished():
        piece = unpacker.process(b"", output_buffer_limit=STEP)
        if not piece and unpacker.can_accept_more_data():
            raise truncated("br")
        room = bounded(pieces, piece, room)
    return b"".join(pieces)


def unpack_zstd(body: bytes, room: int) -> bytes:
    """Zstandard, one frame or several."""
    pieces: list[bytes] = []
    while body:
        unpacker: Any = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 23})  # RFC 9659
        data = body
        while not unpacker.eof:
            piece = unpacker.decompress(data, max_length=STEP)
            data = b""
            if not piece and unpacker.needs_input:
                raise truncated("zstd")
            room = bounded(pieces, piece, room)
        body = unpacker.unused_data
    return b"".join(pieces)


GZIP = inflate("gzip", 16 + zlib.MAX_WBITS)
UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": GZIP,
    "x-gzip": GZIP,
    "deflate": inflate_either,
    "br": unpack_brotli,
    "zstd": unpack_zstd,
}
