"""URLs that sites list themselves: sitemaps, sitemap indexes, and those that robots.txt names."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from xml.parsers import expat

from stages.crawl.outcome import Postponed, Rejection
from stages.crawl.params import SitemapParams
from stages.crawl.providers import Discovery, Getter, Results
from stages.crawl.providers.packed import unpacked
from stages.crawl.urls import host_of, normalise

MAX_BYTES = 52_428_800  # of one sitemap, unpacked: sitemaps.org's limit
MAX_DEPTH = 3  # indexes of indexes
MAX_NESTED = 50
MAX_PIECES = 20  # of the text of an address, as the parser gives them; more is none
KINDS = {"urlset": "url", "sitemapindex": "sitemap"}  # root -> its entries
ENDLESS_TAG = re.compile(rb"<[^>]{65536}")  # a parser holds the whole of one
CHUNK_BYTES = 65_536
LONGEST_REFERENCE = 12  # &#x0010FFFF;
BARE_AMPERSAND = re.compile(rb"&(?!(?:#[0-9]+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)")  # and entities of its own
LINE = re.compile(r"https?://\S+", re.IGNORECASE)  # of a sitemap without markup

NamedBy = Callable[[], Awaitable[list[str]]]


class Sitemap:
    """The pages of each sitemap, indexes followed, at most `max_urls` of each."""

    name = "sitemap"

    def __init__(self, params: SitemapParams, named_by_robots: NamedBy) -> None:
        self.params = params
        self.named_by_robots = named_by_robots  # asked once the configured ones are read

    async def discover(self, getter: Getter) -> AsyncIterator[Results]:
        """Every URL, sitemap by sitemap in the order given; those that robots.txt names come last, sorted."""
        read: set[str] = set()
        for sitemap in self.params.urls:
            async for found in self.files(getter, sitemap, read):
                yield found
        for sitemap in await self.named_by_robots() if self.params.from_robots else []:
            async for found in self.files(getter, sitemap, read):
                yield found

    async def files(self, getter: Getter, sitemap: str, read: set[str]) -> AsyncIterator[Results]:
        """What one sitemap and those it names give; pages of other hosts are not its to list."""
        waiting, rank, asked = [(sitemap, 0)], 0, 0
        while waiting and rank < self.params.max_urls and asked < self.params.max_files:
            address, depth = waiting.pop(0)
            try:
                address = normalise(address)
                if address in read:
                    continue
                read.add(address)
                asked += 1
                answer = await getter.get(address, check_robots=True, max_bytes=MAX_BYTES)
                children, urls = await asyncio.to_thread(read_sitemap, answer.body)
            except (Rejection, Postponed) as failure:
                yield Results(self.name, address, 1, problem=failure.reason)
                continue
            if depth < MAX_DEPTH:
                waiting.extend((child, depth + 1) for child in children)
            own = [url for url in urls if same_host(url, address)][: self.params.max_urls - rank]
            found = tuple(Discovery(url, self.name, None, place) for place, url in enumerate(own, start=rank + 1))
            rank += len(found)
            yield Results(self.name, address, 1, found, len(urls))


def same_host(url: str, sitemap: str) -> bool:
    """Whether a URL is one that its sitemap may list."""
    try:
        return host_of(normalise(url)) == host_of(sitemap)
    except Rejection:
        return False


def read_sitemap(content: bytes) -> tuple[list[str], list[str]]:
    """Addresses of child sitemaps and of pages, in document order; what comes before a fault stands.

    Raises:
        Rejection: parse_error, too_large.
    """
    content = unpacked(content, MAX_BYTES)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        lines = content.decode("utf-8-sig", "replace").splitlines()
        return [], [line.strip() for line in lines if LINE.fullmatch(line.strip())]
    entries = Entries()
    fault = entries.read(content)
    if fault and not entries.found:
        raise Rejection("parse_error", {"sitemap": fault})
    named = {kind: [text for of, text in entries.found if of == kind] for kind in KINDS.values()}
    return named["sitemap"], named["url"]


class Entries:
    """The entries of a sitemap as they stream by: no tree is built, so memory stays flat whatever lies between."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []  # kind (sitemap, url), address
        self.open: list[str] = []  # elements
        self.text: list[str] | None = None  # of the address that is open

    def read(self, content: bytes) -> str | None:
        """Read all of it; the fault that ended the reading, if one did."""
        if ENDLESS_TAG.search(content):
            return "a tag without end"
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        try:
            for chunk in chunks(content):
                parser.Parse(BARE_AMPERSAND.sub(b"&amp;", chunk))
            parser.Parse(b"", True)
        except (expat.ExpatError, Rejection) as fault:
            return str(fault)
        return None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = name.rpartition(":")[2]
        if len(self.open) >= MAX_NESTED or (not self.open and name not in KINDS):
            raise Rejection("parse_error")
        if name == "loc" and self.open[-1] in KINDS.values():
            self.text = []
        self.open.append(name)

    def characters(self, text: str) -> None:
        """Text goes by."""
        if self.text is not None and len(self.text) < MAX_PIECES:
            self.text.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self.open.pop()
        if name.rpartition(":")[2] == "loc" and self.text is not None:
            self.found.append((self.open[-1], "".join(self.text).strip()))
            self.text = None


def chunks(content: bytes) -> Iterator[bytes]:
    """The content in pieces, no reference (`&amp;`) cut in two."""
    start = 0
    while start < len(content):
        end = start + CHUNK_BYTES
        ampersand = content.rfind(b"&", end - LONGEST_REFERENCE, end)
        if ampersand > 0 and end < len(content):
            end = ampersand
        yield content[start:end]
        start = end
