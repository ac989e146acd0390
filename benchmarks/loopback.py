"""A web site on loopback in a process of its own, and a folder in which the crawl runs: for the crawl's benchmarks.

The site costs little beside the crawl: answers are made beforehand, one asyncio protocol writes them.
"""

import asyncio
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parent.parent
PROSE = "She set the lamp in the window and went down to the quay to wait for the last boat of the evening. "
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
BROWSER_WORDS = b"\r\nupgrade-insecure-requests:"  # what Chromium adds to a page's request, and the crawl does not


@dataclass(frozen=True)
class Page:
    """An answer; its second half comes `wait_seconds` after the first."""

    body: str
    wait_seconds: float = 0.0

    def parts(self) -> tuple[bytes, bytes]:
        """Both halves as they are sent."""
        content = self.body.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(content)}\r\n"
        whole = head.encode() + b"Connection: close\r\n\r\n" + content
        return whole[: len(whole) // 2], whole[len(whole) // 2 :]


@dataclass
class Hits:
    """The requests for pages so far."""

    crawl: Counter[str] = field(default_factory=Counter)  # path -> times
    browser: Counter[str] = field(default_factory=Counter)
    first: float = 0.0  # monotonic seconds
    last: float = 0.0
    cpu_seconds: float = 0.0  # of the server


class Answering(asyncio.Protocol):
    """One connection, one answer."""

    def __init__(self, pages: Mapping[str, tuple[bytes, bytes, float]], hits: Hits) -> None:
        self.pages = pages
        self.hits = hits
        self.head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer when the head is whole."""
        self.head += data
        if not self.head.endswith(b"\r\n\r\n"):
            return
        path = self.head.split(b" ", 2)[1].decode("latin-1")
        found = self.pages.get(path)
        if found is None:
            self.end(NOT_FOUND)
            return
        self.hits.last = time.monotonic()
        self.hits.first = self.hits.first or self.hits.last
        (self.hits.browser if BROWSER_WORDS in self.head.lower() else self.hits.crawl)[path] += 1
        first, second, wait = found
        if wait:
            self.transport.write(first)
            asyncio.get_running_loop().call_later(wait, self.end, second)
        else:
            self.end(first + second)

    def end(self, data: bytes) -> None:
        """The last bytes."""
        if not self.transport.is_closing():
            self.transport.write(data)
            self.transport.close()


def serve(pages: Mapping[str, Page], line: Connection) -> None:
    """Serve until the other end of `line` closes; answers each message there with the Hits so far."""

    async def run() -> None:
        loop, hits, closed = asyncio.get_running_loop(), Hits(), asyncio.Event()
        answers = {path: (*page.parts(), page.wait_seconds) for path, page in pages.items()}
        server = await loop.create_server(lambda: Answering(answers, hits), "127.0.0.1", 0, backlog=1000)

        def tell() -> None:
            try:
                line.recv()
            except EOFError:
                closed.set()
                return
            hits.cpu_seconds = time.process_time()
            line.send(hits)

        loop.add_reader(line.fileno(), tell)
        line.send(server.sockets[0].getsockname()[1])
        await closed.wait()

    asyncio.run(run())


@dataclass(frozen=True)
class Site:
    """The running site."""

    host: str  # host:port
    line: Connection

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://{self.host}{path}"

    def hits(self) -> Hits:
        """The requests so far."""
        self.line.send(None)
        hits: Hits = self.line.recv()
        return hits


@contextmanager
def serving(pages: Mapping[str, Page]) -> Iterator[Site]:
    """A site with these pages, by path."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(pages, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Site(f"127.0.0.1:{ours.recv()}", ours)
    finally:
        ours.close()
        process.join(5)
        process.kill()


def story(number: int, links: str = "") -> str:
    """A page of prose; each number gives another."""
    return f"<html><body><p>This is story {number}. {PROSE * 30}</p>{links}</body></html>"


def built(number: int) -> str:
    """The same, made by a script."""
    text = f"This is built story {number}. {PROSE * 30}"
    return f"<html><body><div id=a></div><script>a.textContent = {text!r}</script></body></html>"


def write_params(folder: Path, site: Site, paths: list[str], changes: Mapping[str, Any]) -> None:
    """params.yaml of a crawl of these pages alone, with nothing to slow it."""
    params = yaml.safe_load((PROJECT / "params.yaml").read_text(encoding="utf-8"))["crawl"]
    params |= {"demo_site": False, "fixed_time": None, "allow_private_hosts": [site.host], "delay_seconds": 0.0}
    params |= {"urls": [site.url(path) for path in paths], **changes}
    params["search"]["queries"] = []
    params["sitemap"] |= {"urls": [], "from_robots": False}
    (folder / "params.yaml").write_text(yaml.safe_dump({"crawl": params}), encoding="utf-8")


def crawl_environment(**more: str) -> dict[str, str]:
    """This environment, with the project's modules within reach of another folder."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), **more}
