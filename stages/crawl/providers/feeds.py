"""URLs that sites announce: RSS and Atom feeds, and the older pages of a feed that names them (RFC 5005)."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass

from stages.crawl.child import Child, ChildDied
from stages.crawl.outcome import Answer, Postponed, Rejection
from stages.crawl.params import FeedParams
from stages.crawl.providers import Discovery, Getter, Results
from stages.crawl.urls import host_of, normalise


@dataclass(frozen=True)
class Feed:
    """What one document of a feed names."""

    links: list[str]  # of its entries, absolute
    next_page: str | None  # the document with older entries


class FeedReader:
    """Reads feeds in a process of its own: no feed can hold the crawl up."""

    def __init__(self, timeout_seconds: float) -> None:
        self.child = Child("stages.crawl.providers.feed_child", {})
        self.timeout_seconds = timeout_seconds

    async def read(self, answer: Answer) -> Feed:
        """What a feed names.

        Raises:
            Rejection: parse_error, too_large.
        """
        message = {"url": answer.url, "content_type": answer.headers.get("content-type", "")}
        message["body"] = base64.b64encode(answer.body).decode()
        try:
            said = await self.child.ask(message, self.timeout_seconds)
        except ChildDied as death:
            raise Rejection("parse_error", {"parser": str(death)}) from None
        if "problem" in said:
            raise Rejection(said["problem"], {"parser": "no feed"})
        return Feed(said["links"], said["next_page"])

    async def stop(self) -> None:
        """End the process."""
        await self.child.stop()


class Feeds:
    """The entries of each feed, at most `max_urls` of each."""

    name = "feed"

    def __init__(self, params: FeedParams, timeout_seconds: float) -> None:
        self.params = params
        self.timeout_seconds = timeout_seconds

    async def discover(self, getter: Getter) -> AsyncIterator[Results]:
        """Every entry's URL, feed by feed in the order given."""
        if not self.params.urls:
            return
        reader = FeedReader(self.timeout_seconds)
        try:
            for feed in self.params.urls:
                async for found in self.documents(getter, reader, feed):
                    yield found
        finally:
            await reader.stop()

    async def documents(self, getter: Getter, reader: FeedReader, feed: str) -> AsyncIterator[Results]:
        """What each document of a feed names; one that names nothing new is the last."""
        address: str | None = feed
        seen: set[str] = set()
        page = 0
        while address is not None and len(seen) < self.params.max_urls:
            page += 1
            try:
                answer = await getter.get(normalise(address), check_robots=True)
                read = await reader.read(answer)
            except (Rejection, Postponed) as failure:
                yield Results(self.name, feed, page, problem=failure.reason)
                return
            fresh = [url for url in dict.fromkeys(read.links) if url not in seen][: self.params.max_urls - len(seen)]
            first = len(seen) + 1
            seen.update(fresh)
            found = tuple(Discovery(url, self.name, None, rank, page) for rank, url in enumerate(fresh, start=first))
            yield Results(self.name, feed, page, found, len(read.links))
            address = read.next_page if fresh and same_site(read.next_page, feed) else None


def same_site(address: str | None, feed: str) -> bool:
    """Whether a feed's next document is on its own host."""
    try:
        return address is not None and host_of(normalise(address)) == host_of(normalise(feed))
    except Rejection:
        return False
