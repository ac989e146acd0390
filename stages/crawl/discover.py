"""Discovery: each source is asked, and what it names is put into the frontier."""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace

from pipeline.records import SearchRecord
from pipeline.reports import log
from stages.crawl.clock import Clock
from stages.crawl.fetch import Fetcher
from stages.crawl.outcome import Postponed, Rejection
from stages.crawl.params import CrawlParams
from stages.crawl.providers import Discovery, Provider, Results
from stages.crawl.providers.common_crawl import CommonCrawl
from stages.crawl.providers.feeds import Feeds
from stages.crawl.providers.search import Search
from stages.crawl.providers.search_apis import GOOGLE_ENDS, Google, search_apis
from stages.crawl.providers.sitemap import Sitemap
from stages.crawl.providers.url_list import UrlList
from stages.crawl.sqlite_frontier import SqliteFrontier
from stages.crawl.urls import MAX_CHARACTERS, normalise


@dataclass
class Tally:
    """What one provider gave, for the log."""

    requests: int = 0
    results: int = 0
    new: int = 0


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
            tally = Tally()
            async for results in provider.discover(self.fetcher):
                if results.problem is not None:
                    shortfalls[f"{results.provider}: {results.problem}"] += 1
                self.record(results, tally)
            if tally.requests:
                asked = f"{provider.name}: {tally.requests} requests, {tally.results} results"
                log("crawl", f"{asked}, {tally.new} new")
        return shortfalls

    def providers(self, params: CrawlParams, urls: tuple[str, ...]) -> list[Provider]:
        """The sources, in the order that decides whose a URL is."""
        searches = [Search(api, params.search) for api in search_apis(params.search)]
        if any(search.name == Google.name for search in searches):
            log("crawl", f"google: this interface is closed to new customers and ends on {GOOGLE_ENDS}")
        return [
            *searches,
            UrlList([*params.urls, *urls]),
            Feeds(params.feeds, params.parse_timeout_seconds),
            CommonCrawl(params.common_crawl),
            Sitemap(params.sitemap, self.sitemaps_of_sites),
        ]

    def record(self, results: Results, tally: Tally) -> None:
        """Put what a request gave into the frontier, and the request itself, at once: a kill leaves both or neither."""
        asked = None
        if results.query is not None and results.result_page is not None:
            asked = SearchRecord(
                provider=results.provider,
                query=results.query,
                result_page=results.result_page,
                asked_at=self.clock.now(),
                results=results.named,
                new=0,
                problem=results.problem,
            )
        new = self.frontier.add(self.fetchable(results.discoveries), self.clock.now(), asked)
        if asked is not None:
            tally.requests += 1
            tally.results += results.named
            tally.new += new

    def fetchable(self, found: tuple[Discovery, ...]) -> list[Discovery]:
        """Those with a URL that can be fetched, normalised; the others are recorded as what they are."""
        good: list[Discovery] = []
        for one in found:
            text = one.url.encode("utf-8", "replace").decode()  # JSON can hold halves of characters
            try:
                good.append(replace(one, url=normalise(text)))
            except Rejection as rejection:
                refused = replace(one, url=text[:MAX_CHARACTERS])
                self.frontier.add_rejected(refused, rejection.reason, rejection.evidence, self.clock.now())
        return good

    async def sitemaps_of_sites(self) -> list[str]:
        """The sitemaps that the robots.txt files of found sites name."""

        async def of(url: str) -> tuple[str, ...]:
            try:
                return (await self.fetcher.robots.rules(url)).sitemaps
            except (Rejection, Postponed):
                return ()

        named = await asyncio.gather(*(of(url) for url in self.frontier.found_sites()))
        return sorted({sitemap for several in named for sitemap in several})
