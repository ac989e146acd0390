"""Search results of a SearXNG instance, through its JSON interface."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

from stages.crawl.outcome import Postponed, Rejection
from stages.crawl.params import SearxngParams
from stages.crawl.providers import Discovery, Getter, Shortfall


class Searxng:
    """One search per query and page of results, safe search off."""

    name = "searxng"

    def __init__(self, params: SearxngParams) -> None:
        self.params = params

    async def discover(self, getter: Getter) -> AsyncIterator[Discovery | Shortfall]:
        """Every result, query by query; a page that adds nothing new ends its query."""
        for query in self.params.queries:
            seen: set[str] = set()
            for number in range(1, self.params.max_result_pages + 1):
                found = await self.results(getter, query, number)
                if isinstance(found, Shortfall):
                    yield found
                    break
                fresh = [url for url in dict.fromkeys(found) if url not in seen]
                for url in fresh[: self.params.max_results - len(seen)]:
                    seen.add(url)
                    yield Discovery(url, self.name, query, len(seen))
                if not fresh or len(seen) >= self.params.max_results:
                    break

    async def results(self, getter: Getter, query: str, number: int) -> list[str] | Shortfall:
        """The URLs of one page of results, in their order."""
        words = {"q": query, "format": "json", "safesearch": 0, "pageno": number, "language": self.params.language}
        url = f"{self.params.url}?{urlencode(words)}"
        try:
            answer = await getter.get(
                url, check_robots=False
            )  # the operator's own instance, asked as it is meant to be
            return read_results(json.loads(answer.body))
        except Rejection as rejection:
            return Shortfall(self.name, query, rejection.reason)
        except Postponed:
            return Shortfall(self.name, query, "http_429")
        except (ValueError, TypeError, KeyError):
            return Shortfall(self.name, query, "malformed")


def read_results(content: Any) -> list[str]:
    """The URLs in an answer; KeyError or TypeError when it is none of SearXNG's."""
    return [result["url"] for result in content["results"] if isinstance(result.get("url"), str)]
