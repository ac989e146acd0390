"""Discovery: each source is asked, and what it names is put into the frontier."""

import asyncio
from collections import Counter

from stages.crawl.clock import Clock
from stages.crawl.fetch import Fetcher
from stages.crawl.outcome import Postponed, Rejection
from stages.crawl.params import CrawlParams
from stages.crawl.providers import Discovery, Provider, Shortfall
from stages.crawl.providers.searxng import Searxng
from stages.crawl.providers.sitemap import Sitemap
from stages.crawl.providers.url_list import UrlList
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.urls import normalise


class Discoverer:
    """Asks the sources of a crawl."""

    def __init__(self, fetcher: Fetcher, frontier: SqliteFrontier, clock: Clock) -> None:
        self.fetcher = fetcher
        self.frontier = frontier
        self.clock = clock

    async def run(self, params: CrawlParams, urls: tuple[str, ...]) -> Counter[str]:
        """Ask each source in turn; what gave nothing, counted."""
        shortfalls: Counter[str] = Counter()
        for provider in self.providers(params, urls):
            batch: list[Discovery] = []
            async for found in provider.discover(self.fetcher):
                if isinstance(found, Shortfall):
                    shortfalls[f"{found.provider}: {found.problem}"] += 1
                else:
                    batch.append(found)
            self.add(batch)
        return shortfalls

    def providers(self, params: CrawlParams, urls: tuple[str, ...]) -> list[Provider]:
        """The sources, in the order that decides whose a URL is."""
        found: list[Provider] = [Searxng(params.searxng)] if params.searxng.url else []
        return [*found, UrlList([*params.urls, *urls]), Sitemap(params.sitemap, self.sitemaps_of_sites)]

    def add(self, found: list[Discovery]) -> None:
        """Put discoveries into the frontier; what is no fetchable URL is recorded as such."""
        good: list[Discovery] = []
        for one in found:
            try:
                good.append(Discovery(normalise(one.url), one.provider, one.query, one.rank))
            except Rejection as rejection:
                self.frontier.add_rejected(one, rejection.reason, rejection.evidence, self.clock.now())
        self.frontier.add(good, self.clock.now())

    async def sitemaps_of_sites(self) -> list[str]:
        """The sitemaps that the robots.txt files of found sites name."""

        async def of(url: str) -> tuple[str, ...]:
            try:
                return (await self.fetcher.robots.rules(url)).sitemaps
            except (Rejection, Postponed):
                return ()

        named = await asyncio.gather(*(of(url) for url in self.frontier.found_sites()))
        return sorted({sitemap for several in named for sitemap in several})
