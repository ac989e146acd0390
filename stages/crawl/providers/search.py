"""Search interfaces: the loop over queries and pages of results that all of them share."""

import json
from collections.abc import AsyncIterator
from typing import Any, ClassVar

from stages.crawl.outcome import Postponed, Rejection
from stages.crawl.params import SearchParams
from stages.crawl.providers import ApiRequest, Discovery, Getter, Results
from stages.crawl.providers.keys import Keys, shows_key

MAX_ANSWER_BYTES = 5_000_000
FATAL = frozenset(
    {"http_401", "http_402", "http_403", "http_429", "host_asked_to_wait", "crawl_delay", "no_contact_url", "quota"}
)


class Malformed(Exception):  # noqa: N818 - an outcome, not an error
    """An answer that is not of its provider's shape, or that says itself that it failed. Its text is the problem."""


class SearchApi:
    """One search interface: what is its own. `Search` does the rest."""

    name: ClassVar[str]
    results_at: ClassVar[tuple[str, ...]]  # keys that lead to the list of results
    link_at: ClassVar[str]  # a result's key for its URL
    sign: ClassVar[str]  # a key that every true answer has, one without results included
    max_pages: ClassVar[int] = 1000  # that the interface gives
    refusal: ClassVar[bytes | None] = None  # in the body of an error that every further query would meet

    def __init__(self, url: str, params: SearchParams, keys: Keys) -> None:
        self.url = url
        self.language = None if params.language == "all" else params.language
        self.safe_search = params.safe_search
        self.keys = keys

    def request(self, query: str, page: int) -> ApiRequest:
        """The request for a page of results, from 1."""
        raise NotImplementedError

    def check(self, content: dict[str, Any]) -> None:
        """Raise Malformed when the answer says that it failed."""

    def has_more(self, content: dict[str, Any]) -> bool:
        """Whether another page may follow, as far as the answer tells."""
        return True

    def read(self, content: Any) -> list[str]:
        """The URLs in an answer, in its order.

        Raises:
            Malformed: it is of another shape.
        """
        if not isinstance(content, dict):
            raise Malformed("malformed")
        self.check(content)
        results: Any = content
        for key in self.results_at:
            results = {} if results is None else results
            if not isinstance(results, dict):
                raise Malformed("malformed")
            results = results.get(key)
        if results is None and self.sign in content:
            return []
        if not isinstance(results, list):
            raise Malformed("malformed")
        links = [result.get(self.link_at) for result in results if isinstance(result, dict)]
        urls = [link for link in links if isinstance(link, str) and link]
        if results and not urls:
            raise Malformed("malformed")
        return urls


class Search:
    """Every query of a provider, page by page; a page that adds nothing new ends its query."""

    def __init__(self, api: SearchApi, params: SearchParams) -> None:
        self.api = api
        self.name = api.name
        self.params = params
        self.sent = 0
        self.failures = 0  # queries in a row
        self.ended = False  # no further query would fare better in this run

    async def discover(self, getter: Getter) -> AsyncIterator[Results]:
        """What each page of results gave; a key that is refused, or a quota that is used up, ends the provider."""
        for query in self.params.queries:
            problem = None
            async for results in self.pages(getter, query):
                problem = results.problem
                yield results
            self.failures = self.failures + 1 if problem else 0
            if self.ended or self.failures >= self.params.max_failures:
                return

    async def pages(self, getter: Getter, query: str) -> AsyncIterator[Results]:
        """The pages of one query, until the results are enough, or end."""
        seen: set[str] = set()
        for page in range(1, min(self.params.max_result_pages, self.api.max_pages) + 1):
            sent = self.sent
            try:
                content = await self.ask(getter, query, page)
                urls = self.api.read(content)
            except (Rejection, Postponed) as failure:
                self.ended = self.is_final(failure)
                asked = page if self.sent > sent else None
                yield Results(self.name, query, asked, problem=failure.reason)
                return
            except Malformed as failure:
                yield Results(self.name, query, page, problem=str(failure))
                return
            fresh = [url for url in dict.fromkeys(urls) if url not in seen and not shows_key(url, self.api.keys)]
            found = [
                Discovery(url, self.name, query, rank, page)
                for rank, url in enumerate(fresh[: self.params.max_results - len(seen)], start=len(seen) + 1)
            ]
            seen.update(one.url for one in found)
            yield Results(self.name, query, page, tuple(found), len(urls))
            if not found or len(seen) >= self.params.max_results or not self.api.has_more(content):
                return

    async def ask(self, getter: Getter, query: str, page: int) -> Any:
        """The JSON of one page of results.

        Raises:
            Rejection, Postponed, Malformed.
        """
        answer = await getter.ask(self.api.request(query, page), MAX_ANSWER_BYTES, self.spend)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            raise Malformed("malformed") from None

    def is_final(self, failure: Rejection | Postponed) -> bool:
        """Whether every further query of this run would end the same way."""
        said = failure.answer.body if isinstance(failure, Rejection) and failure.answer else b""
        refusal = self.api.refusal
        return failure.reason in FATAL or (refusal is not None and refusal in said)

    def spend(self) -> None:
        """Count one request, or refuse it."""
        if self.sent >= self.params.max_requests:
            raise Rejection("quota")
        self.sent += 1
