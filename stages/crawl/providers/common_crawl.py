"""URLs that Common Crawl knows: its index alone is asked, the pages are fetched from their own sites."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

from stages.crawl.outcome import Postponed, Rejection
from stages.crawl.params import CommonCrawlParams
from stages.crawl.providers import ApiRequest, Discovery, Getter, Results

MAX_ANSWER_BYTES = 50_000_000  # a page of the index is five blocks of 3,000 lines
FILTERS = ("=status:200", "=mime:text/html")
NEXT_PATTERN = frozenset({"http_400", "http_404", "malformed", "too_large"})  # anything else concerns the whole index


class CommonCrawl:
    """The captures that each pattern finds (pywb's CDXJ server API), at most `max_urls` URLs of each."""

    name = "common_crawl"

    def __init__(self, params: CommonCrawlParams) -> None:
        self.params = params
        self.collection = params.collection

    async def discover(self, getter: Getter) -> AsyncIterator[Results]:
        """Every URL, pattern by pattern; an index that is busy, or refuses us, is left alone for this run."""
        for pattern in self.params.patterns:
            problem = None
            async for found in self.pages(getter, pattern):
                problem = found.problem
                yield found
            if problem is not None and problem not in NEXT_PATTERN:
                return

    async def pages(self, getter: Getter, pattern: str) -> AsyncIterator[Results]:
        """The pages of the index that hold captures of one pattern."""
        seen: set[str] = set()
        page = 1
        try:
            count = await self.count_pages(getter, pattern)
            while page <= count and len(seen) < self.params.max_urls:
                urls = read_captures(await self.ask(getter, pattern, page=page - 1, fl="url,status,mime"))
                fresh = [url for url in dict.fromkeys(urls) if url not in seen][: self.params.max_urls - len(seen)]
                found = tuple(
                    Discovery(url, self.name, pattern, rank, page) for rank, url in enumerate(fresh, len(seen) + 1)
                )
                seen.update(fresh)
                yield Results(self.name, pattern, page, found, len(urls))
                page += 1
            if count == 0:
                yield Results(self.name, pattern, page)
        except (Rejection, Postponed) as failure:
            yield Results(self.name, pattern, page, problem=failure.reason)

    async def count_pages(self, getter: Getter, pattern: str) -> int:
        """How many pages of the index a pattern has; 0 when nothing was captured."""
        body = await self.ask(getter, pattern, showNumPages="true")
        if not body:
            return 0
        content = read_json(body)
        pages = content.get("pages") if isinstance(content, dict) else content
        if not isinstance(pages, int) or pages < 0:
            raise Rejection("malformed")
        return pages

    async def ask(self, getter: Getter, pattern: str, **words: Any) -> bytes:
        """One answer of the index; empty when it has no captures.

        Raises:
            Rejection, Postponed.
        """
        if self.collection is None:
            self.collection = await self.newest(getter)
        query = urlencode([("url", pattern), ("output", "json"), *(("filter", f) for f in FILTERS), *words.items()])
        try:
            return await self.get(getter, f"/{self.collection}-index?{query}")
        except Rejection as rejection:
            if rejection.answer is not None and b"No Captures found" in rejection.answer.body:
                return b""
            raise

    async def newest(self, getter: Getter) -> str:
        """The newest collection: the first that collinfo.json lists."""
        content = read_json(await self.get(getter, "/collinfo.json"))
        first = content[0] if isinstance(content, list) and content else None
        name = first.get("id") if isinstance(first, dict) else None
        if not isinstance(name, str) or not name.replace("-", "").isalnum():
            raise Rejection("malformed")
        return name

    async def get(self, getter: Getter, path: str) -> bytes:
        """The body of one answer."""
        request = ApiRequest(self.params.index_url.rstrip("/") + path, {"Accept": "application/json"})
        return (await getter.ask(request, MAX_ANSWER_BYTES, lambda: None)).body


def read_json(body: bytes) -> Any:
    """What an answer holds.

    Raises:
        Rejection: malformed.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Rejection("malformed") from None


def read_captures(body: bytes) -> list[str]:
    """The URLs of the captures in an answer, one JSON object a line; broken lines are left out.

    Raises:
        Rejection: malformed, when no line is whole.
    """
    lines = [line for line in body.splitlines() if line.strip()]
    urls = []
    whole = 0
    for line in lines:
        try:
            capture = read_json(line)
        except Rejection:
            continue
        if isinstance(capture, dict) and isinstance(capture.get("url"), str):
            whole += 1
            if is_page(capture):
                urls.append(capture["url"])
    if lines and not whole:
        raise Rejection("malformed")
    return urls


def is_page(capture: dict[str, Any]) -> bool:
    """Whether a capture is what the filters ask for, as far as it says so."""
    wanted = {"status": "200", "mime": "text/html"}
    return all(capture.get(name, value) == value for name, value in wanted.items())
