"""URLs that sites list themselves: sitemaps, sitemap indexes, and those that robots.txt names."""

import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO

from lxml import etree

from stages.crawl.outcome import Postponed, Rejection
from stages.crawl.params import SitemapParams
from stages.crawl.providers import Discovery, Getter, Shortfall
from stages.crawl.urls import host_of, normalise

MAX_BYTES = 52_428_800  # of one sitemap, unpacked: sitemaps.org's limit
MAX_DEPTH = 3  # indexes of indexes

NamedBy = Callable[[], Awaitable[list[str]]]


class Sitemap:
    """The pages of each sitemap, indexes followed, at most `max_urls` of each."""

    name = "sitemap"

    def __init__(self, params: SitemapParams, named_by_robots: NamedBy) -> None:
        self.params = params
        self.named_by_robots = named_by_robots  # asked once the configured ones are read

    async def discover(self, getter: Getter) -> AsyncIterator[Discovery | Shortfall]:
        """Every URL, sitemap by sitemap in the order given; those that robots.txt names come last, sorted."""
        read: set[str] = set()
        for sitemap in self.params.urls:
            async for found in self.pages(getter, sitemap, read):
                yield found
        for sitemap in await self.named_by_robots() if self.params.from_robots else []:
            async for found in self.pages(getter, sitemap, read):
                yield found

    async def pages(self, getter: Getter, sitemap: str, read: set[str]) -> AsyncIterator[Discovery | Shortfall]:
        """The pages of one sitemap and of those it names; pages of other hosts are not its to list."""
        waiting, rank = [(sitemap, 0)], 0
        while waiting and rank < self.params.max_urls:
            address, depth = waiting.pop(0)
            try:
                address = normalise(address)
                if address in read:
                    continue
                read.add(address)
                answer = await getter.get(address, check_robots=True)
                children, urls = read_sitemap(answer.body)
            except Rejection as rejection:
                yield Shortfall(self.name, address, rejection.reason)
                continue
            except Postponed as postponed:
                yield Shortfall(self.name, address, postponed.reason)
                continue
            if depth < MAX_DEPTH:
                waiting.extend((child, depth + 1) for child in children)
            for url in urls:
                if rank < self.params.max_urls and same_host(url, address):
                    rank += 1
                    yield Discovery(url, self.name, None, rank)


def same_host(url: str, sitemap: str) -> bool:
    """Whether a URL is one that its sitemap may list."""
    try:
        return host_of(normalise(url)) == host_of(sitemap)
    except Rejection:
        return False


def read_sitemap(content: bytes) -> tuple[list[str], list[str]]:
    """Addresses of child sitemaps and of pages, in document order.

    Raises:
        Rejection: parse_error, too_large.
    """
    content = unpacked(content)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return [], [line.strip() for line in content.decode("utf-8-sig", "replace").splitlines() if "://" in line]
    children: list[str] = []
    pages: list[str] = []
    parser = etree.iterparse(
        BytesIO(content), tag="{*}loc", resolve_entities=False, no_network=True, recover=True, huge_tree=False
    )
    try:
        for _, element in parser:
            parent = element.getparent()
            kind = etree.QName(parent).localname if parent is not None else ""
            if kind in ("sitemap", "url"):
                (children if kind == "sitemap" else pages).append((element.text or "").strip())
            element.clear()
    except etree.XMLSyntaxError:
        if not children and not pages:
            raise Rejection("parse_error", {"sitemap": "not XML"}) from None
    return children, pages


def unpacked(content: bytes) -> bytes:
    """A gzipped sitemap's content."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(BytesIO(content)) as file:
            whole = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise Rejection("parse_error", {"sitemap": "broken gzip"}) from None
    if len(whole) > MAX_BYTES:
        raise Rejection("too_large", {"sitemap": f"more than {MAX_BYTES} bytes"})
    return whole
