"""The search interfaces, each with what its documentation says."""

import json
from typing import Any
from urllib.parse import urlencode

from stages.crawl.params import SearchParams
from stages.crawl.providers import ApiRequest
from stages.crawl.providers.keys import read_keys
from stages.crawl.providers.search import Malformed, SearchApi

ACCEPT = {"Accept": "application/json"}
GOOGLE_WORDS = {"key": "GOOGLE_API_KEY", "cx": "GOOGLE_CSE_ID"}
GOOGLE_ENDS = "2027-01-01"  # developers.google.com/custom-search/v1/overview, which is also closed to new customers


class Searxng(SearchApi):
    """The operator's own instance, with `json` among its search.formats (docs.searxng.org, Search API)."""

    name = "searxng"
    results_at = ("results",)
    link_at = "url"
    sign = "results"

    def request(self, query: str, page: int) -> ApiRequest:
        """GET; safe search 0 or 2."""
        words: dict[str, Any] = {"q": query, "format": "json", "safesearch": 2 if self.safe_search else 0}
        words |= {"pageno": page, "language": self.language or "all"}
        return ApiRequest(with_words(self.url, words), ACCEPT)

    def check(self, content: dict[str, Any]) -> None:
        """No results because the engines behind the instance gave none."""
        if content.get("results") == [] and content.get("unresponsive_engines"):
            raise Malformed("unresponsive_engines")


class Brave(SearchApi):
    """api-dashboard.search.brave.com/api-reference/web/search/get: `offset` counts pages, 9 at most."""

    name = "brave"
    results_at = ("web", "results")
    link_at = "url"
    sign = "query"
    max_pages = 10
    refusal = b"SUBSCRIPTION_TOKEN_INVALID"  # with status 422

    def request(self, query: str, page: int) -> ApiRequest:
        """GET with the key in a header."""
        words: dict[str, Any] = {"q": query, "count": 20, "offset": page - 1}
        words["safesearch"] = "strict" if self.safe_search else "off"
        if self.language:
            words["search_lang"] = self.language.lower()
        token = self.keys["BRAVE_API_KEY"].get_secret_value()
        return ApiRequest(with_words(self.url, words), {**ACCEPT, "X-Subscription-Token": token})

    def has_more(self, content: dict[str, Any]) -> bool:
        """query.more_results_available."""
        return at(content, "query", "more_results_available") is not False


class Google(SearchApi):
    """developers.google.com/custom-search/v1/reference/rest/v1/cse/list: ten results a page, one hundred in all."""

    name = "google"
    results_at = ("items",)
    link_at = "link"
    sign = "queries"
    max_pages = 10
    refusal = b"API_KEY_INVALID"  # with status 400

    def request(self, query: str, page: int) -> ApiRequest:
        """GET with key and engine in the query."""
        words: dict[str, Any] = {name: self.keys[key].get_secret_value() for name, key in GOOGLE_WORDS.items()}
        words |= {"q": query, "num": 10, "start": 10 * page - 9, "safe": "active" if self.safe_search else "off"}
        if self.language:
            words["lr"] = f"lang_{self.language}"
        return ApiRequest(with_words(self.url, words), ACCEPT)

    def has_more(self, content: dict[str, Any]) -> bool:
        """queries.nextPage."""
        queries = content.get("queries")
        return not isinstance(queries, dict) or "nextPage" in queries


class Serper(SearchApi):
    """serper.dev: Google's results for a POST of JSON. It documents no switch for safe search."""

    name = "serper"
    results_at = ("organic",)
    link_at = "link"
    sign = "searchParameters"
    refusal = b"Not enough credits"  # with status 400

    def request(self, query: str, page: int) -> ApiRequest:
        """POST with the key in a header."""
        words: dict[str, Any] = {"q": query, "num": 10, "page": page}
        if self.language:
            words["hl"] = self.language
        token = self.keys["SERPER_API_KEY"].get_secret_value()
        headers = {**ACCEPT, "X-API-KEY": token, "Content-Type": "application/json"}
        return ApiRequest(self.url, headers, "POST", json.dumps(words).encode())


class SerpApi(SearchApi):
    """serpapi.com/search-api, engine google: ten results a page from `start` on."""

    name = "serpapi"
    results_at = ("organic_results",)
    link_at = "link"
    sign = "search_metadata"

    def request(self, query: str, page: int) -> ApiRequest:
        """GET with the key in the query."""
        words: dict[str, Any] = {"engine": "google", "api_key": self.keys["SERPAPI_API_KEY"].get_secret_value()}
        words |= {"q": query, "start": 10 * (page - 1), "safe": "active" if self.safe_search else "off"}
        if self.language:
            words["lr"] = f"lang_{self.language}"
        return ApiRequest(with_words(self.url, words), ACCEPT)

    def check(self, content: dict[str, Any]) -> None:
        """A search that failed says so; one without results has an `error` too, but succeeded."""
        status = at(content, "search_metadata", "status")
        if status == "Error" or (content.get("error") and status != "Success"):
            raise Malformed("provider_error")

    def has_more(self, content: dict[str, Any]) -> bool:
        """serpapi_pagination.next."""
        pagination = content.get("serpapi_pagination")
        return not isinstance(pagination, dict) or "next" in pagination


APIS: dict[str, type[SearchApi]] = {api.name: api for api in (Searxng, Brave, Google, Serper, SerpApi)}


def search_apis(params: SearchParams) -> list[SearchApi]:
    """The interfaces that params.yaml lists, in its order; none when there is nothing to search for.

    Raises:
        ParamsError: a key is missing.
    """
    if not params.queries:
        return []
    listed = [(name, endpoint(params, name)) for name in params.providers]
    return [APIS[name](url, params, read_keys(name)) for name, url in listed if url is not None]


def endpoint(params: SearchParams, name: str) -> str | None:
    """Where a provider answers; None for a SearXNG that is not named."""
    url: str | None = getattr(params, name).url
    return url


def with_words(url: str, words: dict[str, Any]) -> str:
    """The URL with more words in its query."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(words)}"


def at(content: Any, *keys: str) -> Any:
    """What lies at a path of keys; None where it ends early."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content
